"""What can go wrong with Spark, in words: what was expected, what was found, what to try."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from desirepath.engines.files import disk_is_full, no_room
from desirepath.errors import DesirepathError, Fault, SourceError, UnknownName, WorkspaceError

__all__ = [
    "did_not_start",
    "explained",
    "no_table",
    "nobody_answers",
    "not_installed",
    "quiet_about_pandas",
    "unlisted",
]

LOST = re.compile(
    r"worker exited unexpectedly|ExecutorLostFailure|SparkContext (was|has been) shut ?down|worker.*crashed"
    r"|stopped SparkContext|Connection (refused|reset)|OutOfMemory|FetchFailed|Checkpoint block .* not found"
    r"|Error while (sending|receiving)|Answer from Java side is empty|Broken pipe"  # Java itself is gone,
    r"|does not exist in the JVM",  # also when a class of Spark's own was asked for meanwhile
    re.IGNORECASE,
)
LAST = re.compile(r"most recent failure(?: reason)?: (.*)", re.IGNORECASE)
RAISED = re.compile(r"^(desirepath\.errors\.\w+: .*)$", re.MULTILINE)


def not_installed(error: ImportError) -> WorkspaceError:
    """There is no pyspark."""
    return WorkspaceError(
        f"This workspace says `engine: spark`, and Spark cannot be imported here ({error}). "
        'Install it with: pip install "desirepath[spark]" (it needs Java 17 too), or say `engine: duckdb`.'
    )


def did_not_start(error: Exception) -> WorkspaceError:
    """There is no Java, one too old, or a setting that Spark does not take."""
    said = str(error)
    if "JAVA_GATEWAY_EXITED" in said or isinstance(error, FileNotFoundError):
        return WorkspaceError(
            "Spark did not start: it needs Java 17 or newer, and found none that works. Install one "
            "(Debian, Ubuntu: apt-get install openjdk-17-jre-headless) or let JAVA_HOME name it; "
            "or say `engine: duckdb` in workspace.yaml."
        )
    return WorkspaceError(
        f"Spark did not start: {said.splitlines()[0]}. Look at `spark_master` in workspace.yaml."
    )


def nobody_answers(master: str) -> WorkspaceError:
    """There is no cluster at this address."""
    return WorkspaceError(
        f"No Spark answers at {master}. Start it, or mend `spark_master` in workspace.yaml "
        "(local[*] is every core of this machine)."
    )


def unlisted(path: str) -> WorkspaceError:
    """A part is not there."""
    return WorkspaceError(f"The part {path} is listed but is not on the disk. Restore it from a backup.")


def no_table(error: Exception, name: str, known: list[str]) -> DesirepathError:
    """There is no table of this name, or none that this Spark can read."""
    said = str(error)
    if isinstance(error, DesirepathError):
        return error
    if "TABLE_OR_VIEW_NOT_FOUND" in said or "SCHEMA_NOT_FOUND" in said:
        return UnknownName("table in Spark's catalogue", name, known)
    if "PARSE_SYNTAX_ERROR" in said or "INVALID_IDENTIFIER" in said:
        return SourceError(f'"{name}" is no name of a table: expected one like sales.clicks.')
    if LOST.search(said):
        return explained(error)
    return SourceError(
        f"The table {name} cannot be read by this Spark: {said.splitlines()[0][:300]} "
        "A format of its own (Delta, Iceberg) must be set up in Spark first: spark-defaults.conf."
    )


def explained(error: Exception, doing: str = "") -> DesirepathError:
    """The error to raise for what the driver raised while it was `doing` this; after Ctrl-C that itself."""
    if _came_of_ctrl_c(error):
        raise KeyboardInterrupt from None
    if isinstance(error, DesirepathError):
        return error
    said = str(error)
    if disk_is_full(error):
        return no_room(said.splitlines()[0])
    ours = RAISED.search(said)
    if ours is None and LOST.search(said):
        return WorkspaceError(
            "Spark lost the process that did the work, more often than it tries again (out of memory?). "
            "Nothing was changed. Give its workers more memory, or try again.\n" + _reason(said)
        )
    return Fault(
        "\n".join([ours.group(1) if ours else said, *([f"while running:\n{doing}"] if doing else [])])
    )


def _came_of_ctrl_c(error: BaseException | None) -> bool:
    """Whether the driver failed only at tidying up after Ctrl-C."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def _reason(said: str) -> str:
    """The line that says most: what failed last, where that is told."""
    last = LAST.search(said)
    return last.group(1) if last else said.splitlines()[0]


@contextmanager
def quiet_about_pandas() -> Iterator[None]:
    """Nothing here goes through pandas, so that pyspark does not yet know pandas 3 is no news."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        yield
