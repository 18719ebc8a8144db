"""Every error desirepath raises on purpose, as one tree.

    DesirepathError                 says what was expected, what was found, what to try
    ├── InputError                  the user can mend it (exit code 2, HTTP 4xx)
    │   ├── UnknownName             a name that is not in a known list; suggests the nearest
    │   ├── DocumentError           a document (mapping, stages, map …) that cannot be accepted
    │   ├── SourceError             a file or table that cannot be read
    │   ├── WorkspaceError          no workspace here, or one that cannot be used as it is
    │   ├── QuestionError           a measure asked in a way that has no answer
    │   ├── Overtaken               a document got another revision first
    │   └── EditConflict            edits of a map that no longer fit it (in `maps`)
    ├── Cancelled                   who asked does not want to know any more
    └── Fault                       ours to mend (exit code 1, HTTP 5xx)
        └── IntegrityError          a table that failed its own check and was not published

Only doors (`cli`, `server`) turn these into exit codes and HTTP answers.
"""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "Cancelled",
    "DesirepathError",
    "DocumentError",
    "Fault",
    "InputError",
    "IntegrityError",
    "Overtaken",
    "QuestionError",
    "SourceError",
    "UnknownName",
    "WorkspaceError",
    "nearest",
]


class DesirepathError(Exception):
    """The root: catch it to catch everything desirepath raises on purpose."""


class InputError(DesirepathError):
    """Something the user gave cannot be used; the message says what to try."""


class UnknownName(InputError):
    """A name that is not among the known ones.

    >>> str(UnknownName("touchpoint", "chekout", ["checkout", "cart"]))
    'There is no touchpoint "chekout". Did you mean "checkout"?'
    >>> str(UnknownName("lens", "xyz", ["channel", "stage"]))
    'There is no lens "xyz". There are: channel, stage.'
    >>> str(UnknownName("load", "99", ["9", "10"]))
    'There is no load "99". There are: 9, 10.'
    """

    guess: str | None = None  # the known name that was perhaps meant

    def __init__(self, noun: str, found: str, known: Iterable[str]) -> None:
        names = sorted(known, key=lambda name: (name.isdecimal() and len(name), name))
        self.guess = None if found.isdecimal() else nearest(found, names)  # a number is not misspelt
        hint = f'Did you mean "{self.guess}"?' if self.guess else _listed(names)
        super().__init__(f'There is no {noun} "{found}". {hint}')


class DocumentError(InputError):
    """A document that cannot be accepted, with the place to look at.

    >>> str(DocumentError("expected a list", file="web.yaml", line=7, key="identifiers"))
    'web.yaml, line 7, identifiers: expected a list'
    """

    def __init__(
        self, message: str, *, file: str | None = None, line: int | None = None, key: str | None = None
    ) -> None:
        place = ", ".join(part for part in (file, f"line {line}" if line else None, key) if part)
        super().__init__(f"{place}: {message}" if place else message)


class SourceError(InputError):
    """A file or table that cannot be read as what it says it is."""


class WorkspaceError(InputError):
    """There is no workspace here, or it cannot be used as it stands."""


class QuestionError(InputError):
    """A measure asked in a way that has no answer."""


class Overtaken(InputError):
    """A document got another revision before this one could be kept."""


class Cancelled(DesirepathError):
    """Who asked gave the question up before it was answered."""


class Fault(DesirepathError):
    """Something went wrong on our side."""


class IntegrityError(Fault):
    """A computed table failed its own check, so it was not published."""


def nearest(found: str, known: Iterable[str]) -> str | None:
    """The known name most like `found`, or None when nothing is alike.

    >>> nearest("chanel", ["channel", "stage"])
    'channel'
    """
    names = list(known)
    folded = {name.casefold(): name for name in names}
    matches = get_close_matches(found.casefold(), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def _listed(names: list[str]) -> str:
    if not names:
        return "There are none yet."
    shown = ", ".join(names[:12])
    return f"There are: {shown}{', …' if len(names) > 12 else ''}."
