"""Questions as doors ask them: by name, with options that are texts."""

import re
from typing import Any

import msgspec
import numpy as np
import pytest

from desirepath.errors import InputError, QuestionError, UnknownName
from desirepath.journeys import Calendar, Gap, Goal, LensTable, WholeLife
from desirepath.measures import (
    MEASURES,
    DropOff,
    Durations,
    Emotion,
    Exclusion,
    Frequency,
    Funnel,
    Lifecycle,
    Mix,
    Paths,
    Retention,
    Stages,
    Transitions,
    Waits,
    question_from,
)
from desirepath.measures.questions import Question

NEEDED = {"fidelity": {"nodes": "ad"}}  # it has no option that it cannot do without, but needs one of two


def test_every_measure_is_asked_by_its_name() -> None:
    for name, kind in MEASURES.items():
        needed = {field.name: "ad" for field in msgspec.structs.fields(kind) if field.required}
        asked = question_from(name, needed | NEEDED.get(name, {}))
        assert type(asked) is kind
        assert msgspec.to_builtins(asked)["measure"] == name


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("transitions", {"lens": "channel", "collapse_loops": "true"},
         Transitions(lens="channel", collapse_loops=True)),
        ("paths", {"top": "5", "prefix": "3"}, Paths(top=5, prefix=3)),
        ("paths", {"split": "gap:45"}, Paths(split=Gap(minutes=45))),
        ("paths", {"split": "whole-life:7"}, Paths(split=WholeLife(quiet_days=7))),
        ("paths", {"split": "goal:Order placed | Call"}, Paths(split=Goal(nodes=["Order placed", "Call"]))),
        ("paths", {"split": {"by": "gap", "minutes": 45}}, Paths(split=Gap(minutes=45))),
        ("paths", {"split": Gap(minutes=45)}, Paths(split=Gap(minutes=45))),
        ("paths", {"split": "calendar:month"}, Paths(split=Calendar(unit="month"))),
        ("drop_off", {"lens": {"lens": "channel", "show": {"app": "web", "sms": None}}},
         DropOff(lens=LensTable(lens="channel", show={"app": "web", "sms": None}))),
        ("paths", {"lens": LensTable(hide_others=True)}, Paths(lens=LensTable(hide_others=True))),
        ("drop_off", {"lens": "channel", "collapse-loops": "true"},
         DropOff(lens=LensTable(lens="channel", collapse_loops=True))),
        ("stages", {"goal": "renew"}, Stages(goal=["renew"])),
        ("funnel", {"steps": "ad > cart | shop"}, Funnel(steps=["ad", ["cart", "shop"]])),
        ("funnel", {"steps": ["ad", "cart | shop"]}, Funnel(steps=["ad", ["cart", "shop"]])),
        ("funnel", {"steps": ["ad", ["cart", "shop"]], "within-days": 7},
         Funnel(steps=["ad", ["cart", "shop"]], within_days=7.0)),
        ("funnel", {"steps": "ad > shop", "exclude": "home | cart", "order": "unordered", "reentry": "total"},
         Funnel(steps=["ad", "shop"], exclude=["home", "cart"], order="unordered", reentry="total")),
        ("funnel", {"steps": "ad > cart > shop", "exclude": "> home"},
         Funnel(steps=["ad", "cart", "shop"], exclude=[Exclusion(nodes=["home"], after=2)])),
        ("drop-off", {"goal": ["shop"]}, DropOff(goal=["shop"])),
        ("durations", {"start": "ad | home", "end": "shop", "start_at": "last", "curve": "true"},
         Durations(start=["ad", "home"], end=["shop"], start_at="last", curve=True)),
        ("waits", {"asked": "home", "answered-by": "ad | shop"},
         Waits(asked=["home"], answered_by=["ad", "shop"])),
        ("emotion", {"window_days": "7.5"}, Emotion(window_days=7.5)),
        ("retention", {"unit": "day", "back": "shop | cart"}, Retention(unit="day", back=["shop", "cart"])),
        ("frequency", {"session_minutes": "15"}, Frequency(session_minutes=15)),
        ("mix", {"across": "touchpoint", "goal": "buy"}, Mix(across="touchpoint", goal=["buy"])),
        ("lifecycle", {"nodes": "shop"}, Lifecycle(nodes=["shop"])),
    ],
)  # fmt: skip
def test_options_may_be_texts(name: str, options: dict[str, Any], expected: Question) -> None:
    assert question_from(name, options) == expected


@pytest.mark.parametrize(
    ("name", "options", "error", "says"),
    [
        ("funel", {}, UnknownName, 'There is no measure "funel". Did you mean "funnel"?'),
        ("paths", {"topp": "5"}, UnknownName, 'There is no option of paths "topp". Did you mean "top"?'),
        ("paths", {"split": "gapp:30"}, UnknownName, 'There is no split "gapp". Did you mean "gap"?'),
        ("paths", {"split": "calendar:moth"}, UnknownName, 'no calendar unit "moth". Did you mean "month"?'),
        ("paths", {"lens": {"show": {"a": "(end)"}}}, QuestionError, "Names in parentheses are ours"),
        ("paths", {"lens": {"shows": {}}}, QuestionError, "unknown field `shows`"),
        ("paths", {"top": "many"}, QuestionError, "paths: top: expected `int`, got `str`."),
        ("paths", {"split": "gap:x"}, QuestionError, "paths: split.minutes: expected `float`, got `str`."),
        ("paths", {"split": "goal"}, QuestionError, "split: object missing required field `nodes`."),
        ("funnel", {}, QuestionError, "A funnel needs its steps, such as "),
        ("funnel", {"steps": ""}, QuestionError, "at least one step"),
        ("funnel", {"steps": 3}, QuestionError, "funnel: steps: expected"),
        ("durations", {"start": "ad"}, QuestionError, "missing required field `end`"),
        ("stages", {"lens": "channel"}, UnknownName, 'no lens of stages "channel"'),
    ],
)
def test_what_does_not_fit_is_said_in_words(
    name: str, options: dict[str, Any], error: type[InputError], says: str
) -> None:
    with pytest.raises(error) as raised:
        question_from(name, options)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    "question",
    [
        Funnel(steps=["ad", ["cart", "shop"]], split=Gap(minutes=5)),
        Emotion(),
        Paths(lens=LensTable(show={"ad": None}), split=Calendar(unit="day")),
    ],
)
def test_a_question_survives_being_written_and_read(question: Question) -> None:
    written = msgspec.json.encode(question)
    assert msgspec.json.decode(written, type=Question) == question
    assert msgspec.convert(msgspec.to_builtins(question), Question) == question


@pytest.mark.parametrize(
    ("kind", "options", "says"),
    [
        (Paths, {"top": "3"}, "paths: top: expected `int`, got `str`. A text is read by question_from"),
        (Paths, {"split": "gap:30"}, "paths: split: expected `object`, got `str`. A text is read"),
        (Funnel, {"steps": "x"}, "funnel: steps: expected `array`, got `str`"),
        (Funnel, {"steps": ["a", 3]}, "funnel: steps[1]: expected `str | array`, got `int`"),
        (Retention, {"periods": None}, "retention: periods: expected `int`, got `null`"),
        (Transitions, {"gaps": 1j}, "transitions: found 1j, which is no option"),
    ],
)
def test_a_wrong_type_in_python_is_said_by_the_name_of_the_option(
    kind: Any, options: dict[str, Any], says: str
) -> None:
    with pytest.raises(QuestionError, match=re.escape(says)):
        kind(**options)


def test_numbers_and_texts_of_numpy_are_as_good() -> None:
    kinds: Any = (Paths, Funnel)
    assert kinds[0](top=np.int64(3)).top == 3
    assert kinds[1](steps=("a", np.str_("b")), within_days=7).within_days == 7
