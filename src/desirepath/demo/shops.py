"""What the two tills keep: online orders in one export, store receipts in another."""

from random import Random

from desirepath.demo.behaviour import FEES
from desirepath.demo.clock import HOUR, in_oslo, receipt_minute, warehouse
from desirepath.demo.exports import Row
from desirepath.demo.living import Life, Visit
from desirepath.demo.people import Person, address, pick

BOUGHT = ("order", "store_purchase")
ROUTER_FEE = 790  # NOK, once
ACCESSORIES = (
    ("Mesh point", 1290),
    ("Ethernet cable 10 m", 149),
    ("Wall mount", 199),
    ("Second router", 1490),
)
WARES = {"Mesh point": "Mesh-punkt", "Ethernet cable 10 m": "Nettverkskabel 10 m", "Wall mount": "Veggfeste"}
CASHIERS = ("Åse B.", "Jørn H.", "Mona Ø.", "Pål S.", "Gülşen K.", "Nils-Erik T.")
REASONS = ("customer", "customer", "inventory", "declined")


def has_bought(life: Life) -> bool:
    """Whether this is the life of a customer: only they are given a card."""
    return any(visit.moment in BOUGHT for visit in life.visits)


def order_key(who: Person, index: int) -> str:
    """The id of the order that somebody's n-th visit places."""
    return str(5_400_000_000_000 + who.number * 10_000 + index)


def receipt_key(who: Person, index: int) -> str:
    """The number on the receipt of somebody's n-th visit."""
    return f"{'B' if who.store.startswith('Bergen') else 'O'}{who.number * 1000 + index:010d}"


def order(who: Person, life: Life, index: int, rng: Random) -> Row:
    """The order placed by this visit, cancelled if the next visit says so."""
    visit = life.visits[index]
    later = life.visits[index + 1] if index + 1 < len(life.visits) else None
    cancelled = later.at if later and later.moment == "cancel_order" else None
    goods, price = (
        pick(rng, ACCESSORIES) if visit.moment == "accessory" else ("", ROUTER_FEE + FEES[who.plan])
    )
    key, email = order_key(who, index), address(who, "shop")
    phone = "" if who.typo == "shop" or rng.random() < 0.35 else who.phone
    named = (("customer", who.customer), ("email", email), ("phone", phone))
    updated = (cancelled or visit.at) + 2 * HOUR
    first = visit.moment == "order"
    return Row(
        file="orders",
        key=key,
        person=who.key,
        stage=visit.stage,
        received=updated,
        identifiers=tuple(pair for pair in named if pair[1]),
        values={
            "id": key,
            "note": goods or f"{who.plan} and router",
            "email": email,
            "taxes_included": "TRUE",
            "currency": "NOK",
            "subtotal_price": f"{price}.00",
            "total_tax": f"{price * 0.2:.2f}",
            "total_price": f"{price}.00",
            "created_at": warehouse(visit.at),
            "updated_at": warehouse(updated),
            "name": f"#{int(key) % 1_000_000_000 + 1001}",
            "shipping_address_name": f"{who.given} {who.family}",
            "shipping_address_phone": phone,
            "shipping_address_city": who.city,
            "shipping_address_country_code": "NO",
            "billing_address_first_name": who.given,
            "billing_address_last_name": who.family,
            "customer_id": who.customer,
            "order_number": str(int(key) % 1_000_000_000 + 1001),
            "financial_status": "refunded" if cancelled else "paid",
            "fulfillment_status": "" if cancelled else "fulfilled",
            "processed_at": warehouse(visit.at),
            "processing_method": "direct",
            "cancel_reason": pick(rng, REASONS) if cancelled else "",
            "cancelled_at": warehouse(cancelled) if cancelled else "",
            "total_discounts": "0.00",
            "total_line_items_price": f"{price}.00",
            "source_name": "web",
            "buyer_accepts_marketing": "TRUE" if rng.random() < 0.6 else "FALSE",
            "test": "FALSE",
            "landing_site_base_url": "/plans" if first else "/account",
            "_fivetran_synced": warehouse(updated),
        },
    )


def receipt(who: Person, life: Life, index: int, rng: Random) -> Row:
    """The receipt this visit to a store leaves; advice costs nothing and is registered all the same."""
    visit = life.visits[index]
    what, ware, price = _bought(who, visit, rng)
    carded = who.loyalty and has_bought(life) and (visit.moment != "store_advice" or rng.random() < 0.6)
    key = receipt_key(who, index)
    received = visit.at + (27 - in_oslo(visit.at).hour) * HOUR
    return Row(
        file="receipts",
        key=key,
        person=who.key,
        stage=visit.stage,
        received=received,
        identifiers=(("loyalty", who.loyalty),) if carded else (),
        values={
            "Kvitteringsnr": key,
            "Tidspunkt": receipt_minute(visit.at),
            "Butikk": who.store.removesuffix(" store"),
            "Kasse": pick(rng, ("1", "2")),
            "Betjent av": pick(rng, CASHIERS).encode("latin-1", "replace").decode("latin-1"),
            "Type": what,
            "Varenavn": ware,
            "Antall": "1",
            "Beløp": f"{price},00" if price < 1000 else f"{price},{pick(rng, ('00', '50'))}",
            "Valuta": "NOK",
            "Betalingsmåte": pick(rng, ("Kort", "Kort", "Vipps", "Kontant")) if price else "",
            "Kundekort": who.loyalty if carded else "",
            "Overført": receipt_minute(received),
        },
    )


def _bought(who: Person, visit: Visit, rng: Random) -> tuple[str, str, int]:
    if visit.moment == "store_advice":
        return "Rådgivning", "Rådgivning hjemmenett", 0
    if visit.moment == "store_accessory":
        name, price = pick(rng, ACCESSORIES)
        return "Salg", WARES.get(name, "Ekstra ruter"), price
    return "Salg", f"Ruter og {who.plan.replace('Fibre', 'Fiber')}", ROUTER_FEE + FEES[who.plan]
