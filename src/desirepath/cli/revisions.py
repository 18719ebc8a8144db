"""Commands about a map through time: its log, undoing, restoring, reviewing, publishing."""

from desirepath.catalog import Revision
from desirepath.cli.opening import FormatOption, Whole, workspace
from desirepath.cli.printing import as_json, as_rows, moment, say
from desirepath.maps import Add, Move, Operation, Remove, Set

SHOWN = 60  # characters of a value in the log


def log(map: str, /, *, of: str | None = None, format: FormatOption = "table") -> None:  # noqa: A002 - the flag is --format
    """Say who changed what on a map, oldest first.

    Example: `desirepath map log current --of obstacles-fails-at-activation-1`

    Parameters
    ----------
    map
        Its key.
    of
        Only what became of the thing with this id: a card, a step, a lane.
    """
    changes = workspace().revisions(map).history(of)
    if format == "json":
        as_json(changes)
        return
    rows = [
        [str(change.number), moment(change.at_us), change.author, change.reason, change.label or "", words]
        for change in changes
        for words in _told([_words(each) for each in change.operations])
    ]
    if not rows:
        say("Nothing has been changed about it since the map was first kept.")
    as_rows("", ["revision", "when", "who", "why", "label", "edit"], rows, form=format)


def undo(map: str, /, number: Whole | None = None) -> None:  # noqa: A002 - what it is called in the manual
    """Change back what the newest revision changed, or the one with this number; later edits stay.

    Example: `desirepath map undo current`
    """
    _say(workspace().revisions(map).undo(number))


def restore(map: str, number: Whole, /) -> None:  # noqa: A002 - what it is called in the manual
    """Make an older revision the newest again; those between stay in the log.

    Example: `desirepath map restore current 3`
    """
    _say(workspace().revisions(map).restore(number))


def review(map: str, /) -> None:  # noqa: A002 - what it is called in the manual
    """Note that the whole map has been looked at today.

    Example: `desirepath map review current`
    """
    _say(workspace().revisions(map).review())


def publish(map: str, /) -> None:  # noqa: A002 - what it is called in the manual
    """Publish a map; it needs an owner, a review interval and a goal.

    Example: `desirepath map publish current`
    """
    _say(workspace().revisions(map).publish())


def retire(map: str, /) -> None:  # noqa: A002 - what it is called in the manual
    """Take a published map out of use; it stays, with all its revisions.

    Example: `desirepath map retire current`
    """
    _say(workspace().revisions(map).retire())


def _say(revision: Revision) -> None:
    say(f"map {revision.key}, revision {revision.number}")


def _told(edits: list[str]) -> list[str]:
    """The edits of one revision, not too many; a first revision has none to tell."""
    if len(edits) > 12:
        return [*edits[:10], f"… and {len(edits) - 10} more"]
    return edits or ["the whole map"]


def _words(operation: Operation) -> str:
    match operation:
        case Set():
            return f"{operation.id}: {operation.field} {_short(operation.was)} → {_short(operation.value)}"
        case Add():
            return f"{operation.thing['id']}: added to {operation.into}"
        case Remove():
            return f"{operation.thing['id']}: removed from {operation.into}"
        case Move():
            return f"{operation.id}: moved to {operation.to.into}"


def _short(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
