"""Lives follow the model: in order, in waking hours, and the same for the same seed."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desirepath.demo.behaviour import END, MOMENTS, PERSONAS
from desirepath.demo.clock import HOUR, in_oslo, instant
from desirepath.demo.living import Life, live, within
from desirepath.demo.people import Person, address, person, source
from desirepath.demo.rhythms import Told, by_the_clock


def lives(seed: int = 5, people: int = 300) -> list[tuple[Person, Life]]:
    crowd = [person(number, people=people, seed=seed) for number in range(people)]
    return [(who, live(who, source(seed, "life", who.number))) for who in crowd]


def test_a_life_runs_forward_and_ends_with_the_year() -> None:
    for _, life in lives():
        times = [visit.at for visit in life.visits]
        assert times == sorted(times)
        assert times[-1] < END


def test_the_same_seed_tells_the_same_lives() -> None:
    assert lives(seed=5, people=20) == lives(seed=5, people=20)
    assert lives(seed=5, people=20) != lives(seed=6, people=20)


def test_stores_are_visited_when_they_are_open() -> None:
    visits = [visit for _, life in lives() for visit in life.visits if MOMENTS[visit.moment].hours == "open"]
    assert visits
    assert all(10 <= in_oslo(visit.at).hour < 19 and in_oslo(visit.at).weekday() != 6 for visit in visits)


def test_a_shop_that_is_shut_on_saturday_night_opens_on_monday() -> None:
    saturday_night = instant("2025-03-08 21:30")
    assert in_oslo(within("store_advice", saturday_night)).isoformat() == "2025-03-10T10:30:00+01:00"


def hours(system: str, *, persona: str, channel: str = "", working: bool = True) -> Counter[int]:
    """How many moments began at each hour of the clock; of sittings only the first."""
    found: Counter[int] = Counter()
    for who, life in lives():
        before = 0
        for visit in life.visits:
            local = in_oslo(visit.at)
            if (
                MOMENTS[visit.moment].system == system
                and who.persona.key == persona
                and visit.channel.startswith(channel)
                and visit.at - before > 2 * HOUR
                and (local.weekday() < 5) == working
            ):
                found[local.hour] += 1
            before = visit.at
    return found


def share(found: Counter[int], start: int, end: int) -> float:
    return sum(found[hour] for hour in range(start, end)) / found.total()


def test_families_look_at_the_website_in_the_evening_and_retirees_before_noon() -> None:
    assert share(hours("web", persona="busy-family"), 17, 23) > 0.6
    assert share(hours("web", persona="careful-retiree"), 9, 14) > 0.5


def test_the_app_is_opened_on_the_way_to_work_and_back_and_at_leisure_on_weekends() -> None:
    working, free = (hours("app", persona="remote-professional", working=on) for on in (True, False))
    assert share(working, 6, 9) + share(working, 15, 18) > 0.7
    assert share(free, 6, 9) < 0.15


def test_support_is_called_in_office_hours_and_letters_go_out_in_the_morning() -> None:
    assert share(hours("support", persona="busy-family", channel="phone"), 8, 16) > 0.7
    assert share(hours("email", persona="busy-family"), 7, 12) > 0.8


def test_no_hour_of_the_day_holds_a_fifth_of_all_that_is_done() -> None:
    told = Counter(in_oslo(visit.at).hour for _, life in lives() for visit in life.visits)
    assert max(told.values()) / told.total() < 0.2


@given(
    at=st.lists(st.integers(0, 20 * 24 * 60), min_size=1, max_size=12).map(sorted), seed=st.integers(0, 99)
)
@settings(max_examples=40, deadline=None)
def test_hours_move_and_dates_order_and_pauses_within_a_sitting_stay(at: list[int], seed: int) -> None:
    begin = instant("2025-03-20 00:00")  # summer time begins on the way
    moments = [Told(moment="plans", at=then) for then in sorted(within("plans", begin + 60 * m) for m in at)]
    times = by_the_clock(
        moments, PERSONAS[0], source(seed, "clock"), is_possible=lambda m, then: within(m, then) == then
    )
    assert times == sorted(times)
    before = [told.at for told in moments]
    for one, (was, now) in enumerate(zip(before, times, strict=True)):
        if one and was - before[one - 1] <= 2 * HOUR:
            assert now - times[one - 1] == was - before[one - 1]
        else:
            assert in_oslo(was).date() == in_oslo(now).date()
            assert not one or now - times[one - 1] > 2 * HOUR


def test_only_those_for_whom_activation_fails_see_it_fail() -> None:
    for who, life in lives():
        if any(visit.moment == "activation_failed" for visit in life.visits):
            assert who.fails


def test_only_customers_are_told_that_the_fee_rises() -> None:
    for _, life in lives():
        moments = [visit.moment for visit in life.visits]
        if "price_notice" in moments:
            assert "activation_done" in moments[: moments.index("price_notice")]


def test_nobody_real_can_be_written_to_or_called() -> None:
    for who, _ in lives(people=50):
        assert who.email.endswith(".example")
        assert who.phone.replace(" ", "").startswith("+471")


def test_no_two_people_share_a_name_by_which_a_system_knows_them() -> None:
    crowd = [who for who, _ in lives()]
    for names in ("email", "user", "contact", "profile", "customer", "requester", "handset"):
        assert len({getattr(who, names) for who in crowd}) == len(crowd)
    digits = {"".join(filter(str.isdigit, who.phone)) for who in crowd}
    cards = [who.loyalty for who in crowd if who.loyalty]
    assert (len(digits), len(set(cards))) == (len(crowd), len(cards))


def test_a_mistyped_address_is_wrong_in_one_system_and_always_the_same_there() -> None:
    who = replace(person(3, people=10, seed=1), typo="shop")
    assert address(who, "crm") == who.email
    assert address(who, "shop") == address(who, "shop") != who.email
