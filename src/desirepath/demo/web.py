"""What the website and the app send: pages, events and log-ins, as Segment writes them to a file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from desirepath.demo.ads import CAMPAIGNS
from desirepath.demo.behaviour import BLANKS, COMPANY
from desirepath.demo.clock import HOUR, zulu
from desirepath.demo.exports import Row
from desirepath.demo.living import Visit
from desirepath.demo.people import Person, pick, uuid
from desirepath.demo.wording import comment, graded

SITE = "https://www.hearthline.example"
PAGES: dict[str, tuple[tuple[str, ...], str]] = {
    "home": (("/",), "Home internet that just works"),
    "signup": (("/",), "Home internet that just works"),
    "plans": (("/plans", "/plans/fibre-300", "/plans/fibre-500", "/plans/compare"), "Plans and prices"),
    "coverage": (("/coverage",), "Can you get fibre?"),
    "reviews": (("/reviews", "/reviews/families"), "What customers say"),
    "order_form": (("/checkout", "/checkout/address", "/checkout/payment"), "Your order"),
    "review": (("/reviews/write",), "Write a review"),
    "account": (("/account", "/account/bills"), "My page"),
    "help": (("/help/slow-wifi", "/help/bills", "/help/guest-network"), "Help"),
    "help_activation": (("/help/activate-your-router", "/help/orange-light"), "Help"),
    "renewal": (("/renew",), "Renew your plan"),
    "close_account": (("/account/close",), "Close my account"),
}
EVENTS = {
    "signup": "Newsletter Signed Up",
    "coverage": "Coverage Checked",
    "order_form": "Checkout Started",
    "review": "Review Submitted",
    "account": "Bill Paid",
    "renewal": "Plan Renewed",
    "close_account": "Subscription Cancelled",
    "activation": "Activation Started",
    "activation_failed": "Activation Failed",
    "activation_done": "Activation Completed",
    "activation_rating": "Activation Rated",
    "app": "App Opened",
    "app_rating": "App Rated",
    "refer": "Referral Sent",
}
SOMETIMES = {"account": 0.45}  # events that do not follow every page
BEHIND_LOGIN = ("order_form", "account", "renewal", "close_account", "help", "help_activation", "review")
TOPICS = {"review": "whole", "activation_rating": "activation", "app_rating": "app", "close_account": "price"}
FAULTS = (
    ("scan_code", "HL-107"),
    ("find_router", "HL-204"),
    ("find_router", "HL-204"),
    ("set_wifi", "HL-311"),
)
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"
BROWSERS = (
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/131.0.0.0 Safari/537.36",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI} Safari/605.1.15",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {SAFARI} Mobile/15E148 Safari/604.1",
    f"Mozilla/5.0 (Linux; Android 14; Pixel 8) {WEBKIT} Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
)
BOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; PriceCrawler/3.2)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
)
KIOSKS = {
    "Oslo store": "5f3759df-0510-4c0a-9b51-050100000001",
    "Bergen store": "5f3759df-0510-4c0a-9b51-050100000002",
}
KIOSK_BROWSER = f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/130.0.0.0 Safari/537.36"


@dataclass
class Browsing:
    """Where somebody is on the web: which device, since when, logged in where, which click led here."""

    who: Person
    rng: Random
    device: str = ""
    seen_at: int = -HOUR * 10
    logged_in: set[str] = field(default_factory=set)
    click: tuple[str, str] | None = None  # the gclid that the next page carries, and its moment
    by_letter: bool = False  # the next page is opened from a letter, whose link knows the address


def surf(now: Browsing, visit: Visit) -> Iterator[Row]:
    """The rows of one visit to the website."""
    if visit.at - now.seen_at > 2 * HOUR or not now.device:
        others = len(now.who.browsers) > 1 and now.rng.random() < 0.15
        now.device = now.who.browsers[1 if others else 0]
    now.seen_at = visit.at
    yield _page(now, visit)
    if visit.moment in BEHIND_LOGIN and now.device not in now.logged_in:
        now.logged_in.add(now.device)
        yield identify(now, visit, device=now.device, user=now.who.user)
    if visit.moment == "signup" or now.by_letter:
        now.by_letter = False
        yield identify(now, visit, device=now.device, user="")
    if visit.moment in EVENTS and now.rng.random() < SOMETIMES.get(visit.moment, 1.0):
        yield _track(now, visit, device=now.device)


def use_app(now: Browsing, visit: Visit) -> Iterator[Row]:
    """The rows of one use of the app."""
    device = now.who.handset
    if device not in now.logged_in:
        now.logged_in.add(device)
        yield identify(now, visit, device=device, user=now.who.user, app=True)
    yield _track(now, visit, device=device, app=True)


def use_kiosk(now: Browsing, visit: Visit, *, has_account: bool) -> Iterator[Row]:
    """The rows that somebody leaves on the screen in a store, a device used by hundreds."""
    device = KIOSKS[now.who.store]
    visit = _later(visit, 60)
    path, title = ("/account", "My page") if has_account else ("/plans", "Plans and prices")
    if has_account:
        yield identify(now, visit, device=device, user=now.who.user, mess="kiosk")
    values = {"type": "page", "name": title, **_at(now, visit.at, device)}
    values["properties"] = {"path": path, "title": title}
    values["context"] = {**_context(path, title), "userAgent": KIOSK_BROWSER}
    user = now.who.user if has_account else ""
    if user:
        values["userId"] = user
    yield _row(now, visit, values, linked=(("user", user),), mess="kiosk")


def crawl(rng: Random, at: int) -> Iterator[Row]:
    """The rows a robot leaves: many pages, nobody there."""
    device, agent = uuid(rng), pick(rng, BOTS)
    for step in range(rng.randrange(2, 9)):
        paths, title = PAGES[pick(rng, ("home", "plans", "reviews", "coverage", "help"))]
        path, key, then = pick(rng, paths), uuid(rng), at + 2 * step
        times = {"timestamp": zulu(then), "originalTimestamp": zulu(then), "receivedAt": zulu(then + 1)}
        context = {**_context(path, title), "userAgent": agent}
        properties = {"path": path, "title": title}
        yield Row(
            file="web",
            key=key,
            mess="bot",
            received=then + 1,
            values={
                "type": "page", "messageId": key, "anonymousId": device, "name": title, "context": context,
                "properties": properties, **times,
            },
        )  # fmt: skip


def identify(
    now: Browsing, visit: Visit, *, device: str, user: str, app: bool = False, mess: str = ""
) -> Row:
    """The row by which a device and an account, or an address, become one."""
    traits = {"email": now.who.email, "language": now.who.locale}
    values = {"type": "identify", "traits": traits, **_at(now, visit.at + 1, device)}
    values["context"] = _app_context(now) if app else {**_context("/", ""), "userAgent": _agent(device)}
    if user:
        values["userId"] = user
        traits["plan"] = now.who.plan
    return _row(now, visit, values, linked=(("user", user), ("email", now.who.email)), mess=mess)


def _page(now: Browsing, visit: Visit) -> Row:
    paths, title = PAGES[visit.moment]
    path = pick(now.rng, paths)
    values = {"type": "page", "name": title, **_at(now, visit.at, now.device)}
    context = {**_context(path, title), "userAgent": _agent(now.device)}
    linked: list[tuple[str, str]] = []
    if now.click:
        gclid, moment = now.click
        now.click = None
        context["page"]["url"] += f"?gclid={gclid}"
        context["page"]["search"] = f"?gclid={gclid}"
        context["campaign"] = {"source": "google", "medium": "cpc", "name": CAMPAIGNS[moment][1]}
        linked.append(("click", gclid))
    values["context"] = context
    values["properties"] = {"path": path, "title": title, "url": context["page"]["url"]}
    return _row(now, visit, values, linked=(*linked, *_user(now, values, now.device)))


def _track(now: Browsing, visit: Visit, *, device: str, app: bool = False) -> Row:
    values = {"type": "track", "event": EVENTS[visit.moment], **_at(now, visit.at + 3 * (not app), device)}
    paths, title = PAGES.get(visit.moment, (("",), ""))
    context = _app_context(now) if app else {**_context(paths[0], title), "userAgent": _agent(device)}
    values["context"] = context
    values["properties"] = _properties(now, visit)
    return _row(now, visit, values, linked=_user(now, values, device))


def _properties(now: Browsing, visit: Visit) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if visit.moment in ("activation_rating", "app_rating", "review"):
        told["rating"] = graded(visit.feels, 1, 5)
    share = {"review": 1.0, "activation_rating": 0.5, "app_rating": 0.5, "close_account": 0.6}.get(
        visit.moment, 0.0
    )
    if now.rng.random() < share:
        feels = -0.7 if visit.moment == "close_account" else visit.feels
        told["comment"] = comment(now.rng, now.who, topic=TOPICS[visit.moment], feels=feels)
    if visit.moment == "activation_failed":
        told["step"], told["error_code"] = pick(now.rng, FAULTS)
    if visit.moment == "coverage":
        told["result"] = "fibre available"
    if visit.moment == "refer":
        told["recipient_email"] = f"friend{now.rng.randrange(10**9)}@inbox.example"
    if visit.moment in ("order_form", "renewal"):
        told["plan"] = now.who.plan
    return told


def _user(now: Browsing, values: dict[str, Any], device: str) -> tuple[tuple[str, str], ...]:
    """The account of whoever is logged in on the device, now and then left blank."""
    if device not in now.logged_in or now.rng.random() < BLANKS / 5:
        return ()
    values["userId"] = now.who.user
    return (("user", now.who.user),)


def _row(
    now: Browsing,
    visit: Visit,
    values: dict[str, Any],
    *,
    linked: tuple[tuple[str, str], ...],
    mess: str = "",
) -> Row:
    device = () if mess == "kiosk" else (("device", str(values["anonymousId"])),)
    return Row(
        file="web",
        key=values["messageId"],
        person=now.who.key,
        stage=visit.stage,
        cause=visit.cause,
        mess=mess,
        received=visit.at + 1,
        identifiers=(*device, *(pair for pair in linked if pair[1])),
        values=values,
    )


def _at(now: Browsing, at: int, device: str) -> dict[str, Any]:
    key = uuid(now.rng)
    text = zulu(at, int(now.rng.random() * 1000))
    return {
        "messageId": key,
        "anonymousId": device,
        "timestamp": text,
        "originalTimestamp": text,
        "receivedAt": zulu(at + 1, 12),
    }


def _context(path: str, title: str) -> dict[str, Any]:
    library = {"name": "analytics.js", "version": "1.69.0"}
    return {"library": library, "page": {"path": path, "url": SITE + path, "title": f"{title} – {COMPANY}"}}


def _app_context(now: Browsing) -> dict[str, Any]:
    system = "iOS" if now.who.number % 2 else "Android"
    return {
        "library": {"name": f"analytics-{system.lower()}", "version": "4.1.8"},
        "app": {"name": f"{COMPANY} Home", "version": "5.2.1"},
        "os": {"name": system},
        "device": {"id": now.who.handset, "type": system.lower()},
    }


def _agent(device: str) -> str:
    return BROWSERS[int(device[:2], 16) % len(BROWSERS)]


def _later(visit: Visit, seconds: int) -> Visit:
    return Visit(
        moment=visit.moment,
        at=visit.at + seconds,
        touchpoint=visit.touchpoint,
        stage=visit.stage,
        cause=visit.cause,
    )
