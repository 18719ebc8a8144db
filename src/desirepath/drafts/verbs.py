"""The words step names are made of: verbs, their irregular forms, and nouns that take no capital.

Data only; `naming` puts them together. A word that is missing here costs nothing but a plainer name.
"""

# An action's verb, said of the customer: what the organisation sends, the customer receives.
VERBS = {
    "abandon": "Abandons", "accept": "Accepts", "activate": "Activates", "add": "Adds",
    "answer": "Answers", "ask": "Asks", "attend": "Attends", "book": "Books", "browse": "Browses",
    "buy": "Buys", "call": "Calls", "cancel": "Cancels", "chat": "Chats", "check": "Checks",
    "click": "Clicks", "collect": "Collects", "comment": "Comments", "compare": "Compares",
    "complain": "Complains", "complete": "Completes", "configure": "Configures", "confirm": "Confirms",
    "contact": "Contacts", "create": "Creates", "decline": "Declines", "deliver": "Receives",
    "download": "Downloads", "drop": "Drops", "fail": "Fails", "file": "Files", "fill": "Fills",
    "filter": "Filters",
    "finish": "Finishes", "follow": "Follows", "install": "Installs", "invite": "Invites",
    "join": "Joins", "like": "Likes", "log": "Logs", "lose": "Declines", "open": "Opens", "order": "Orders",
    "pay": "Pays", "place": "Places", "post": "Posts", "purchase": "Purchases", "rate": "Rates",
    "read": "Reads", "receive": "Receives", "recommend": "Recommends", "redeem": "Redeems",
    "refer": "Refers", "refund": "Gets a refund for", "register": "Registers", "remove": "Removes",
    "renew": "Renews", "reply": "Replies", "request": "Requests", "return": "Returns",
    "review": "Reviews", "schedule": "Schedules", "search": "Searches", "see": "Sees",
    "select": "Selects", "send": "Sends", "share": "Shares", "show": "Sees", "sign": "Signs",
    "start": "Starts", "stop": "Stops", "submit": "Submits", "subscribe": "Subscribes", "try": "Tries",
    "unsubscribe": "Unsubscribes", "update": "Updates", "upgrade": "Upgrades", "use": "Uses",
    "view": "Views", "visit": "Visits", "watch": "Watches", "win": "Signs", "withdraw": "Withdraws",
    "work": "Works", "write": "Writes",
}  # fmt: skip

IRREGULAR = {
    "bought": "buy", "canceled": "cancel", "cancelled": "cancel", "chatted": "chat", "dropped": "drop",
    "logged": "log", "login": "log", "lost": "lose", "paid": "pay", "read": "read", "referred": "refer",
    "replied": "reply", "saw": "see", "seen": "see", "sent": "send", "shown": "show", "stopped": "stop",
    "submitted": "submit", "tried": "try", "withdrew": "withdraw", "won": "win", "written": "write",
    "wrote": "write",
}  # fmt: skip

# Verbs and the touchpoints they are said of, by the last word of the touchpoint's name, with what stands
# between them. Any other pair is left alone: the touchpoint's own name is never wrong.
_PAGES = (
    "page",
    "site",
    "website",
    "catalogue",
    "catalog",
    "plan",
    "product",
    "offer",
    "menu",
    "brochure",
    "review",
    "blog",
    "article",
    "faq",
    "form",
    "cart",
    "basket",
    "account",
    "profile",
    "dashboard",
    "demo",
    "gallery",
    "homepage",
    "centre",
    "center",
    "check",
    "list",
    "quote",
    "invoice",
    "bill",
)
_MAILS = (
    "newsletter",
    "email",
    "e-mail",
    "mail",
    "message",
    "notice",
    "update",
    "letter",
    "invitation",
    "reminder",
    "offer",
    "alert",
    "receipt",
    "sms",
)
_PLACES = ("store", "shop", "branch", "office", "showroom", "outlet", "stand", "booth", "fair", "event")
_CLAIMS = ("application", "claim", "form", "request", "review", "complaint", "report", "order", "quote")
_AGREED = ("plan", "subscription", "contract", "membership", "policy", "licence", "license", "insurance")
_TASKS = (
    "activation",
    "setup",
    "installation",
    "registration",
    "checkout",
    "trial",
    "course",
    "tour",
    "tutorial",
    "onboarding",
    "application",
    "verification",
    "sign-up",
    "signup",
    "login",
)
_BOOKED = ("order", "booking", "appointment", "reservation", "visit", "demo", "delivery")
_TALKS = ("webinar", "event", "course", "workshop", "fair", "demo", "training", "seminar", "tour")


def _each(words: tuple[str, ...], joint: str = "") -> dict[str, str]:
    return dict.fromkeys(words, joint)


_TERMS = ("policy", "terms", "conditions", "cookie", "invitation", "contract", "offer", "quote")

PAIRS: dict[str, dict[str, str]] = {
    "Accepts": _each(_TERMS),
    "Abandons": _each(("cart", "basket", *_TASKS)),
    "Adds": _each(("cart", "basket", "list", "wishlist", "favourites"), "to"),
    "Answers": _each(("survey", "questionnaire", "poll", "call")),
    "Asks": {
        **_each(("chat", "community", "forum", "group"), "in"),
        **_each(("upgrade", "quote", "offer", "refund", "callback", "appointment", "demo"), "for"),
    },
    "Attends": _each(_TALKS),
    "Books": _each(_BOOKED),
    "Browses": _each(("catalogue", "catalog", "shop", "store", "range", "menu", "site", "website")),
    "Buys": _each(_PLACES, "at"),
    "Calls": _each(("hotline", "line", "helpdesk", "centre", "center", *_PLACES)),
    "Cancels": _each((*_AGREED, *_BOOKED)),
    "Clicks": _each(("ad", "banner", "link", "button", "result", *_MAILS)),
    "Compares": _each(("plan", "price", "product", "offer", "quote")),
    "Completes": _each((*_TASKS, "form", "survey")),
    "Declines": _each(_TERMS),
    "Downloads": _each(("app", "brochure", "guide", "paper", "report", "catalogue", "invoice")),
    "Fails": _each((*_TASKS, "form", "payment"), "at"),
    "Fills": _each(("form", "questionnaire", "survey"), "in"),
    "Filters": _each(("catalogue", "catalog", "list", "result")),
    "Follows": _each(("invitation", "link")),
    "Opens": _each(("app", "account", "chat", "ticket", *_MAILS)),
    "Orders": {
        **_each(("checkout", *_PLACES), "at"),
        **_each(("range", "catalogue", "catalog", "menu"), "from"),
    },
    "Pays": {
        **_each(("checkout", "till", "counter", *_PLACES), "at"),
        **_each(("bill", "charge", "deposit", "fee", "fine", "invoice", "premium", "rent")),
    },
    "Purchases": _each(_PLACES, "at"),
    "Rates": _each(("app", "product", "order", "delivery", "visit", *_PLACES, *_MAILS)),
    "Reads": _each(("blog", "article", "guide", "faq", "forum", "review", "policy", "terms", *_MAILS)),
    "Receives": _each(("delivery", "parcel", "invoice", "bill", "quote", "offer", *_MAILS)),
    "Registers": _each(_TALKS, "for"),
    "Renews": _each(_AGREED),
    "Returns": _each(("order", "parcel", "product")),
    "Sees": _each((*_PAGES, "screen", "ad", "banner", "error")),
    "Signs": _each(_AGREED),
    "Starts": _each((*_TASKS, "app", "chat", "form", "order")),
    "Submits": _each(_CLAIMS),
    "Subscribes": _each(("newsletter", "blog", "channel"), "to"),
    "Unsubscribes": _each(("newsletter", "list"), "from"),
    "Upgrades": _each(_AGREED),
    "Uses": _each(("app", "product", "router", "calculator", "configurator", "tool", "service", "portal")),
    "Views": _each(_PAGES),
    "Visits": _each((*_PLACES, "page", "site", "website", "homepage", "app")),
    "Watches": _each(("video", "tutorial", "demo", "webinar", "ad")),
    "Withdraws": _each(_CLAIMS),
    "Works": _each(("task", "project", "assignment"), "on"),
    "Writes": _each(("review", "letter", "message", "comment")),
}

# Touchpoints that are named after what is done there: the verb says all. "Search" is where one searches.
OWN_NOUNS = {"Checks": "check", "Compares": "comparison", "Searches": "search"}

# Actions that say what was asked and not what the customer did, in words.
PHRASES = {
    "would recommend": "Says whether to recommend us",
    "likelihood to recommend": "Says whether to recommend us",
    "nps": "Says whether to recommend us",
}

# Kinds of score: "rated order csat" is about the order.
SCORES = frozenset({"ces", "csat", "nps", "score"})

# How a verb takes the thing an action names before it, "activation failed" (else "the").
OBJECT_JOINTS = {"Fails": "at"}

# Verbs that say all with a particle alone: "Signs up", "Logs in".
ALONE = frozenset({"Signs", "Logs", "Drops"})

# What one adds to, said with an article: "Adds to the cart".
PLACED_IN = frozenset({"bag", "basket", "cart", "list", "wishlist"})

# Words after a verb that need no article: "Signs up", "Asks about the fee".
PARTICLES = frozenset(
    {
        "a", "about", "after", "again", "an", "at", "back", "down", "for", "from", "in", "into", "off",
        "on", "online", "out", "over", "the", "through", "to", "up", "via", "with",
    }
)  # fmt: skip

# First words that lose their capital inside a sentence; any other is taken for a proper name.
COMMON_ENDINGS = ("tion", "sion", "ment", "ness", "ance", "ence", "ity", "ison", "ery", "ship")
COMMON_WORDS = frozenset(
    {
        "about", "account", "activation", "ad", "add-on", "ads", "advice", "app", "appointment",
        "basket", "billing", "blog", "booking", "branch", "brochure", "call", "campaign", "card",
        "careers", "cart", "catalog", "catalogue", "category", "chat", "checkout", "community",
        "comparison", "confirmation", "contact", "contract", "cookie", "counter", "coverage",
        "customer", "dashboard", "deal", "delivery", "demo", "direct", "discount", "display",
        "download", "email", "error", "event", "exhibition", "exit", "faq", "feature", "fee",
        "feedback", "first", "flyer", "form", "forum", "free", "help", "helpdesk", "home", "homepage",
        "hotline", "in-app", "in-store", "insurance", "invoice", "kiosk", "knowledge", "landing",
        "letter", "lists", "live", "login", "loyalty", "mailing", "main", "market", "message", "mobile",
        "monthly", "my", "new", "newsletter", "nps", "offer", "office", "onboarding", "online", "order",
        "outdoor", "packaging", "pages", "paid", "partner", "password", "payment", "permit", "phone",
        "plan", "plans", "portal", "post", "price", "pricing", "print", "product", "profile",
        "promotion", "push", "quote", "receipt", "referral", "registration", "reminder", "renewal",
        "return", "returns", "review", "reviews", "roadshow", "router", "sales", "satisfaction",
        "search", "self-service", "service", "settings", "setup", "shipping", "shop", "shopping",
        "short", "sign-up", "signup", "social", "sponsored", "status", "store", "stores",
        "subscription", "support", "survey", "team", "terms", "ticket", "top", "tour", "trade", "trial",
        "tutorial", "user", "video", "voucher", "warranty", "web", "webinar", "website", "welcome",
        "wish", "your",
        "choice", "everyday", "export", "privacy", "programming", "upgrade",
        "gift", "hold", "seasonal", "specialist", "stop", "unlicensed",
    }
)  # fmt: skip
