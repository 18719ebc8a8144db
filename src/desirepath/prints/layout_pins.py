"""Where the numbers of comments stand: at the lower end of a card, beside a step, a stage or a lane.

A comment on the map as a whole, or on something that is not drawn, is only told in the footnotes.
"""

from desirepath.prints.layout_header import PlacedBand
from desirepath.prints.layout_marks import Box, NoteMark, Words
from desirepath.prints.layout_notes import Remark
from desirepath.prints.layout_steps import PlacedStep
from desirepath.records import Record

_APART = 15.0


class Sign(Record):
    """A comment's number, as the footnotes tell it."""

    sign: str


class Pinned(Record):
    """The numbers on the picture, and what all comments say."""

    pins: list[NoteMark]
    signs: list[Sign]
    lines: list[list[str]]


def pin_remarks(
    remarks: list[Remark],
    *,
    bands: list[PlacedBand],
    steps: list[PlacedStep],
    rows: list[tuple[str, list[Words], dict[str, Box]]],
) -> Pinned:
    """A number for each comment at what it is about; several at one thing stand side by side."""
    places = _places(bands, steps, rows)
    taken: dict[str, int] = {}
    pins = []
    for remark in remarks:
        place = places.get(remark.about or "")
        if remark.about is None or place is None:
            continue
        at = taken.get(remark.about, 0)
        taken[remark.about] = at + 1
        title = "\n".join(remark.lines)
        pins.append(NoteMark(sign=str(remark.number), x=place[0] - _APART * at, y=place[1], title=title))
    return Pinned(
        pins=pins,
        signs=[Sign(sign=str(remark.number)) for remark in remarks],
        lines=[remark.lines for remark in remarks],
    )


def _places(
    bands: list[PlacedBand], steps: list[PlacedStep], rows: list[tuple[str, list[Words], dict[str, Box]]]
) -> dict[str, tuple[float, float]]:
    places = {band.stage: (band.box.right - 12, band.box.y + band.box.height / 2) for band in bands}
    places |= {step.step: (step.box.right - 8, step.box.bottom - 10) for step in steps}
    for lane, words, boxes in rows:
        if words:
            places[lane] = (words[0].x - 38, words[0].y - 4)
        places |= {key: (box.right - 1, box.bottom - 2) for key, box in boxes.items()}
    return places
