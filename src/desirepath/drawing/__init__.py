"""What every picture is made of: colours, text that fits, shapes, icons, pixels.

Nothing here knows a journey or a map. Start at `shapes.py`; how wide a text is, is measured in `measuring.py`
with the fonts of `faces.py`; the colours are in `tokens.json`.
"""

from desirepath.drawing.colours import Palette, page_style, palette
from desirepath.drawing.directions import has_right_to_left, right_to_left
from desirepath.drawing.embedding import with_fonts
from desirepath.drawing.faces import Fonts, find_fonts, font_folders
from desirepath.drawing.fonts import FONT_STACK
from desirepath.drawing.graphemes import graphemes as clusters
from desirepath.drawing.icons import has_icon, icon
from desirepath.drawing.measuring import drawn_with, fonts_handed_in, slants, text_width
from desirepath.drawing.pixels import rasterise
from desirepath.drawing.shapes import Markup, content, element, label, legal, line
from desirepath.drawing.wrapping import wrap

__all__ = [
    "FONT_STACK",
    "Fonts",
    "Markup",
    "Palette",
    "clusters",
    "content",
    "drawn_with",
    "element",
    "find_fonts",
    "font_folders",
    "fonts_handed_in",
    "has_icon",
    "has_right_to_left",
    "icon",
    "label",
    "legal",
    "line",
    "page_style",
    "palette",
    "rasterise",
    "right_to_left",
    "slants",
    "text_width",
    "with_fonts",
    "wrap",
]
