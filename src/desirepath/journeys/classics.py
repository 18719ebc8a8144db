"""The classic stages, and first rules for them guessed from the English words in a store's kinds.

A start to edit, not a truth: `uncaught` lists what the guess leaves over.
"""

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.journeys.stages import Stage, StageDocument, StageRule, StageType
from desirepath.journeys.staging import matching

__all__ = ["default_stages"]

CLASSIC: tuple[StageType, ...] = (
    "awareness", "consideration", "purchase", "onboarding", "use", "share", "renew",
)  # fmt: skip

# In the order the rules are tried, the most telling words first: stage, field, beginnings of words.
WORDS: tuple[tuple[StageType, str, str], ...] = (
    ("share", "channel", "review_site"),
    ("share", "action", "review, referr, recommend, shared, rated, testimonial, invited a friend"),
    ("purchase", "action", "order"),  # so an order that was cancelled is still a purchase
    ("renew", "action", "renew, cancel, churn, upgrad, downgrad, reactivat, resubscri, unsubscri, terminat"),
    ("onboarding", "action", "activat, onboard, welcome, set up, setup, install, tutorial, first login"),
    ("onboarding", "touchpoint", "onboard, welcome, activation, getting started"),
    (
        "use",
        "action",
        "support, ticket, complain, logged in, login, signed in, used, usage, help, return, refund",
    ),
    ("use", "action", "survey, feedback, answered, called"),
    ("use", "touchpoint", "support, help, hotline, faq, survey, dashboard"),
    ("use", "channel", "phone, chat, community"),
    ("purchase", "action", "purchas, checkout, paid, payment, bought, invoice, cart, basket, deal won, sale"),
    ("purchase", "touchpoint", "checkout, cart, basket, payment, purchase"),
    ("awareness", "channel", "organic_search, paid_search, paid_ad, social, referral, partner_site"),
    ("awareness", "channel", "direct_mail, broadcast, event, trade_show, direct"),
    (
        "consideration",
        "action",
        "pric, compar, demo, trial, quote, sign up, signed up, regist, download",
    ),
    ("consideration", "action", "subscri, wishlist, configur, lead, search, webinar, added"),
    (
        "consideration",
        "touchpoint",
        "pric, compar, demo, trial, quote, product, catalog, search, sign up",
    ),
    ("consideration", "channel", "email, sms, push"),
    ("awareness", "action", "view, visit, click, impression, seen, open, landed"),
)


def default_stages(kinds: pa.Table) -> StageDocument:
    """The seven classic stages, with the rules whose words occur in these kinds.

    >>> kinds = pa.table({"code": [0, 1], "source": ["shop", "shop"], "channel": ["website", "website"],
    ...                   "touchpoint": ["Shop", "Product page"], "action": ["Order Completed", "viewed"]})
    >>> [(rule.stage, rule.action or rule.touchpoint) for rule in default_stages(kinds).rules]
    [('purchase', '*order*'), ('consideration', '*product*')]
    """
    size = int(kinds["code"].to_numpy().max()) + 1 if kinds.num_rows else 0
    left = np.ones(size, np.bool_)
    rules = []
    for stage, field, words in WORDS:
        texts = words.split(", ") if field == "channel" else [f"*{word}*" for word in words.split(", ")]
        telling = [text for text in texts if (matching(_rule(stage, field, text), kinds, size) & left).any()]
        if telling:
            rule = _rule(stage, field, telling[0] if len(telling) == 1 else telling)
            left &= ~matching(rule, kinds, size)
            rules.append(rule)
    return StageDocument(
        key="classic",
        title="The classic stages",
        stages=[Stage(key=name, name=name.capitalize(), type=name) for name in CLASSIC],
        rules=rules,
    )


def _rule(stage: str, field: str, texts: str | list[str]) -> StageRule:
    return msgspec.convert({"stage": stage, field: texts}, StageRule)
