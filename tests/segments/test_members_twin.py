"""Whom a segment means, against a twin that asks everybody one by one."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.segments.worlds import known, names, segment

from desirepath.journeys import Between
from desirepath.segments import Knowledge, members
from desirepath.segments.rules import (
    AllOf,
    Answered,
    AnyOf,
    Did,
    Followed,
    InStage,
    NotThis,
    Rule,
    Step,
    Then,
    Trait,
    Where,
)
from desirepath.testing import microseconds

DAY = 86_400_000_000
AS_OF = microseconds("2025-02-01 00:00")
STAGE_OF = {"ad": "see", "home": "see", "shop": "buy", "help": "use"}
LETTER = {"ad": "a", "home": "o", "shop": "s", "help": "h"}
PATTERNS = {
    "ad -> shop": "as",
    "ad ... shop": "a.*s",
    "ad -> [^help]* -> shop": "a[^h]*s",
    "^ad -> ad|home": "^a[ao]",
    "shop{2}": "ss",
    "help$": "h$",
}


# The twin


@dataclass(frozen=True)
class Done:
    """One interaction of one person."""

    at: int | None
    ordinal: int
    touchpoint: str
    more: dict[str, Any]


@dataclass(frozen=True)
class Human:
    done: list[Done]
    traits: list[tuple[str, str, int | None]]  # name, value, since; in the order told

    def seen(self) -> list[Done]:
        order = sorted(self.done, key=lambda one: (-1 if one.at is None else one.at, one.ordinal))
        return [one for one in order if one.at is None or one.at <= AS_OF]

    def heard_of(self, last: int) -> bool:
        """Whether anything was known of them at the moment asked about, where something came later at all."""
        return last <= AS_OF or bool(self.seen()) or any((since or 0) <= AS_OF for _, _, since in self.traits)

    def trait(self, name: str) -> str | None:
        told = [
            (-1 if since is None else since, place, value)
            for place, (called, value, since) in enumerate(self.traits)
            if called == name and (since is None or since <= AS_OF)
        ]
        return max(told)[2] if told else None


def compared(value: Any, op: str, asked: Any) -> bool:
    if value is None:
        return False
    if op == "known":
        return True
    if isinstance(asked, list):
        return value in asked
    if isinstance(asked, int | float):
        value = float(value) if re.fullmatch(r"-?\d+(\.\d+)?", str(value)) else None
    if op == "is_not":
        return bool(value != asked)
    if value is None:
        return False
    outcomes = {
        "is": lambda: value == asked,
        "greater": lambda: value > asked,
        "less": lambda: value < asked,
        "at_least": lambda: value >= asked,
        "at_most": lambda: value <= asked,
        "contains": lambda: asked.lower() in value.lower(),
    }
    return bool(outcomes[op]())  # type: ignore[no-untyped-call]


def field(one: Done, name: str) -> Any:
    if name.startswith("properties."):
        return dict(one.more.get("properties", {})).get(name.removeprefix("properties."))
    if name == "value":
        minor = one.more.get("value_minor")
        return None if minor is None else minor / 100
    return one.more.get(name)


def fits(one: Done, step: Step) -> bool:
    asked = [step.touchpoint] if isinstance(step.touchpoint, str) else step.touchpoint
    return (asked is None or one.touchpoint in asked) and all(
        compared(field(one, where.field), where.op, where.value) for where in step.where
    )


def recent(one: Done, days: float | None) -> bool:
    return days is None or (one.at is not None and one.at >= AS_OF - days * DAY)


def meant(rule: Rule, human: Human) -> bool:
    if isinstance(rule, AllOf | AnyOf):
        return (all if isinstance(rule, AllOf) else any)(meant(one, human) for one in rule.of)
    if isinstance(rule, NotThis):
        return not meant(rule.of, human)
    if isinstance(rule, Trait):
        return compared(human.trait(rule.name), rule.op, rule.value)
    twins: dict[Any, Any] = {Did: did, Then: passes, Answered: answers, InStage: in_stage, Followed: follows}
    return bool(twins[type(rule)](rule, human.seen()))


def did(rule: Did, seen: list[Done]) -> bool:
    count = sum(fits(one, rule) and recent(one, rule.within_days) for one in seen)
    if rule.exactly is not None:
        return count == rule.exactly
    least = rule.at_least if rule.at_least is not None else 1 if rule.at_most is None else 0
    return count >= least and (rule.at_most is None or count <= rule.at_most)


def follows(rule: Followed, seen: list[Done]) -> bool:
    word = "".join(LETTER[one.touchpoint] for one in seen)
    return len(re.findall(PATTERNS[rule.pattern].replace("*", "*?"), word)) >= rule.at_least


def passes(rule: Then, seen: list[Done]) -> bool:
    def in_time(first: Done, one: Done) -> bool:
        if rule.within_days is None:
            return True
        return one.at is not None and first.at is not None and one.at - first.at <= rule.within_days * DAY

    def from_here(place: int, step: int, began: Done | None) -> bool:
        if step == len(rule.steps):
            return True
        for at in range(place, len(seen)):
            one, first = seen[at], began or seen[at]
            if not fits(one, rule.steps[step]):
                continue
            if in_time(first, one) and from_here(at + 1, step + 1, first):
                return True
        return False

    return from_here(0, 0, None)


def answers(rule: Answered, seen: list[Done]) -> bool:
    given = [one for one in seen if "score" in one.more and fits(one, rule) and recent(one, rule.within_days)]
    if rule.band:
        given = [one for one in given if one.more["scale"] == "0..10"]

    def good(one: Done) -> bool:
        score, (worst, best) = one.more["score"], map(float, one.more["scale"].split(".."))
        if rule.band:
            return rule.band == ("promoter" if score >= 9 else "passive" if score > 6 else "detractor")
        value = score if rule.score else 4 * (score - worst) / (best - worst) - 2
        ends = rule.score or rule.valence or Between()
        least, most = ends.at_least, ends.at_most
        return (least is None or value >= least - 1e-9) and (most is None or value <= most + 1e-9)

    return any(map(good, given)) if rule.which == "any" else bool(given) and good(given[-1])


def in_stage(rule: InStage, seen: list[Done]) -> bool:
    stages = [STAGE_OF[one.touchpoint] for one in seen]
    if rule.stage not in stages:
        return False
    if rule.state == "entered":
        return True
    if stages[-1] != rule.stage or set(rule.goal) & set(stages):
        return rule.state == "moved_on"
    last = seen[-1].at
    is_open = last is not None and AS_OF - last <= 30 * DAY
    return rule.state == ("still_open" if is_open else "dropped_off")


# Worlds and rules


@st.composite
def humans(draw: st.DrawFn) -> list[Human]:
    people, ordinal = [], 0
    for _ in range(draw(st.integers(1, 4))):
        done = []
        for _ in range(draw(st.integers(0, 6))):
            more: dict[str, Any] = {}
            if draw(st.integers(0, 2)) == 0:
                scale = draw(st.sampled_from(["0..10", "1..5"]))
                more |= {"score": float(draw(st.sampled_from([1, 3, 5]))), "scale": scale}
                if scale == "0..10":
                    more["score"] = float(draw(st.sampled_from([6, 7, 9])))
            if draw(st.booleans()):
                more["value_minor"] = draw(st.sampled_from([999, 1000, 1001]))
            if draw(st.booleans()):
                more["campaign"] = draw(st.sampled_from(["Spring", "Autumn"]))
            if draw(st.booleans()):
                more["properties"] = {"size": draw(st.sampled_from(["9", "10", "x"]))}
            at = draw(st.sampled_from([None, 0, 5, 20, 29, 30, 31, 33]))
            when = None if at is None else AS_OF - 31 * DAY + at * DAY
            done.append(Done(when, ordinal, draw(st.sampled_from(list(STAGE_OF))), more))
            ordinal += 1
        told = st.tuples(
            st.sampled_from(["plan", "age"]),
            st.sampled_from(["pro", "free", "30", "9"]),
            st.sampled_from([None, AS_OF - DAY, AS_OF, AS_OF + DAY]),
        )
        people.append(Human(done, draw(st.lists(told, max_size=3))))
    return people


days = st.sampled_from([None, None, 1, 2, 31])
wheres = st.lists(
    st.sampled_from(
        [
            Where(field="value", op="at_least", value=10),
            Where(field="value", op="less", value=10.01),
            Where(field="campaign", value="Spring"),
            Where(field="campaign", op="is_not", value="Spring"),
            Where(field="campaign", op="contains", value="TUM"),
            Where(field="properties.size", op="known"),
            Where(field="properties.size", op="is", value=10),
            Where(field="properties.size", op="one_of", value=["9", "x"]),
            Where(field="score", op="greater", value=5),
        ]
    ),
    max_size=2,
)
places: st.SearchStrategy[Any] = st.sampled_from([None, "ad", "shop", ["shop", "help"]])
asked_steps = st.builds(Step, touchpoint=places, where=wheres)
counts: st.SearchStrategy[dict[str, int]] = st.sampled_from(
    [{}, {"at_least": 2}, {"at_most": 1}, {"exactly": 0}, {"exactly": 2}, {"at_least": 1, "at_most": 2}]
)
leaves = st.one_of(
    st.sampled_from(
        [
            Trait(name="plan", value="pro"),
            Trait(name="plan", op="is_not", value="pro"),
            Trait(name="age", op="known"),
            Trait(name="age", op="one_of", value=["30", "pro"]),
            Trait(name="age", op="contains", value="R"),
            Trait(name="age", op="is", value=30),
        ]
    ),
    st.builds(
        lambda place, where, within, count: Did(touchpoint=place, where=where, within_days=within, **count),
        places,
        wheres,
        days,
        counts,
    ),
    st.builds(Then, steps=st.lists(asked_steps, min_size=1, max_size=3), within_days=days),
    st.builds(
        lambda judged, which, within: Answered(which=which, within_days=within, **judged),
        st.sampled_from(
            [
                {},
                {"band": "promoter"},
                {"band": "detractor"},
                {"band": "passive"},
                {"score": Between(at_least=3, at_most=7)},
                {"valence": Between(at_least=0)},
                {"valence": Between(at_most=0.4)},
            ]
        ),
        st.sampled_from(["latest", "any"]),
        days,
    ),
    st.builds(
        InStage,
        stage=st.sampled_from(["see", "buy", "use"]),
        state=st.sampled_from(["entered", "moved_on", "dropped_off", "still_open"]),
        goal=st.sampled_from([[], ["buy"]]),
    ),
    st.builds(Followed, pattern=st.sampled_from(list(PATTERNS)), at_least=st.sampled_from([1, 2])),
)
rules = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda of: AllOf(of=of)),
        st.lists(inner, min_size=1, max_size=3).map(lambda of: AnyOf(of=of)),
        inner.map(lambda of: NotThis(of=of)),
    ),
    max_leaves=4,
)


def learnt(humans: list[Human], folder: Path) -> tuple[Knowledge, list[str]]:
    """The same story as a workspace; a stranger has done and been everything once, so all names are known."""
    everything: list[Any] = [
        ("stranger", place, "2025-01-01 00:00", {"campaign": name, "properties": {"size": "9"}})
        for place in STAGE_OF
        for name in ("Spring", "Autumn")
    ]
    traits: list[Any] = [
        ("stranger", name, value) for name in ("plan", "age") for value in ("pro", "free", "30", "9")
    ]
    everything[0][3]["properties"] = {"size": "x"}
    steps = sorted(
        ((one.ordinal, f"h{i}", one) for i, human in enumerate(humans) for one in human.done),
        key=lambda told: told[0],
    )
    everything += [
        (name, one.touchpoint, moment(one.at), {**one.more, "source": "little"}) for _, name, one in steps
    ]
    for number, human in enumerate(humans):
        for name, value, since in human.traits:
            traits.append((f"h{number}", name, value, *([] if since is None else [moment(since)])))
    told = known(folder, *everything, traits=tuple(traits), as_of="2025-02-01 00:00")
    return told, [row["value"] for row in told.identities.subjects.to_pylist()]


def moment(at: int | None) -> str | None:
    if at is None:
        return None
    day = (at - microseconds("2025-01-01 00:00")) // DAY
    return f"2025-01-{day + 1:02d} 00:00" if day < 31 else f"2025-02-{day - 30:02d} 00:00"


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
@given(humans(), st.lists(rules, min_size=4, max_size=4))
def test_segments_agree_with_the_twin(humans: list[Human], asked: list[Rule]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        told, everybody = learnt(humans, Path(folder))
        last = told.store.contents.last_at_us or 0
        for rule in asked:
            found = members(segment(rule), told)
            expected = [
                f"h{i}"
                for i, human in enumerate(humans)
                if f"h{i}" in everybody and human.heard_of(last) and meant(rule, human)
            ]
            assert [name for name in names(found, told) if name != "stranger"] == expected, rule
            inside = told.store.mask(found.ids)
            assert [one.tolist() for one in found.mask] == [one.tolist() for one in inside]
