"""What a check finds: on maps that are true, untrue, old, dead, doubled or in another's way."""

import tracemalloc
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
import pytest
from tests.drafts.test_filling import card, edited
from tests.drafts.worlds import STAGES, World, shoppers, world

from desirepath.drafts import Against, Report, ask_of, check, draft, fill
from desirepath.drafts.problems import Finding
from desirepath.maps import Binding, Edge, Emotion, Goal, JourneyMap, MapStage, Step, steps_of
from desirepath.measures import groups_by_field
from desirepath.testing import Told


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("before"), *shoppers())


@pytest.fixture(scope="module")
def drafted(before: World) -> JourneyMap:
    return draft(
        before.store,
        STAGES,
        key="m",
        title="M",
        interactions=before.interactions,
        engine=before.engine,
        currency="EUR",
    )


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("after"), *shoppers(leaving_at_setup=0, staying=120, sad=0))


def of(report: Report, code: str) -> list[Finding]:
    return [problem for problem in report.problems if problem.code == code]


def a_map(*steps: Step, **fields: object) -> JourneyMap:
    drawn = JourneyMap(key="m", title="M", stages=[MapStage(id="all", name="All", steps=list(steps))])
    return msgspec.structs.replace(drawn, **fields)


def step(name: str, *touchpoints: str, **fields: object) -> Step:
    bound = Step(
        id=name, name=name, lineage_id=name, bindings=[Binding(touchpoint=text) for text in touchpoints]
    )
    return msgspec.structs.replace(bound, **fields)


def test_a_fresh_draft_has_only_what_publishing_needs_to_mend(drafted: JourneyMap, before: World) -> None:
    report = check(drafted, before.store)
    assert [(problem.severity, problem.code) for problem in report.problems] == [
        ("note", "cannot_be_published"),
        ("note", "cannot_be_published"),
        ("note", "cannot_be_published"),
        ("note", "off_the_map"),
        ("note", "fidelity"),
        ("note", "missing_place"),
        ("note", "missing_route"),
    ]
    assert not report.has_errors
    assert report.problems[3].message == "35 interactions are at none of its steps"
    assert msgspec.json.decode(msgspec.json.encode(report), type=type(report)) == report


def test_figures_that_left_their_drawn_interval_are_named(drafted: JourneyMap, after: World) -> None:
    messages = [problem.message for problem in check(drafted, after.store).problems]
    left = (
        "the share that dropped off is now 0 %, outside the drawn interval 26 % to 42 %: fill the map again"
    )
    assert left in messages
    assert "what it cites can no longer be measured: fill the map again" in messages


def test_a_step_that_catches_nothing_any_more_is_an_error(drafted: JourneyMap, tmp_path: Path) -> None:
    renamed = [
        (person, {"Setup": "Installation"}.get(touchpoint, touchpoint), *rest)
        for person, touchpoint, *rest in shoppers()
    ]
    report = check(drafted, world(tmp_path, *renamed).store)
    (dead,) = [problem for problem in report.problems if problem.severity == "error"]
    assert (dead.where, report.has_errors) == ("Starts the setup", True)
    assert dead.message == ("nothing that happens is caught any more by Setup. Bind it to what replaced it")


def test_a_map_to_be_published_needs_an_owner_a_review_and_a_goal(drafted: JourneyMap, before: World) -> None:
    public = msgspec.structs.replace(drafted, status="in_review")
    errors = [
        problem.message for problem in check(public, before.store).problems if problem.severity == "error"
    ]
    assert errors == [
        "it has no owner",
        "it has no review interval",
        "it has no goal",
    ]
    owned = msgspec.structs.replace(
        public, owner="ada", review_every="P3M", goals=[Goal(id="goal-1", statement="Fewer leave")]
    )
    assert not check(owned, before.store).has_errors


def test_a_review_that_is_overdue_and_evidence_that_is_old_are_warned_of(
    drafted: JourneyMap, before: World
) -> None:
    old = msgspec.structs.replace(
        drafted, evidence_window="P7D", review_every="P1M", last_reviewed_at="2025-10-01"
    )
    told = edited(
        old,
        "obstacles",
        evidence=[
            piece for piece in card(old, "obstacles", "starts-the-setup").evidence if piece.kind == "quote"
        ],
    )
    messages = [problem.message for problem in check(told, before.store).problems]
    assert "all its evidence is older than P7D or has no date" in messages
    assert "its review was due on 2025-11-01" in messages


def test_a_step_drawn_twice_and_a_card_at_no_step_are_errors(drafted: JourneyMap, before: World) -> None:
    stage = drafted.stages[0]
    twice = msgspec.structs.replace(
        edited(drafted, "obstacles", step="nowhere"),
        stages=[msgspec.structs.replace(stage, steps=[*stage.steps, stage.steps[0]]), *drafted.stages[1:]],
    )
    errors = [problem for problem in check(twice, before.store).problems if problem.severity == "error"]
    assert [problem.message for problem in errors] == [
        "2 steps have this id: give each its own",
        'the card stands at the step "nowhere", which the map does not have',
    ]


def test_a_map_says_how_much_of_what_people_do_it_explains(drafted: JourneyMap, before: World) -> None:
    truth = check(drafted, before.store).truth
    assert truth is not None
    # 35 answers stand at no step; those who looked and left did nothing that the order does not say
    assert (truth.interactions.count, truth.interactions.n) == (124 * 2 + 120 * 2 + 160, 683)
    assert (truth.journeys.count, truth.journeys.n) == (124 - 35, 124)
    assert (truth.ways_drawn, truth.ways_used) == (4, 4)
    assert [(place.steps, place.count) for place in truth.missing_places] == [(["Survey"], 35)]
    assert [(route.steps[-1], route.count) for route in truth.missing_routes] == [("Survey", 35)]
    assert truth.interactions.low is not None
    assert truth.interactions.low < 648 / 683 < (truth.interactions.high or 0)


def test_the_truth_of_a_map_agrees_with_a_slow_reading(tmp_path: Path) -> None:
    random = Random(3)  # noqa: S311 - a story, not a secret
    places, told = ["A", "B", "C", "X"], list[Told]()
    for person in range(80):
        for at in range(random.randrange(1, 7)):
            told.append((f"p{person:02d}", random.choice(places), f"2025-03-{at + 1:02d} 10:00"))
    drawn = a_map(
        step("a", "A"),
        step("b", "B"),
        step("c", "C"),
        edges=[Edge(id="back", from_step="c", to_step="a", kind="loop")],
    )
    truth = check(drawn, world(tmp_path, *told).store).truth
    assert truth is not None
    allowed = {("A", "B"), ("B", "C"), ("C", "A")}
    explained = whole = fitting = 0
    for one in {each[0] for each in told}:
        position: str | None = None
        mine = [place for who, place, *_ in told if who == one]
        fits = True
        for place in mine:
            ok = place != "X" and (position is None or position == place or (position, place) in allowed)
            explained, fits = explained + ok, fits and ok
            position = position if place == "X" else place
        whole, fitting = whole + len(mine), fitting + fits
    assert (truth.interactions.count, truth.interactions.n) == (explained, whole)
    assert (truth.journeys.count, truth.journeys.n) == (fitting, 80)


def test_a_map_that_explains_little_is_warned_of_with_what_it_lacks(before: World) -> None:
    report = check(a_map(step("Sees the ad", "Ad"), step("Orders", "Checkout")), before.store)
    (fidelity,) = of(report, "fidelity")
    assert fidelity.severity == "warning"
    assert fidelity.message.startswith("it explains 36 % (")
    assert "Home page" in of(report, "missing_place")[1].message
    assert report.fails("warning")
    assert not report.has_errors


def test_an_edge_that_nobody_takes_is_warned_of(before: World) -> None:
    back = Edge(id="e", from_step="Orders", to_step="Sees the ad", kind="loop")
    drawn = a_map(step("Sees the ad", "Ad"), step("Orders", "Checkout"), edges=[back])
    (unused,) = of(check(drawn, before.store), "unused_edge")
    assert (unused.severity, unused.where) == ("warning", "Orders")
    assert unused.message == "an edge is drawn to “Sees the ad”, and nobody takes it (120 stood here)"


def test_a_computed_way_is_no_drawn_one(before: World) -> None:
    drawn = a_map(step("Sets up", "Setup"), step("Sees the ad", "Ad"))
    filled = fill(drawn, ask_of(before.store, drawn))
    assert [edge.id for edge in filled.edges] == ["real-Sets up..", "real-Sees the ad..Sets up"]
    (way,) = check(filled, before.store).truth.missing_ways  # type: ignore[union-attr]
    assert (way.from_step, way.to_step, way.count) == ("Sees the ad", "Sets up", 120)


def test_a_binding_that_matches_nothing_is_said_and_a_shadowed_step_is_told_why(before: World) -> None:
    drawn = a_map(
        step("Orders", "Checkout", "Kasse"),
        step("Pays", "Checkout"),
        step("Loops", bindings=[Binding(pattern="Chekout -> Setup")]),
    )
    report = check(drawn, before.store)
    (dead,) = of(report, "dead_binding")
    assert (dead.where, dead.message) == ("Orders", "nothing matches one of its bindings: Kasse")
    pays, loops = of(report, "dead_step")
    assert pays.advice.startswith("Other steps catch all that it would")
    assert 'Did you mean "Checkout"' in loops.advice
    assert {problem.where for problem in of(report, "same_binding")} == {"Orders", "Pays"}


def test_a_feeling_called_measured_says_what_measured_it(before: World) -> None:
    felt = Emotion(id="felt", step="Orders", source="measured", value=1)
    (one,) = of(check(a_map(step("Orders", "Checkout"), emotions=[felt]), before.store), "unfounded_emotion")
    assert (one.severity, one.where) == ("warning", "Orders")


def test_steps_named_from_the_organisations_side_are_said_in_the_customers_words(before: World) -> None:
    staff = step("Process claim", "Setup", actor="back-office")
    report = check(a_map(step("Send email", "Ad"), step("Sends the form back", "Blog"), staff), before.store)
    (one,) = of(report, "organisations_words")
    assert (one.severity, one.where) == ("warning", "Send email")
    assert "“Receives the email”" in one.message


def test_assumed_bindings_wait_for_somebody_to_confirm_them(before: World) -> None:
    guessed = step("Orders", bindings=[Binding(touchpoint="Checkout", is_assumed=True)])
    (one,) = of(check(a_map(guessed), before.store), "assumed_binding")
    assert one.severity == "note"


def test_two_published_maps_of_the_same_people_are_an_error(drafted: JourneyMap, before: World) -> None:
    mine = msgspec.structs.replace(
        drafted, status="published", persona="vip", scenario="first-order", owner="ana", review_every="P3M",
        goals=[Goal(id="goal-9", statement="More")],
    )  # fmt: skip
    other = msgspec.structs.replace(mine, key="other")
    (twice,) = of(check(mine, before.store, Against(others={"other": other, "m": mine})), "published_twice")
    assert twice.severity == "error"
    assert '"other"' in twice.message
    blueprint = msgspec.structs.replace(other, map_kind="service_blueprint")
    assert not of(check(mine, before.store, Against(others={"other": blueprint})), "published_twice")


def test_maps_in_a_ring_and_maps_that_there_are_not_are_found(before: World) -> None:
    mine = a_map(step("Orders", "Checkout", child="b"), step("Sets up", "Setup", child="c"))
    other = msgspec.structs.replace(a_map(step("x", "Ad", child="m")), key="b")
    report = check(mine, before.store, Against(others={"b": other}))
    (ring,), (missing,) = of(report, "ring_of_maps"), of(report, "no_such_map")
    assert ring.message.startswith("these maps tell one another's steps in a ring: b → m → b")
    assert '"c"' in missing.message
    assert not of(check(mine, before.store), "no_such_map")  # nobody handed the others in


def test_evidence_whose_source_is_gone_is_named_and_filled_away(drafted: JourneyMap, before: World) -> None:
    quotes = [
        piece
        for lane in drafted.lanes
        for each in lane.cards
        for piece in each.evidence
        if piece.interaction_id is not None
    ]
    assert quotes
    gone = of(check(drafted, before.store, Against(there=[])), "withdrawn_source")
    assert len(gone) == len(quotes)
    filled = fill(drafted, ask_of(before.store, drafted), there=[])
    lane = next(lane for lane in filled.lanes if lane.role == "quotes")
    assert [(each.status, each.evidence[0].n, each.evidence[0].value) for each in lane.cards] == [
        ("assumed", 0, None) for _ in lane.cards
    ]


def test_a_changed_answer_is_seen_by_its_checksum(drafted: JourneyMap, before: World) -> None:
    assert of(check(drafted, before.store), "changed_source") == []
    reach = card(drafted, "metrics", "starts-the-setup", "Reach")
    (piece,) = reach.evidence
    other = msgspec.structs.replace(piece.provenance, checksum="0" * 64)
    changed = edited(drafted, "metrics", evidence=[msgspec.structs.replace(piece, provenance=other)])
    (one,) = of(check(changed, before.store), "changed_source")
    assert one.severity == "note"
    assert one.message.startswith("1 of the ")


# Drift


def habits(seed: int, *, people: int, app_before: float, app_since: float) -> list[Told]:
    """People who come on two days of each half of the year, by app or website, on a phone or not."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    told: list[Told] = []
    for person in range(people):
        for month, app in (("02", app_before), ("05", app_before), ("08", app_since), ("11", app_since)):
            channel = "app" if random.random() < app else "website"
            device = "phone" if random.random() < 0.5 else "desktop"
            for place in ("Ad", "Checkout"):
                more = {"channel": channel, "device": device}
                day = f"2025-{month}-{random.randrange(1, 28):02d}"
                told.append((f"p{person:03d}", place, f"{day} 1{len(place) % 10}:00", more))
    return told


REVIEWED = a_map(
    step("Sees the ad", "Ad"), step("Orders", "Checkout"), last_reviewed_at="2025-07-01", split="gap:30"
)


def test_a_shifted_mix_rings_and_says_what_moved(tmp_path: Path) -> None:
    told = world(tmp_path, *habits(1, people=120, app_before=0.2, app_since=0.6))
    devices = groups_by_field(told.store, "device", engine=told.engine, interactions=told.interactions)
    report = check(REVIEWED, told.store, Against(mixes={"devices": devices}))
    found = {shift.what: shift for shift in report.shifts}
    assert {what: shift.alarm for what, shift in found.items()} == {
        "ways between steps": False,
        "channels": True,
        "devices": False,
    }
    assert (found["channels"].n_before, found["channels"].n_since) == (120, 120)
    assert found["channels"].distance == pytest.approx(0.4, abs=0.1)
    (drift,) = of(report, "drift")
    assert drift.severity == "warning"
    assert "app" in drift.message


def test_ways_that_shifted_are_told_by_the_names_of_their_steps(tmp_path: Path) -> None:
    """Before the review forty people go from the ad to the checkout, since then back again."""
    told: list[Told] = [
        (f"p{person:02d}", place, f"2025-{month}-10 10:0{at}", {})
        for person in range(40)
        for month, places in (("05", ("Ad", "Checkout")), ("08", ("Checkout", "Ad")))
        for at, place in enumerate(places)
    ]
    (drift,) = of(check(REVIEWED, world(tmp_path, *told).store), "drift")
    assert "Sees the ad → Orders 100 % to 0 %; Orders → Sees the ad 0 % to 100 %" in drift.message


def test_a_map_of_very_many_steps_is_compared_in_little_memory() -> None:
    steps = 500
    told: list[Told] = [
        (f"p{person:02d}", f"T{(person * 7 + at) % steps:03d}", f"2025-0{month}-{1 + at % 27:02d} 10:00", {})
        for person in range(40)
        for month in (5, 8)
        for at in range(40)
    ]
    drawn = a_map(*(step(f"Does {at}", f"T{at:03d}") for at in range(steps)), last_reviewed_at="2025-07-01")
    with TemporaryDirectory() as folder:
        made = world(Path(folder), *told)
        tracemalloc.start()
        (ways, channels) = check(drawn, made.store).shifts
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 400_000_000  # of ways alone there are 250,000, in 1024 groups of people, twice
    assert (ways.alarm, channels.alarm) == (False, False)
    assert ways.n_before == 40


def test_chance_alone_seldom_rings(tmp_path: Path) -> None:
    rung = 0
    for seed in range(12):
        told = world(tmp_path / str(seed), *habits(seed, people=40, app_before=0.4, app_since=0.4))
        rung += sum(shift.alarm for shift in check(REVIEWED, told.store).shifts)
    assert rung <= 1  # of 24 looks


def test_of_too_few_people_no_alarm_is_told(tmp_path: Path) -> None:
    told = world(tmp_path, *habits(1, people=20, app_before=0.0, app_since=1.0))
    channels = next(one for one in check(REVIEWED, told.store).shifts if one.what == "channels")
    assert (channels.distance, channels.too_few, channels.alarm) == (1.0, True, False)


def test_without_a_review_nothing_is_compared(drafted: JourneyMap, before: World) -> None:
    assert check(drafted, before.store).shifts == []
    later = msgspec.structs.replace(drafted, last_reviewed_at="2030-01-01")
    assert check(later, before.store).shifts == []


def test_a_map_that_binds_nothing_is_checked_all_the_same(before: World) -> None:
    report = check(a_map(step("Orders")), before.store)
    assert report.truth is None
    assert [problem.code for problem in report.problems if problem.where == "Orders"] == [
        "no_evidence",
        "unbound",
    ]
    filled = fill(a_map(step("Orders")), ask_of(before.store, a_map(step("Orders"))))
    assert [each.reach for each in steps_of(filled)] == [None]  # nothing is known of it
