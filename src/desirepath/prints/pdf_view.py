"""Where on a page a place of the map is: the rail, the header and the part shown are moved together.

A map read from right to left is drawn mirrored; how far along a place is counts from where it begins.
"""

from desirepath.drawing import Markup, element
from desirepath.prints.inking import Inked
from desirepath.prints.layout import RAIL
from desirepath.prints.layout_marks import Box
from desirepath.prints.paging import Part
from desirepath.records import Record


class View(Record):
    """A part of the map whose header begins at `top` on the page; so wide are the drawing and the page."""

    part: Part
    top: float
    width: float
    page_width: float
    is_mirrored: bool = False

    def x(self, place: float) -> float:
        """A place across of the drawing, on the page."""
        along = self.along(place)
        is_rail = along <= RAIL if self.is_mirrored else along < RAIL
        return self.seen(along if is_rail else along - self.part.left + RAIL)

    def along(self, place: float) -> float:
        """How far along the map a place of the drawing is."""
        return self.width - place if self.is_mirrored else place

    def seen(self, along: float) -> float:
        """Where on the page it is so far along, and how far along the page a place is."""
        return self.page_width - along if self.is_mirrored else along

    def y(self, place: float) -> float:
        """A place down, on the page."""
        part = self.part
        if place < part.head_bottom:
            return self.top + place - part.head_top
        return self.top + part.head_bottom - part.head_top + place - part.top

    def shows(self, one: Inked) -> bool:
        """Whether a text is on the page."""
        x, y = one.middle
        along = self.along(x)
        across = along < RAIL or self.part.left <= along < self.part.right
        return across and (
            self.part.head_top <= y < self.part.head_bottom or self.part.top <= y < self.part.bottom
        )

    def windows(self, *, top: float | None = None, bottom: float | None = None) -> list[Box]:
        """The rectangles of the map that are seen; of its rows only those from `top` to `bottom`, if said."""
        part = self.part
        across = [sorted(map(self.along, ends)) for ends in ((0.0, RAIL), (part.left, part.right))]
        down = [(part.head_top, part.head_bottom), (part.top, part.bottom)]
        if top is not None and bottom is not None:
            down = [(top, bottom)]
        return [
            Box(x=left, y=start, width=right - left, height=end - start)
            for start, end in down
            for left, right in across
            if right > left and end > start
        ]

    def picture(self, shapes: Markup, window: Box) -> Markup:
        """What is seen of shapes through a window, where it is on the page."""
        return element(
            "svg",
            shapes,
            x=self.x(window.x),
            y=self.y(window.y),
            width=window.width,
            height=window.height,
            viewBox=f"{window.x:.2f} {window.y:.2f} {window.width:.2f} {window.height:.2f}",
        )
