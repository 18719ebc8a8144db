"""Commands about what a map stands on: filling it, checking it, suggesting what its steps bind."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from desirepath.cli.opening import FormatOption, workspace
from desirepath.cli.printing import as_json, as_rows, console, say, writable
from desirepath.drafts import Report
from desirepath.errors import InputError
from desirepath.maps import JourneyMap, percent, steps_of, write_map
from desirepath.workspace import Workspace

FailOn = Annotated[Literal["warning", "error"], Parameter(name="--fail-on")]


def fill(
    map: str,  # noqa: A002 - what it is called in the manual
    /,
    *,
    persona: str | None = None,
    scenario: str | None = None,
    as_of: str | None = None,
    output: Annotated[Path | None, Parameter(name=["--output", "-o"])] = None,
) -> None:
    """Compute every figure of a map again: cards, curve, edges, KPIs, standing, hotspots.

    Example: `desirepath map fill current`

    What people wrote stays. The filled map is kept as a new revision, unless nothing changed.

    Parameters
    ----------
    map
        Its key, or a path to its file.
    persona
        Fill another map, of this persona's people, from the same steps; it is kept under a key of its own.
    scenario
        With a persona: the scenario that says what one journey is and what counts as arriving.
    as_of
        As things stood at an earlier moment: 2025-06-30.
    output
        Write the filled document here too.
    """
    if output is not None:
        writable(output)
    opened = workspace()
    drawn = _filled(opened, map, persona=persona, scenario=scenario, as_of=as_of)
    if output is not None:
        form: Literal["yaml", "json"] = "json" if output.suffix == ".json" else "yaml"
        output.write_text(write_map(opened.written(drawn.key), form=form), encoding="utf-8")
    cards = sum(len(lane.cards) for lane in drawn.lanes)
    say(f"Filled {drawn.key}: {drawn.n_subjects or 0:,} people at {sum(1 for _ in steps_of(drawn))} steps, "
        f"{cards} cards. Next: desirepath map check {drawn.key}")  # fmt: skip


def _filled(
    opened: Workspace,
    name: str,
    *,
    persona: str | None,
    scenario: str | None,
    as_of: str | None,
) -> JourneyMap:
    if persona is None:
        if scenario is not None:
            raise InputError(f"A scenario is filled for a persona: add --persona to --scenario {scenario}.")
        return opened.fill(name, as_of_us=opened.moment(as_of))
    if as_of is not None:
        raise InputError("A persona's map is filled as things stand: leave --as-of out, then fill that map.")
    drawn = opened.fill_for(name, persona, scenario=scenario)
    if gave_way := opened.revisions(drawn.key).gave_way():
        say(gave_way)
    return drawn


def suggest(map: str, /, *, apply: bool = False, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Suggest what steps without a binding stand for, by the likeness of their names to what people do.

    Example: `desirepath map suggest current --apply`

    Parameters
    ----------
    map
        Its key, or a path to its file.
    apply
        Bind them so; each is marked as an assumption until somebody takes `is_assumed` off.
    """
    opened = workspace()
    found, bound = opened.suggest(map)
    if apply:
        opened.bind_as_suggested(map)
    if format == "json":
        as_json(found)
    else:
        names = {step.id: step.name for step in steps_of(bound)}
        columns = ["step", "channel", "touchpoint", "action", "interactions", "alike", "because of"]
        rows = [
            [names[one.step], one.binding.channel, one.binding.touchpoint, one.binding.action,
             one.interactions, percent(one.likeness), ", ".join(one.words)]
            for one in found
        ]  # fmt: skip
        as_rows("", columns, rows, form=format)
    if not found:
        say("Nothing to suggest: no step without a binding has words like a touchpoint or an action.")
    if apply and found:
        say(f"Bound {len({one.step for one in found})} steps, to be confirmed. "
            f"Next: desirepath map fill {bound.key}")  # fmt: skip


def check(map: str, /, *, fail_on: FailOn = "error", format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Say whether a map is true and what is wrong with it: what it explains, drift, dead bindings, age.

    Example: `desirepath map check current --fail-on warning`

    Leaves with exit code 2 when something is wrong, so that a pipeline can stop on it.

    Parameters
    ----------
    map
        Its key, or a path to its file.
    fail_on
        From what on something counts as wrong: error, or warning too.
    """
    report = workspace().check(map)
    if format == "json":
        as_json(report)
    else:
        columns = ["severity", "where", "problem"]
        rows = [[each.severity, each.where, each.message] for each in report.problems]
        if format == "table":
            _summary(report)
            columns, rows = (
                [*columns, "try"],
                [[*row, each.advice] for row, each in zip(rows, report.problems, strict=True)],
            )
        as_rows("", columns, rows, form=format)
    if format == "table":
        console.print("Nothing is wrong." if not report.problems else f"{len(report.problems)} problems.")
    if report.fails(fail_on):
        raise SystemExit(2)


def _summary(report: Report) -> None:
    """How true it is, in three lines."""
    truth = report.truth
    if truth is not None and truth.interactions.share is not None:
        for what, found in (("interactions", truth.interactions), ("journeys", truth.journeys)):
            low, high = percent(found.low or 0.0), percent(found.high or 0.0)
            console.print(f"explains {percent(found.share or 0.0)} of {found.n:,} {what} ({low} to {high})")
        console.print(f"uses {truth.ways_used} of {truth.ways_drawn} ways drawn")
    if report.supported_share is not None:
        console.print(f"supported: {percent(report.supported_share)} of cards")
