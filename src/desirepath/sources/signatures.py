"""What a file is when it is none of ours: pictures, archives, workbooks and databases, by their first bytes.

The source is each format's own specification; only what people really try to load is here.
"""

__all__ = ["foreign_kind"]

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture or a sound"),
    (b"%PDF-", "a PDF document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive inside another"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"ORC", "an ORC file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)


def foreign_kind(start: bytes) -> str | None:
    r"""What the file is, in words, when its first bytes say that it is no table.

    >>> foreign_kind(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), foreign_kind(b"id,name\n")
    ('a PNG picture', None)
    """
    if start.startswith(b"PK\x03\x04"):
        return _zip_kind(start)
    if start[257:262] == b"ustar":
        return "a tar archive"
    if start.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "a web page (was it saved while signed out?)"
    return next((kind for signature, kind in SIGNATURES if start.startswith(signature)), None)


def _zip_kind(start: bytes) -> str:
    if b"xl/workbook.bin" in start:
        return "a binary Excel workbook (.xlsb): save it as .xlsx"
    if b"xl/" in start or b"[Content_Types].xml" in start[:200]:
        return "an Office document, but no workbook"
    return "a zip archive: unpack it first"
