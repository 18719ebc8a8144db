"""Path patterns against Python's own regular expressions, one letter a step, tried from every start."""

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.errors import QuestionError, UnknownName
from desirepath.journeys import (
    CLOSED,
    UNKNOWN_TIME,
    Found,
    Journeys,
    Matcher,
    Timelines,
    in_words,
    matcher,
    pattern,
)

NODES = ["ad", "cart", "home page", "shop"]
LETTERS = dict(zip(NODES, "achs", strict=True))
DAY = 86_400_000_000
Told = list[tuple[str, int | None]]  # one journey: nodes, and when


def told(*journeys: Told) -> Journeys:
    """The arrays of these journeys, one a person."""
    steps = [step for journey in journeys for step in journey]
    offsets = np.cumsum([0, *map(len, journeys)])
    nodes = np.array([NODES.index(node) for node, _ in steps], np.int32)
    times = np.array([UNKNOWN_TIME if at is None else at for _, at in steps], np.int64)
    timelines = Timelines(
        partition=0,
        subjects=pa.array([f"p{number}" for number in range(len(journeys))], pa.string()),
        offsets=offsets,
        kinds=nodes,
        happened_at_us=times,
        fact=np.arange(len(steps)),
    )
    return Journeys(
        timelines=timelines,
        offsets=offsets,
        nodes=nodes,
        happened_at_us=times,
        position=np.arange(len(steps)),
        subject=np.arange(len(journeys), dtype=np.int32),
        state=np.full(len(journeys), CLOSED, np.uint8),
    )


def went(*nodes: str) -> Told:
    return [(node, number) for number, node in enumerate(nodes)]


def found(text: str, *journeys: Told, occurrence: int = 1) -> Found:
    return matcher(pattern(text), NODES).find(told(*journeys), occurrence=occurrence)


def spans(text: str, *journeys: Told, occurrence: int = 1) -> list[tuple[int, int, int]]:
    one = found(text, *journeys, occurrence=occurrence)
    return list(zip(one.start.tolist(), one.end.tolist(), one.matches.tolist(), strict=True))


def matched(text: str, *nodes: str) -> bool:
    return bool(found(text, went(*nodes)).matches[0])


# The twin


def twin(regex: str, journey: Told, window: int | None, *, from_start: bool, to_end: bool) -> list[Any]:
    """All matches of one journey, (start, end): every start, every end, in order, one by one."""
    word = "".join(LETTERS[node] for node, _ in journey)
    spans, after = [], 0
    for start in range(1 if from_start else len(word)):
        if start < after:
            continue
        for end in range(start, len(word)):
            if not re.fullmatch(regex, word[start : end + 1]) or (to_end and end < len(word) - 1):
                continue
            began, ended = journey[start][1], journey[end][1]
            if window is None or (began is not None and ended is not None and ended - began <= window):
                spans.append((start, end))
                after = end + 1
            break  # the shortest from here, or none: a longer one only takes longer
    return spans


def ready(text: str) -> Matcher | str:
    """The pattern set against the nodes, or why it was refused."""
    try:
        return matcher(pattern(text), NODES)
    except QuestionError as error:
        return str(error)


def quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


names = st.lists(st.sampled_from(NODES), min_size=1, max_size=3, unique=True)
steps = st.one_of(
    st.just((".", "[achs]")),
    st.sampled_from(NODES).map(lambda name: (quoted(name), LETTERS[name])),
    names.map(lambda some: (f"[{'|'.join(map(quoted, some))}]", f"[{''.join(LETTERS[n] for n in some)}]")),
    names.map(
        lambda some: (f"[^{' | '.join(map(quoted, some))}]", f"[^{''.join(LETTERS[n] for n in some)}]")
    ),
)


def combined(parts: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    several = st.lists(parts, min_size=2, max_size=3)
    repeats = st.sampled_from(["*", "+", "?", "{2}", "{0,2}", "{1,3}", "{2,}"])
    return st.one_of(
        several.map(lambda some: (f"({' -> '.join(a for a, _ in some)})", "".join(b for _, b in some))),
        several.map(lambda some: (f"({' ... '.join(a for a, _ in some)})", ".*".join(b for _, b in some))),
        several.map(
            lambda some: (f"({' | '.join(a for a, _ in some)})", f"(?:{'|'.join(b for _, b in some)})")
        ),
        st.tuples(parts, repeats).map(lambda one: (f"({one[0][0]}){one[1]}", f"(?:{one[0][1]}){one[1]}")),
    )


patterns = st.recursive(steps, combined, max_leaves=6)


@st.composite
def journeys(draw: st.DrawFn) -> Told:
    at, timed, steps = 0, False, []
    for node in draw(st.lists(st.sampled_from(NODES), min_size=1, max_size=9)):
        timed = timed or draw(st.integers(0, 3)) > 0
        at += draw(st.sampled_from([0, 1, 2]))
        steps.append((node, at * 1_000_000 if timed else None))
    return steps


@settings(max_examples=300, deadline=None)
@given(
    patterns,
    st.lists(journeys(), max_size=4),
    st.tuples(st.booleans(), st.booleans(), st.sampled_from([None, None, 1, 3])),
    st.sampled_from([1, 2, -1, -2]),
)
def test_patterns_agree_with_the_twin(
    written: tuple[str, str],
    world: list[Told],
    ends: tuple[bool, bool, int | None],
    occurrence: int,
) -> None:
    from_start, to_end, seconds = ends
    text = ("^" if from_start else "") + written[0] + ("$" if to_end else "")
    text += "" if seconds is None else f" within {seconds}s"
    read = ready(text)
    if isinstance(read, str):
        may_be_empty = re.fullmatch(written[1], "") is not None
        assert "states" in read or may_be_empty or re.search(r"[*?}]\)+([*+]|\{2,\})", written[0])
        return
    window = None if seconds is None else seconds * 1_000_000
    one = read.find(told(*world), occurrence=occurrence)
    for number, journey in enumerate(world):
        offset = sum(map(len, world[:number]))
        expected = twin(written[1], journey, window, from_start=from_start, to_end=to_end)
        assert one.matches[number] == len(expected)
        place = occurrence - 1 if occurrence > 0 else occurrence
        there = -len(expected) <= place < len(expected)
        start, end = expected[place] if there else (-1 - offset, -1 - offset)
        assert (one.start[number] - offset, one.end[number] - offset) == (start, end)


# Meaning


def test_then_is_straight_after_and_dots_are_later() -> None:
    assert matched("ad -> cart", "ad", "cart")
    assert not matched("ad -> cart", "ad", "shop", "cart")
    assert matched("ad ... cart", "ad", "shop", "cart")
    assert matched("ad ... cart", "ad", "cart")
    assert not matched("ad ... cart", "cart", "ad")


def test_an_ad_then_the_cart_without_a_purchase_between() -> None:
    assert matched("ad -> [^shop]* -> cart", "ad", "home page", "home page", "cart")
    assert not matched("ad -> [^shop]* -> cart", "ad", "shop", "cart")
    assert matched("ad -> [^shop]* -> cart", "ad", "shop", "ad", "cart")


def test_alternatives_belong_to_their_step_as_in_a_funnel() -> None:
    assert matched('ad -> cart | "home page" -> shop', "ad", "home page", "shop")
    assert not matched('ad -> cart | "home page" -> shop', "ad", "cart", "ad")


def test_the_start_and_the_end_of_the_journey() -> None:
    assert spans("^ad", went("ad", "ad"), went("cart", "ad")) == [(0, 0, 1), (-1, -1, 0)]
    assert spans("ad$", went("ad", "ad"), went("ad", "cart")) == [(1, 1, 1), (-1, -1, 0)]
    assert spans("^ad+$", went("ad", "ad"), went("ad", "cart")) == [(0, 1, 1), (-1, -1, 0)]


def test_a_match_begins_and_ends_as_early_as_it_can() -> None:
    assert spans("ad ... cart", went("ad", "ad", "cart", "cart")) == [(0, 2, 1)]
    assert spans("ad -> .*", went("ad", "cart")) == [(0, 0, 1)]


def test_matches_do_not_overlap_and_can_be_counted_from_either_end() -> None:
    journey = went("ad", "ad", "ad", "shop", "ad", "ad")
    assert [spans("ad -> ad", journey, occurrence=n)[0] for n in (1, 2, 3, -1, -2)] == [
        (0, 1, 2),
        (4, 5, 2),
        (-1, -1, 2),
        (4, 5, 2),
        (0, 1, 2),
    ]


def test_a_window_includes_its_end_and_passes_over_a_start_too_early() -> None:
    assert spans("ad ... cart within 1d", [("ad", 0), ("cart", DAY)]) == [(0, 1, 1)]
    assert spans("ad ... cart within 1d", [("ad", 0), ("cart", DAY + 1)]) == [(-1, -1, 0)]
    assert spans("ad ... cart within 1d", [("ad", 0), ("ad", 1), ("cart", DAY + 1)]) == [(1, 2, 1)]


def test_a_step_without_a_time_is_in_no_window() -> None:
    assert spans("ad -> cart", [("ad", None), ("cart", 5)]) == [(0, 1, 1)]
    assert spans("ad -> cart within 1d", [("ad", None), ("cart", 5)]) == [(-1, -1, 0)]


def test_a_hundred_thousand_near_misses_are_one_pass() -> None:
    assert spans("ad -> [^shop]* -> cart", went(*["ad"] * 100_000)) == [(-1, -1, 0)]


def test_a_world_without_journeys_has_no_match() -> None:
    assert spans("ad -> cart") == []


def test_names_hold_what_names_hold() -> None:
    nodes = ["acme.com/prices", "Checkout · paid", 'the "old" shop', "sign-up", "within", "価格"]
    text = 'acme.com/prices -> "Checkout · paid" -> "the \\"old\\" shop" -> sign-up...within -> 価格'
    assert [name for name, _ in matcher(pattern(text), nodes).pattern.places] == nodes


def test_a_pattern_is_said_in_plain_english() -> None:
    assert in_words(pattern("ad{2} -> (cart -> shop)+ -> . -> ad? -> cart{2,3} $")) == (
        "ad 2 times, then (cart, then shop) once or more, then anything, then ad or not, "
        "then cart 2 to 3 times, and nothing after"
    )
    assert in_words(pattern("(ad -> cart) | [^shop] within 90min")) == (
        "(ad, then cart) or anything but shop, within 90 minutes"
    )


# Mistakes


@pytest.mark.parametrize(
    ("text", "says", "at"),
    [
        ("ad -> -> cart", 'Expected a name, ".", "[" or "(" here, found "->"', 6),
        ("ad ->", "found the end", 5),
        ("ad cart", 'A name of several words stands in quotes: "ad cart"', 3),
        ("ad > cart", 'Write "->" for "then"', 3),
        ("[ad, cart]", 'Write "|" between alternatives', 3),
        ("[^]", 'Expected a name inside "[…]" here, found "]"', 2),
        ("[ad", 'Expected "|" or "]" here, found the end', 3),
        ("(ad -> cart", 'Expected "->", "..." or ")" here, found the end', 11),
        ("ad)", 'Expected "->" (then), "..." (later) or the end here, found ")"', 2),
        ('"ad', "This quote is not closed", 0),
        ('""', "Expected a name between the quotes", 0),
        ("ad{2", "This brace is not closed", 2),
        ("ad{x}", "Expected {2}, {2,} or {2,5}, found {x}", 2),
        ("ad{3,2}", "{3,2} allows no number of times at all", 2),
        ("ad{0}", "allows no number of times", 2),
        ("ad{999}", "A repetition counts to 400 at most", 2),
        ("ad -> ^cart", '"^" stands before everything else', 6),
        ("ad$ -> cart", 'found "->"', 4),
        ("ad within 7", "Expected a length of time", 10),
        ("ad within 7 fortnights", "Expected a length of time", 10),
        ("ad within 0d", "above zero", 10),
        ("ad within", "Expected a length of time", 9),
        ("*", "Expected a name", 0),
    ],
)
def test_a_mistake_is_shown_where_it_is(text: str, says: str, at: int) -> None:
    with pytest.raises(QuestionError) as raised:
        pattern(text)
    message, shown, caret = str(raised.value).split("\n")
    assert says in message
    assert shown == f"    {text}"
    assert caret == f"    {' ' * at}^"


@pytest.mark.parametrize("text", ["ad -> ([^ad]*)*", "(ad?)+", "ad**", "(ad* | cart){2,}"])
def test_what_could_go_round_without_end_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="could go round without end"):
        pattern(text)


@pytest.mark.parametrize("text", ["ad*", "ad? -> cart?", ".{0,3}", "ad | cart*"])
def test_a_pattern_that_matches_without_a_step_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="can match without a single step"):
        pattern(text)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_pattern_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="needs at least one step"):
        pattern(text)


def test_a_name_that_is_no_node_is_shown_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as raised:
        matcher(pattern("ad -> [^chart]* -> shop"), NODES, lens="channel")
    assert str(raised.value) == (
        'There is no channel node "chart". Did you mean "cart"?\n    ad -> [^chart]* -> shop\n            ^'
    )


@pytest.mark.parametrize(
    "text", ["((.{9}){20}){20}", "(cart -> .{90}){12} -> shop", "(ad|cart)* -> ad -> .{12}$"]
)
def test_a_pattern_of_too_many_states_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="comes to more than"):
        matcher(pattern(text), NODES)


def test_a_pattern_nests_and_goes_on_only_so_far() -> None:
    with pytest.raises(QuestionError, match="nest at most 50 deep"):
        pattern("(" * 51 + "ad" + ")" * 51)
    with pytest.raises(QuestionError, match=r"at most 10,000 characters; found 10,001"):
        pattern("a" * 10_001)


def test_the_zeroth_match_is_none() -> None:
    with pytest.raises(QuestionError, match="from 1"):
        spans("ad", went("ad"), occurrence=0)
