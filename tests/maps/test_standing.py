import msgspec
import pytest

from desirepath.errors import DocumentError
from desirepath.maps.documents import Card, JourneyMap, Lane
from desirepath.maps.evidence import Evidence, EvidenceKind, Provenance, Stance
from desirepath.maps.standing import in_window, restand, staleness, standing, supported_share

AS_OF = "2025-12-31"
KINDS: tuple[EvidenceKind, ...] = ("note", "quote")


def evidence(
    kind: EvidenceKind,
    collected_at: str | None = "2025-11-01",
    *,
    stance: Stance = "supports",
    weight: float = 1.0,
) -> Evidence:
    return Evidence(
        id=f"{kind}-{collected_at}",
        kind=kind,
        provenance=Provenance(source="survey", locator="row 1"),
        collected_at=collected_at,
        stance=stance,
        weight=weight,
    )


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([], "assumed"),
        ([evidence("metric")], "observed"),
        ([evidence("metric"), evidence("metric")], "observed"),  # two of one kind
        ([evidence("metric"), evidence("quote")], "validated"),
        ([evidence("metric"), evidence("quote", "2020-01-01")], "observed"),  # one of them too old
        ([evidence("metric"), evidence("quote", None)], "observed"),  # of unknown age
        ([evidence("quote", "2020-01-01")], "observed"),  # old, but somebody did observe it
        ([evidence("quote", stance="contradicts")], "contradicted"),
        ([evidence("metric"), evidence("quote", stance="contradicts")], "contradicted"),  # as much against
        (
            [evidence("metric"), evidence("survey_score"), evidence("quote", stance="contradicts")],
            "validated",
        ),
        ([evidence("metric"), evidence("quote", stance="contradicts", weight=0.0)], "observed"),
    ],
)
def test_a_card_stands_as_its_evidence_says(pieces: list[Evidence], expected: str) -> None:
    assert standing(pieces, window="P365D", as_of=AS_OF) == expected


def test_the_first_day_of_the_window_is_still_inside() -> None:
    inside = {
        day: in_window(evidence("note", day), window="P1Y", as_of=AS_OF)
        for day in ("2024-12-31", "2024-12-30")
    }
    assert inside == {"2024-12-31": True, "2024-12-30": False}


def test_a_period_is_as_old_as_its_end() -> None:
    measured = Evidence(
        id="m",
        kind="metric",
        provenance=Provenance(source="measure", locator="drop_off"),
        period="2020-01-01/2025-12-01",
    )
    assert in_window(measured, window="P365D", as_of=AS_OF)


def test_a_map_without_its_date_validates_nothing() -> None:
    assert standing([evidence("metric"), evidence("quote")], window="P365D", as_of=None) == "observed"


def test_restanding_a_map_computes_every_card_and_its_supported_share() -> None:
    cards = [
        Card(id="a", step="s", text="guessed", status="validated"),  # typed in by hand: it does not last
        Card(id="b", step="s", text="seen", evidence=[evidence("metric"), evidence("quote")]),
    ]
    stood = restand(JourneyMap(key="m", title="M", stages=[], as_of=AS_OF, lanes=[lane(cards)]))

    assert [card.status for card in stood.lanes[0].cards] == ["assumed", "validated"]
    assert supported_share(stood) == 0.5
    assert supported_share(JourneyMap(key="m", title="M", stages=[])) is None


def test_a_status_that_somebody_set_stays_with_their_reason() -> None:
    known = Card(id="a", step="s", text="seen", status_override="validated", override_note="we watched it")
    bare = Card(id="b", step="s", text="guessed", status_override="validated")  # nobody says why
    stood = restand(JourneyMap(key="m", title="M", as_of=AS_OF, lanes=[lane([known, bare])]))
    assert [(card.status, card.status_override) for card in stood.lanes[0].cards] == [
        ("validated", "validated"),
        ("assumed", "validated"),
    ]


def test_evidence_whose_source_is_gone_speaks_for_nothing() -> None:
    quote = evidence("quote")
    gone = msgspec.structs.replace(quote, n=0)
    assert standing([quote], window="P365D", as_of=AS_OF) == "observed"
    assert standing([gone], window="P365D", as_of=AS_OF) == "assumed"


def test_what_only_a_model_read_is_assumed_until_a_person_says_so_too() -> None:
    read = Provenance(source="texts", locator="a phrase", extracted_by="model")
    pieces = [msgspec.structs.replace(evidence(kind), provenance=read) for kind in KINDS]
    assert standing(pieces, window="P365D", as_of=AS_OF) == "assumed"
    assert standing([*pieces, evidence("note")], window="P365D", as_of=AS_OF) == "validated"


def test_a_map_says_how_stale_it_is() -> None:
    cards = [
        Card(id="a", step="s", text="seen", evidence=[evidence("metric"), evidence("quote", "2020-01-01")])
    ]
    told = JourneyMap(
        key="m",
        title="M",
        as_of=AS_OF,
        review_every="P1M",
        last_reviewed_at="2025-11-15",
        lanes=[lane(cards)],
    )
    found = staleness(told)
    assert (found.days_past_review, found.due_on, found.old_share, found.n) == (16, "2025-12-15", 0.5, 2)
    assert found.is_stale
    fresh = staleness(JourneyMap(key="m", title="M"))
    assert (fresh.days_past_review, fresh.due_on, fresh.old_share, fresh.is_stale) == (0, None, None, False)


def test_a_window_that_is_no_duration_says_how_to_write_one() -> None:
    with pytest.raises(DocumentError, match='such as P90D, found "a year"'):
        standing([evidence("metric"), evidence("quote")], window="a year", as_of=AS_OF)


def lane(cards: list[Card]) -> Lane:
    return Lane(id="obstacles", role="obstacles", label="Obstacles", cards=cards)
