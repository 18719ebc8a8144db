"""What a picture claims by its lengths, places and tints is what the answer says."""

import re
from typing import Any

import pytest
from tests.charts.reading import Rect, overlapping, rects, said, texts

from desirepath.charts import Theme, Told, picture
from desirepath.drawing import palette
from desirepath.drawing.colours import contrast

NAMES = ["A", "B", "C", "D"]


def told(measure: str, rows: list[dict[str, Any]], **options: Any) -> Told:
    """An answer made by hand."""
    return Told(
        measure=measure, options=options, rows=rows, every=rows, journeys=500, subjects=400, as_of_us=0
    )


def bars(svg: str, height: float, tone: str) -> list[Rect]:
    """The bars of a picture, in order."""
    return [one for one in rects(svg) if one.height == height and one.fill == tone]


def hazard(node: str, share: float, n: int = 100, median: float = 0.1) -> dict[str, Any]:
    return {
        "node": node, "journeys": n, "subjects": n, "moved_on": n - round(share * n),
        "dropped_off": round(share * n), "still_open": 0, "hazard": share, "hazard_low": max(share - 0.05, 0),
        "hazard_high": min(share + 0.05, 1), "excess": share - median, "n": n, "too_few": n < 30,
    }  # fmt: skip


def step(number: int, passages: int, first: int, before: int) -> dict[str, Any]:
    shares = {"share_of_first": passages / first, "share_of_previous": passages / before}
    ends = {f"{name}_{end}": value for name, value in shares.items() for end in ("low", "high")}
    return {
        "step": number, "node": NAMES[number - 1], "passages": passages, "journeys": passages,
        "subjects": passages, **shares, **ends,
        "time_from_previous_p50_us": None, "n": before, "too_few": before < 30,
    }  # fmt: skip


def test_a_bar_is_as_long_as_its_share() -> None:
    svg = picture(told("drop_off", [hazard("A", 0.4), hazard("B", 0.2), hazard("C", 0.1)]))
    longest, middle, shortest = (one.width for one in bars(svg, 14, palette("light").hotspot))
    assert middle == pytest.approx(longest / 2, abs=0.02)
    assert shortest == pytest.approx(longest / 4, abs=0.02)


def test_the_worst_comes_first_and_too_few_come_last_without_a_bar() -> None:
    svg = picture(told("drop_off", [hazard("A", 0.1), hazard("B", 0.9, n=5), hazard("C", 0.3)]))
    order = [one.text for one in sorted(texts(svg), key=lambda one: one.top) if one.text in NAMES]
    assert order == ["C", "A", "B"]
    assert len(bars(svg, 14, palette("light").hotspot)) == 2
    assert "too few" in [one.text for one in texts(svg)]


def test_a_funnels_bars_are_shares_of_the_first_step() -> None:
    rows = [step(1, 200, 200, 200), step(2, 100, 200, 200), step(3, 50, 200, 100)]
    svg = picture(told("funnel", rows, within_days=7.0, order="ordered"))
    widths = [one.width for one in bars(svg, 26, palette("light").positive)]
    assert widths == pytest.approx([widths[0], widths[0] / 2, widths[0] / 4], abs=0.02)
    assert "Steps: others may lie between; within 7\u00a0days of the first step." in said(svg)
    assert "−100 (−50\u00a0%)" in said(svg)


def test_a_stages_parts_sum_to_its_bar() -> None:
    row = {
        "stage": "a", "name": "A", "journeys": 100, "subjects": 100, "moved_on": 60, "went_back": 0,
        "returns": 0, "skipped": 0, "dropped_off": 30, "still_open": 10, "moved_on_share": 0.6,
        "moved_on_share_low": 0.5, "moved_on_share_high": 0.7, "dropped_off_share": 0.3,
        "dropped_off_share_low": 0.2, "dropped_off_share_high": 0.4, "time_in_stage_p50_us": None,
        "time_in_stage_p90_us": None, "n": 100, "too_few": False,
    }  # fmt: skip
    svg = picture(told("stages", [row]))
    tones = palette("light")
    moved, dropped, still = (bars(svg, 20, tone)[0] for tone in (tones.positive, tones.hotspot, tones.bg))
    assert dropped.width == pytest.approx(moved.width / 2, abs=0.02)
    assert still.width == pytest.approx(moved.width / 6, abs=0.02)
    assert dropped.x == pytest.approx(moved.x + moved.width, abs=0.02)
    assert still.x == pytest.approx(dropped.x + dropped.width, abs=0.02)


def test_a_sankeys_places_are_as_tall_as_what_goes_through_them() -> None:
    def row(kind: str, at: int, left: str, to: str | None, count: int) -> dict[str, Any]:
        share = {"share": count / 100, "share_low": 0.1, "share_high": 0.9}
        return {"kind": kind, "step": at, "from_node": left, "to_node": to, "count": count, **share, "n": 100,
                "too_few": False}  # fmt: skip

    rows = [
        row("node", 1, "A", None, 75), row("node", 1, "B", None, 25), row("link", 1, "A", "C", 75),
        row("link", 1, "B", "(end)", 25), row("node", 2, "C", None, 75), row("link", 2, "C", "(end)", 75),
    ]  # fmt: skip
    svg = picture(told("flow", rows))
    assert overlapping(svg) == []
    heights = [one.height for one in rects(svg) if one.width == 9 and one.fill == palette("light").positive]
    assert heights == pytest.approx([heights[0], heights[0] / 3, heights[0]], abs=0.02)
    ribbons = re.findall(r'<path d="(M[^"]*Z)"', svg)
    assert len(ribbons) == 3


def test_a_gap_breaks_the_line_and_says_so() -> None:
    def felt(node: str, mean: float) -> dict[str, Any]:
        return {"node": node, "mean": mean, "mean_low": mean - 0.2, "mean_high": mean + 0.2, "n": 50,
                "too_few": False}  # fmt: skip

    given = told("emotion", [felt("A", 1.0), felt("B", 0.5), felt("D", -1.0)], lens="stage")
    ordered = Told(**{name: getattr(given, name) for name in given.__struct_fields__} | {"order": NAMES})
    svg = picture(ordered)
    assert "no score" in [one.text for one in texts(svg)]
    lines = re.findall(r'<path d="([^"]*)" fill="none"', svg)
    assert len(lines) == 1  # from A to B; D stands alone
    assert lines[0].count("L") == 1
    assert "How people feel from stage to stage" in said(svg)
    assert "best first" in said(picture(given))  # nobody said the order: no line


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_written_on_the_strongest_tint_can_be_read(theme: Theme) -> None:
    rows = [
        {"from_node": left, "to_node": to, "count": 90, "subjects": 90, "share_out": share,
         "share_out_low": share, "share_out_high": share, "n": 100, "too_few": False}
        for left, to, share in (("A", "B", 1.0), ("B", "A", 0.01), ("(start)", "A", 0.5))
    ]  # fmt: skip
    svg = picture(told("transitions", rows, lens="channel"), theme=theme)
    colours = palette(theme)
    found = re.findall(rf'fill="{colours.positive}" fill-opacity="([\d.]+)"', svg)
    assert len(found) >= 3
    for opacity in map(float, found):
        assert contrast(colours.ink, _mixed(colours.positive, colours.panel, opacity)) >= 4.5


def _mixed(colour: str, ground: str, opacity: float) -> str:
    def part(at: int) -> int:
        over, under = (int(each[at : at + 2], 16) for each in (colour, ground))
        return round(over * opacity + under * (1 - opacity))

    return "#" + "".join(f"{part(at):02X}" for at in (1, 3, 5))


def test_the_groups_of_a_breakdown_share_their_axes() -> None:
    rows = [{"group": "big", **hazard("A", 0.8)}, {"group": "small", **hazard("A", 0.2)}]
    broken = Told(
        measure="drop_off",
        options={},
        rows=rows,
        every=rows,
        journeys=200,
        subjects=200,
        as_of_us=0,
        groups={"big": (100, 100), "small": (100, 100)},
    )
    big, small = (one.width for one in bars(picture(broken), 14, palette("light").hotspot))
    assert small == pytest.approx(big / 4, abs=0.02)
