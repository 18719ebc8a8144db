"""Lives follow the model: in order, in waking hours, and the same for the same seed."""

from msgspec.structs import replace

from desirepath.demo.behaviour import END, MOMENTS
from desirepath.demo.clock import in_oslo, instant
from desirepath.demo.living import Life, live, within
from desirepath.demo.people import Person, address, person, source


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
