"""A life: the walk of one person through the model, moment by moment.

`live` knows only `behaviour`; what each moment leaves behind in the books of the seven systems is
told in `web`, `crm`, `mail`, `ads`, `shops`, `support` and `surveys`.
"""

from datetime import datetime, timedelta
from random import Random

from msgspec.structs import replace

from desirepath.demo.behaviour import (
    ANSWERS,
    END,
    ENTRANCES,
    FAILING,
    FEELS,
    LEAVE,
    MOMENTS,
    MOODS,
    MOVES,
    NOTICE_AT,
    NOTICE_DAYS,
)
from desirepath.demo.clock import DAY, in_oslo, seconds
from desirepath.demo.people import Person, draw
from desirepath.demo.rhythms import Told, by_the_clock
from desirepath.records import Record

PLANTED = ("activation_failure", "price_notice")
OPENING = {"waking": (6, 23), "open": (10, 19), "office": (8, 20)}
ABOUT_FAILING = ("activation_failed", "support_activation", "help_activation")
ABOUT_PRICE = ("price_notice", "close_account")


class Visit(Record):
    """A moment somebody lived: when, where, how it felt, and what it is about."""

    moment: str
    at: int
    touchpoint: str
    stage: str
    cause: str = ""  # the planted trouble it belongs to
    feels: float = 0.0  # −1 … +1, for the moments that carry a score
    channel: str = ""  # of support
    about: int = -1  # for an answer: the position of the visit it is about


class Life(Record):
    """All that one person did, and why they left, if they did."""

    visits: list[Visit]
    left: str = ""  # "" still there; else why: never_bought, activation_failure, price_notice, drifted


class _Walk:
    """Where somebody stands while their life is being told."""

    def __init__(self, who: Person, rng: Random) -> None:
        self.who, self.rng = who, rng
        self.visits: list[Visit] = []
        self.mood = 0.0
        self.failing = False
        self.customer = False
        self.notice_at = NOTICE_AT + int(rng.random() * NOTICE_DAYS * DAY / 3)
        self.notified = False
        self.channel = ""

    def enter(self, moment: str, at: int) -> int:
        """Live this moment, and answer if asked; the time it is over."""
        self.failing = self.who.fails if moment == "activation" and not self.customer else self.failing
        if moment == "activation_done":
            self.failing, self.customer = False, True
        if moment in ("support", "support_activation"):
            self.channel = draw(self.rng, self.who.persona.support)
        self.mood = max(-1.0, min(1.0, self.mood * 0.97 + MOODS.get(moment, 0.0)))
        self._visit(moment, at, self._feeling(FEELS.get(moment, 0.0)))
        answer = ANSWERS.get(moment)
        if answer and self.rng.random() < answer.share:
            asked = len(self.visits) - 1
            at = within(answer.moment, at + self._wait(answer.after))
            self._visit(answer.moment, at, self._feeling(answer.feels), asked)
        return at

    def next(self, moment: str, at: int) -> tuple[str, int]:
        """Where to from here, and when."""
        row = FAILING[moment] if self.failing and moment in FAILING else MOVES[moment]
        persona = self.who.persona
        weights = {
            to: weight * (persona.gives_up.get(moment, 1.0) if to == LEAVE else persona.drawn_to.get(to, 1.0))
            for to, (weight, _) in row.items()
        }
        to = draw(self.rng, weights)
        if to == LEAVE:
            return to, at
        then = within(to, at + self._wait(row[to][1]))
        if self.customer and not self.notified and at < self.notice_at <= then:
            self.notified = True
            return "price_notice", self.notice_at
        return to, then

    def why(self) -> str:
        """Why they leave, as they leave."""
        last = self.visits[-1]
        if last.cause in PLANTED:
            return last.cause
        return "drifted" if self.customer else "never_bought"

    def _visit(self, moment: str, at: int, feels: float, about: int = -1) -> None:
        told = MOMENTS[moment]
        cause = self.visits[about].cause if about >= 0 else self._cause(moment)
        onboarding = about >= 0 and self.visits[about].stage == "onboarding"
        self.visits.append(
            Visit(
                moment=moment,
                at=at,
                touchpoint=told.touchpoint.format(store=self.who.store, channel=_door(self.channel)),
                stage="onboarding" if onboarding and told.stage == "use" else told.stage,
                cause=cause,
                feels=feels,
                channel=self.channel,
                about=about,
            )
        )

    def _cause(self, moment: str) -> str:
        if moment in ABOUT_FAILING and self.failing:
            return "activation_failure"
        after_notice = self.visits and self.visits[-1].cause == "price_notice"
        if moment in ABOUT_PRICE or (moment in ("support", "account") and after_notice):
            return "price_notice"
        return ""

    def _feeling(self, feels: float) -> float:
        return max(-1.0, min(1.0, feels + 0.45 * self.mood + self.rng.gauss(0.0, 0.28)))

    def _wait(self, typical: str) -> int:
        spread = 2.718281828459045 ** self.rng.gauss(0.0, 0.55)
        pace = self.who.persona.pace if typical[-1] == "d" else 1.0
        return max(5, int(seconds(typical) * spread * pace))


def live(who: Person, rng: Random) -> Life:
    """The life of this person, up to the end of the year."""
    walk = _Walk(who, rng)
    moment, at = draw(rng, _entrances(who)), who.starts_at
    at = within(moment, at)
    while at < END:
        at = walk.enter(moment, at)
        moment, at = walk.next(moment, at)
        if moment == LEAVE:
            return Life(visits=_at_their_hours(walk), left=walk.why())
    return Life(visits=_at_their_hours(walk))


def within(moment: str, at: int) -> int:
    """The first time from `at` on at which this moment can happen: people sleep, shops close."""
    hours = MOMENTS[moment].hours
    if hours == "any":
        return at
    opens, closes = OPENING[hours]
    local = in_oslo(at)
    if opens <= local.hour < closes and not _shut(hours, local):
        return at
    opening = local.replace(hour=opens)
    while opening < local or _shut(hours, opening):
        opening += timedelta(days=1)  # on the clock, so that summer time changes nothing
    return int(opening.timestamp())


def _shut(hours: str, local: datetime) -> bool:
    return hours == "open" and local.weekday() == 6  # shops are closed on Sundays


def _entrances(who: Person) -> dict[str, float]:
    drawn = who.persona.drawn_to
    return {moment: weight * drawn.get(moment, 1.0) for moment, weight in ENTRANCES.items()}


def _at_their_hours(walk: _Walk) -> list[Visit]:
    visits = [visit for visit in walk.visits if visit.at < END]
    moments = [Told(moment=visit.moment, at=visit.at, channel=visit.channel) for visit in visits]
    times = by_the_clock(moments, walk.who.persona, walk.rng, is_possible=lambda m, at: within(m, at) == at)
    return [replace(visit, at=at) for visit, at in zip(visits, times, strict=True)]


def _door(channel: str) -> str:
    return "e-mail" if channel == "email" else channel
