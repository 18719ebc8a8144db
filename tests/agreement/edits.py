"""The edits and the awkward little map that `writing` makes its cases of."""

import copy
import random
from collections.abc import Iterator
from typing import Any

import msgspec

from desirepath.maps import Add, JourneyMap, Move, Operation, Remove, Set
from desirepath.maps.operations import carry_out, tree_of
from desirepath.maps.trees import Place, Tree, own_fields

Chosen = tuple[str, list[Operation], list[Operation]]
ARABIC = "يقارن الأسعار في صفحة الأسعار"
LONG = "A text that goes on and on, past every edge that a card may have, and then a little further still"
MOST_EDITS = 6
_TEXTS = {"name", "text", "label"}
_HOLDERS = {"lanes": ["map"], "steps": ["sc", "sb"], "cards": ["l-do", "l-wait", "l-empty"]}
_WORDS = ("Pays", "Waits", ARABIC, LONG, "", "😀 e\u0301", "<b>bold</b>", "価格を比較する", "line\nbreak")


def awkward_map() -> JourneyMap:
    """A map with everything that is hard on it: spans, hostile texts, gaps, evidence of every kind."""
    return msgspec.convert(_body(), JourneyMap)


def chosen_edits() -> Iterator[Chosen]:
    """Edits that two people make at once, each telling of one thing that can happen."""
    tree = Tree(msgspec.to_builtins(awkward_map()))
    renamed = Set(id="b1", field="name", value="Pays online", was="Pays")
    gone = _removal(tree, "c-pay")
    yield "renamed", [renamed], []
    yield "renamed-by-both", [renamed], [Set(id="b1", field="name", value="Betaler", was="Pays")]
    yield "renamed-alike", [renamed], [renamed]
    yield "renamed-unicode", [Set(id="a1", field="name", value=ARABIC, was="Looks 😀")], []
    yield "other-field", [renamed], [Set(id="b1", field="moment_of_truth", value=True)]
    yield "default-spelt-out", [Set(id="map", field="status", value="in_review", was="draft")], []
    yield "back-to-default", [Set(id="c-wait", field="severity", value=None, was=2)], []
    yield (
        "removed-and-changed",
        [gone],
        [Set(id="c-pay", field="text", value="Pays twice", was="Pays by card")],
    )
    yield "removed-by-both", [gone], [gone]
    yield (
        "changed-and-removed",
        [Set(id="c-pay", field="text", value="Pays twice", was="Pays by card")],
        [gone],
    )
    yield "moved-card", [_move(tree, "c-pay", "l-wait", "cards", "c-old")], [_removal(tree, "c-old")]
    yield "moved-so-that-a-card-ends-before-it-starts", [_move(tree, "b1", "sa", "steps", "a1")], []
    yield (
        "moved-by-both",
        [_move(tree, "c-pay", "l-wait", "cards", None)],
        [_move(tree, "c-pay", "l-empty", "cards", None)],
    )
    yield "moved-to-one-that-went", [_move(tree, "b1", "sc", "steps", None)], [_removal(tree, "sc")]
    yield (
        "moved-before-one-that-went",
        [_move(tree, "l-wait", "map", "lanes", "l-empty")],
        [_removal(tree, "l-empty")],
    )
    yield "moved-into-itself", [_move(tree, "sa", "sa", "steps", None)], []
    yield "added", [_add("n1", "Asks a friend", "l-do", "a2")], [_add("n2", ARABIC, "l-do", "a2")]
    yield "added-with-one-id", [_add("n1", "Mine", "l-do", "a2")], [_add("n1", "Theirs", "l-do", "a2")]
    yield (
        "added-defaults",
        [_add("n1", "Plain", "l-do", "a2", status="assumed", is_locked=False, tags=[])],
        [],
    )
    yield "added-where-the-lane-went", [_add("n1", "Mine", "l-do", "a2")], [_removal(tree, "l-do")]
    yield "added-without-id", [Add(thing={"text": "?"}, into="l-do", list="cards")], []
    yield "list-set", [Set(id="l-do", field="cards", value=[], was=None)], []
    yield "key-set", [Set(id="map", field="key", value="other", was="awkward")], []
    yield "step-without-its-cards", [_removal(tree, "a2")], []
    yield (
        "two-feelings",
        [Add(thing={"id": "n1", "step": "a1", "source": "target", "value": 2}, into="map", list="emotions")],
        [],
    )
    evidence = {
        "id": "n1", "kind": "note", "text": "Heard", "weight": 1.0, "stance": "supports", "too_few": False,
        "provenance": {"source": "me", "locator": "", "extracted_by": "import", "consent": None},
    }  # fmt: skip
    yield "evidence-spelt-out", [Add(thing=evidence, into="c-pay", list="evidence")], []
    yield (
        "layer-spelt-out",
        [
            Add(
                thing={"id": "n1", "name": "L", "kind": "authored", "opacity": 1.0, "is_shown": True},
                into="map",
                list="layers",
            )
        ],
        [],
    )
    bindings = [{"touchpoint": "Till", "channel": None, "is_assumed": False}]
    yield "bindings", [Set(id="b1", field="bindings", value=bindings, was=None)], []


def random_edits(journey_map: JourneyMap, chance: random.Random) -> list[Operation]:
    """A few edits that each find what they say, and now and then one that does not."""
    tree = tree_of(journey_map)
    edits: list[Operation] = []
    for _ in range(chance.randint(1, MOST_EDITS)):
        make = chance.choice([_a_text, _a_text, _a_move, _a_move, _an_addition, _a_removal])
        edit = make(tree, chance)
        if edit is not None:
            edits.append(copy.deepcopy(edit))
            carry_out(tree, edit)
    return edits


def _a_text(tree: Tree, chance: random.Random) -> Operation | None:
    name = chance.choice([each for each, thing in tree.things.items() if _TEXTS & own_fields(thing).keys()])
    field = min(_TEXTS & own_fields(tree.things[name]).keys())
    was = tree.things[name].get(field)
    return Set(id=name, field=field, value=chance.choice(_WORDS), was=chance.choice([was] * 9 + ["?"]))


def _a_move(tree: Tree, chance: random.Random) -> Operation | None:
    name = chance.choice([each for each, (_, list_) in tree.homes.items() if list_ in _HOLDERS])
    _, list_ = tree.homes[name]
    into = chance.choice([each for each in _HOLDERS[list_] if each in tree.things])
    others = [each for each in tree.ids(into, list_) if each != name]
    to = Place(into=into, list=list_, before=chance.choice([*others, None]))
    return Move(id=name, to=to, was=tree.place_of(name))


def _an_addition(tree: Tree, chance: random.Random) -> Operation | None:
    lanes = [each for each in _HOLDERS["cards"] if each in tree.things]
    if not lanes:
        return None
    lane, step = chance.choice(lanes), chance.choice(["a1", "a2", "b1"])
    number = sum(each.startswith("n") for each in tree.things)
    return _add(
        f"n{number}-{chance.randrange(1000)}",
        chance.choice(_WORDS),
        lane,
        step,
        before=chance.choice([None, "c-pay", "c-look"]),
    )


def _a_removal(tree: Tree, chance: random.Random) -> Operation | None:
    there = [
        each for each in ("c-pay", "c-wait", "c-old", "e-a2", "l-empty", "g1", "p2") if each in tree.homes
    ]
    return _removal(tree, chance.choice(there)) if there else None


def _removal(tree: Tree, name: str) -> Remove:
    place = tree.place_of(name)
    return Remove(thing=tree.things[name], into=place.into, list=place.list, before=place.before)


def _move(tree: Tree, name: str, into: str, list_: str, before: str | None) -> Move:
    return Move(id=name, to=Place(into=into, list=list_, before=before), was=tree.place_of(name))


def _add(name: str, text: str, lane: str, step: str, *, before: str | None = None, **more: Any) -> Add:
    return Add(thing={"id": name, "step": step, "text": text, **more}, into=lane, list="cards", before=before)


def _evidence(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "provenance": {"source": "survey", "locator": "r1"}, **more}


def _body() -> dict[str, Any]:
    steps = [
        ("sa", "awareness", [("a1", "Looks 😀"), ("a2", LONG), ("a3", ARABIC)]),
        ("sb", "purchase", [("b1", "Pays")]),
        ("sc", "custom", []),
    ]
    recent = {"collected_at": "2025-05-01"}
    share = {"unit": "share", "measure": "drop_off"}
    do = [
        {"id": "c-look", "step": "a1", "text": "Compares e\u0301 prices", "span_to_step": "a3"},
        {"id": "c-pay", "step": "b1", "text": "Pays by card",
         "evidence": [_evidence("p1", "quote", value=1.5, unit="valence", interaction_id="i1", **recent),
                      _evidence("p2", "survey_score", value=3.0, unit="score", n=40, **recent)]},
        {"id": "c-more", "step": "a2", "text": "<script>alert(1)</script>", "status_override": "validated",
         "override_note": "seen"},
        {"id": "c-more-2", "step": "a2", "text": "Second of the slot",
         "evidence": [_evidence("p3", "note", text="n", provenance={"source": "x", "locator": "y",
                                                                     "extracted_by": "model"})]},
        {"id": "c-wide", "step": "a2", "text": "Spans two", "span_to_step": "b1"},
    ]  # fmt: skip
    wait = [
        {"id": "c-wait", "step": "a2", "text": "Waits", "severity": 2,
         "evidence": [_evidence("p4", "metric", value=0.74, low=0.7, high=0.78, n=131, **share, **recent),
                      _evidence("p5", "interview", stance="contradicts", weight=2.0, **recent)]},
        {"id": "c-old", "step": "b1", "text": "Old", "evidence": [
            _evidence("p6", "note", text="x", collected_at="2019-01-01"),
             _evidence("p7", "ticket", text="x")]},
    ]  # fmt: skip
    figures = [
        {"id": "f1", "step": "b1", "text": "?", "figure": "Reach",
         "evidence": [_evidence("p8", "metric", value=1234.0, unit="count", measure="stages", n=1234)]},
        {"id": "f2", "step": "b1", "text": "?", "figure": "Moved on",
         "evidence": [_evidence("p9", "metric", value=0.004, low=0.0, high=0.05, n=12, **share,
                                too_few=True)]},
        {"id": "f3", "step": "a1", "text": "?", "figure": "Time to next",
         "evidence": [_evidence("p10", "metric", value=5.4e9, unit="microseconds", measure="stages")]},
    ]  # fmt: skip
    return {
        "key": "awkward",
        "title": f"Awkward · {LONG}",
        "as_of": "2025-12-31T12:00:00Z",
        "period": "2025-01-01/2025-12-31",
        "n_subjects": 1500,
        "persona": "Ana",
        "where": {"plan": "pro"},
        "stages": [
            {"id": stage, "name": stage, "type": kind,
             "steps": [{"id": step, "name": name, "lineage_id": step} for step, name in members]}
            for stage, kind, members in steps
        ],
        "lanes": [
            {"id": "l-wait", "role": "obstacles", "label": "Obstacles", "cards": wait},
            {"id": "l-do", "role": "actions", "label": ARABIC, "cards": do},
            {"id": "l-fig", "role": "metrics", "label": "Metrics", "cards": figures},
            {"id": "l-empty", "role": "backstage", "label": "Backstage", "cards": []},
        ],
        "emotions": [
            {"id": "e-a1", "step": "a1", "source": "measured", "value": 1.2, "low": 0.9, "high": 1.5,
             "n": 80},
            {"id": "e-a2", "step": "a2", "source": "measured", "value": -1.6, "low": -2.0, "high": -1.0,
             "n": 12, "too_few": True},
            {"id": "e-b1", "step": "b1", "source": "measured", "value": 0.1, "n": 60},
            {"id": "t-a1", "step": "a1", "source": "target", "value": 1.5},
            {"id": "t-b1", "step": "b1", "source": "target", "value": 1.9},
        ],
        "hotspots": [
            {"id": "h1", "step": "a2", "score": 0.62, "pill": "74 % leave", "n": 131,
             "parts": [{"name": "drop_off_excess", "value": 0.62, "reads": "more leave"}]},
            {"id": "h2", "step": "b1", "score": 0.3, "lane": "l-do", "origin": "manual"},
            {"id": "h3", "step": "a3", "score": 0.0, "pill": "too few", "n": 9},
            {"id": "h4", "step": "a1", "score": 0.2, "card": "c-look"},
        ],
        "opportunities": [
            {"id": "o1", "title": "How might we …", "steps": ["b1", "a3"], "customer_value": 80,
             "business_value": 40, "effort": 2},
        ],
        "goals": [{"id": "g1", "statement": "Fewer leave"}],
    }  # fmt: skip
