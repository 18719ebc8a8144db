"""Maps as pictures: SVG, PNG, and one self-contained accessible page.

`render` and `to_html` draw a map, `to_png` makes pixels of a drawing. Everything is placed by `layout`;
what a thing says in words is `layout_reading`. Start with `rendering`.
"""

from desirepath.prints.html import to_html
from desirepath.prints.rendering import render, to_png

__all__ = ["render", "to_html", "to_png"]
