"""Words that say what a sentence is for: a wish, a question, a trouble and what kind of trouble.

English stands here, other languages in `phrases.yaml`; `tongues` reads both. In a language of neither a
question is known by its mark and a trouble by the low score it came with; wishes are not known. A word that
is missing costs a theme, and never makes one up.
"""

import re

from desirepath.maps import ObstacleKind

# What follows these is what somebody wants: longest first, so that "would like to" leaves no "to".
WISHES = re.compile(
    r"\b(?:so that (?:i|we) can|in order to|i would like to|i'd like to|we would like to|i was hoping to|"
    r"i am hoping to|i'm looking (?:for|to)|i am looking (?:for|to)|we are looking (?:for|to)|"
    r"looking forward to|i wish (?:i|we|you|it)|i want to|we want to|i need to|we need to|i wanted to|"
    r"i want|we want|i need|we need|i would love(?: to)?|i hope to|we hope to|please)\s+(?P<what>[^.!?;]+)",
    re.IGNORECASE,
)

# Small words: a phrase does not begin or end with one. Those a question begins with may begin a question.
ASKING = frozenset({
    "are", "can", "could", "did", "do", "does", "how", "is", "may", "should", "what", "when", "where",
    "which", "who", "whom", "whose", "why", "will", "would",
})  # fmt: skip
SMALL = ASKING | frozenset({
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "anything", "as", "at",
    "be", "because", "been", "before", "being", "but", "by", "for", "from", "get", "got", "had", "has",
    "have", "he", "her", "here", "hers", "him", "his", "i", "i'd", "i'll", "i'm", "i've", "if", "in",
    "into", "it", "it's", "its", "just", "let", "me", "my", "no", "nor", "not", "now", "of", "off",
    "on", "once", "only", "or", "other", "our", "out", "over", "own", "please", "she", "so", "some",
    "something", "such", "than", "thank", "thanks", "that", "that's", "the", "their", "them", "then",
    "there", "these", "they", "they're", "this", "those", "through", "to", "too", "under", "until",
    "up", "us", "very", "was", "we", "we're", "we've", "were", "what's", "while", "with", "you",
    "you're", "you've", "your", "yours",
})  # fmt: skip

# Who says one of these, without a score to go by, tells of a trouble.
TROUBLES = frozenset({
    "broke", "broken", "bug", "can't", "cancel", "cancelled", "cannot", "complain", "complaint",
    "confused", "confusing", "crash", "crashes", "damaged", "dead", "delay", "delayed", "didn't",
    "disappointed", "doesn't", "down", "dropped", "drops", "error", "expensive", "fail", "failed",
    "fails", "fault", "faulty", "freezes", "freezing", "frustrated", "frustrating", "issue", "issues",
    "late", "lost", "missing", "mistake", "never", "nobody", "outage", "poor", "problem", "problems",
    "refund", "refused", "rude", "slow", "still", "stopped", "stuck", "trouble", "unable", "unclear",
    "unhappy", "unreliable", "useless", "waited", "waiting", "won't", "worse", "worst", "wrong",
})  # fmt: skip

# What kind of obstacle a trouble is, by its words; the kind with the most of them, the first in a tie.
KINDS: dict[ObstacleKind, frozenset[str]] = {
    "cost": frozenset({
        "bill", "billed", "budget", "charge", "charged", "charges", "cheap", "cheaper", "cost", "costs",
        "deposit", "discount", "euro", "euros", "expensive", "fee", "fees", "fine", "invoice",
        "invoices", "kroner", "money", "overcharged", "overpriced", "paid", "pay", "paying", "payment",
        "payments", "price", "priced", "prices", "pricing", "refund", "tariff",
    }),
    "competitor": frozenset({
        "alternative", "alternatives", "competition", "competitor", "competitors", "elsewhere", "rival",
        "rivals", "switched", "switching",
    }),
    "uncertainty": frozenset({
        "clear", "confused", "confusing", "contradictory", "explain", "explained", "explanation",
        "misleading", "nobody", "uncertain", "unclear", "understand", "understood", "unsure", "vague",
        "why",
    }),
    "process": frozenset({
        "answer", "answered", "appointment", "approval", "bureaucracy", "cancel", "cancellation",
        "cancelled", "courier", "deadline", "delay", "delayed", "deliver", "delivered", "delivery",
        "form", "forms", "hold", "late", "letter", "paperwork", "parcel", "passed", "process", "queue",
        "replied", "reply", "return", "returned", "returns", "ship", "shipped", "shipping", "slots",
        "step", "steps", "transferred", "wait", "waited", "waiting",
    }),
    "structural": frozenset({
        "app", "bandwidth", "bug", "connection", "coverage", "crash", "crashes", "device",
        "disconnects", "down", "drops", "error", "fails", "freezes", "frozen", "internet", "inventory",
        "line", "login", "missing", "network", "offline", "outage", "page", "quality", "router",
        "screen", "server", "signal", "site", "size", "slow", "software", "speed", "stock", "system",
        "update", "website", "wi-fi", "wifi",
    }),
}  # fmt: skip
