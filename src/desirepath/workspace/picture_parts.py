"""A picture without what it tells beside the picture: where and when it was taken, with what, by whom.

PNG, JPEG and WebP are rows of labelled parts. Only the parts that make the picture itself are kept, so what
nobody has thought of is left out too; and which way up it is, which is all that is kept of what a camera
notes. What cannot be taken apart is refused: it might tell anything.
"""

import struct
import zlib
from collections.abc import Iterator

from desirepath.errors import InputError

__all__ = ["bare_picture"]

MOST_PIXELS = 100_000_000  # a few kilobytes can unfold into more than a browser can hold
PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split()
)
WEBP_PICTURES = frozenset({b"VP8 ", b"VP8L", b"VP8X"})  # one of these comes first
WEBP_KEPT = WEBP_PICTURES | {b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
EXIF, ICC, ADOBE, JFIF = b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe", b"JFIF\0"
BARE_MARKERS = frozenset({0x00, 0x01, *range(0xD0, 0xDA)})  # no segment begins with one of these
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # their segments say how high and how wide
GOES_ON = frozenset({0x00, 0xFF, *range(0xD0, 0xD8)})  # behind 0xFF in the data of a scan
NOTES_FLAGS = 0x0C  # of a WebP: it has EXIF, it has XMP
EXIF_FLAG = 0x08
FRAME_HEAD = 16  # bytes of an ANMF part before the picture's own parts
ORIENTATION = 0x0112  # the tag's number in EXIF 2.32
UPRIGHT = 1


def bare_picture(content: bytes, ending: str) -> bytes:
    """The same picture, with nothing in it but the picture; InputError when it is damaged, or huge."""
    try:
        return {"png": _png, "jpg": _jpeg, "webp": _webp}[ending](content)
    except (struct.error, IndexError, zlib.error):
        raise _damaged() from None


def _png(content: bytes) -> bytes:
    kept, turned = [PNG], UPRIGHT
    for name, body in _png_chunks(content):
        if name == b"IHDR":
            _check_size(*struct.unpack(">II", body[:8]))
        elif name == b"eXIf":
            turned = _orientation(body)
        if name == b"IEND" and turned != UPRIGHT:
            kept.append(_png_chunk(b"eXIf", _turned(turned)))
        if name in PNG_KEPT:
            kept.append(_png_chunk(name, body))
    return b"".join(kept)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks up to the end of the picture; what stands behind it is no part of it."""
    at = len(PNG)
    while True:
        (length,), name = struct.unpack_from(">I", content, at), content[at + 4 : at + 8]
        body = content[at + 8 : at + 8 + length]
        if len(body) < length or len(content) < at + 12 + length or (at == len(PNG)) != (name == b"IHDR"):
            raise _damaged()
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _jpeg(content: bytes) -> bytes:
    head: list[bytes] = []
    rest: list[bytes] = []
    turned = UPRIGHT
    for marker, body, scan in _jpeg_segments(content):
        if marker in FRAMES:
            height, width = struct.unpack(">HH", body[1:5])
            _check_size(width, height)
        if marker == 0xE1 and body.startswith(EXIF) and turned == UPRIGHT:
            turned = _orientation(body[len(EXIF) :])
        if _is_jpeg_picture(marker, body):
            part = head if marker == 0xE0 else rest
            part.append(_jpeg_segment(marker, body) + scan)
    note = [] if turned == UPRIGHT else [_jpeg_segment(0xE1, EXIF + _turned(turned))]
    return b"".join([b"\xff\xd8", *head[:1], *note, *rest, b"\xff\xd9"])


def _is_jpeg_picture(marker: int, body: bytes) -> bool:
    if marker == 0xE0:
        return body.startswith(JFIF)
    if 0xE0 < marker <= 0xEF:  # what applications note: colours are the picture's own
        return (marker == 0xE2 and body.startswith(ICC)) or (marker == 0xEE and body.startswith(ADOBE))
    return marker != 0xFE  # a comment


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, body and, behind the start of a scan, its coded data; up to the end of the picture."""
    at, has_scan = 2, False
    while True:
        marker, at = _marker(content, at)
        if marker == 0xD9 and has_scan:
            return
        if marker in BARE_MARKERS:
            raise _damaged()
        (length,) = struct.unpack_from(">H", content, at)
        body, at = content[at + 2 : at + length], at + length
        if length < 2 or at >= len(content):
            raise _damaged()
        end = _end_of_scan(content, at) if marker == 0xDA else at
        yield marker, body, content[at:end]
        has_scan, at = has_scan or marker == 0xDA, end


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker that stands here, and where its segment begins."""
    if content[at] != 0xFF:
        raise _damaged()
    while content[at] == 0xFF:  # a marker may be led by any number of these
        at += 1
    return content[at], at + 1


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands: in coded data 0xFF is followed by 0, or by a restart's number."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise _damaged()
        following = content[at + 1]
        if following not in GOES_ON:
            return at
        at += 1 if following == 0xFF else 2


def _jpeg_segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _webp(content: bytes) -> bytes:
    (length,) = struct.unpack_from("<I", content, 4)
    if length + 8 > len(content):
        raise _damaged()
    parts = list(_webp_parts(content[12 : 8 + length]))
    if not parts or parts[0][0] not in WEBP_PICTURES:
        raise _damaged()
    note = next((body for name, body in parts if name == b"EXIF"), b"")
    turned = _orientation(note.removeprefix(EXIF)) if note else UPRIGHT
    kept = []
    for name, body in parts:
        if name in WEBP_PICTURES:
            _check_size(*_webp_size(name, body))
        kept += [_webp_part(name, _webp_body(name, body, turned))] if name in WEBP_KEPT else []
    if turned != UPRIGHT and parts[0][0] == b"VP8X":
        kept.append(_webp_part(b"EXIF", _turned(turned)))
    told = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(told) + 4) + b"WEBP" + told


def _webp_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        name, (length,) = content[at : at + 4], struct.unpack_from("<I", content, at + 4)
        body = content[at + 8 : at + 8 + length]
        if len(body) < length:
            raise _damaged()
        yield name, body
        at += 8 + length + length % 2


def _webp_body(name: bytes, body: bytes, turned: int) -> bytes:
    if name == b"VP8X":
        flags = body[0] & ~NOTES_FLAGS | (EXIF_FLAG if turned != UPRIGHT else 0)
        return bytes((flags,)) + body[1:]
    if name == b"ANMF":  # one picture of several, with parts of its own
        inside = [_webp_part(*part) for part in _webp_parts(body[FRAME_HEAD:]) if part[0] in WEBP_KEPT]
        return body[:FRAME_HEAD] + b"".join(inside)
    return body


def _webp_part(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _webp_size(name: bytes, body: bytes) -> tuple[int, int]:
    """Width and height, as each of the three forms writes them (RFC 9649)."""
    if name == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if name == b"VP8L":
        (bits,) = struct.unpack_from("<I", body, 1)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", body, 6)
    return width & 0x3FFF, height & 0x3FFF


def _orientation(note: bytes) -> int:
    """Which way up a camera held it, 1 to 8; upright where that cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(note[:2])
    if order is None:
        return UPRIGHT
    try:
        (first,) = struct.unpack_from(f"{order}I", note, 4)
        (entries,) = struct.unpack_from(f"{order}H", note, first)
        for place in range(first + 2, first + 2 + 12 * entries, 12):
            tag, kind, count, value = struct.unpack_from(f"{order}HHIH", note, place)
            if (tag, kind, count) == (ORIENTATION, 3, 1) and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return UPRIGHT


def _turned(orientation: int) -> bytes:
    """A camera's note that says nothing but which way up: a TIFF of one entry."""
    return b"MM\0\x2a" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)


def _check_size(width: int, height: int) -> None:
    if not width * height:
        raise _damaged()
    if width * height > MOST_PIXELS:
        raise InputError(
            f"The picture has {width:,} × {height:,} points; at most {MOST_PIXELS // 1_000_000} million are "
            "kept. Make it smaller."
        )


def _damaged() -> InputError:
    return InputError(
        "This picture is damaged or cut short, so what it may tell beside the picture (such as where it was "
        "taken) cannot be taken out, and it is not kept. Save it anew as JPEG, PNG or WebP."
    )
