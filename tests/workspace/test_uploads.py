"""Uploads and pictures below a workspace: whole or not at all, under names that can do no harm."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.errors import InputError, SourceError, UnknownName
from desirepath.workspace.attachments import Attachments, kind_of
from desirepath.workspace.uploads import DAY_US, Uploads, harmless_name


def uploads_in(folder: Path, *, limit_bytes: int = 1_000, now_us: int = 0) -> Uploads:
    """A place for uploads whose ids can be foretold."""
    numbers = iter(range(1, 100))
    return Uploads(
        folder, limit_bytes=limit_bytes, clock=lambda: now_us, new_id=lambda: f"{next(numbers):016x}"
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_name_leaves_its_folder_or_says_nothing(name: str) -> None:
    plain = harmless_name(name)
    assert plain not in ("", ".", "..")
    assert not set(plain) & set('/\\<>:"|?*[]')
    assert not plain.startswith(".")
    assert len(plain.encode()) <= 250
    assert all(each.isprintable() for each in plain)


def test_a_long_name_keeps_its_ending() -> None:
    assert harmless_name("x" * 400 + ".jsonl.gz").endswith(".gz")


def test_what_breaks_off_is_too_long_or_empty_leaves_nothing(tmp_path: Path) -> None:
    uploads = uploads_in(tmp_path)

    def torn() -> Iterator[bytes]:
        yield b"id;when"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        uploads.keep("orders.csv", torn())
    with pytest.raises(InputError, match="larger than"):
        uploads.keep("orders.csv", [b"x" * 600, b"x" * 600])
    with pytest.raises(InputError, match="empty"):
        uploads.keep("orders.csv", [])
    arriving = uploads.begin("orders.csv", expected=10)
    arriving.add(b"12345")
    with pytest.raises(InputError, match="broke off"):
        arriving.keep(expected=10)
    arriving.drop()
    assert (uploads.all(), list(tmp_path.iterdir())) == ([], [])


def test_what_is_on_its_way_is_not_there_yet_and_swept_when_nobody_sends_it_any_more(tmp_path: Path) -> None:
    uploads = uploads_in(tmp_path, now_us=2 * DAY_US)
    arriving = uploads.begin("slow.csv")
    arriving.add(b"id")
    assert uploads.all() == []
    (home,) = tmp_path.iterdir()
    os.utime(home / ".coming", (0, 0))
    kept = uploads.keep("orders.csv", [b"id\n1\n"])
    assert uploads.all() == [kept]
    assert not home.exists()
    arriving.drop()


def test_what_nobody_loads_is_swept_after_a_week(tmp_path: Path) -> None:
    now_us = 20 * DAY_US
    uploads = uploads_in(tmp_path / "uploads", now_us=now_us)
    uploads.sweep()  # nothing was ever handed over
    kept = [uploads.keep(name, [b"id\n1\n"]) for name in ("old.csv", "young.csv", "half.csv")]
    for each, days in zip(kept, (7.1, 6.9, 1.1), strict=True):
        file = uploads.path(each.id)
        file = file.rename(file.with_name(".coming")) if each.name == "half.csv" else file
        os.utime(file, ns=(0, now_us * 1_000 - int(days * DAY_US * 1_000)))
    uploads.sweep()
    assert [home.name for home in (tmp_path / "uploads").iterdir()] == [kept[1].id]
    file = uploads.path(kept[1].id)
    os.utime(file, ns=(0, now_us * 1_000 - int(7.1 * DAY_US * 1_000)))
    assert uploads.all() == []  # also while the server runs on and on


def test_what_was_there_already_says_which_load_it_is(tmp_path: Path) -> None:
    uploads = uploads_in(tmp_path)
    kept = uploads.keep("orders.csv", [b"id\n1\n"])
    assert (kept.loads, kept.goes_at_us - kept.uploaded_at_us) == ([], 7 * DAY_US)
    uploads.note_loads(kept.id, [3, 4])
    assert (uploads.show(kept.id).loads, uploads.path(kept.id).name) == ([3, 4], "orders.csv")


def test_a_file_is_found_by_its_id_and_by_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    uploads = uploads_in(tmp_path / "uploads")
    kept = uploads.keep("orders.csv", [b"id\n1\n"])
    assert uploads.path(kept.id).read_bytes() == b"id\n1\n"
    for name in ("..", "../secret", "", kept.id.upper() + "x", f"{kept.id}/.."):
        with pytest.raises(SourceError):
            uploads.path(name)
    uploads.drop(kept.id)
    with pytest.raises(SourceError, match="not there any more"):
        uploads.show(kept.id)


def test_a_picture_is_kept_once_under_its_checksum_and_nothing_else_is_one(tmp_path: Path) -> None:
    pictures = Attachments(tmp_path / "attachments")
    point = b"VP8L\x0d\x00\x00\x00/\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"  # RFC 9649
    webp = b"RIFF\x1a\x00\x00\x00WEBP" + point
    first, again = pictures.keep(webp), pictures.keep(webp)
    assert first == again
    assert pictures.read(first.name) == (first, webp)
    assert len(list((tmp_path / "attachments").iterdir())) == 1
    for content in (b"", b"GIF89a", b"<svg/>", b"RIFF\x04\x00\x00\x00WAVE"):
        assert kind_of(content) is None
        with pytest.raises(InputError):
            pictures.keep(content)
    with pytest.raises(UnknownName):
        pictures.read("../workspace.yaml")
