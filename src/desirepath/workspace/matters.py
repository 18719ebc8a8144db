"""Which sentences a workspace's first page begins with, most important first, each with its number."""

from collections.abc import Iterator

from desirepath.maps import count_text, percent
from desirepath.workspace.glances import Grade, Home, MapAtHome, Matter, MatterFigure, Whereto
from desirepath.workspace.sources import Source

__all__ = ["matters"]

DAY_US = 86_400_000_000
ENOUGH = 0.8  # of the interactions: a map that explains less is not true
QUIET_DAYS = 14  # a source that is so far behind the newest is asked about
MOST_HOT = 2


def matters(found: Home) -> list[Matter]:
    """All that needs attention: what to act on, then what to look at, then what to know."""
    every = [
        *_of_tables(found),
        *_of_hotspots(found),
        *(one for each in found.maps for one in _of_map(each)),
        *_of_sources(found),
        *_of_work(found),
    ]
    rank: dict[Grade, int] = {"act": 0, "look": 1, "know": 2}
    return sorted(every, key=lambda one: rank[one.grade])


def _of_tables(found: Home) -> Iterator[Matter]:
    sources = Whereto(kind="sources")
    if not found.stock.loads:
        yield Matter(code="nothing_loaded", grade="act", says="Nothing has been loaded yet.", place=sources)
    elif found.as_of_us is None:
        says = "What was loaded has not been computed yet, so nothing can be asked of it."
        yield Matter(code="never_computed", grade="act", says=says, place=sources)
    elif found.is_stale:
        says = "Loads have come or gone since the tables were computed; no figure here knows of them yet."
        yield Matter(code="stale_tables", grade="act", says=says, place=sources)
    if found.stock.loads and found.as_of_us is not None and not found.maps:
        says = "There is no map yet. One can be drafted from what people did."
        yield Matter(code="no_map", grade="act", says=says, place=Whereto(kind="maps"))


def _of_map(each: MapAtHome) -> Iterator[Matter]:
    place = Whereto(kind="map", key=each.key)
    told = each.standing
    if told is not None and told.errors and told.first is not None:
        figure = MatterFigure(value=told.errors, unit="count")
        yield Matter(
            code="broken_map",
            grade="act",
            says=f"It is no longer true. {told.first}.",
            place=place,
            figure=figure,
            about=each.title,
        )
    share = told.interactions if told is not None else None
    if share is not None and share.share is not None:
        figure = MatterFigure(
            value=share.share, unit="share", n=share.n, low=share.low, high=share.high, too_few=share.too_few
        )
        is_low = share.share < ENOUGH and not share.too_few
        says = f"It explains {percent(share.share)} of what people did."
        says += " A map that explains less than 80 % leaves too much out." if is_low else ""
        yield Matter(
            code="fidelity",
            grade="look" if is_low else "know",
            says=says,
            place=place,
            figure=figure,
            about=each.title,
        )
    for shift in told.drifted if told is not None else []:
        figure = MatterFigure(value=shift.distance, unit="share", n=shift.n)
        says = f"The mix of {shift.what} has shifted since the last review: {', '.join(shift.movers)}."
        yield Matter(code="drift", grade="look", says=says, place=place, figure=figure, about=each.title)
    if each.status == "published" and each.days_past_review:
        figure = MatterFigure(value=each.days_past_review, unit="days")
        says = f"Its review is {count_text(each.days_past_review)} days overdue."
        yield Matter(
            code="review_overdue", grade="look", says=says, place=place, figure=figure, about=each.title
        )


def _of_hotspots(found: Home) -> Iterator[Matter]:
    for spot in found.hotspots[:MOST_HOT]:
        place = Whereto(kind="step", key=spot.map, part=spot.step)
        says = f"{spot.step_name}: {spot.reads[0] if spot.reads else spot.says}."
        figure = MatterFigure(value=spot.score, unit="score", n=spot.n, says=spot.says)
        yield Matter(
            code="hotspot", grade="look", says=says, place=place, figure=figure, about=spot.map_title
        )


def _of_sources(found: Home) -> Iterator[Matter]:
    stock = found.stock
    if stock.waiting:
        figure = MatterFigure(value=stock.waiting, unit="count", n=stock.read)
        of = count_text(stock.read)
        says = f"{count_text(stock.waiting)} of {of} rows did not fit and wait in quarantine."
        yield Matter(
            code="quarantine", grade="look", says=says, place=Whereto(kind="quarantine"), figure=figure
        )
    for source in found.sources:
        behind = _days_behind(source, found.as_of_us)
        if behind >= QUIET_DAYS:
            says = f"Nothing newer has come from it for {count_text(behind)} days, while other sources go on."
            place = Whereto(kind="sources", key=source.name)
            figure = MatterFigure(value=behind, unit="days", n=source.interactions)
            yield Matter(
                code="quiet_source", grade="look", says=says, place=place, figure=figure, about=source.name
            )


def _days_behind(source: Source, as_of_us: int | None) -> int:
    if source.last_at_us is None or as_of_us is None:
        return 0
    return max(0, (as_of_us - source.last_at_us) // DAY_US)


def _of_work(found: Home) -> Iterator[Matter]:
    drafts = [each for each in found.maps if each.status in {"draft", "in_review"}]
    if drafts:
        names = ", ".join(f"“{each.title}”" for each in drafts[:3]) + (
            " and others" if len(drafts) > 3 else ""
        )
        figure = MatterFigure(value=len(drafts), unit="count", n=len(found.maps))
        verb = "is" if len(drafts) == 1 else "are"
        says = f"{names} {verb} not published, so nobody is told when people go other ways."
        place = Whereto(kind="map", key=drafts[0].key) if len(drafts) == 1 else Whereto(kind="maps")
        yield Matter(code="not_published", grade="know", says=says, place=place, figure=figure)
    if found.opportunities:
        best = found.opportunities[0]
        worth = None if best.value is None else MatterFigure(value=best.value, unit="score", n=best.reach)
        place = Whereto(kind="opportunity", key=best.map, part=best.id)
        many = len(found.opportunities)
        says = f"{many} open opportunities; worth most: {best.title}" if many > 1 else best.title
        yield Matter(
            code="opportunity", grade="know", says=says, place=place, figure=worth, about=best.map_title
        )
