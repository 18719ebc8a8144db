"""Fonts beyond the bundled one: those a user names and those a machine has.

A `Fonts` is a value that is handed in; nothing here looks at a machine unless it is given the folders to look
in. HarfBuzz reads the files and says which characters a face has and how wide a text set in it is.
"""

import struct
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz as harfbuzz

from desirepath.errors import InputError
from desirepath.records import Record

__all__ = [
    "Face",
    "Fonts",
    "characters",
    "covering",
    "find_fonts",
    "font_folders",
    "is_unseen",
    "loaded",
    "of_weight",
    "shaped",
]

_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
_TYPOGRAPHIC_FAMILY, _FAMILY = 16, 1
_NORMAL_WIDTH = 5
_FOLDERS = (  # where Linux, macOS and Windows keep fonts; the last ones stand in a user's home
    ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "/Library/Fonts",
     "C:/Windows/Fonts"),
    (".fonts", ".local/share/fonts", "Library/Fonts", "AppData/Local/Microsoft/Windows/Fonts"),
)  # fmt: skip


class Face(Record):
    """One weight of a family, in a file that may hold several."""

    path: str
    index: int
    family: str
    weight: int
    is_slanted: bool = False
    is_condensed: bool = False


class Fonts(Record, eq=False):
    """The upright faces to take for what the bundled font lacks; `named` ones come before `found` ones."""

    named: tuple[Face, ...] = ()
    found: tuple[Face, ...] = ()

    def families(self) -> dict[str, tuple[Face, ...]]:
        """The faces by family, named families first."""
        return _families(self)


def find_fonts(named: Sequence[Path | str] = (), *, folders: Sequence[Path] = ()) -> Fonts:
    """The fonts of these files, and those that lie in these folders (each folder is looked through once).

    `InputError` where a named file is not there or is no font.

    >>> find_fonts().families()
    {}
    """
    return _fonts(tuple(str(each) for each in named), tuple(folders))


def font_folders(home: Path | None = None) -> list[Path]:
    """Where this machine keeps its fonts, for `find_fonts`; `home` is the user's folder."""
    system, own = _FOLDERS
    places = [Path(each) for each in system] + [(home or Path.home()) / each for each in own]
    return [place for place in places if place.is_dir()]


def covering(face: Face, cluster: str) -> bool:
    """Whether a face has a glyph for each character of a cluster that shows."""
    known = characters(face.path, face.index)
    return all(ord(char) in known or is_unseen(char) for char in cluster)


@lru_cache(maxsize=256)
def loaded(path: str, index: int) -> "harfbuzz.Font":
    """A face of a font file, read."""
    return harfbuzz.Font(harfbuzz.Face(harfbuzz.Blob.from_file_path(path), index))


@lru_cache(maxsize=256)
def characters(path: str, index: int = 0) -> "harfbuzz.Set":
    """The code points that a face has a glyph for."""
    return loaded(path, index).face.unicodes


def of_weight(faces: Sequence[Face], weight: int) -> Face:
    """The face that a browser takes for a weight (CSS Fonts 4, 5.2: 500 and less look lighter first)."""
    lighter = [face for face in faces if face.weight <= weight]
    heavier = [face for face in faces if face.weight >= weight]
    first, second = (lighter, heavier) if weight <= 500 else (heavier, lighter)
    chosen = first or second
    return max(chosen, key=_weight) if chosen is lighter else min(chosen, key=_weight)


@lru_cache(maxsize=65_536)
def shaped(text: str, path: str, index: int = 0, *, features: tuple[str, ...] = ()) -> float:
    """How wide a text is when it is set in a face, in ems: joined, with ligatures, kerned."""
    font = loaded(path, index)
    width = 0
    for part in _runs(text):
        buffer = harfbuzz.Buffer()
        buffer.add_str(part)
        buffer.guess_segment_properties()
        harfbuzz.shape(font, buffer, {feature.lstrip("-"): feature[0] != "-" for feature in features})
        width += sum(each.x_advance for each in buffer.glyph_positions)
    return float(width / font.face.upem)


def is_unseen(char: str) -> bool:
    """Whether a character is an instruction to the renderer: a joiner, a direction, a variation."""
    code = ord(char)
    spans = ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))
    return code in {0xAD, 0x34F, 0x61C, 0xFEFF} or any(first <= code <= last for first, last in spans)


def _runs(text: str) -> list[str]:
    """Stretches of one script: what has none of its own (spaces, figures) stays with what is before it."""
    runs: list[str] = []
    script: str | None = None
    for char in text:
        own = _script(char)
        if runs and (own is None or script in {None, own}):
            runs[-1] += char
        else:
            runs.append(char)
        script = own or script
    return runs


@lru_cache(maxsize=16_384)
def _script(char: str) -> str | None:
    buffer = harfbuzz.Buffer()
    buffer.add_str(char)
    buffer.guess_segment_properties()
    script: str | None = buffer.script
    return None if script in {"Zyyy", "Zinh"} else script


def _weight(face: Face) -> int:
    return face.weight


@lru_cache(maxsize=64)
def _fonts(named: tuple[str, ...], folders: tuple[Path, ...]) -> Fonts:
    return Fonts(
        named=tuple(face for each in named for face in _usable(_named(each))),
        found=tuple(face for folder in folders for face in _in_folder(folder)),
    )


@lru_cache(maxsize=64)
def _families(fonts: Fonts) -> dict[str, tuple[Face, ...]]:
    families: dict[str, tuple[Face, ...]] = {}
    for face in (*fonts.named, *fonts.found):
        families[face.family] = (*families.get(face.family, ()), face)
    return families


def _named(path: str) -> list[Face]:
    if not Path(path).is_file():
        raise InputError(f"There is no font file {path}. Name a .ttf, .otf or .ttc file.")
    faces = _faces(Path(path))
    if not faces:
        raise InputError(f"{path} is not a font that can be read. Name a .ttf, .otf or .ttc file.")
    return faces


@cache
def _in_folder(folder: Path) -> tuple[Face, ...]:
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _ENDINGS and file.is_file())
    return tuple(face for file in files for face in _usable(_faces(file)))


def _usable(faces: Iterable[Face]) -> list[Face]:
    """Text that Inter lacks is never slanted, and a condensed face is never asked for by its family."""
    return [face for face in faces if not face.is_slanted and not face.is_condensed]


def _faces(file: Path) -> list[Face]:
    """The faces of a file; none where it is no font."""
    try:
        with file.open("rb") as opened:
            head = opened.read(12)
        count = struct.unpack(">I", head[8:])[0] if head[:4] == b"ttcf" else 1
        blob = harfbuzz.Blob.from_file_path(str(file))
    except (OSError, struct.error, harfbuzz.HarfBuzzError):
        return []
    faces = [_face(file, blob, index) for index in range(min(count, 64))]
    return [face for face in faces if face is not None]


def _face(file: Path, blob: "harfbuzz.Blob", index: int) -> Face | None:
    face = harfbuzz.Face(blob, index)
    about = face.reference_table("OS/2").data
    family = face.get_name(_TYPOGRAPHIC_FAMILY) or face.get_name(_FAMILY)
    if not family or len(about) < 64 or not face.glyph_count:
        return None
    weight, width = struct.unpack(">HH", about[4:8])
    return Face(
        path=str(file),
        index=index,
        family=family,
        weight=weight,
        is_slanted=bool(about[63] & 1),
        is_condensed=width != _NORMAL_WIDTH,
    )
