"""What the advertising system keeps: every click by its gclid and day, and every day's spend."""

from collections.abc import Iterator
from random import Random

from desirepath.demo.behaviour import BEGIN, END
from desirepath.demo.clock import DAY, oslo_day, warehouse
from desirepath.demo.exports import Row
from desirepath.demo.living import Visit
from desirepath.demo.people import Person, pick, source

ACCOUNT = "2127340981"
# moment: (campaign id, campaign, network, ad group, kroner a click, people who see it for one who clicks)
CAMPAIGNS = {
    "search_ad": ("9935249409", "NO – Search – Home internet", "SEARCH", "Fibre broadband", 14.5, 21),
    "video_ad": ("9935251177", "NO – Video – Works everywhere", "YOUTUBE", "Families 25-54", 6.2, 160),
}
KEYWORDS = ("fiber hjemme", "bredbånd oslo", "internett hjemme pris", "raskt internett", "mesh ruter")


def gclid(rng: Random) -> str:
    """A click id as Google writes it."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    return "Cj0KCQiA" + "".join(pick(rng, letters) for _ in range(32)) + "EALw_wcB"


def click(who: Person, visit: Visit, rng: Random, *, key: str) -> Row:
    """The click behind this visit."""
    campaign, name, network, group, _, _ = CAMPAIGNS[visit.moment]
    search = visit.moment == "search_ad"
    return Row(
        file="clicks",
        key=key,
        person=who.key,
        stage=visit.stage,
        received=visit.at + DAY,
        identifiers=(("click", key),),
        values={
            "customer_id": ACCOUNT,
            "segments_date": oslo_day(visit.at),
            "campaign_id": campaign,
            "campaign_name": name,
            "ad_group_id": str(int(campaign) % 1_000_003),
            "ad_group_name": group,
            "segments_ad_network_type": network,
            "segments_click_type": "URL_CLICKS" if search else "VIDEO_WEBSITE_CLICKS",
            "segments_device": pick(rng, ("MOBILE", "MOBILE", "DESKTOP", "TABLET")),
            "click_view_gclid": key,
            "click_view_keyword_info_text": pick(rng, KEYWORDS) if search else "",
            "click_view_location_of_presence_city": who.city,
        },
    )


def spend(clicks: dict[tuple[str, str], int], *, seed: int) -> Iterator[Row]:
    """Every campaign's day: what was shown, clicked and paid; days without a click cost a little too."""
    for moment, (campaign, _, network, _, price, shown) in CAMPAIGNS.items():
        for at in range(BEGIN + DAY // 2, END, DAY):
            day = oslo_day(at)
            rng = source(seed, "spend", campaign, day)
            count = clicks.get((moment, day), 0)
            cost = count * price * rng.uniform(0.85, 1.2) + rng.uniform(2.0, 9.0)
            yield Row(
                file="spend",
                key=f"{day}/{campaign}",
                received=at + DAY,
                values={
                    "customer_id": ACCOUNT,
                    "date": day,
                    "_fivetran_synced": warehouse(at + DAY),
                    "ad_network_type": network,
                    "base_campaign": f"customers/{ACCOUNT}/campaigns/{campaign}",
                    "clicks": count,
                    "conversions": 0,
                    "conversions_value": 0,
                    "cost_micros": round(cost * 100) * 10_000,
                    "device": "ALL",
                    "id": campaign,
                    "impressions": int((count + rng.random()) * shown),
                    "interaction_event_types": "[CLICK]",
                    "interactions": count,
                    "view_through_conversions": 0,
                },
            )
