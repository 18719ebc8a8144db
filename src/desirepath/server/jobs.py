"""Jobs: questions that take long, and changes, begun now and done later, with how far they are.

A question lives as long as somebody asks about it: one that nobody asks about for a while is stopped, and
forgotten. A change (a load, a draft) is done to its end or cancelled, whoever looks: those of facts one after
the other, and beside them those of maps. There is room for so many, and so many questions are worked on at
once.
"""

import logging
import math
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Literal

from msgspec.structs import asdict, replace

from desirepath.catalog import Generation
from desirepath.errors import Cancelled, DesirepathError, InputError, UnknownName
from desirepath.records import Record
from desirepath.server.answering import Answers, Found, Watcher
from desirepath.server.asking import Askable
from desirepath.server.changing import Change, Changed, ChangeKind, Kept, ReplayedRows
from desirepath.workspace import Outcome

__all__ = ["Crowded", "Job", "Jobs", "Limits"]

LOG = logging.getLogger(__name__)
State = Literal["queued", "running", "done", "failed", "cancelled"]
ENDED = ("done", "failed", "cancelled")
UNFORESEEN = "Something went wrong on our side. The terminal that runs desirepath serve says what."


class Limits(Record):
    """How much room there is for jobs, and for how long."""

    workers: int = 2
    unfinished: int = 16
    ended: int = 64  # kept until somebody has fetched them, or so many are newer
    unfinished_unasked_seconds: float = 120.0  # then nobody waits for it any more
    ended_unasked_seconds: float = 900.0


class Job(Record):
    """A job, as it stands."""

    id: str
    state: State
    progress: float  # 0 … 1
    kind: Literal["question"] | ChangeKind
    measure: str | None = None  # of a question
    step: str | None = None  # what is being done
    is_stopping: bool = False  # it was cancelled, and is about to end
    detail: str | None = None  # what went wrong
    answer: str | None = None  # where the answer is, once a question is done
    loads: list[Outcome] | None = None  # once a load is done
    generation: Generation | None = None  # once a refresh is done
    replayed: list[ReplayedRows] | None = None  # once a replay is done
    withdrawn: list[int] | None = None  # the loads that no longer count, once one is withdrawn
    map: Kept | None = None  # once it is drafted or filled


class UnknownJob(UnknownName):
    """A job that never was, or that nobody asked about any more."""

    def __init__(self, name: str) -> None:
        InputError.__init__(self, f'There is no job "{name}" (any more): who starts one asks how far it is.')


class Crowded(DesirepathError):
    """There is no room for another job."""


class Entry:
    """What is known of a job; changed under the jobs' lock."""

    def __init__(self, asked: Askable | Change, now: float) -> None:
        self.asked = asked
        self.looked_at = now
        self.state: State = "queued"
        self.progress = 0.0
        self.detail: str | None = None
        self.step: str | None = None
        self.found: Found | Changed | None = None
        self.is_cancelled = False


class Jobs:
    """The jobs of one server."""

    def __init__(
        self, answers: Answers, *, limits: Limits | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._answers, self._limits, self._clock = answers, limits or Limits(), clock
        self._entries: dict[str, Entry] = {}  # oldest first
        self._turn = Lock()
        self._workers = ThreadPoolExecutor(self._limits.workers, thread_name_prefix="job")
        self._of_facts = ThreadPoolExecutor(1, thread_name_prefix="facts")
        self._of_maps = ThreadPoolExecutor(1, thread_name_prefix="maps")

    def start(self, asked: Askable | Change) -> Job:
        """Do this when its turn comes; Crowded when there are too many unfinished."""
        with self._turn:
            self._sweep()
            waiting = sum(entry.state not in ENDED for entry in self._entries.values())
            if waiting >= self._limits.unfinished:
                raise Crowded(f"{waiting} questions are waiting. Ask again when one of them is answered.")
            name = secrets.token_urlsafe(12)
            entry = self._entries[name] = Entry(asked, self._clock())
            job = _told(name, entry)
        self._room(asked).submit(self._run, entry)
        return job

    def _room(self, asked: Askable | Change) -> ThreadPoolExecutor:
        if not isinstance(asked, Change):
            return self._workers
        return self._of_maps if asked.is_of_maps else self._of_facts

    def look(self, name: str) -> Job:
        """How this job stands; UnknownName when there is none."""
        with self._turn:
            self._sweep()
            return _told(name, self._entry(name))

    def result(self, name: str) -> tuple[Job, Found | None]:
        """How this job stands, and its answer when it is done."""
        with self._turn:
            self._sweep()
            entry = self._entry(name)
            return _told(name, entry), entry.found if isinstance(entry.found, Found) else None

    def cancel(self, name: str) -> Job:
        """Stop a job in the middle of a scan or a query; one that has ended is left as it is.

        A change under way says when it has stopped, and whether it was done before it could be.
        """
        with self._turn:
            entry = self._entry(name)
            if entry.state not in ENDED:
                entry.is_cancelled = True
                is_under_way = isinstance(entry.asked, Change) and entry.state == "running"
                entry.state = entry.state if is_under_way else "cancelled"
            return _told(name, entry)

    def close(self) -> None:
        """Stop all of them; none can be started any more."""
        with self._turn:
            for entry in self._entries.values():
                entry.is_cancelled = True
        self._workers.shutdown(wait=False, cancel_futures=True)
        for changing in (self._of_facts, self._of_maps):
            changing.shutdown(wait=True, cancel_futures=True)

    def _run(self, entry: Entry) -> None:
        with self._turn:
            if entry.is_cancelled:
                return
            entry.state = "running"

        try:
            found = self._found(entry)
        except Cancelled as cancelled:
            self._end(entry, "cancelled", detail=str(cancelled))
        except DesirepathError as error:
            self._end(entry, "failed", detail=str(error))
        except Exception:
            if not entry.is_cancelled:  # else the program is ending
                LOG.exception("A job failed")
            self._end(entry, "failed", detail=UNFORESEEN)
        else:
            self._end(entry, "done", found=found)

    def _found(self, entry: Entry) -> Found | Changed:
        def at(step: str, done: int, everything: int) -> None:
            entry.step = step or entry.step
            entry.progress = max(entry.progress, min(done / max(everything, 1), 1.0))

        if isinstance(entry.asked, Change):
            return entry.asked.do(at, lambda: entry.is_cancelled)
        watcher = Watcher(progress=at, cancelled=lambda: self._is_unwanted(entry))
        return self._answers.answer(entry.asked, watcher=watcher)

    def _end(
        self, entry: Entry, state: State, *, detail: str | None = None, found: Found | Changed | None = None
    ) -> None:
        with self._turn:
            if entry.state == "cancelled":
                return
            entry.state, entry.detail, entry.found = state, detail, found
            entry.progress = 1.0 if state == "done" else entry.progress

    def _is_unwanted(self, entry: Entry) -> bool:
        unasked = self._clock() - entry.looked_at
        return entry.is_cancelled or unasked > self._limits.unfinished_unasked_seconds

    def _entry(self, name: str) -> Entry:
        entry = self._entries.get(name)
        if entry is None:
            raise UnknownJob(name)
        entry.looked_at = self._clock()
        return entry

    def _sweep(self) -> None:
        """Forget jobs that nobody asks about, and the oldest that have ended when there are too many."""
        now, limits = self._clock(), self._limits
        for name, entry in list(self._entries.items()):
            patience = math.inf if isinstance(entry.asked, Change) else limits.unfinished_unasked_seconds
            if entry.state in ENDED:
                patience = limits.ended_unasked_seconds
            if now - entry.looked_at > patience:
                entry.is_cancelled = True
                del self._entries[name]
        ended = [name for name, entry in self._entries.items() if entry.state in ENDED]
        for name in ended[: max(len(ended) - limits.ended, 0)]:
            del self._entries[name]


def _told(name: str, entry: Entry) -> Job:
    asked, found = entry.asked, entry.found
    kind = asked.kind if isinstance(asked, Change) else "question"
    job = Job(
        id=name,
        kind=kind,
        state=entry.state,
        progress=round(entry.progress, 4),
        step=entry.step if entry.state == "running" else None,
        detail=entry.detail,
    )
    if not isinstance(asked, Change):
        answer = f"/api/jobs/{name}/answer" if entry.state == "done" else None
        return replace(job, measure=asked.plain()["question"]["measure"], answer=answer)
    changed = found if isinstance(found, Changed) else Changed()
    is_stopping = entry.is_cancelled and entry.state == "running"
    return replace(job, is_stopping=is_stopping, **asdict(changed))
