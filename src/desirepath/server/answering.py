"""Answers for programs: each worked out once, kept as long as nothing it rests on has changed.

An answer is kept under everything that can change it: the question and whom it is about, the generation, the
live loads (traits, spend and properties are read from them) and the revisions of the documents it may name.
These are read from the catalog whenever its files have changed, so what another process did is seen at once.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from threading import Lock
from typing import Any, cast

import msgspec

from desirepath import __version__
from desirepath.catalog import Catalog
from desirepath.errors import Cancelled, DesirepathError, InputError
from desirepath.measures import Answer
from desirepath.records import spelt_out
from desirepath.server.asking import Askable
from desirepath.server.caching import Lately
from desirepath.server.forms import BODIES, Body
from desirepath.server.turns import Turns
from desirepath.workspace import Workspace

__all__ = ["Answers", "Found", "Watcher"]

KEPT_BYTES = 256 * 2**20
DOCUMENTS = ("identity_rules", "segment", "stages")
OVERHEAD_BYTES = 1_000
TRIES = 5
GIVEN_UP = "The question was cancelled."
PATIENCE_SECONDS = 0.1  # between two looks whether somebody who waits still wants to


class Found(msgspec.Struct, frozen=True):
    """An answer, and the name of all that it rests on."""

    answer: Answer
    key: str


class Watcher(msgspec.Struct, frozen=True):
    """Who is told how far a question is, and may stop it."""

    progress: Callable[[str, int, int], None]  # the step, how much of all is done, and of how much
    cancelled: Callable[[], bool]


class Answers:
    """The answers of one workspace; safe to ask from several threads."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        kept_bytes: int = KEPT_BYTES,
        at_once: int | None = None,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._workspace, self._clock_ns = workspace, clock_ns
        self._read: tuple[tuple[int, ...], Any] | None = None  # the catalog's stamp, and what was read then
        self._lately = Lately[Any](limit_bytes=kept_bytes)
        self._asked = dict[str, Future[Answer]]()
        self._turn = Lock()
        self._turns = Turns(at_once or max(2, os.cpu_count() or 1))

    def key(self, asked: Askable) -> str:
        """The name of an answer: of the question, and of all that can change what is answered."""
        return self._key(asked, self._rests_on())

    def answer(self, asked: Askable, *, watcher: Watcher | None = None) -> Found:
        """The answer; of several who ask the same at once, one works it out and the others wait.

        Cancelled when the watcher cancelled it before there was one.
        """
        for _ in range(TRIES):
            rests_on = self._rests_on()
            key = self._key(asked, rests_on)
            kept = cast("Answer | None", self._lately.get(key))
            if kept is not None:
                return Found(kept, key)
            with self._flight(key) as (flight, is_ours):
                if is_ours:
                    found = self._worked_out(asked, flight, rests_on, watcher)
                    if found is None:
                        continue
                    self._lately.put(key, found, size=found.table.nbytes + OVERHEAD_BYTES)
                    return Found(found, key)
            try:
                return Found(_waited_for(flight, watcher), key)
            except Cancelled:  # it was not what it rested on any more, or whoever worked it out gave up
                if watcher is not None and watcher.cancelled():
                    raise
        raise InputError("The workspace keeps changing while it is asked. Ask again in a moment.")

    def body(self, found: Found, form: Body) -> bytes:
        """The answer in this form; written once."""
        kept = cast("bytes | None", self._lately.get((found.key, form)))
        if kept is not None:
            return kept
        written = BODIES[form].write(found.answer)
        self._lately.put((found.key, form), written, size=len(written))
        return written

    def _worked_out(
        self, asked: Askable, flight: Future[Answer], rests_on: Any, watcher: Watcher | None
    ) -> Answer | None:
        """The answer, for those who wait for the flight too; None when it must be asked again."""
        try:
            found = self._measured(asked, watcher)
        except BaseException as error:
            if isinstance(error, Cancelled) or not isinstance(error, DesirepathError):
                flight.set_exception(error)
                raise
            if self._rests_on() == rests_on:
                flight.set_exception(error)
                raise
        else:
            if self._rests_on() == rests_on:
                flight.set_result(found)
                return found
        flight.set_exception(Cancelled("What the answer rests on has changed."))
        return None

    def _measured(self, asked: Askable, watcher: Watcher | None) -> Answer:
        if watcher is None:
            with self._turns.turn(_sort(asked)):
                return asked.answered_by(self._workspace)
        workspace = self._workspace
        with workspace.followed(watcher.progress, watcher.cancelled, said=GIVEN_UP):  # in a worker of its own
            return asked.answered_by(workspace)

    @contextmanager
    def _flight(self, key: str) -> Iterator[tuple[Future[Answer], bool]]:
        """The asking of this question that is under way, and whether it is ours to do."""
        with self._turn:
            flight, is_ours = self._asked.get(key), False
            if flight is None:
                flight = self._asked[key] = Future[Answer]()
                is_ours = True
        try:
            yield flight, is_ours
        finally:
            if is_ours:
                with self._turn:
                    del self._asked[key]

    def _rests_on(self) -> Any:
        """What can change an answer, besides the question."""
        catalog, before = self._workspace.catalog, self._read
        stamp = catalog.stamp(self._clock_ns())
        if before is not None and before[0] == stamp:
            return before[1]
        found = self._found_there(catalog)
        self._read = None if stamp is None else (stamp, found)
        return found

    @staticmethod
    def _found_there(catalog: Catalog) -> Any:
        generation = catalog.generation()
        return [
            None if generation is None else [generation.number, generation.fingerprint],
            [load.number for load in catalog.loads() if load.state == "live"],
            [[one.kind, one.key, one.number] for kind in DOCUMENTS for one in catalog.documents(kind)],
        ]

    def _key(self, asked: Askable, rests_on: Any) -> str:
        settings = spelt_out(self._workspace.settings)
        everything = [__version__, settings, rests_on, asked.plain()]
        told = msgspec.json.encode(everything, order="sorted", enc_hook=str)
        return hashlib.sha256(told).hexdigest()[:40]


def _sort(asked: Askable) -> tuple[str, str]:
    """What takes about as long: the measure, and how journeys are split."""
    question = asked.plain()["question"]
    return question["measure"], (question.get("split") or {}).get("by", "")


def _waited_for(flight: Future[Answer], watcher: Watcher | None) -> Answer:
    while True:
        try:
            return flight.result(timeout=None if watcher is None else PATIENCE_SECONDS)
        except NotYet:
            if watcher is not None and watcher.cancelled():
                raise Cancelled(GIVEN_UP) from None
