"""Journeys chosen to be asked about: a value with one method for each measure.

Nothing is computed here; each method says its question and hands it on. `ask` takes any question, also
one of your own making.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from desirepath.errors import QuestionError
from desirepath.journeys import LensTable, PeriodUnit, Split
from desirepath.measures import Answer, Exclusion, Measure, question_from
from desirepath.records import Record
from desirepath.workspace.about import About
from desirepath.workspace.asking import answer
from desirepath.workspace.comparing import compare
from desirepath.workspace.moments import days

if TYPE_CHECKING:
    from desirepath.workspace.opening import Workspace

__all__ = ["Asked", "ChosenJourneys", "ComparedJourneys", "looked_through"]

Names = Sequence[str] | str
Step = str | Sequence[str]


class Asked(Record):
    """One method for each measure; `ask` says what becomes of its question."""

    lens: str | LensTable | None = None  # None: the measure's own
    split: str | Split | None = None

    def ask(self, question: Measure[Any]) -> Answer:
        """The answer to any question, which brings its own lens and split."""
        raise NotImplementedError

    def transitions(self, *, top: int | None = None, gaps: bool = True) -> Answer:
        """What follows what, how often, after how long: one row a pair of nodes."""
        return self._asked("transitions", top=top, gaps=gaps)

    def paths(self, *, top: int = 20, prefix: int | None = None, goal: Names = ()) -> Answer:
        """Which whole routes people take: one row a route, and "(other)"."""
        return self._asked("paths", top=top, prefix=prefix, goal=_listed(goal))

    def stages(self, *, goal: Names = ()) -> Answer:
        """How each stage performs: entered, moved on, went back, dropped off, still open. Always by stage."""
        return self._asked("stages", goal=_listed(goal))

    def funnel(
        self,
        steps: Sequence[Step] | str,
        *,
        within: str | float | None = None,
        order: Literal["ordered", "strict", "unordered"] = "ordered",
        exclude: Sequence[str | Exclusion] | str = (),
        reentry: Literal["once", "total"] = "once",
    ) -> Answer:
        """How many get from the first step to the last: `funnel(["Ad", ["Cart", "Shop"]], within="7d")`.

        A step is a node or several (any of them), or all steps are one text: "Ad > Cart | Shop". `within` is
        a length of time from the first step ("7d", "12h"), or a number of days.
        """
        return self._asked(
            "funnel",
            steps=steps if isinstance(steps, str) else [_step(step) for step in steps],
            within_days=days(within) if isinstance(within, str) else within,
            order=order,
            exclude=exclude if isinstance(exclude, str) else list(exclude),
            reentry=reentry,
        )

    def drop_off(self, *, goal: Names = (), examples: int = 0) -> Answer:
        """Where people leave for good, and where more leave than elsewhere: one row a node."""
        return self._asked("drop_off", goal=_listed(goal), examples=examples)

    def durations(
        self,
        start: Names,
        end: Names,
        *,
        start_at: Literal["first", "last"] = "first",
        reentry: Literal["once", "total"] = "once",
        curve: bool = False,
    ) -> Answer:
        """How long from some nodes to others; who has not come there yet counts so far."""
        return self._asked(
            "durations",
            start=_listed(start),
            end=_listed(end),
            start_at=start_at,
            reentry=reentry,
            curve=curve,
        )

    def waits(self, *, asked: Names = (), answered_by: Names = ()) -> Answer:
        """How long people waited, by node: on hold, in a queue, for the first answer."""
        return self._asked("waits", asked=_listed(asked), answered_by=_listed(answered_by))

    def emotion(self, *, window_days: float = 14.0) -> Answer:
        """How people feel at each node, −2 to +2, from the scores they gave."""
        return self._asked("emotion", window_days=window_days)

    def mix(
        self,
        *,
        across: Literal["channel", "touchpoint", "source", "action"] = "channel",
        goal: Names = (),
    ) -> Answer:
        """Which channels in which stage: people, value, cost, where they lead, the gaps. Always by stage."""
        return self._asked("mix", across=across, goal=_listed(goal))

    def frequency(self, *, session_minutes: float = 30.0, last_days: int = 28) -> Answer:
        """How often people come: interactions, sessions, channels, active days and value of each."""
        return self._asked("frequency", session_minutes=session_minutes, last_days=last_days)

    def lifecycle(self, *, unit: PeriodUnit = "week", nodes: Names = ()) -> Answer:
        """Who is new, returning, resurrected or dormant, period by period."""
        return self._asked("lifecycle", unit=unit, nodes=_listed(nodes))

    def retention(
        self,
        *,
        unit: PeriodUnit = "week",
        periods: int = 12,
        start: Names = (),
        back: Names = (),
        cohorts: Literal["first", "any"] = "first",
        rolling: bool = False,
    ) -> Answer:
        """Who comes back: the share of each period's people that comes back k periods later."""
        return self._asked(
            "retention",
            unit=unit,
            periods=periods,
            start=_listed(start),
            back=_listed(back),
            cohorts=cohorts,
            rolling=rolling,
        )

    def step_matrix(
        self,
        *,
        anchor: Names | None = None,
        occurrence: Literal["first", "last"] | int = "first",
        before: int = 0,
        after: int | None = None,
        steps: int = 10,
    ) -> Answer:
        """Where journeys are so many steps before and after an anchor, or from their start."""
        anchored = None if anchor is None else _listed(anchor)
        return self._asked(
            "step_matrix", anchor=anchored, occurrence=occurrence, before=before, after=after, steps=steps
        )

    def flow(
        self,
        *,
        steps: int = 6,
        top: int = 8,
        anchor: Names | None = None,
        occurrence: Literal["first", "last"] | int = "first",
        before: int = 0,
        after: int | None = None,
    ) -> Answer:
        """How journeys go on from step to step: what a Sankey diagram is drawn from."""
        anchored = None if anchor is None else _listed(anchor)
        return self._asked(
            "flow", steps=steps, top=top, anchor=anchored, occurrence=occurrence, before=before, after=after
        )

    def fidelity(
        self,
        *,
        nodes: Sequence[str] = (),
        edges: Sequence[Sequence[str]] = (),
        by: PeriodUnit | None = None,
        top: int = 10,
    ) -> Answer:
        """Whether a drawing of the journey is true: what of it people use, and what it does not explain."""
        return self._asked(
            "fidelity", nodes=list(nodes), edges=[_step(edge) for edge in edges], by=by, top=top
        )

    def _asked(self, name: str, **options: Any) -> Answer:
        """The answer to a question by name; what is always by stage is asked by no other lens."""
        given = {key: value for key, value in options.items() if value is not None}
        if self.split is not None:
            given["split"] = self.split
        if self.lens is not None and name not in BY_STAGE:
            given["lens"] = self.lens
        return self.ask(question_from(name, given))


BY_STAGE = ("stages", "mix")


class ChosenJourneys(Asked, kw_only=True):
    """Journeys of a workspace, as `Workspace.journeys` chose them."""

    workspace: Any  # the opened workspace
    about: About = About()

    def ask(self, question: Measure[Any]) -> Answer:
        """The answer to any question, which brings its own lens and split."""
        opened: Workspace = self.workspace
        return answer(opened, question, self.about)

    def compared_with(
        self, other: "ChosenJourneys", *, names: tuple[str, str] = ("a", "b")
    ) -> "ComparedJourneys":
        """These and other journeys, to be asked the same: `vip.compared_with(rest).funnel([…])`.

        The lens and split are these journeys'. Each answer has one row a figure: both values, their
        difference with its interval, ratio, p and q; see docs/reference/measures/compare.md.
        """
        return ComparedJourneys(a=self, b=other, names=names, lens=self.lens, split=self.split)


class ComparedJourneys(Asked, kw_only=True):
    """Two choices of journeys of one workspace, compared."""

    a: ChosenJourneys
    b: ChosenJourneys
    names: tuple[str, str] = ("a", "b")

    def ask(self, question: Measure[Any]) -> Answer:
        """How the two answers to a question differ."""
        return compare(self.a.workspace, question, self.a.about, self.b.about, names=self.names)


def looked_through(lens: str | LensTable | None, *, collapse_loops: bool) -> str | LensTable | None:
    """The lens with its loops collapsed, where that is asked for.

    >>> looked_through("channel", collapse_loops=True)
    LensTable(lens='channel', show={}, hide_others=False, collapse_loops=True)
    """
    if not collapse_loops:
        return lens
    if isinstance(lens, LensTable):
        raise QuestionError("Say collapse_loops in the lens table itself.")
    return LensTable(lens=lens or "touchpoint", collapse_loops=True)


def _listed(names: Names) -> Names:
    return list(names) if isinstance(names, list | tuple | set) else names  # what is none is refused later


def _step(step: Step) -> Step:
    return list(step) if isinstance(step, list | tuple) else step
