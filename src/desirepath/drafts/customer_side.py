"""Whether a step is named from the customer's side: what they do, not what the organisation does to them.

"Process order" is the organisation's work; the customer waits for the order. Words in, words out.
"""

import re

from desirepath.drafts.verbs import IRREGULAR

# What only the organisation does, in any form of the word, and how the customer's side of it begins.
OURS = {
    "allocate": "Waits for", "approve": "Hears whether it is approved:", "assign": "Is passed on with",
    "bill": "Gets the bill for", "convert": "Decides on", "dispatch": "Waits for",
    "escalate": "Is passed on with", "fulfil": "Waits for", "fulfill": "Waits for",
    "invoice": "Gets the bill for",
    "nurture": "Keeps hearing about", "notify": "Hears about", "onboard": "Learns to use",
    "prepare": "Waits for", "process": "Waits for", "provision": "Waits for",
    "qualify": "Tells what they need:", "remind": "Is reminded of", "retarget": "Sees again",
    "route": "Is passed on with", "score": "Is assessed for", "segment": "Is offered", "ship": "Waits for",
    "survey": "Answers a survey about", "target": "Sees", "underwrite": "Waits for a decision on",
    "upsell": "Is offered more:", "cross-sell": "Is offered more:", "validate": "Waits while we check",
    "verify": "Proves",
}  # fmt: skip
# What either may do: ours when it is said in the base form of something that customers are given.
EITHER = {
    "send": "Receives", "deliver": "Receives", "issue": "Receives", "provide": "Receives",
    "offer": "Is offered",
    "email": "Receives the e-mail about", "mail": "Receives", "publish": "Finds", "show": "Sees",
    "present": "Sees", "confirm": "Gets the confirmation of", "resolve": "Gets an answer to",
    "close": "Gets an answer to", "follow": "Hears again about", "respond": "Gets an answer to",
    "reply": "Gets an answer to", "call": "Is called about", "contact": "Is contacted about",
    "refund": "Gets the money back for", "charge": "Pays", "advertise": "Sees the ad for",
}  # fmt: skip
GIVEN = {
    "ad", "bill", "brochure", "catalogue", "confirmation", "contract", "e-mail", "email", "goods",
    "invitation", "invoice", "letter", "link", "message", "newsletter", "notification", "offer", "order",
    "parcel", "product", "proposal", "quote", "receipt", "reminder", "sms", "survey", "ticket", "update",
    "voucher", "welcome",
}  # fmt: skip
THEM = {
    "applicant", "buyer", "citizen", "client", "contact", "customer", "guest", "lead", "member", "passenger",
    "patient", "prospect", "subscriber", "tenant", "user", "visitor",
}  # fmt: skip
ARTICLES = {"a", "an", "the", "our", "to", "up", "with", "of", "for", "on", "new"}


def customers_words(name: str) -> str | None:
    """What a step named from our side could be called instead; None where it is the customer's.

    >>> customers_words("Process order"), customers_words("Sends the form back")
    ('Waits for the order', None)
    >>> customers_words("Send email"), customers_words("Call the customer")
    ('Receives the email', 'Is called')
    """
    words = re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", name)
    if not words:
        return None
    first, rest = words[0].casefold(), [word for word in words[1:] if word.casefold() not in ARTICLES]
    nouns = {_singular(word.casefold()) for word in rest}
    about = [word for word in rest if _singular(word.casefold()) not in THEM]
    base = _base(first)
    if base in OURS:
        return _said(OURS[base], about)
    is_to_them = bool(nouns & THEM) and first == base  # "Contact the customer"
    if base in EITHER and (is_to_them or (first == base and nouns & GIVEN)):
        return _said(EITHER[base], about)
    return None


def _said(beginning: str, about: list[str]) -> str:
    if not about:
        return re.sub(r"( for| about| of| on| to| with|:)$", "", beginning)
    return f"{beginning} the {' '.join(word if word.isupper() else word.lower() for word in about)}"


def _base(word: str) -> str:
    """A verb's base form, where it is one of ours."""
    word = IRREGULAR.get(word, word)
    forms = [word]
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            forms += [stem, f"{stem}e"]
            forms += [f"{stem[:-1]}y"] if stem.endswith("i") else []
            forms += [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []  # "shipping"
    return next((form for form in forms if form in OURS or form in EITHER), word)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
