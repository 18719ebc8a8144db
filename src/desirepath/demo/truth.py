"""What is true of the demo company, written beside its exports, and how to score identities by it.

    rows.csv.gz         every row of every export: person, stage, planted cause, what is wrong with it
    people.csv          every person: persona, where mistyped, shared device, why they left and where
    identifiers.csv.gz  every identifier of one person alone, and the part of them that clean links reach
    causes.csv          why people left, and which reasons were planted
    reachable.json      the recall that deterministic links can reach
    zones.json          the hours by which each file is wrong when its zone is not told

The unit of precision and recall is the *pair of identifiers*: two distinct (type, value) of the
exports that belong to the same person. Shared devices, kiosks and junk belong to nobody and are left
out. A pair is reachable when a chain of rows, each holding two clean identifiers, joins the two.
"""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from desirepath.demo.exports import FILES, Row
from desirepath.errors import InputError
from desirepath.records import Record

Identifier = tuple[str, str]

CAUSES = {
    "never_bought": ("no", "", "looked around, compared, and did not buy"),
    "activation_failure": (
        "yes",
        "Activation",
        "activation failed again and again, support was slow, they gave up",
    ),
    "price_notice": ("yes", "Price notice", "left after the notice that the monthly fee goes up"),
    "drifted": ("no", "", "had a plan and stopped, for reasons of their own"),
    "": ("no", "", "still a customer, or still deciding, at the end of the year"),
}
ZONES = {
    FILES["surveys"].path: {
        "zone": "America/Denver",
        "hours_early_if_read_as_utc": [6, 7],
        "why": "the survey account was never moved from its makers' zone; the file does not say so",
    },
    FILES["receipts"].path: {
        "zone": "Europe/Oslo",
        "hours_late_if_read_as_utc": [1, 2],
        "why": "tills print local time",
    },
    FILES["contacts"].path: {
        "zone": "Europe/Oslo",
        "hours_late_if_read_as_utc": [1, 2],
        "why": "account zone",
    },
    FILES["deals"].path: {"zone": "Europe/Oslo", "hours_late_if_read_as_utc": [1, 2], "why": "account zone"},
}


class Ending(Record):
    """What is true of one person, for people.csv."""

    person: str
    persona: str
    email: str
    started: str
    typo: str
    bought: bool
    left: str
    last_at: str
    last_touchpoint: str


class Score(Record):
    """How well identities match the truth, over pairs of identifiers (0–1)."""

    precision: float  # of the pairs put together, the share that belongs together
    recall: float  # of the pairs that belong together, the share put together
    reachable_recall: float  # the recall that deterministic links can reach: the most to hope for

    @property
    def share_of_reachable(self) -> float:
        """Recall as a share of what can be reached."""
        return self.recall / self.reachable_recall if self.reachable_recall else 1.0


class Truth:
    """The open files of the truth: tell it rows and endings, close it once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._raw = [(folder / name).open("wb") for name in ("rows.csv.gz", "identifiers.csv.gz")]
        self._zipped = [
            gzip.GzipFile(filename="", mode="wb", compresslevel=5, fileobj=raw, mtime=0) for raw in self._raw
        ]
        self._texts = [io.TextIOWrapper(zipped, encoding="utf-8", newline="") for zipped in self._zipped]
        self._people = (folder / "people.csv").open("w", encoding="utf-8", newline="")
        self._rows, self._identifiers, self._endings = (
            csv.writer(text, lineterminator="\n") for text in (*self._texts, self._people)
        )
        self._rows.writerow(["file", "key", "person", "stage", "cause", "mess"])
        self._identifiers.writerow(["type", "value", "person", "part"])
        self._endings.writerow(
            ["person", "persona", "email", "started", "typo", "shared_device", "bought", "left", "last_at",
             "last_touchpoint"]
        )  # fmt: skip
        self.left: Counter[str] = Counter()
        self.pairs = self.reachable = 0

    def tell(self, row: Row) -> None:
        """Write down what is true of this row."""
        self._rows.writerow([FILES[row.file].path, row.key, row.person, row.stage, row.cause, row.mess])

    def end(self, ending: Ending, links: Iterable[tuple[Identifier, ...]], *, shared: str) -> None:
        """Write down what is true of this person; `links` are the identifiers of each of their rows."""
        kept = [[plain(*pair) for pair in link if pair[1] != shared] for link in links]
        parts = joined(kept)
        sizes = Counter(parts.values())
        self.pairs += _pairs(len(parts))
        self.reachable += sum(map(_pairs, sizes.values()))
        for (kind, value), part in parts.items():
            self._identifiers.writerow([kind, value, ending.person, part])
        self._endings.writerow(
            [ending.person, ending.persona, ending.email, ending.started, ending.typo, int(bool(shared)),
             int(ending.bought), ending.left, ending.last_at, ending.last_touchpoint]
        )  # fmt: skip
        self.left[ending.left] += 1

    @property
    def reachable_recall(self) -> float:
        """The recall that deterministic links can reach, over the people told so far."""
        return self.reachable / self.pairs if self.pairs else 1.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._summaries()
        for file in (*self._texts, *self._raw, self._people):  # closing a text closes the gzip under it
            file.close()

    def _summaries(self) -> None:
        counts = {"pairs": self.pairs, "reachable_pairs": self.reachable}
        reachable = {"unit": "pairs of identifiers", **counts, "recall": self.reachable_recall}
        for name, body in (("reachable.json", reachable), ("zones.json", ZONES)):
            (self._folder / name).write_bytes(
                msgspec.json.format(msgspec.json.encode(body), indent=2) + b"\n"
            )
        with (self._folder / "causes.csv").open("w", encoding="utf-8", newline="") as text:
            causes = csv.writer(text, lineterminator="\n")
            causes.writerow(["cause", "planted", "touchpoint", "people", "description"])
            for cause, (planted, touchpoint, description) in CAUSES.items():
                causes.writerow([cause, planted, touchpoint, self.left[cause], description])


def score(subjects: Mapping[Identifier, str], truth: Path) -> Score:
    """How well this assignment of identifiers, (type, value) → subject, matches the truth in this folder.

    An identifier it does not name counts as alone; one the truth does not know is ignored.
    """
    path = truth / "identifiers.csv.gz"
    if not path.is_file():
        raise InputError(f'There is no truth in "{truth}": expected the "truth" folder of a demo.')
    assigned = {plain(*pair): subject for pair, subject in subjects.items()}
    people: Counter[str] = Counter()
    parts: Counter[tuple[str, str]] = Counter()
    groups: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        for number, line in enumerate(csv.DictReader(text)):
            subject = assigned.get((line["type"], line["value"]), f"alone-{number}")
            people[line["person"]] += 1
            parts[line["person"], line["part"]] += 1
            groups[subject] += 1
            both[line["person"], subject] += 1
    together, belong = (sum(map(_pairs, counts.values())) for counts in (groups, people))
    right, reachable = (sum(map(_pairs, counts.values())) for counts in (both, parts))
    return Score(
        precision=right / together if together else 1.0,
        recall=right / belong if belong else 1.0,
        reachable_recall=reachable / belong if belong else 1.0,
    )


def plain(kind: str, value: str) -> Identifier:
    """An identifier however it was spelled.

    >>> plain("email", " Ana@Post.example"), plain("phone", "+47 10 12 34 56")
    (('email', 'ana@post.example'), ('phone', '4710123456'))
    """
    text = value.strip().casefold()
    return kind, "".join(filter(str.isdigit, text)) if kind == "phone" else text


def joined(links: Iterable[list[Identifier]]) -> dict[Identifier, int]:
    """Each identifier with the number of the part it falls into when all in a link belong together.

    >>> joined([[("email", "a"), ("user", "1")], [("email", "b")], [("user", "1"), ("phone", "2")]])
    {('email', 'a'): 0, ('user', '1'): 0, ('email', 'b'): 1, ('phone', '2'): 0}
    """
    above: dict[Identifier, Identifier] = {}

    def top(one: Identifier) -> Identifier:
        while above[one] != one:
            one = above[one]
        return one

    for link in links:
        for one in link:
            above.setdefault(one, one)
            above[top(one)] = top(link[0])
    numbers: dict[Identifier, int] = {}
    return {one: numbers.setdefault(top(one), len(numbers)) for one in above}


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
