"""How the customers of the demo company behave: the whole model, in one place.

Hearthline sells home internet in Norway: a router, an app to activate it with, a monthly plan. A
person goes from moment to moment; `MOVES` says where to, how likely and after how long. Two things
are planted for the measures to find: `FAILING` (activation does not work for some) and the price
notice of `NOTICE_AT` (some leave over it). `living` walks this model; no number of it is elsewhere.
"""

from desirepath.demo.clock import instant
from desirepath.records import Record

COMPANY = "Hearthline"
BEGIN = instant("2025-01-02 08:00")
END = instant("2026-01-01 00:00")
LAST_START = instant("2025-12-12 00:00")
NOTICE_AT = instant("2025-09-15 09:00")  # the plan's fee rises: everybody with a plan is told by e-mail
NOTICE_DAYS = 3  # the e-mails go out over so many days
LEAVE = "leave"


class Moment(Record):
    """One thing that can happen: the stage it belongs to, where it happens, in whose books it is."""

    stage: str
    touchpoint: str
    system: str
    hours: str = "waking"  # waking, open (the store's), office or any


class Answer(Record):
    """A score given after a moment: how likely, how soon, and how people feel about it (−1 … +1)."""

    moment: str
    share: float
    after: str
    feels: float


class Persona(Record):
    """One kind of customer: how common, how fast, what they are drawn to, what makes them give up."""

    key: str
    name: str
    share: float
    pace: float  # waits are multiplied by it
    fails: float  # how likely activation does not work for them
    drawn_to: dict[str, float] = {}  # the weight of moves to these moments is multiplied
    gives_up: dict[str, float] = {}  # the weight of leaving from these moments is multiplied
    support: dict[str, float] = {}
    ages: list[str] = []
    households: list[str] = []
    plans: dict[str, float] = {}
    devices: float = 0.4  # how likely they browse on a second device
    rhythms: dict[str, str] = {}  # where their working day is not that of others


PERSONAS = [
    Persona(
        key="busy-family",
        name="Busy family",
        share=0.45,
        pace=1.0,
        fails=0.44,
        drawn_to={"store_advice": 1.2, "app": 1.1, "newsletter": 1.2, "support": 0.8},
        gives_up={"price_notice": 1.1},
        support={"phone": 0.45, "chat": 0.40, "email": 0.15},
        ages=["25-34", "35-44", "45-54"],
        households=["Two adults with children", "One adult with children"],
        plans={"Fibre 300": 0.3, "Fibre 500": 0.6, "Fibre 1000": 0.1},
        devices=0.55,
    ),
    Persona(
        key="remote-professional",
        name="Remote professional",
        share=0.30,
        pace=0.6,
        fails=0.32,
        drawn_to={"reviews": 1.8, "coverage": 1.4, "order_form": 1.3, "store_advice": 0.3, "refer": 1.6},
        gives_up={"price_notice": 0.7, "activation_failed": 0.8},
        support={"phone": 0.15, "chat": 0.65, "email": 0.20},
        ages=["25-34", "35-44"],
        households=["Single", "Couple"],
        plans={"Fibre 500": 0.5, "Fibre 1000": 0.5},
        devices=0.6,
        rhythms={"evening": "late"},
    ),
    Persona(
        key="careful-retiree",
        name="Careful retiree",
        share=0.25,
        pace=1.7,
        fails=0.60,
        drawn_to={"store_advice": 3.0, "advisor": 3.0, "support_activation": 1.8, "app": 0.8, "refer": 0.5},
        gives_up={"price_notice": 1.3, "activation_failed": 1.2},
        support={"phone": 0.85, "chat": 0.03, "email": 0.12},
        ages=["55-64", "65-74", "75+"],
        households=["Single", "Couple"],
        plans={"Fibre 100": 0.5, "Fibre 300": 0.5},
        devices=0.15,
        rhythms={"evening": "daytime", "commuting": "daytime", "setting_up": "daytime", "chat": "office"},
    ),
]

FEES = {"Fibre 100": 449, "Fibre 300": 549, "Fibre 500": 649, "Fibre 1000": 849}  # NOK a month

MOMENTS = {
    "search_ad": Moment(stage="awareness", touchpoint="Search ad", system="ads"),
    "video_ad": Moment(stage="awareness", touchpoint="Video ad", system="ads"),
    "home": Moment(stage="awareness", touchpoint="Home page", system="web"),
    "signup": Moment(stage="awareness", touchpoint="Home page", system="web"),
    "newsletter": Moment(stage="awareness", touchpoint="Newsletter", system="email", hours="office"),
    "plans": Moment(stage="consideration", touchpoint="Plans page", system="web"),
    "coverage": Moment(stage="consideration", touchpoint="Coverage check", system="web"),
    "reviews": Moment(stage="consideration", touchpoint="Customer reviews", system="web"),
    "advisor": Moment(stage="consideration", touchpoint="Sales advisor", system="crm", hours="office"),
    "store_advice": Moment(stage="consideration", touchpoint="{store}", system="store", hours="open"),
    "order_form": Moment(stage="purchase", touchpoint="Order form", system="web"),
    "order": Moment(stage="purchase", touchpoint="Online shop", system="shop"),
    "store_purchase": Moment(stage="purchase", touchpoint="{store}", system="store", hours="open"),
    "cancel_order": Moment(stage="purchase", touchpoint="Online shop", system="shop"),
    "order_rating": Moment(stage="purchase", touchpoint="Online shop", system="surveys"),
    "store_rating": Moment(stage="purchase", touchpoint="{store}", system="surveys"),
    "delivery": Moment(stage="onboarding", touchpoint="Delivery update", system="email", hours="office"),
    "activation": Moment(stage="onboarding", touchpoint="Activation", system="app"),
    "activation_failed": Moment(stage="onboarding", touchpoint="Activation", system="app", hours="any"),
    "activation_done": Moment(stage="onboarding", touchpoint="Activation", system="app", hours="any"),
    "activation_rating": Moment(stage="onboarding", touchpoint="Activation", system="app", hours="any"),
    "help_activation": Moment(stage="onboarding", touchpoint="Help centre", system="web"),
    "support_activation": Moment(
        stage="onboarding", touchpoint="Support {channel}", system="support", hours="office"
    ),
    "support_rating": Moment(stage="use", touchpoint="Support {channel}", system="surveys"),
    "app": Moment(stage="use", touchpoint="Home app", system="app"),
    "app_rating": Moment(stage="use", touchpoint="Home app", system="app", hours="any"),
    "account": Moment(stage="use", touchpoint="Account page", system="web"),
    "help": Moment(stage="use", touchpoint="Help centre", system="web"),
    "support": Moment(stage="use", touchpoint="Support {channel}", system="support", hours="office"),
    "accessory": Moment(stage="use", touchpoint="Online shop", system="shop"),
    "store_accessory": Moment(stage="use", touchpoint="{store}", system="store", hours="open"),
    "survey": Moment(stage="share", touchpoint="Customer survey", system="surveys"),
    "refer": Moment(stage="share", touchpoint="Refer a friend", system="app"),
    "review": Moment(stage="share", touchpoint="Customer reviews", system="web"),
    "renewal": Moment(stage="renew", touchpoint="Renewal page", system="web"),
    "price_notice": Moment(stage="renew", touchpoint="Price notice", system="email", hours="any"),
    "notice_rating": Moment(stage="renew", touchpoint="Price notice", system="email", hours="any"),
    "close_account": Moment(stage="renew", touchpoint="Account page", system="web"),
}

# Where a journey begins.
ENTRANCES = {"search_ad": 32, "home": 36, "video_ad": 12, "reviews": 11, "store_advice": 9}

# from: {to: (weight, typical wait)}. A loop goes back to itself, a skip leaves a stage out.
MOVES: dict[str, dict[str, tuple[float, str]]] = {
    "search_ad": {"home": (48, "1m"), "plans": (45, "1m"), LEAVE: (7, "0s")},
    "video_ad": {"home": (90, "2m"), LEAVE: (10, "0s")},
    "home": {
        "plans": (43, "3m"), "coverage": (14, "4m"), "reviews": (10, "5m"), "signup": (10, "2m"),
        "home": (7, "3d"), "search_ad": (5, "4d"), "store_advice": (4, "3d"), LEAVE: (7, "0s"),
    },
    "signup": {"newsletter": (70, "4d"), "plans": (30, "3m")},
    "newsletter": {
        "plans": (48, "8m"), "home": (26, "9m"), "newsletter": (20, "14d"), LEAVE: (6, "0s"),
    },
    "plans": {
        "coverage": (30, "4m"), "reviews": (13, "6m"), "order_form": (21, "20m"), "advisor": (7, "1d"),
        "store_advice": (9, "2d"), "home": (7, "2d"), "signup": (4, "2m"), LEAVE: (7.5, "0s"),
    },
    "coverage": {
        "plans": (33, "5m"), "order_form": (41, "8m"), "advisor": (7, "1d"), "store_advice": (8, "2d"),
        LEAVE: (9, "0s"),
    },
    "reviews": {"plans": (50, "5m"), "order_form": (28, "12m"), "home": (16, "1d"), LEAVE: (6, "0s")},
    "advisor": {"order_form": (56, "1d"), "plans": (37, "1d"), LEAVE: (7, "0s")},
    "store_advice": {
        "store_purchase": (46, "2d"), "plans": (29, "1d"), "order_form": (18, "1d"), LEAVE: (7, "0s"),
    },
    "order_form": {
        "order": (70, "6m"), "order_form": (11, "2d"), "plans": (9, "1d"), LEAVE: (10, "0s"),
    },
    "order": {"delivery": (95, "2d"), "cancel_order": (5, "1d")},
    "cancel_order": {"plans": (35, "9d"), LEAVE: (65, "0s")},
    "store_purchase": {"activation": (98, "1d"), LEAVE: (2, "0s")},
    "delivery": {"activation": (98, "2d"), LEAVE: (2, "0s")},
    "activation": {"activation_done": (100, "11m")},
    "activation_done": {"app": (90, "1d"), "account": (10, "1d")},
    "app": {
        "app": (80, "3d"), "account": (7, "2d"), "help": (3, "1d"), "support": (1.7, "1d"),
        "accessory": (0.6, "3d"), "store_accessory": (0.6, "3d"), "survey": (2.4, "2d"), "refer": (1.2, "2d"),
        "review": (0.9, "2d"), "renewal": (2.5, "3d"), LEAVE: (0.10, "0s"),
    },
    "account": {"app": (88, "2d"), "support": (5, "1d"), "help": (6.5, "1d"), LEAVE: (0.5, "0s")},
    "help": {"app": (77, "1d"), "support": (22, "2h"), LEAVE: (1, "0s")},
    "support": {"app": (93, "1d"), "account": (5, "1d"), LEAVE: (2, "0s")},
    "accessory": {"app": (100, "3d")},
    "store_accessory": {"app": (100, "1d")},
    "survey": {"app": (99, "2d"), LEAVE: (1, "0s")},
    "refer": {"app": (100, "2d")},
    "review": {"app": (99, "3d"), LEAVE: (1, "0s")},
    "renewal": {"app": (98, "2d"), "account": (1, "1d"), LEAVE: (1, "0s")},
    "price_notice": {
        "app": (40, "3d"), "support": (9, "1d"), "account": (7, "1d"), "close_account": (9, "2d"),
        LEAVE: (35, "0s"),
    },
    "close_account": {LEAVE: (100, "0s")},
}  # fmt: skip

# The planted failure: while activation does not work for somebody, these rows replace the ones above.
FAILING: dict[str, dict[str, tuple[float, str]]] = {
    "activation": {"activation_failed": (82, "14m"), "activation_done": (18, "16m")},
    "activation_failed": {
        "activation": (20, "1d"), "support_activation": (28, "40m"), "help_activation": (12, "10m"),
        LEAVE: (44, "0s"),
    },
    "help_activation": {"activation": (70, "20m"), "support_activation": (30, "40m")},
    "support_activation": {"activation": (96, "5h"), LEAVE: (4, "0s")},
}  # fmt: skip

ANSWERS = {
    "delivery": Answer(moment="order_rating", share=0.30, after="5h", feels=0.55),
    "store_purchase": Answer(moment="store_rating", share=0.45, after="4h", feels=0.65),
    "activation_done": Answer(moment="activation_rating", share=0.32, after="2m", feels=0.45),
    "activation_failed": Answer(moment="activation_rating", share=0.62, after="1m", feels=-0.85),
    "support_activation": Answer(moment="support_rating", share=0.50, after="50m", feels=-0.55),
    "support": Answer(moment="support_rating", share=0.40, after="2h", feels=0.30),
    "app": Answer(moment="app_rating", share=0.02, after="1m", feels=0.50),
    "price_notice": Answer(moment="notice_rating", share=0.42, after="20m", feels=-0.75),
}

# How the moments that are answers themselves feel, before the person's own mood is added.
FEELS = {"survey": 0.45, "review": 0.55}

# What a moment does to the mood that colours later answers.
MOODS = {
    "activation_failed": -0.30, "support_activation": -0.05, "activation_done": 0.15, "price_notice": -0.30,
    "support": 0.03, "renewal": 0.05, "app": 0.004,
}  # fmt: skip

# When by the clock: the weight of an hour in each stretch of the day, by rhythm.
RHYTHMS: dict[str, dict[tuple[int, int], float]] = {
    "evening": {(7, 9): 1, (9, 12): 1, (12, 13): 3, (13, 17): 1, (17, 19): 4, (19, 22): 9, (22, 23): 3},
    "late": {(7, 9): 1, (9, 12): 1, (12, 13): 4, (13, 17): 1, (17, 20): 3, (20, 23): 9},
    "daytime": {(7, 9): 2, (9, 12): 8, (12, 14): 4, (14, 17): 6, (17, 20): 2, (20, 22): 1},
    "commuting": {(6, 7): 5, (7, 9): 12, (9, 12): 1, (12, 13): 2, (13, 15): 1, (15, 18): 6, (18, 22): 1},
    "leisure": {(8, 10): 2, (10, 13): 5, (13, 17): 4, (17, 22): 5, (22, 23): 1},
    "setting_up": {(8, 12): 1, (12, 16): 1, (16, 18): 4, (18, 21): 8, (21, 22): 3},
    "chat": {(8, 12): 2, (12, 13): 5, (13, 17): 2, (17, 20): 6},
    "office": {(8, 9): 4, (9, 12): 9, (12, 13): 3, (13, 16): 6, (16, 18): 2},
    "open": {(10, 12): 2, (12, 15): 3, (15, 18): 6, (18, 19): 4},
    "letters": {(7, 8): 2, (8, 10): 9, (10, 11): 3},
    "notices": {(9, 12): 1},
}  # fmt: skip
OF_SYSTEMS = {
    "ads": "evening", "web": "evening", "shop": "evening", "app": "commuting", "surveys": "evening",
    "email": "letters", "crm": "office", "support": "office", "store": "open",
}  # fmt: skip
OF_MOMENTS = {"activation": "setting_up", "price_notice": "notices", "notice_rating": "evening"}
OF_CHANNELS = {"chat": "chat", "email": "chat"}  # of support
ON_WEEKENDS = {
    "evening": "leisure", "late": "leisure", "daytime": "leisure", "commuting": "leisure",
    "setting_up": "leisure",
}  # fmt: skip

# Minutes people wait for support: (while activation fails, otherwise).
WAITS = {"phone": (38, 6), "chat": (17, 3), "email": (1560, 420)}

# The mess of real exports, at fixed rates.
TYPO_PEOPLE = 0.06  # of people: one system knows them only by a mistyped e-mail
SHARED_DEVICE_PEOPLE = 0.02  # of people
KIOSK_ROWS = 0.002  # of rows, from here on
JUNK_ROWS = 0.001
DUPLICATE_ROWS = 0.01
CHANGED_ROWS = 0.005
LATE_ROWS = 0.01
BOT_ROWS = 0.006
BLANKS = 0.05  # of optional cells
