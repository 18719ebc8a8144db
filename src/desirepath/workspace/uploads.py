"""Files handed over to be looked at and loaded: each below the workspace, in a folder of its own.

A file is counted while it comes in and exists only once all of it is there: what is too large or broken off
leaves nothing. Its name is made harmless first; whoever asks for it later does so by its id. What nobody
loads is taken away after a week.
"""

import re
import secrets
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from desirepath.errors import InputError, SourceError, WorkspaceError
from desirepath.records import Record

__all__ = ["Arrival", "TooLarge", "Upload", "Uploads", "harmless_name"]

ID = re.compile(r"[0-9a-f]{16}")
COMING = ".coming"
LOADED = ".loaded"  # the loads that hold the same rows already; it stays only to be loaded anew
DAY_US = 86_400_000_000
KEPT_US = 7 * DAY_US  # for who goes on with it later
LONGEST_NAME = 120
SPARE_BYTES = 256 << 20  # left free on the disk: a full one stops everything
MEGABYTE = 1_000_000


class Upload(Record):
    """A file that is here, whole."""

    id: str
    name: str
    bytes: int
    uploaded_at_us: int
    goes_at_us: int  # when it is taken away, if nobody does so before
    loads: list[int] = []  # loads that hold its rows already


class TooLarge(InputError):
    """A file that is longer than the settings allow."""


class Arrival:
    """A file on its way in: `add` what comes, then `keep` it or `drop` it."""

    def __init__(self, folder: Path, name: str, *, limit_bytes: int) -> None:
        self.name = name
        self._folder, self._limit, self._bytes = folder, limit_bytes, 0
        self._file: BinaryIO = (folder / COMING).open("xb")

    def add(self, chunk: bytes) -> None:
        """The next bytes; InputError once there are more than may be."""
        self._bytes += len(chunk)
        if self._bytes > self._limit:
            raise _too_large(self._limit)
        try:
            self._file.write(chunk)
        except OSError as error:
            raise WorkspaceError(
                f"The file cannot be kept: {error.strerror}. Make room on the disk."
            ) from None

    def keep(self, *, expected: int | None = None) -> Path:
        """All of it is here: the file; InputError when it is empty, or shorter than was said."""
        self._file.close()
        if expected is not None and self._bytes != expected:
            raise InputError(
                f"The file broke off after {self._bytes:,} of {expected:,} bytes. Send it again."
            )
        if not self._bytes:
            raise InputError(f"{self.name} is empty: there is nothing to load.")
        return (self._folder / COMING).rename(self._folder / self.name)

    def drop(self) -> None:
        """Forget it; nothing of it stays."""
        self._file.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class Uploads:
    """The files that were handed over to one workspace."""

    def __init__(
        self,
        folder: Path,
        *,
        limit_bytes: int,
        clock: Callable[[], int],
        new_id: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        self._folder, self._limit, self._clock, self._new_id = folder, limit_bytes, clock, new_id

    def begin(self, name: str, *, expected: int | None = None) -> Arrival:
        """A file of this name on its way in; InputError when it is too large, or the disk too small."""
        if expected is not None and expected > self._limit:
            raise _too_large(self._limit)
        self._folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._folder).free < (expected or 0) + SPARE_BYTES:
            raise WorkspaceError(
                "There is too little room on the disk for this file. Make some, then try again."
            )
        self.sweep()
        home = self._folder / self._new_id()
        home.mkdir()
        return Arrival(home, harmless_name(name), limit_bytes=self._limit)

    def keep(self, name: str, chunks: Iterable[bytes]) -> Upload:
        """A file from its bytes; whatever fails, nothing of it stays.

        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     uploads = Uploads(Path(folder), limit_bytes=100, clock=lambda: 0)
        ...     kept = uploads.keep("../orders.csv", [b"id;when"])
        ...     kept.name, kept.bytes, uploads.path(kept.id).read_text()
        ('orders.csv', 7, 'id;when')
        """
        arriving = self.begin(name)
        try:
            for chunk in chunks:
                arriving.add(chunk)
            return _upload(arriving.keep())
        except BaseException:
            arriving.drop()
            raise

    def all(self) -> list[Upload]:
        """Every file that is here whole, newest first; those whose time is over go now."""
        self.sweep()
        return self._here()

    def _here(self) -> list[Upload]:
        homes = self._folder.iterdir() if self._folder.is_dir() else []
        found = [each for home in homes if ID.fullmatch(home.name) for each in _uploads(home)]
        return sorted(found, key=lambda each: (-each.uploaded_at_us, each.id))

    def path(self, name: str) -> Path:
        """Where the file of this id is; SourceError when there is none (any more)."""
        found = _whole(self._folder / name) if ID.fullmatch(name) else []
        if not found:
            raise SourceError("This upload is not there any more. Choose the file again.")
        return found[0]

    def show(self, name: str) -> Upload:
        """What is known of the file of this id."""
        return _upload(self.path(name))

    def note_loads(self, name: str, loads: Iterable[int]) -> None:
        """These loads hold the rows of the file of this id already."""
        (self.path(name).parent / LOADED).write_text(" ".join(map(str, loads)), encoding="ascii")

    def drop(self, name: str) -> Upload:
        """Take a file away; what was loaded from it stays."""
        gone = self.show(name)
        shutil.rmtree(self._folder / name, ignore_errors=True)
        return gone

    def sweep(self) -> None:
        """Take away what nobody has loaded within a week, and what a killed process left half done."""
        for each in self._here():
            if self._clock() > each.goes_at_us:
                shutil.rmtree(self._folder / each.id, ignore_errors=True)
        self._sweep_half_done()

    def _sweep_half_done(self) -> None:
        """Take away what was left half done, once nobody can still be sending it."""
        for home in self._folder.iterdir() if self._folder.is_dir() else []:
            coming = home / COMING
            if coming.is_file() and self._clock() - coming.stat().st_mtime_ns // 1_000 > DAY_US:
                shutil.rmtree(home, ignore_errors=True)


def harmless_name(name: str) -> str:
    r"""A file's own name, without a folder, a control character, or a leading dot; its ending stays.

    >>> harmless_name("C:\\exports\\Orders 2025.csv"), harmless_name("../../etc/.passwd")
    ('Orders 2025.csv', 'passwd')
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode()).replace("\\", "/")
    last = text.rpartition("/")[2]
    plain = "".join("_" if each in '<>:"|?*[]' else each for each in last if each.isprintable()).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 12:
        plain = f"{stem[: LONGEST_NAME - len(ending)]}.{ending}"
    while len(plain.encode()) > 2 * LONGEST_NAME:  # a file's name has at most 255 bytes
        plain = plain[:-1]
    return plain[: LONGEST_NAME + 1] or "upload"


def _whole(home: Path) -> list[Path]:
    return [each for each in home.iterdir() if each.name not in {COMING, LOADED}] if home.is_dir() else []


def _uploads(home: Path) -> list[Upload]:
    try:
        return [_upload(file) for file in _whole(home)]
    except FileNotFoundError:  # taken away meanwhile
        return []


def _upload(file: Path) -> Upload:
    known, noted = file.stat(), file.with_name(LOADED)
    at_us = known.st_mtime_ns // 1_000
    return Upload(
        id=file.parent.name,
        name=file.name,
        bytes=known.st_size,
        uploaded_at_us=at_us,
        goes_at_us=at_us + KEPT_US,
        loads=[int(each) for each in noted.read_text(encoding="ascii").split()] if noted.is_file() else [],
    )


def _too_large(limit_bytes: int) -> TooLarge:
    return TooLarge(
        f"The file is larger than the {limit_bytes / MEGABYTE:,.0f} MB that an upload may have. Load it in "
        "the shell (desirepath load FILE), or raise upload_megabytes in workspace.yaml."
    )
