"""What every picture is made of: colours, text that fits, shapes, icons, pixels.

Nothing here knows a journey or a map. Start at `shapes.py`; the numbers behind a text's width are
in `fonts.py`, the colours in `tokens.json`.
"""

from desirepath.drawing.colours import Palette, page_style, palette
from desirepath.drawing.fonts import FONT_STACK, text_width
from desirepath.drawing.icons import icon
from desirepath.drawing.pixels import rasterise
from desirepath.drawing.shapes import Markup, content, element, label, line
from desirepath.drawing.wrapping import wrap

__all__ = [
    "FONT_STACK",
    "Markup",
    "Palette",
    "content",
    "element",
    "icon",
    "label",
    "line",
    "page_style",
    "palette",
    "rasterise",
    "text_width",
    "wrap",
]
