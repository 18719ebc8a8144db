"""What the survey tool keeps: how likely to recommend, how satisfied, and what people add in words.

An answer names the order, receipt or ticket it is about, as real surveys do. The account was never
moved from its makers' time zone: every time in the export is local time in Denver.
"""

from random import Random

from desirepath.demo.behaviour import BLANKS
from desirepath.demo.clock import MINUTE, denver
from desirepath.demo.exports import Row
from desirepath.demo.living import Life, Visit
from desirepath.demo.people import Person, address, hexadecimal
from desirepath.demo.shops import order_key, receipt_key
from desirepath.demo.support import ticket_key, waited
from desirepath.demo.wording import comment, graded

# moment: (the survey, the system whose address the invitation goes to, what the words are about)
SURVEYS = {
    "survey": ("Relationship NPS", "survey", "whole"),
    "order_rating": ("Order CSAT", "shop", "order"),
    "store_rating": ("Store CSAT", "store", "store"),
    "support_rating": ("Support CSAT", "support", "support"),
}


def response(who: Person, life: Life, index: int, rng: Random) -> Row:
    """The answer given at this visit."""
    visit = life.visits[index]
    name, system, topic = SURVEYS[visit.moment]
    relationship = visit.moment == "survey"
    email = "" if system == "store" and not who.loyalty else address(who, system)
    user = who.user if relationship and rng.random() < 0.6 else ""
    named = (("email", email), ("user", user))
    words = comment(rng, who, topic=topic, feels=visit.feels) if rng.random() < 0.5 else ""
    key = f"R_{hexadecimal(rng, 15)}"
    took = int(rng.uniform(25, 240))
    return Row(
        file="surveys",
        key=key,
        person=who.key,
        stage=visit.stage,
        cause=visit.cause,
        received=visit.at + MINUTE,
        identifiers=tuple(pair for pair in named if pair[1]),
        values={
            "StartDate": denver(visit.at - took),
            "EndDate": denver(visit.at),
            "Status": "IP Address",
            "Progress": "100",
            "Duration (in seconds)": str(took),
            "Finished": "True",
            "RecordedDate": denver(visit.at + MINUTE),
            "ResponseId": key,
            "RecipientLastName": who.family if email else "",
            "RecipientFirstName": who.given if email else "",
            "RecipientEmail": email,
            "ExternalReference": user,
            "DistributionChannel": "email" if email else "anonymous",
            "UserLanguage": "" if rng.random() < BLANKS else who.locale[:2].upper(),
            "Survey": name,
            "Touchpoint": visit.touchpoint,
            "NPS": str(graded(visit.feels, 0, 10)) if relationship else "",
            "CSAT": "" if relationship else str(graded(visit.feels, 1, 5)),
            "Comment": words,
            **_about(who, life, visit),
        },
    )


def _about(who: Person, life: Life, visit: Visit) -> dict[str, str]:
    """The order, receipt or ticket the answer names."""
    if visit.about < 0:
        return {}
    if visit.moment == "support_rating":
        minutes = waited(who, life, visit.about)
        return {"TicketId": ticket_key(who, visit.about), "WaitedMinutes": str(minutes)}
    if visit.moment == "store_rating":
        return {"ReceiptId": receipt_key(who, visit.about)}
    placed = max(at for at in range(visit.about) if life.visits[at].moment == "order")
    return {"OrderId": order_key(who, placed)}
