"""Two sides compared over HTTP, and that every flag of the command line has its parameter."""

from typing import Any

import pytest
from tests.server.companies import Client, ended

from desirepath.cli import asking as flags
from desirepath.cli import comparing as flags_of_two
from desirepath.measures import MEASURES
from desirepath.server.parameters import OF_TWO, UNDER

FUNNEL = {"measure": "funnel", "steps": ["Shelf", "Till"]}
MONTHS = {"a": {"period": "2025-01"}, "b": {"period": "2025-02"}, "names": ["January", "February"]}
SAME: list[tuple[dict[str, Any], str]] = [
    (
        {"question": FUNNEL, **MONTHS},
        "funnel?steps=Shelf > Till&a_period=2025-01&b_period=2025-02&names=January|February",
    ),
    (
        {
            "question": {"measure": "paths", "lens": "action", "top": 3},
            "only": {"touchpoint": ["Shelf", "Till"]},
            "a": {"period": "2025-01", "only": {"action": "viewed"}},
            "b": {"period": "2025-02"},
        },
        "paths?lens=action&top=3&only=touchpoint=Shelf|Till&a_period=2025-01&a_only=action=viewed&b_period=2025-02",
    ),
    (
        {
            "question": {"measure": "transitions"},
            "resamples": 40,
            "as_of": "2025-03-20",
            "a": {"matching": "Shelf -> . -> ."},
            "b": {"containing": {"action": "paid"}},
        },
        "transitions?resamples=40&as_of=2025-03-20&a_matching=Shelf -> . -> .&b_containing=action=paid",
    ),
]


@pytest.mark.parametrize(("body", "address"), SAME, ids=[each[1] for each in SAME])
def test_a_comparison_as_json_is_the_same_as_by_its_address(
    shop: Client, body: dict[str, Any], address: str
) -> None:
    one, other = shop.post("/api/comparisons", json=body), shop.get(f"/api/comparisons/{address}")
    assert (one.status_code, other.status_code) == (200, 200), (one.text, other.text)
    assert one.json() == other.json()
    assert one.json()["rows"]


def test_a_comparison_says_both_values_and_how_many_were_asked(shop: Client) -> None:
    answer = shop.post("/api/comparisons", json={"question": FUNNEL, **MONTHS}).json()
    assert answer["groups"] == {
        "January": {"journeys": 20, "subjects": 20}, "February": {"journeys": 20, "subjects": 20}
    }  # fmt: skip
    (share,) = [row for row in answer["rows"] if (row["step"], row["figure"]) == (2, "share_of_first")]
    assert (share["value_a"], share["value_b"], share["n_a"]) == (0.0, 1.0, 20)
    assert answer["question"]["measure"] == "compare"
    assert answer["question"]["of"]["measure"] == "funnel"


def test_a_comparison_is_kept_told_apart_and_drawn(shop: Client) -> None:
    first = shop.post("/api/comparisons", json={"question": FUNNEL, **MONTHS})
    tag = {"if-none-match": first.headers["etag"]}
    assert shop.post("/api/comparisons", json={"question": FUNNEL, **MONTHS}, headers=tag).status_code == 304
    turned = {"question": FUNNEL, "a": MONTHS["b"], "b": MONTHS["a"], "names": MONTHS["names"]}
    assert shop.post("/api/comparisons", json=turned, headers=tag).status_code == 200
    drawn = shop.post("/api/comparisons?format=svg", json={"question": FUNNEL, **MONTHS})
    assert drawn.text.startswith("<svg")
    assert "January" in drawn.text


def test_a_comparison_by_groups_has_rows_for_each(shop: Client) -> None:
    body = {"question": {"measure": "drop_off"}, "breakdown": "action", **MONTHS}
    groups = {row["group"] for row in shop.post("/api/comparisons", json=body).json()["rows"]}
    assert groups == {"viewed"}


def test_a_comparison_may_be_a_job(shop: Client) -> None:
    body = {"question": FUNNEL, "resamples": 40, **MONTHS}
    started = shop.post("/api/jobs", json=body)
    assert (started.status_code, started.json()["measure"]) == (202, "compare")
    job = ended(shop, started.headers["location"])
    assert (job["state"], job["progress"]) == ("done", 1.0), job
    assert shop.get(job["answer"]).json() == shop.post("/api/comparisons", json=body).json()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"question": FUNNEL}, 400, "missing required field `a`"),
        ({"question": FUNNEL, "a": {}, "b": {}}, 400, "Both sides are the same journeys"),
        ({"question": FUNNEL, "a": {"where": {"x": "y"}}, "b": {}}, 404, "trait"),
        ({"question": FUNNEL, "a": {"perid": "2025"}, "b": {}}, 400, "perid"),
        ({"question": FUNNEL, "period": "2025", **MONTHS}, 400, "period is said of both sides, and of a"),
        ({"question": FUNNEL, **MONTHS, "names": ["x", "x"]}, 400, "names: expected two"),
        ({"question": FUNNEL, **MONTHS, "names": ["x"]}, 400, "names"),
        ({"question": {"measure": "fidelty"}, **MONTHS}, 404, 'Did you mean "fidelity"?'),
        (
            {"question": FUNNEL, "only": {"action": "viewed"}, "a": {"only": {"action": "paid"}}, "b": {}},
            400,
            "only is said of both sides",
        ),
        ({"a": 1, "b": 2}, 400, "Expected a question"),
    ],
)
def test_sides_that_cannot_be_compared_say_why(
    shop: Client, body: dict[str, Any], status: int, words: str
) -> None:
    reply = shop.post("/api/comparisons", json=body)
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json"), (
        reply.text
    )
    assert words in reply.json()["detail"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("funel?steps=Shelf", 404, 'Did you mean "funnel"?'),
        ("funnel?steps=Shelf", 400, "Both sides are the same journeys"),
        ("funnel?steps=Shelf&breakdown=action", 400, 'no parameter of this address "breakdown"'),
        ("funnel?steps=Shelf&a_segment=../x.yaml", 400, "a_segment: expected"),
        ("funnel?steps=Shelf&a_only=action", 400, "a_only: A filter is written"),
        ("funnel?steps=Shelf&a_where=plan", 400, "trait=value"),
        ("funnel?steps=Shelf&a_period=2025-01&names=one", 400, "names takes two"),
    ],
)
def test_an_address_of_two_sides_that_makes_no_sense_says_why(
    shop: Client, address: str, status: int, words: str
) -> None:
    reply = shop.get(f"/api/comparisons/{address}")
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json"), (
        reply.text
    )
    assert words in reply.json()["detail"]


def test_every_flag_of_the_command_line_has_its_parameter(shop: Client) -> None:
    assert set(UNDER) - {"format"} == set(flags.UNDER)
    assert set(OF_TWO) == set(flags_of_two.FLAGS) - {"output"}
    paths = shop.get("/api/openapi").json()["paths"]
    for name in MEASURES:
        asked = {one["name"] for one in paths[f"/api/measures/{name}"]["get"]["parameters"]}
        of_two = {one["name"] for one in paths[f"/api/comparisons/{name}"]["get"]["parameters"]}
        assert set(UNDER) <= asked
        assert asked - set(UNDER) == of_two - set(OF_TWO)
        assert {"split"} | ({"lens"} if name not in ("stages", "mix") else set()) <= asked
