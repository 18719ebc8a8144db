"""Writing the demo company to a folder, person by person: memory does not grow with the number of people."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from random import Random

from msgspec.structs import replace

from desirepath.demo.ads import spend
from desirepath.demo.behaviour import (
    BEGIN,
    BOT_ROWS,
    END,
    KIOSK_ROWS,
    MOMENTS,
    SHARED_DEVICE_PEOPLE,
    TYPO_PEOPLE,
)
from desirepath.demo.clock import in_oslo, oslo_day
from desirepath.demo.crm import MEETINGS
from desirepath.demo.exports import Exports, Row
from desirepath.demo.living import Life, live
from desirepath.demo.mess import Quota, Shuffle, soil
from desirepath.demo.people import Person, person, pick, source
from desirepath.demo.remembering import remember
from desirepath.demo.shops import has_bought
from desirepath.demo.truth import Ending, Identifier, Truth
from desirepath.demo.web import BEHIND_LOGIN, Browsing, crawl
from desirepath.records import Record

DOCUMENTS = Path(__file__).parent / "documents"
Links = dict[tuple[Identifier, ...], None]  # a set in the order it was told: the same bytes everywhere


class DemoSummary(Record):
    """What was written: rows by file, people by why they left, and the best recall to hope for."""

    folder: str
    people: int
    seed: int
    rows: dict[str, int]
    left: dict[str, int]
    reachable_recall: float


class _Company:
    """The company while its year is being written."""

    def __init__(self, exports: Exports, truth: Truth, seed: int) -> None:
        self.exports, self.truth, self.seed = exports, truth, seed
        self.shuffles = {name: Shuffle() for name in exports.rows}
        self.written = 0
        self.clicks: Counter[tuple[str, str]] = Counter()
        self.typos, self.shared = Quota(TYPO_PEOPLE), Quota(SHARED_DEVICE_PEOPLE)
        self.kiosk, self.bots = Quota(KIOSK_ROWS), Quota(BOT_ROWS)
        self.waiting: tuple[Ending, Links, str] | None = None  # whose device waits for a second person

    def welcome(self, number: int, *, people: int) -> None:
        """Write all that this person leaves behind."""
        who = person(number, people=people, seed=self.seed)
        life = live(who, source(self.seed, "life", number))
        rng = source(self.seed, "books", number)
        who = self._mistype(who, life, rng)
        device = self._adopt(life)
        if device:
            who = replace(who, browsers=(device,))
        now = Browsing(who=who, rng=rng)
        links = self._write(now, life)
        ending = _ending(who, life)
        if device:
            self.truth.end(ending, links, shared=device)
        elif not self.waiting and self.shared.due(number + 1) and who.browsers[0] in now.logged_in:
            self.waiting = (ending, links, who.browsers[0])
        else:
            self.truth.end(ending, links, shared="")
        if self.bots.due(self.written):
            self._crawl(rng)

    def close(self) -> None:
        """Write what is left when the last person has been told."""
        if self.waiting:
            ending, links, _ = self.waiting
            self.truth.end(ending, links, shared="")
        for row in spend(self.clicks, seed=self.seed):
            self._send(row)
        for shuffle in self.shuffles.values():
            self._put(shuffle.rest())

    def _mistype(self, who: Person, life: Life, rng: Random) -> Person:
        """The same person, known to one system by a mistyped address only, while the quota lasts."""
        systems = _where_mistyped(life)
        if not systems or not self.typos.due(who.number + 1):
            return who
        self.typos.taken += 1
        return replace(who, typo=pick(rng, systems))

    def _adopt(self, life: Life) -> str:
        """The device of the one who waits for somebody to share it with, when this person can."""
        if not self.waiting or not any(visit.moment in BEHIND_LOGIN for visit in life.visits):
            return ""
        ending, links, device = self.waiting
        self.waiting = None
        self.shared.taken += 2
        self.truth.end(ending, links, shared=device)
        return device

    def _write(self, now: Browsing, life: Life) -> Links:
        links: Links = {}
        kiosk = self.kiosk.due(self.written)
        for row in remember(now, life, kiosk=kiosk):
            self.kiosk.taken += row.mess == "kiosk"
            if row.file == "clicks":
                self.clicks[_clicked(row)] += 1
            for soiled, hold in soil(row, now.rng):
                links[soiled.identifiers] = None
                self._send(soiled, hold=hold)
        return links

    def _crawl(self, rng: Random) -> None:
        for row in crawl(rng, rng.randrange(BEGIN, END - 3600)):
            self.bots.taken += 1
            self._send(row)

    def _send(self, row: Row, *, hold: int = 0) -> None:
        self._put(self.shuffles[row.file].send(row, hold=hold))

    def _put(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.exports.write(row)
            self.truth.tell(row)
            self.written += 1


def write_demo(
    folder: Path,
    *,
    people: int = 2000,
    seed: int = 7,
    progress: Callable[[int, int], None] | None = None,
) -> DemoSummary:
    """Write a year of the demo company: its exports, the documents that read them, and the truth.

    `folder/exports` holds the files of seven systems, `folder/mappings` a mapping for each of them,
    `folder/documents` the stages, the segments and the personas, `folder/truth` what is true. The same
    people and seed write the same bytes. `progress` is told how many people of how many are written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(DOCUMENTS / "mappings", folder / "mappings", dirs_exist_ok=True)
    (folder / "documents").mkdir(exist_ok=True)
    for document in sorted(DOCUMENTS.glob("*.yaml")):
        shutil.copyfile(document, folder / "documents" / document.name)
    with ExitStack() as open_files:
        exports = open_files.enter_context(Exports(folder / "exports"))
        truth = open_files.enter_context(Truth(folder / "truth"))
        company = _Company(exports, truth, seed)
        for number in range(people):
            company.welcome(number, people=people)
            if progress and (number + 1) % 50 == 0:
                progress(number + 1, people)
        company.close()
        if progress:
            progress(people, people)
    return DemoSummary(
        folder=str(folder),
        people=people,
        seed=seed,
        rows=exports.rows,
        left=dict(truth.left),
        reachable_recall=truth.reachable_recall,
    )


def _where_mistyped(life: Life) -> list[str]:
    """The systems that could know somebody with this life by a mistyped address."""
    moments = {visit.moment for visit in life.visits}
    systems = {MOMENTS[moment].system for moment in moments}
    known = {"crm": bool(moments & set(MEETINGS)), "shop": "shop" in systems, "support": "support" in systems}
    return [system for system, is_known in known.items() if is_known]


def _clicked(row: Row) -> tuple[str, str]:
    moment = "search_ad" if row.values["segments_ad_network_type"] == "SEARCH" else "video_ad"
    return moment, row.values["segments_date"]


def _ending(who: Person, life: Life) -> Ending:
    first, last = life.visits[0], life.visits[-1]
    return Ending(
        person=who.key,
        persona=who.persona.key,
        email=who.email,
        started=oslo_day(first.at),
        typo=who.typo,
        bought=has_bought(life),
        left=life.left,
        last_at=in_oslo(last.at).isoformat(),
        last_touchpoint=last.touchpoint,
    )
