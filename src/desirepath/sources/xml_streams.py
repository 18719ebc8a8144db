"""XML read as a stream, with nothing in it believed: no document types, no entities, no outside files.

`elements` feeds a file to a handler piece by piece, so that its rows can be taken while it is read;
`first_tags` says what kind of document a file begins as. What the tags mean is in `xes_files` and
`ocel_xml`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from desirepath.errors import SourceError
from desirepath.sources.opening import RECORD_LIMIT, Broken, CutShortError, byte_chunks
from desirepath.sources.rows import Progress

__all__ = ["Attributes", "Elements", "elements", "first_tags", "looks_like_xml"]

Attributes: TypeAlias = AttributesImpl
SLICE_BYTES = 64 << 10
DEPTH_LIMIT = 200
SHOWN_BYTES = 2_000  # of what stood where a document breaks off
BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|(?:\w+:)?log[\s>])")
BEGINS_WIDE = (b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0?\0", b"\0<\0?")  # UTF-16


class Elements(ContentHandler):
    """What is told of a document: `begin` and `end` of each element, `words` of the text between."""

    def __init__(self) -> None:
        super().__init__()
        self.told = 0  # how many tags: a token without end tells none
        self.depth = 0
        self._place = Locator()

    @property
    def line(self) -> int:
        """The line of the tag that is being told."""
        return self._place.getLineNumber() or 1

    def begin(self, name: str, attributes: Attributes) -> None:
        """An element begins; its name is without a prefix."""

    def end(self, name: str) -> None:
        """An element ends."""

    def words(self, text: str) -> None:
        """Some of the text between tags."""

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - SAX's own name
        """Where SAX says which line it is on."""
        self._place = locator

    def startElement(self, name: str, attrs: Attributes) -> None:  # noqa: N802 - as SAX calls it
        """What SAX calls at a tag."""
        self.told += 1
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise CutShortError(f"elements are nested more than {DEPTH_LIMIT} deep on line {self.line}")
        self.begin(name.rpartition(":")[2], attrs)

    def endElement(self, name: str) -> None:  # noqa: N802 - as SAX calls it
        """What SAX calls at a closing tag."""
        self.told += 1
        self.depth -= 1
        self.end(name.rpartition(":")[2])

    def characters(self, content: str) -> None:
        """What SAX calls for text."""
        self.words(content)


def looks_like_xml(start: bytes) -> bool:
    """Whether a file that begins like this is XML."""
    return start.startswith(BEGINS_WIDE) or BEGINS.match(start) is not None


def elements(path: Path, handler: Elements, progress: Progress | None = None) -> Iterator[Broken | None]:
    """Tell a document to the handler, a few kilobytes at each step; the last step may be `Broken`.

    Nothing behind a break can be read: what is XML there, nobody knows. SourceError for a document that
    declares its own type or entities, or refers to other files.
    """
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    handler.setDocumentLocator(parser)
    piece = b""
    try:
        for piece in _pieces(byte_chunks(path, progress), handler):
            parser.feed(piece)
            yield None
        parser.close()
    except CutShortError as end:
        yield _broken(piece, str(end))
    except SAXParseException as error:
        where = f"line {error.getLineNumber()}: "
        yield _broken(piece, f"{where}this is not XML: {error.getMessage()}")
    except DefusedXmlException:
        raise SourceError(
            f"{path} declares a document type or entities (<!DOCTYPE …>), which could read other files or "
            "grow without end, so it is not read. Export it without them."
        ) from None


class _Enough(Exception):
    """No error: the first tags have been seen."""


class _First(Elements):
    """The names of the first two elements, and the attributes of the first."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.root: dict[str, str] = {}

    def begin(self, name: str, attributes: Attributes) -> None:
        self.names.append(name)
        if len(self.names) == 2:
            raise _Enough
        self.root = dict(attributes.items())


def first_tags(path: Path) -> tuple[list[str], dict[str, str]]:
    """The names of a document's first two elements (fewer if it has no more), and what the first says."""
    seen = _First()
    try:
        for broken in elements(path, seen):
            if broken is not None and not seen.names:
                raise SourceError(f"{path}: {broken.reason}. Fetch the file again.")
    except _Enough:
        pass
    return seen.names, seen.root


def _pieces(chunks: Iterator[bytes], handler: Elements) -> Iterator[bytes]:
    """The document in small pieces, as long as tags come of them."""
    told = silent = 0
    for chunk in chunks:
        for start in range(0, len(chunk), SLICE_BYTES):
            piece = chunk[start : start + SLICE_BYTES]
            yield piece
            silent = 0 if handler.told > told else silent + len(piece)
            told = handler.told
            if silent > RECORD_LIMIT:
                raise CutShortError(
                    f"a tag or text behind line {handler.line} is longer than {RECORD_LIMIT >> 20} MB"
                )


def _broken(piece: bytes, reason: str) -> Broken:
    return Broken(raw=piece[-SHOWN_BYTES:], reason=reason, ends_early=True)
