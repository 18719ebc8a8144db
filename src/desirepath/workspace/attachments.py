"""Pictures of maps and personas: photos taken on a walk, faces; kept under their checksum.

Only PNG, JPEG and WebP, told by their first bytes and not by their name, so nothing that a browser could run
is ever given back. What they tell beside the picture, such as where it was taken, is taken out first.
"""

import hashlib
import re
from pathlib import Path

from desirepath.engines import whole_file
from desirepath.errors import InputError, UnknownName
from desirepath.records import Record
from desirepath.workspace.picture_parts import bare_picture

__all__ = ["Attachment", "Attachments"]

LARGEST_PICTURE_BYTES = 12_000_000
NAME = re.compile(r"[0-9a-f]{64}\.(png|jpg|webp)")
CONTENT_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


class Attachment(Record):
    """A picture that is kept: `name` is its checksum and its ending."""

    name: str
    content_type: str
    bytes: int


class Attachments:
    """The pictures of one workspace."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> Attachment:
        """The bare picture, kept once however often it comes; InputError for none, or a damaged one."""
        if len(content) > LARGEST_PICTURE_BYTES:
            raise InputError(
                f"A picture may have {LARGEST_PICTURE_BYTES // 1_000_000} MB. Make this one smaller."
            )
        ending = kind_of(content)
        if ending is None:
            raise InputError("This is no picture that can be kept: expected PNG, JPEG or WebP.")
        content = bare_picture(content, ending)
        name = f"{hashlib.sha256(content).hexdigest()}.{ending}"
        self._folder.mkdir(parents=True, exist_ok=True)
        if not (self._folder / name).is_file():
            with whole_file(self._folder / name) as unfinished:
                Path(unfinished).write_bytes(content)
        return Attachment(name=name, content_type=CONTENT_TYPES[ending], bytes=len(content))

    def read(self, name: str) -> tuple[Attachment, bytes]:
        """A kept picture and its bytes; UnknownName when there is none of this name."""
        file = self._folder / name
        if not NAME.fullmatch(name) or not file.is_file():
            raise UnknownName("picture", name[:80], [])
        content = file.read_bytes()
        kind = CONTENT_TYPES[name.rpartition(".")[2]]
        return Attachment(name=name, content_type=kind, bytes=len(content)), content

    def has(self, name: str) -> bool:
        """Whether there is a picture of this name."""
        return bool(NAME.fullmatch(name)) and (self._folder / name).is_file()


def is_picture_name(text: str) -> bool:
    """Whether a text names a kept picture, whether or not that is there.

    >>> is_picture_name("a" * 64 + ".png"), is_picture_name("face.png")
    (True, False)
    """
    return NAME.fullmatch(text) is not None


def kind_of(content: bytes) -> str | None:
    r"""The ending of a picture, by its first bytes; None for anything else.

    >>> kind_of(b"\x89PNG\r\n\x1a\n..."), kind_of(b"<svg onload='alert(1)'>")
    ('png', None)
    """
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return "webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None
