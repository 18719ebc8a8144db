"""What a workspace is called and how it counts: `workspace.yaml`, and nothing secret."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from desirepath.engines import EngineName
from desirepath.errors import InputError, UnknownName, WorkspaceError
from desirepath.records import Record
from desirepath.sources import read_document, write_document

FILE = "workspace.yaml"


class Settings(Record):
    """A workspace's name and the units it counts in."""

    name: str
    kind: Literal["workspace"] = "workspace"
    schema_version: Literal[1] = 1
    zone: str = "UTC"
    currency: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")] = "EUR"
    noun: Literal["person", "account", "household", "case"] = "person"
    engine: EngineName = "duckdb"
    spark_master: str = "local[*]"  # where the engine spark runs: every core here, or spark://host:7077
    fonts: list[str] = []  # font files for scripts that Inter lacks, as seen from the folder
    upload_megabytes: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] = (
        1_000  # the largest file that the web app takes
    )

    def __post_init__(self) -> None:
        if self.zone not in available_timezones():
            raise UnknownName("time zone", self.zone, available_timezones())

    @classmethod
    def make(cls, **fields: str) -> Self:
        """Settings from text, checked; `InputError` when a field cannot be."""
        currency = fields.get("currency", "EUR")
        if not re.fullmatch("[A-Z]{3}", currency):
            raise InputError(f'A currency has three capital letters, such as EUR; found "{currency}".')
        try:
            return msgspec.convert(fields, cls)
        except msgspec.ValidationError as error:
            raise InputError(f"These settings cannot be: {error}") from None

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone days are counted in."""
        return ZoneInfo(self.zone)


def read_settings(folder: Path) -> Settings:
    """The settings of the workspace in this folder; `WorkspaceError` when there is none."""
    file = folder / FILE
    if not file.is_file():
        raise WorkspaceError(
            f"There is no workspace in {_shown(folder)}. Make one with: desirepath init {_shown(folder)} "
            "(or name another folder: desirepath -w FOLDER …)"
        )
    try:
        text = file.read_text(encoding="utf-8")
        found = read_document(text, file=str(file), kinds={"workspace": Settings})
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{file} is not UTF-8 text ({error.reason} at byte {error.start}).") from None
    except UnknownName as error:
        raise WorkspaceError(f"{file}: {error}") from None
    assert isinstance(found, Settings)  # noqa: S101  (the only kind given)
    return found


def write_settings(folder: Path, settings: Settings) -> None:
    """Write the settings of a new workspace; `InputError` when there is one already."""
    file = folder / FILE
    if file.exists():
        raise InputError(f"{_shown(folder)} holds a workspace already.")
    if folder.is_file():
        raise InputError(f"{_shown(folder)} is a file; a workspace is a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(write_document(settings), encoding="utf-8")


def _shown(folder: Path) -> str:
    return "this folder" if str(folder) == "." else str(folder)
