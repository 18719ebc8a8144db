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
    "write": "Writes",
}  # fmt: skip

IRREGULAR = {
    "bought": "buy", "canceled": "cancel", "cancelled": "cancel", "chatted": "chat", "dropped": "drop",
    "logged": "log", "login": "log", "lost": "lose", "paid": "pay", "read": "read", "referred": "refer",
    "replied": "reply", "saw": "see", "seen": "see", "sent": "send", "shown": "show", "stopped": "stop",
    "submitted": "submit", "tried": "try", "withdrew": "withdraw", "won": "win", "written": "write",
    "wrote": "write",
}  # fmt: skip

# How a verb takes the touchpoint when the action names no object of its own ("the" where it is not listed).
JOINTS = {
    "Adds": "to", "Asks": "at", "Buys": "at", "Chats": "in", "Comments": "on", "Complains": "at",
    "Fails": "at", "Logs": "in to", "Orders": "at", "Pays": "at", "Posts": "in", "Purchases": "at",
    "Registers": "for", "Replies": "to", "Searches": "on", "Subscribes": "to", "Unsubscribes": "from",
}  # fmt: skip

# How a verb takes the thing an action names before it, "activation failed" (else "the").
OBJECT_JOINTS = {"Fails": "at"}

# Verbs that say all with a particle alone: "Signs up", "Logs in".
ALONE = frozenset({"Signs", "Logs", "Checks", "Drops"})

# What one pays, not where.
OWED = frozenset({"bill", "charge", "deposit", "fee", "fees", "fine", "invoice", "premium", "rent"})

# Words after a verb that need no article: "Signs up", "Adds to cart".
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
    }
)  # fmt: skip
