"""A map as Mermaid's `journey`: what it has a place for, and a list of what it has none for."""

import re
from collections.abc import Iterator

from desirepath.formats.conveying import Exported
from desirepath.formats.leaving_out import CARDS, counted, left_out
from desirepath.formats.mermaid_reading import NEUTRAL
from desirepath.maps import Emotion, JourneyMap, Step, steps_of

_OUTSPOKEN = ("measured", "authored", "target")  # whose word counts first
_KEYWORDS = re.compile(r"^(journey$|title\s|section\s|accTitle\s*:|accDescr\s*[:{])", re.IGNORECASE)
_COMMENT = re.compile("%%+")
_INSTEAD = {":": " –", ";": ",", "#": "no. ", "\n": " ", ",": " /"}
_HELD = {"feelings", *CARDS}
_DOERS = {"actions", "frontstage", "backstage", "support"}


def write_mermaid(journey_map: JourneyMap) -> Exported:
    """The map as a Mermaid `journey`: feelings rounded to scores from 1 to 5, actors from its action lanes.

    Mermaid has no way to write `:`, `;` or `#` inside a name; they are replaced, and each name is listed.

    >>> from desirepath.maps import MapStage
    >>> step = Step(id="a", name="Pays: online", lineage_id="a")
    >>> stage = MapStage(id="s", name="Buy", steps=[step])
    >>> told = write_mermaid(JourneyMap(key="m", title="Shop", stages=[stage]))
    >>> print(told.text)
    journey
        title Shop
        section Buy
            Pays – online: 3
    >>> told.dropped[0]
    'No feeling is known at “Pays: online”: its score is written as 3, which means neither good nor bad.'
    """
    dropped: list[str] = []
    lines = ["journey", f"    title {_name(journey_map.title, dropped)}"]
    if journey_map.objective:
        lines.append(f"    accDescr: {_name(journey_map.objective, dropped)}")
    for stage in journey_map.stages:
        lines.append(f"    section {_name(stage.name, dropped)}")
        lines += [f"        {_task(step, journey_map, dropped)}" for step in stage.steps]
    return Exported(text="\n".join(lines), dropped=[*dropped, *_left_out(journey_map)])


def _task(step: Step, journey_map: JourneyMap, dropped: list[str]) -> str:
    felt = _felt(step, journey_map)
    if felt is None:
        dropped.append(
            f"No feeling is known at “{step.name}”: its score is written as {NEUTRAL}, which means neither "
            "good nor bad."
        )
    score = NEUTRAL if felt is None else round(felt.value + NEUTRAL + 1e-9)
    actors = ", ".join(_name(actor, dropped, of_actor=True) for actor in _actors(step, journey_map))
    name = _name(step.name, dropped)
    return f"{name}: {score}: {actors}" if actors else f"{name}: {score}"


def _felt(step: Step, journey_map: JourneyMap) -> Emotion | None:
    known = {one.source: one for one in journey_map.emotions if one.step == step.id}
    return next((known[source] for source in _OUTSPOKEN if source in known), None)


def _actors(step: Step, journey_map: JourneyMap) -> Iterator[str]:
    """Who does something at a step: the lanes named after somebody, else the persona."""
    named = [
        lane.label
        for lane in journey_map.lanes
        if lane.role in _DOERS and lane.label.casefold() not in _DOERS
        if any(card.step == step.id for card in lane.cards)
    ]
    yield from dict.fromkeys(named or ([journey_map.persona] if journey_map.persona else []))


def _name(text: str, dropped: list[str], *, of_actor: bool = False) -> str:
    written = _COMMENT.sub("%", " ".join(text.split()))
    for sign, instead in _INSTEAD.items():
        if sign != "," or of_actor:
            written = written.replace(sign, instead)
    written = " ".join(written.split())
    if _KEYWORDS.match(written):
        written = f"– {written}"
    if not written:
        written = "(no name)"
    if written != text and f"“{text}” is written as “{written}”." not in dropped:
        dropped.append(f"“{text}” is written as “{written}”.")
    return written


def _left_out(journey_map: JourneyMap) -> Iterator[str]:
    """What a Mermaid journey has no place for, counted; a card that says its step's name is told by it."""
    rounded = sum(one.value != round(one.value) for one in journey_map.emotions)
    if rounded:
        yield f"{counted(rounded, 'feeling was', 'feelings were')} rounded to whole scores."
    names = {step.id: step.name for step in steps_of(journey_map)}
    cards = sum(
        lane.role not in _DOERS or card.text != names.get(card.step)
        for lane in journey_map.lanes
        for card in lane.cards
    )
    if cards:
        yield f"Left out: {counted(cards, 'card', 'cards')}."
    yield from left_out(journey_map, held=_HELD)
