"""What support keeps: a ticket for every call, chat and letter, with how long the person waited."""

from random import Random

from desirepath.demo.behaviour import COMPANY, WAITS
from desirepath.demo.clock import HOUR, MINUTE, zulu_seconds
from desirepath.demo.exports import Row
from desirepath.demo.living import Life
from desirepath.demo.people import Person, address, pick
from desirepath.demo.wording import comment

VIA = {"phone": "voice", "chat": "chat", "email": "email"}
SUBJECTS = {
    "activation": ("Router cannot be activated", "Activation fails", "App does not find my router"),
    "speed": ("Slow in the evening", "Connection drops", "Wi-Fi does not reach upstairs"),
    "bill": ("Question about my bill", "Charged twice?", "Change of payment card"),
    "price": ("The new monthly fee", "Why does the price go up?", "Complaint about the increase"),
}
AGENTS = tuple(str(360_000_000_000 + number) for number in (17, 23, 31, 48, 52, 66))


def ticket_key(who: Person, index: int) -> str:
    """The number of the ticket that somebody's n-th visit opens."""
    return str(100_000 + who.number * 1000 + index)


def waited(who: Person, life: Life, index: int) -> int:
    """Minutes until the first answer: the same for the ticket and for the survey about it."""
    visit = life.visits[index]
    failing, otherwise = WAITS[visit.channel]
    typical = failing if visit.moment == "support_activation" else otherwise
    spread = (who.number * 31 + index * 17) % 97 / 97  # 0 … 1, different for every ticket
    return max(1, round(typical * (0.45 + 1.3 * spread)))


def ticket(who: Person, life: Life, index: int, rng: Random) -> Row:
    """The ticket this visit opens."""
    visit = life.visits[index]
    topic = _topic(visit.moment, visit.cause, rng)
    key, email = ticket_key(who, index), address(who, "support")
    phone = "" if who.typo == "support" or visit.channel == "chat" else who.phone
    named = (("requester", who.requester), ("email", email), ("phone", phone))
    minutes = waited(who, life, index)
    updated = visit.at + minutes * MINUTE + 3 * HOUR
    subject = pick(rng, SUBJECTS[topic])
    feels = -0.8 if topic in ("activation", "price") else -0.4
    return Row(
        file="tickets",
        key=key,
        person=who.key,
        stage=visit.stage,
        cause=visit.cause,
        received=updated,
        identifiers=tuple(pair for pair in named if pair[1]),
        values={
            "url": f"https://hearthline.zendesk.example/api/v2/tickets/{key}.json",
            "id": int(key),
            "external_id": None,
            "via": {
                "channel": VIA[visit.channel],
                "source": {
                    "from": {"address": email} if visit.channel == "email" else {},
                    "to": {"name": f"{COMPANY} support"},
                    "rel": "inbound" if visit.channel == "phone" else None,
                },
            },
            "created_at": zulu_seconds(visit.at),
            "updated_at": zulu_seconds(updated),
            "type": "incident" if topic == "activation" else "question",
            "subject": subject,
            "raw_subject": subject,
            "description": comment(
                rng, who, topic={"bill": "whole"}.get(topic, topic), feels=feels + rng.gauss(0.0, 0.1)
            ),
            "priority": pick(rng, ("normal", "normal", "high", None)),
            "status": pick(rng, ("solved", "closed", "solved", "pending")),
            "recipient": "support@hearthline.example" if visit.channel == "email" else None,
            "requester_id": int(who.requester),
            "requester": {
                "id": int(who.requester),
                "name": f"{who.given} {who.family}",
                "email": email,
                "phone": phone or None,
            },
            "assignee_id": int(pick(rng, AGENTS)),
            "tags": [topic, "home_internet"],
            "satisfaction_rating": {"score": "unoffered"},
            "metric_set": {
                "reply_time_in_minutes": {"calendar": minutes, "business": minutes},
                "requester_wait_time_in_minutes": {"calendar": minutes, "business": minutes},
                "reopens": 0,
            },
        },
    )


def _topic(moment: str, cause: str, rng: Random) -> str:
    if moment == "support_activation":
        return "activation"
    return "price" if cause == "price_notice" else pick(rng, ("speed", "bill"))
