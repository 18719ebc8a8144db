"""Maps as pictures and for the office: SVG, PNG, an accessible page, PDF, PowerPoint, Excel.

`render` and `to_html` draw a map, `to_png` makes pixels of a drawing; `to_pdf`, `to_pptx` and `to_xlsx` need
extras. Everything is placed by `layout`; what a thing says in words is `layout_reading`. Start with
`rendering`.
"""

from desirepath.prints.atlases import render_atlas
from desirepath.prints.comparisons import render_comparison
from desirepath.prints.html import to_html
from desirepath.prints.html_pictures import (
    CHANGES,
    atlas_to_html,
    changes_of,
    comparison_to_html,
    matrix_to_html,
)
from desirepath.prints.matrices import render_matrix
from desirepath.prints.office import comparison_to_pptx, to_pptx, to_xlsx
from desirepath.prints.paper import Page
from desirepath.prints.pdf import to_pdf
from desirepath.prints.rendering import render, to_png
from desirepath.prints.views import Library, View, in_language, seen_of
from desirepath.prints.wording import spoken_in

__all__ = [
    "CHANGES",
    "Library",
    "Page",
    "View",
    "atlas_to_html",
    "changes_of",
    "comparison_to_html",
    "comparison_to_pptx",
    "in_language",
    "matrix_to_html",
    "render",
    "render_atlas",
    "render_comparison",
    "render_matrix",
    "seen_of",
    "spoken_in",
    "to_html",
    "to_pdf",
    "to_png",
    "to_pptx",
    "to_xlsx",
]
