"""From a life to the rows it leaves in the books of the seven systems."""

from collections.abc import Iterator
from random import Random

from desirepath.demo.ads import click, gclid
from desirepath.demo.behaviour import MOMENTS
from desirepath.demo.clock import DAY
from desirepath.demo.crm import contact, deal
from desirepath.demo.exports import Row
from desirepath.demo.living import Life, Visit
from desirepath.demo.mail import mails
from desirepath.demo.people import Person
from desirepath.demo.shops import order, receipt
from desirepath.demo.support import ticket
from desirepath.demo.surveys import response
from desirepath.demo.web import Browsing, surf, use_app, use_kiosk

CLICKED_THROUGH = ("newsletter",)


def remember(now: Browsing, life: Life, *, kiosk: bool) -> Iterator[Row]:
    """Every row this life leaves, in the order it happened; `kiosk`: the screen in the store is used too."""
    for index, visit in enumerate(life.visits):
        yield from _visit(now, life, index)
        if kiosk and MOMENTS[visit.moment].system == "store":
            yield from use_kiosk(now, visit, has_account=bool(now.logged_in))
    yield from contact(now.who, life, now.rng)


def _visit(now: Browsing, life: Life, index: int) -> Iterator[Row]:
    visit, who, rng = life.visits[index], now.who, now.rng
    match MOMENTS[visit.moment].system:
        case "web":
            yield from surf(now, visit)
        case "app":
            yield from use_app(now, visit)
        case "ads":
            yield _advertised(now, who, visit, rng)
        case "email":
            then = _clicked(life, index)
            now.by_letter = then is not None
            yield from mails(who, visit, rng, then=then)
        case system:
            now.by_letter = now.by_letter or system == "crm"  # the advisor writes down what was said
            yield from _counters(life, index, who, rng)


def _counters(life: Life, index: int, who: Person, rng: Random) -> Iterator[Row]:
    """The systems people serve at: sales, tills, support and surveys."""
    visit = life.visits[index]
    match MOMENTS[visit.moment].system:
        case "crm":
            yield deal(who, visit, life, rng)
        case "shop" if visit.moment != "cancel_order":  # a cancellation is a cell of the order it cancels
            yield order(who, life, index, rng)
        case "store":
            yield receipt(who, life, index, rng)
        case "support":
            yield ticket(who, life, index, rng)
        case "surveys":
            yield response(who, life, index, rng)


def _advertised(now: Browsing, who: Person, visit: Visit, rng: Random) -> Row:
    key = gclid(rng)
    now.click = (key, visit.moment)
    return click(who, visit, rng, key=key)


def _clicked(life: Life, index: int) -> int | None:
    """When the letter's link was followed: the next visit to the website, if soon enough."""
    if life.visits[index].moment not in CLICKED_THROUGH or index + 1 >= len(life.visits):
        return None
    then = life.visits[index + 1]
    soon = then.at - life.visits[index].at < DAY and MOMENTS[then.moment].system == "web"
    return then.at if soon else None
