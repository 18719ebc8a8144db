"""Places of a flow as path patterns: what must stand at every step between the anchor and the place."""

from collections.abc import Sequence

from desirepath.measures import AtLink, AtNode, Flow

__all__ = [
    "END",
    "OTHER",
    "START",
    "Unsayable",
    "but",
    "flow_pattern",
    "flow_steps",
    "limited",
    "one_of",
    "quoted",
]

START, END, EARLIER, LATER, OTHER = "(start)", "(end)", "(earlier)", "(later)", "(other)"
MOST_ATOMS = 60
ANY = "."


class Unsayable(Exception):
    """No rule says this; the text is a sentence that says why."""


def flow_steps(question: Flow, place: AtNode | AtLink) -> list[int]:
    """The steps that a place may be at."""
    if place.step is not None:
        return [place.step]
    count = question.steps if question.after is None else question.before + question.after + 1
    first = 1 if question.anchor is None else -question.before
    last = first + count - 1
    if isinstance(place, AtNode):
        return list(range(first, last + 1))
    begin = first - (place.from_node in {START, EARLIER})
    return list(range(begin, last + (place.to_node in {END, LATER})))


def flow_pattern(question: Flow, place: AtNode | AtLink, step: int, nodes: Sequence[str]) -> str | None:
    """The pattern of one step; None where no journey can be there."""
    anchors = _anchors(question, nodes)
    atoms = _atoms(place, step, anchors, question)
    if not atoms:
        return None
    begins, ends = _edges(place)
    return _spelt(atoms, question, anchors, begins=begins, ends=ends)


def _anchors(question: Flow, nodes: Sequence[str]) -> list[str]:
    if question.anchor is None:
        return []
    anchors = [question.anchor] if isinstance(question.anchor, str) else list(question.anchor)
    if any(anchor not in nodes for anchor in anchors):
        raise Unsayable("The anchor is a path pattern, from which no rule of a segment can count steps.")
    return anchors


def _edges(place: AtNode | AtLink) -> tuple[bool, bool]:
    """Whether the journey begins, and ends, with the place."""
    return (place.from_node == START, place.to_node == END) if isinstance(place, AtLink) else (False, False)


def _atoms(place: AtNode | AtLink, step: int, anchors: list[str], question: Flow) -> dict[int, str] | None:
    """What must stand at which step; None where nothing can."""
    ends = (
        [(step, place.node, place.but)]
        if isinstance(place, AtNode)
        else [(step, place.from_node, place.from_but), (step + 1, place.to_node, place.to_but)]
    )
    found: dict[int, str] = {}
    for at, name, others in ends:
        if name in (START, END):
            continue
        if at < 1 and not anchors:
            return None  # a journey begins with its first step
        barred = anchors if _is_barred(at, question) else []
        if at == 0 and anchors:
            if name not in anchors:
                return None
        elif name in barred:
            return None
        if name in (EARLIER, LATER):
            found[at] = but(barred) if barred else ANY
        else:
            found[at] = but([*others, *barred]) if name == OTHER else quoted(name)
    return found


def _is_barred(at: int, question: Flow) -> bool:
    """Whether the anchor cannot stand here: before its first occurrence, after its last."""
    if question.anchor is None:
        return False
    return at < 0 if question.occurrence != "last" else at > 0


def _spelt(
    atoms: dict[int, str], question: Flow, anchors: list[str], *, begins: bool, ends: bool
) -> str | None:
    if not anchors:
        last = max(atoms)
        said = [atoms.get(at, ANY) for at in range(1, last + 1)]
        if begins and min(atoms) != 1:
            return None
        return limited(f"^ {' -> '.join(said)}{' $' if ends else ''}")
    low, high = min(*atoms, 0), max(*atoms, 0)
    if (begins and low != min(atoms)) or (ends and high != max(atoms)):
        return None  # it would begin after its anchor, or end before it
    occurrence, anchor = question.occurrence, one_of(anchors)
    barred = but(anchors)
    said = [
        atoms.get(at, anchor if at == 0 else barred if _is_barred(at, question) else ANY)
        for at in range(low, high + 1)
    ]
    body = " -> ".join(said)
    if occurrence == "last":
        return limited(f"{'^ ' if begins else ''}{body}{' $' if ends else f' -> {barred}* $'}")
    if occurrence not in ("first", 1):
        if low < 0 or begins:
            raise Unsayable("No rule of a segment can look back from a later occurrence of an anchor.")
        body = f"({barred}* -> {anchor}){{{int(occurrence) - 1}}} -> {barred}* -> {body}"
        return limited(f"^ {body}{' $' if ends else ''}")
    lead = "^ " if begins else f"^ {barred}* -> "
    return limited(f"{lead}{body}{' $' if ends else ''}")


def limited(pattern: str) -> str:
    """The pattern; Unsayable when it has too many steps."""
    if pattern.count("->") > MOST_ATOMS:
        raise Unsayable("This is too many steps away to be said as a rule of a segment.")
    return pattern


def quoted(name: str) -> str:
    """A name as a pattern writes it."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_of(names: Sequence[str]) -> str:
    """One step at any of these nodes."""
    return quoted(names[0]) if len(names) == 1 else f"[{'|'.join(map(quoted, names))}]"


def but(names: Sequence[str]) -> str:
    """One step at any node but these."""
    return f"[^{'|'.join(map(quoted, dict.fromkeys(names)))}]" if names else ANY
