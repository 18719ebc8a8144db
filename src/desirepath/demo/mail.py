"""What the e-mail system keeps: sent, opened, clicked and rated, one row each."""

from collections.abc import Iterator
from random import Random

from desirepath.demo.behaviour import BLANKS, COMPANY
from desirepath.demo.clock import MINUTE, in_oslo, warehouse
from desirepath.demo.exports import Row
from desirepath.demo.living import Visit
from desirepath.demo.people import Person, hexadecimal, pick, uuid
from desirepath.demo.wording import comment, graded

METRICS = {
    "Received Email": "Q4q6PC", "Opened Email": "Lr8dKx", "Clicked Email": "Tn2vWz", "Rated Email": "Yb5mHe",
}  # fmt: skip
PRICE_CAMPAIGN = "Price change from 15 October"
SUBJECTS = {
    "delivery": f"Your {COMPANY} router is on its way",
    "price_notice": "Your monthly fee changes on 15 October",
}
TIPS = (
    "where to put your router",
    "faster Wi-Fi upstairs",
    "what fibre really means",
    "spring offers inside",
)
CLIENTS = (("Gmail", "Android"), ("Apple Mail", "iOS"), ("Outlook", "Windows"), ("Apple Mail", "Mac OS X"))


def mails(who: Person, visit: Visit, rng: Random, *, then: int | None) -> Iterator[Row]:
    """The rows of one letter or of its rating; `then` is when the person clicked through, if they did."""
    if visit.moment == "notice_rating":
        said = comment(rng, who, topic="price", feels=visit.feels) if rng.random() < 0.45 else ""
        extra = {"property_rating": str(graded(visit.feels, 1, 5)), "property_message_body": said}
        yield _row(who, visit, rng, metric="Rated Email", at=visit.at, extra=extra)
        return
    yield _row(who, visit, rng, metric="Received Email", at=visit.at, extra={})
    opened = visit.at + int(rng.uniform(1, 4) * MINUTE)
    if then is not None and then - 20 > visit.at:
        opened = min(opened, visit.at + (then - visit.at) // 2)
        yield _row(who, visit, rng, metric="Opened Email", at=opened, extra={})
        url = {"property_url": "https://www.hearthline.example/plans"}
        yield _row(who, visit, rng, metric="Clicked Email", at=then - 5, extra=url)
    elif rng.random() < (0.8 if visit.moment == "price_notice" else 0.45):
        yield _row(who, visit, rng, metric="Opened Email", at=opened, extra={})


def _row(who: Person, visit: Visit, rng: Random, *, metric: str, at: int, extra: dict[str, str]) -> Row:
    key = hexadecimal(rng, 11)
    campaign = _campaign(visit, at)
    client, system = ("", "") if metric == "Received Email" else pick(rng, CLIENTS)
    flow = visit.moment == "delivery"
    email = who.email if rng.random() > BLANKS else ""  # the profile id is always there
    linked = (("profile", who.profile), ("email", email)) if email else (("profile", who.profile),)
    return Row(
        file="email",
        key=key,
        person=who.key,
        stage=visit.stage,
        cause=visit.cause,
        received=at + 40 * MINUTE,
        identifiers=linked,
        values={
            "id": key,
            "person_id": who.profile,
            "campaign_id": "" if flow else hexadecimal(rng, 6),
            "flow_id": "VhR2sd" if flow else "",
            "flow_message_id": "XkP4qz" if flow else "",
            "uuid": uuid(rng),
            "datetime": warehouse(at),
            "timestamp": warehouse(at),
            "_fivetran_deleted": "FALSE",
            "metric_id": METRICS[metric],
            "type": metric,
            "property_subject": SUBJECTS.get(visit.moment) or f"{campaign}: {pick(rng, TIPS)}",
            "property_campaign_name": campaign,
            "property_email": _typed(rng, email),
            "property_email_domain": email.partition("@")[2],
            "property_client_name": client,
            "property_client_os_family": system,
            "_fivetran_synced": warehouse(at + 40 * MINUTE),
            **extra,
        },
    )


def _campaign(visit: Visit, at: int) -> str:
    if visit.moment == "delivery":
        return "Delivery update"
    if visit.moment == "newsletter":
        return f"Newsletter {in_oslo(at):%Y-%m}"
    return PRICE_CAMPAIGN


def _typed(rng: Random, email: str) -> str:
    """The address as a form took it: now and then in capitals or with a space behind it."""
    luck = rng.random()
    if luck < 0.03:
        return email.upper()
    return f"{email} " if luck < 0.04 else email
