"""Two maps as one picture: over one another, or one under the other.

`maps.compare` says what is different; everything here only draws it. `html_comparing` writes it as a page
with the table of changes. Start with `layout_overlay`.
"""

from typing import Literal, TypeVar

from desirepath.drawing import Palette, palette
from desirepath.maps import Comparison, JourneyMap
from desirepath.prints.layout_mirror import mirrored
from desirepath.prints.layout_overlay import Overlay, lay_over
from desirepath.prints.layout_reading import Texts
from desirepath.prints.layout_stacked import Stacked, lay_stacked
from desirepath.prints.rendering_overlay import draw_overlay
from desirepath.prints.rendering_stacked import draw_stacked
from desirepath.prints.retelling import retold_comparison, retold_map
from desirepath.prints.views import is_mirrored
from desirepath.prints.wording import speaking, word

Mode = Literal["overlay", "stacked"]
_Placed = TypeVar("_Placed", Overlay, Stacked)


def render_comparison(
    comparison: Comparison,
    before: JourneyMap,
    after: JourneyMap,
    *,
    mode: Mode = "overlay",
    theme: Literal["light", "dark"] = "light",
    texts: Texts | None = None,
) -> str:
    """What is different between two maps (`comparison` is of these two), as a standalone SVG.

    >>> from desirepath.maps import MapStage, Step, compare
    >>> step = Step(id="s1", name="Sees an ad", lineage_id="s1")
    >>> now = JourneyMap(key="now", title="Now", stages=[MapStage(id="g1", name="Aware", steps=[step])])
    >>> then = JourneyMap(key="then", title="Then", stages=[])
    >>> "removed" in render_comparison(compare(now, then), now, then)
    True
    """
    return drawn_comparison(comparison, (before, after), palette(theme), mode=mode, texts=texts)


def drawn_comparison(
    comparison: Comparison,
    maps: tuple[JourneyMap, JourneyMap],
    colours: Palette,
    *,
    mode: Mode,
    texts: Texts | None,
) -> str:
    """The same in any colours: a page's are variables."""
    before, after = maps
    with speaking(after.language or before.language):
        title = word("{before} compared with {after}", before=before.title, after=after.title)
        comparison = retold_comparison(comparison)
        before, after = retold_map(before), retold_map(after)
        if mode == "stacked":
            stacked = _turned(lay_stacked(comparison, before, after, texts), after)
            return draw_stacked(stacked, colours, title=title, told=comparison.summary)
        placed = _turned(lay_over(comparison, before, after, texts), after)
        return draw_overlay(placed, colours, title=title, told=comparison.summary)


def _turned(placed: _Placed, after: JourneyMap) -> _Placed:
    """The picture as the second map is read: mirrored, if that is from right to left."""
    return mirrored(placed, placed.width) if is_mirrored(after) else placed
