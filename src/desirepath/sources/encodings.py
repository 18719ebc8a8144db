"""Text in any encoding as UTF-8 bytes, and which encoding a file is in.

A byte that is no text in its encoding becomes bytes that are not UTF-8 either, so that readers find and
reject its row in one place (`first_bad_bytes`), whatever the encoding.
"""

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from desirepath.errors import SourceError, nearest

__all__ = [
    "as_utf8",
    "bad_bytes",
    "check_encoding",
    "detect_encoding",
    "marked_encoding",
    "not_text",
    "wide_encoding",
]

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
KNOWN = ("utf-8", "utf-16", "latin-1", "cp1252", "cp1250", "cp1251", "iso-8859-15", "shift_jis", "gb18030")
CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "koi8_r",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
NEIGHBOURS = {"cp1250", "cp1252", "cp1254"}
SIGNS_IN_WORDS = re.compile(r"(?<=[^\W\d_])[£³¹¿¯¥¼¾](?=[^\W\d_])")  # ł, ą, ż … of cp1250 read as cp1252


def check_encoding(name: str) -> str:
    """The encoding's usual name, or a SourceError with a suggestion.

    >>> check_encoding("UTF8"), check_encoding("Latin-1")
    ('utf-8', 'iso8859-1')
    """
    try:
        b"x".decode(name, "ignore")  # refuses codecs that are no text, like base64
        return codecs.lookup(name).name.removesuffix("-sig")
    except (LookupError, ValueError):
        guess = nearest(name, KNOWN)
        hint = f'Did you mean "{guess}"?' if guess else f"Try one of: {', '.join(KNOWN)}."
        raise SourceError(f'There is no encoding "{name}". {hint}') from None


def marked_encoding(start: bytes) -> str | None:
    """The encoding that the file's first bytes (its byte-order mark) declare, if they do.

    >>> marked_encoding(b"\\xef\\xbb\\xbfid;name")
    'utf-8'
    """
    return next((name for mark, name in MARKS if start.startswith(mark)), None)


def detect_encoding(sample: bytes) -> str:
    """The encoding of a sample of whole lines: its mark, UTF-8 when it fits, else the likeliest.

    >>> detect_encoding("Straße;Größe".encode("cp1252")), detect_encoding("Straße".encode())
    ('cp1252', 'utf-8')
    """
    marked = marked_encoding(sample)
    if marked:
        return marked
    wide = wide_encoding(sample)
    if wide:
        return wide
    lines = [line for line in sample.splitlines() if not line.isascii()]
    is_utf8 = [_decodes(line) for line in lines]
    if not lines or sum(is_utf8) * 10 >= len(lines) * 9:
        return "utf-8"  # one damaged row among many does not make another encoding of it
    return _likeliest(b"\n".join(lines)[:65_536])


def as_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The chunks as UTF-8, without a byte-order mark; bytes that are no text stay not text."""
    if check_encoding(encoding) == "utf-8":
        first = next(chunks, b"")
        while len(first) < 3 and (more := next(chunks, b"")):
            first += more
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(encoding)("desirepath-keep")
    is_start = True
    for chunk in chunks:
        text = decoder.decode(chunk)
        yield _encoded(text.removeprefix("\ufeff") if is_start else text)
        is_start = is_start and not text
    yield _encoded(decoder.decode(b"", True))


def bad_bytes(data: bytes) -> Iterator[int]:
    """The positions of bytes that are not UTF-8, at least one for every line that holds any."""
    position = 0
    while position < len(data):
        try:
            (data[position:] if position else data).decode()
        except UnicodeDecodeError as error:
            bad = position + error.start
            yield bad
            position = data.find(b"\n", bad) + 1 or len(data)
        else:
            return


def not_text(row: bytes, encoding: str) -> str:
    """Why a row that holds bytes that are not its encoding is rejected, and what to try."""
    at = next(bad_bytes(row), 0)
    # as_utf8 writes the byte 0xE9 as the lone surrogate U+DCE9, whose last ten bits are in two bytes
    byte = row[at] if encoding == "utf-8" else (row[at + 1] & 0x03) << 6 | row[at + 2] & 0x3F
    other = "cp1252" if encoding == "utf-8" else "utf-8"
    return f"the byte 0x{byte:02X} is not {encoding}: if most rows fail so, try the encoding {other}"


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error("desirepath-keep", _keep)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decodes(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def wide_encoding(sample: bytes) -> str | None:
    """UTF-16 without a mark, if the sample is that: every other byte of Western text is zero."""
    even, odd = sample[0:4096:2], sample[1:4096:2]
    if len(sample) >= 4 and odd.count(0) * 3 > len(odd) and even.count(0) * 20 < len(even):
        return "utf-16-le"
    if len(sample) >= 4 and even.count(0) * 3 > len(even) and odd.count(0) * 20 < len(odd):
        return "utf-16-be"
    return None


def _likeliest(lines: bytes) -> str:
    """The likeliest encoding that is not UTF-8; Western Europe's when too little is there to tell."""
    high = sum(byte > 127 for byte in lines)
    matches = from_bytes(lines, cp_isolation=CANDIDATES)
    best = matches.best()
    if best is None or high < 16:
        return "cp1252"
    # on accents alone its neighbours look as likely as cp1252, or give the very same text
    alike = {name for match in matches for name in match.could_be_from_charset}
    if best.encoding in NEIGHBOURS and alike >= {"cp1250", "cp1252"}:
        is_polish = len(SIGNS_IN_WORDS.findall(lines.decode("cp1252", "ignore"))) * 10 > high
        return "cp1250" if is_polish else "cp1252"
    return codecs.lookup(best.encoding).name
