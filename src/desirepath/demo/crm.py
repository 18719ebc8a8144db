"""What customer relations keeps: one contact a known person, one deal an advice by telephone."""

from collections.abc import Iterator
from random import Random

from desirepath.demo.behaviour import BLANKS, FEES
from desirepath.demo.clock import DAY, HOUR, oslo_day, oslo_minute
from desirepath.demo.exports import Row
from desirepath.demo.living import Life, Visit
from desirepath.demo.people import Person, address, pick
from desirepath.demo.shops import BOUGHT, has_bought

OWNERS = ("Tone Lervik", "Amir Rostami", "Grete Moen", "Paweł Zieliński")
LOST = {
    "never_bought": ("Price", "No coverage at the address", "Chose a competitor", "No answer", "Bad timing"),
    "": ("No answer",),
}
MEETINGS = ("signup", "advisor", "order_form", "activation")
STORES = ("store_advice", "store_purchase", "store_accessory")  # where a card is shown, or applied for


def contact(who: Person, life: Life, rng: Random) -> Iterator[Row]:
    """The contact, for those the company has an address or a card of."""
    bought = has_bought(life)
    meetings = MEETINGS + STORES * (bought and bool(who.loyalty))
    met = next((visit for visit in life.visits if visit.moment in meetings), None)
    if met is None:
        return
    email = address(who, "crm")
    phone = "" if who.typo == "crm" or rng.random() < 0.25 else who.phone
    loyalty = who.loyalty if bought and any(visit.moment in STORES for visit in life.visits) else ""
    named = (("contact", who.contact), ("email", email), ("phone", phone), ("loyalty", loyalty))
    changed = max(met.at, life.visits[-1].at) + HOUR
    yield Row(
        file="contacts",
        key=who.contact,
        person=who.key,
        stage="",
        received=changed,
        identifiers=tuple(pair for pair in named if pair[1]),
        values={
            "Record ID": who.contact,
            "First Name": who.given,
            "Last Name": who.family,
            "Email": email,
            "Phone Number": phone,
            "City": _or_blank(rng, who.city),
            "Country/Region": "Norway",
            "Preferred language": who.locale,
            "Persona": _or_blank(rng, who.persona.name),
            "Lifecycle Stage": _lifecycle(life),
            "Lead Status": "",
            "Original Source": pick(
                rng, ("Paid Search", "Direct Traffic", "Organic Search", "Offline Sources")
            ),
            "Contact owner": pick(rng, OWNERS),
            "Age Band": _or_blank(rng, who.age),
            "Household": _or_blank(rng, who.household),
            "Plan": who.plan if bought else "",
            "Loyalty Card Number": loyalty,
            "Create Date": oslo_minute(met.at),
            "Last Modified Date": oslo_minute(changed),
        },
    )


def deal(who: Person, visit: Visit, life: Life, rng: Random) -> Row:
    """The deal that an advice by telephone opens, and how it ended."""
    won = next((each for each in life.visits if each.moment in BOUGHT and each.at > visit.at), None)
    closed = won.at if won else visit.at + 14 * DAY
    key = str(31_000_000_000 + who.number * 97 + life.visits.index(visit))
    amount = FEES[who.plan] * 12
    return Row(
        file="deals",
        key=key,
        person=who.key,
        stage=visit.stage,
        received=closed + HOUR,
        identifiers=(("contact", who.contact),),
        values={
            "Record ID": key,
            "Deal Name": f"{who.family} – {who.plan}",
            "Deal Stage": "Closed won" if won else "Closed lost",
            "Pipeline": "Home internet",
            "Amount": f"{amount}.00",
            "Create Date": oslo_minute(visit.at),
            "Close Date": oslo_day(closed),
            "Closed Lost Reason": "" if won else pick(rng, LOST.get(life.left, LOST[""])),
            "Closed Won Reason": "Advice by telephone" if won and rng.random() < 0.5 else "",
            "Deal owner": pick(rng, OWNERS),
            "Deal Type": "New Business",
            "Associated Contact IDs": who.contact,
            "Associated Contact": f"{who.given} {who.family}",
            "Last Modified Date": oslo_minute(closed + HOUR),
        },
    )


def _lifecycle(life: Life) -> str:
    moments = {visit.moment for visit in life.visits}
    if moments & {"order", "store_purchase"}:
        return "Evangelist" if "refer" in moments and not life.left else "Customer"
    return "Opportunity" if "advisor" in moments else "Lead" if "order_form" in moments else "Subscriber"


def _or_blank(rng: Random, text: str) -> str:
    return "" if rng.random() < BLANKS else text
