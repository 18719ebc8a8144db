"""Names for steps, said from the customer's side: "Views the pricing page", "Receives the newsletter".

A verb is said of a touchpoint only where the two go well together (`verbs.PAIRS`); any other keeps its
touchpoint's own name, which is never wrong. Proper names keep their capitals. Nothing here reads data:
two texts go in, one comes out.
"""

import re

from desirepath.drafts.verbs import (
    ALONE,
    COMMON_ENDINGS,
    COMMON_WORDS,
    IRREGULAR,
    OBJECT_JOINTS,
    OWN_NOUNS,
    PAIRS,
    PARTICLES,
    PHRASES,
    PLACED_IN,
    SCORES,
    VERBS,
)

MAIL = frozenset({"email", "sms", "push", "direct_mail"})
_SAID = frozenset(VERBS.values())
MAX_NAME = 40  # longer phrases do not fit a column: the touchpoint alone is clearer


def step_name(touchpoint: str, action: str | None, *, is_mail: bool = False) -> str:
    """What a customer does at a touchpoint, as a verb phrase; the touchpoint itself when no verb is known.

    What is sent by mail, the customer receives.

    >>> step_name("Pricing page", "viewed")
    'Views the pricing page'
    >>> step_name("Oslo store", "visited"), step_name("Newsletter", "sent", is_mail=True)
    ('Visits the Oslo store', 'Receives the newsletter')
    >>> step_name("Checkout", "Order Completed"), step_name("App", "signed_up")
    ('Completes the order', 'Signs up')
    >>> step_name("Search", "searched"), step_name("Kiosk", "T10 Determine")
    ('Searches', 'Kiosk')
    >>> step_name("Online shop", "rated order csat"), step_name("Survey", "would recommend")
    ('Rates the order', 'Says whether to recommend us')
    """
    phrase = _phrase(touchpoint, _words(action or ""), is_mail=is_mail)
    return phrase if phrase and len(phrase) <= MAX_NAME else touchpoint[:1].upper() + touchpoint[1:]


def action_name(touchpoint: str, action: str, *, is_mail: bool = False) -> str:
    """What a customer does, for the actions lane: the phrase, else "touchpoint: action".

    >>> action_name("Pricing page", "viewed"), action_name("Desk 4", "T10 Determine")
    ('Views the pricing page', 'Desk 4: T10 Determine')
    """
    name = step_name(touchpoint, action, is_mail=is_mail)
    words = _words(action)
    says_more = bool(words) and words[0].casefold()[:6] != name.casefold()[:6]  # "Search" is "searched"
    is_bare = name.casefold() == touchpoint.casefold()
    return f"{name}: {' '.join(words)}" if is_bare and says_more else name


def in_sentence(name: str) -> str:
    """A name as it stands inside a sentence: a verb or common first word loses its capital, a proper one not.

    >>> in_sentence("Pricing page"), in_sentence("Oslo store"), in_sentence("Places the order")
    ('pricing page', 'Oslo store', 'places the order')
    """
    first, space, rest = name.partition(" ")
    is_verb = bool(space) and first in _SAID
    if (is_verb or _is_common(first)) and not (len(first) > 1 and first.isupper()):
        return first[0].lower() + first[1:] + space + rest
    return name


def slug(text: str, *, taken: set[str]) -> str:
    """A key made of a name, not among those taken.

    >>> slug("Views the pricing page", taken={"views-the-pricing-page"}), slug("価格", taken=set())
    ('views-the-pricing-page-2', 'step')
    """
    stem = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:56].strip("-") or "step"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key


def _words(action: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", action)
    return re.sub(r"[_\-:/.]+", " ", spaced).split()


def _phrase(touchpoint: str, words: list[str], *, is_mail: bool) -> str | None:
    if " ".join(words).casefold() in PHRASES:
        return PHRASES[" ".join(words).casefold()]
    words = [word for word in words if word.casefold() not in SCORES] if len(words) > 1 else words
    if not words:
        return None
    first, last = _verb(words[0]), _verb(words[-1])
    if len(words) == 1:
        return _at(first, touchpoint, is_mail=is_mail) if first else None
    before_last = _verb(words[-2]) if len(words) > 2 and words[-1].casefold() in PARTICLES else None
    if before_last:  # "newsletter signed up"
        return f"{before_last} {words[-1].lower()} for the {' '.join(word.lower() for word in words[:-2])}"
    if last and _is_past(words[-1]):  # "Order Completed", "Deal won"
        return _done_to(last, [word.lower() for word in words[:-1]], touchpoint)
    return _with_rest(first, [word.lower() for word in words[1:]], touchpoint) if first else None


def _done_to(verb: str, thing: list[str], touchpoint: str) -> str:
    """A thing that the touchpoint's name ends in is the touchpoint: "Page Viewed" on the pricing page."""
    spoken = in_sentence(touchpoint)
    is_here = spoken.casefold().split()[-len(thing) :] == thing
    return f"{verb} {OBJECT_JOINTS.get(verb, 'the')} {spoken if is_here else ' '.join(thing)}"


def _with_rest(verb: str, rest: list[str], touchpoint: str) -> str | None:
    if rest[0] not in PARTICLES:
        return f"{verb} the {' '.join(rest)}"
    if len(rest) > 1:  # "Adds to the cart"
        article = ["the"] if rest[1] in PLACED_IN else []
        return " ".join([verb, rest[0], *article, *rest[1:]])
    if verb in ALONE:  # "Signs up"
        return f"{verb} {rest[0]}"
    return _at(verb, touchpoint, joint=rest[0], is_mail=False)  # "Fills in the delivery form"


def _at(verb: str, touchpoint: str, *, joint: str | None = None, is_mail: bool) -> str | None:
    """The verb and the touchpoint, where that reads well: None where it does not."""
    if is_mail and verb == "Sends":
        verb = "Receives"
    spoken = in_sentence(touchpoint)
    goes_well = is_mail and verb in {"Receives", "Opens", "Clicks"}
    joints = PAIRS.get(verb, {})
    head = spoken.casefold().split()[-1]
    if OWN_NOUNS.get(verb) == spoken.casefold():
        return verb
    known = next((joints[form] for form in (head, head.removesuffix("s")) if form in joints), None)
    if known is None and not goes_well and not spoken.startswith("/"):
        return None
    return " ".join(filter(None, (verb, joint or known, _article(spoken), spoken)))


def _article(spoken: str) -> str:
    """A single proper name, a path or a number takes no article: "Trustpilot", "/pricing"."""
    is_one_proper_name = " " not in spoken and not _is_common(spoken) and not spoken.islower()
    return "" if is_one_proper_name or not spoken[0].isalpha() else "the"


def _is_common(word: str) -> bool:
    folded = word.casefold()
    return folded in COMMON_WORDS or (len(folded) > 7 and folded.endswith(COMMON_ENDINGS))


def _verb(word: str) -> str | None:
    folded = word.casefold()
    stem = IRREGULAR.get(folded)
    if stem is None:
        stem = next((form for form in _stems(folded) if form in VERBS), None)
    return VERBS.get(stem) if stem else None


def _is_past(word: str) -> bool:
    return word.casefold() in IRREGULAR or word.casefold().endswith("ed")


def _stems(word: str) -> list[str]:
    stems = [word]
    for ending in ("ed", "d", "es", "s", "ing"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            stems += [stem, f"{stem}e"]
    return stems
