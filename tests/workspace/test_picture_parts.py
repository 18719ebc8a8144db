"""A kept picture is the same picture, without a word on where, when and by whom it was taken."""

import io
import struct

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from desirepath.errors import InputError
from desirepath.workspace.picture_parts import bare_picture

SECRET = "59.91 N, Kari's phone"
GPS: dict[int, object] = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (59.0, 54.0, 36.0)}


def taken(form: str, *, orientation: int = 1, **how: object) -> bytes:
    """A picture with a corner of another colour, as a telling camera would write it."""
    picture = Image.new("RGB", (24, 16), "#2060a0")
    picture.paste("#c04020", (0, 0, 8, 8))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = SECRET
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    file = io.BytesIO()
    picture.save(file, form, exif=exif, **how)
    return file.getvalue()


def telling() -> list[tuple[str, bytes]]:
    """Each form with all that it can tell."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", SECRET)
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    return [
        ("jpg", taken("jpeg", comment=SECRET, xmp=xmp, progressive=True) + SECRET.encode()),
        ("jpg", taken("jpeg", orientation=6, comment=SECRET, quality=95)),
        ("png", taken("png", pnginfo=text) + SECRET.encode()),
        ("png", taken("png", orientation=3)),
        ("webp", taken("webp", xmp=xmp)),
        ("webp", taken("webp", orientation=8, lossless=True)),
    ]


@pytest.mark.parametrize(("ending", "content"), telling())
def test_a_picture_keeps_its_points_and_which_way_up_it_is_and_tells_nothing_else(
    ending: str, content: bytes
) -> None:
    before, after = (
        Image.open(io.BytesIO(content)),
        Image.open(io.BytesIO(bare := bare_picture(content, ending))),
    )
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert after.getexif().get(ExifTags.Base.Orientation, 1) == before.getexif()[ExifTags.Base.Orientation]
    assert set(after.getexif()) <= {ExifTags.Base.Orientation}
    assert SECRET.encode() not in bare
    assert (after.getexif().get_ifd(ExifTags.IFD.GPSInfo), after.info.keys() & {"comment", "xmp"}) == (
        {},
        set(),
    )
    assert bare_picture(bare, ending) == bare


def test_a_moving_picture_still_moves() -> None:
    pictures = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    for form in ("png", "webp"):
        file = io.BytesIO()
        pictures[0].save(file, form, save_all=True, append_images=pictures[1:], duration=100, lossless=True)
        kept = Image.open(io.BytesIO(bare_picture(file.getvalue(), form)))
        assert getattr(kept, "n_frames", 1) == 2


@pytest.mark.parametrize(("ending", "content"), telling()[::2])
def test_a_picture_that_is_cut_short_or_broken_is_refused_wherever_it_breaks(
    ending: str, content: bytes
) -> None:
    bare = bare_picture(content, ending)
    for end in range(8, len(bare) - 1):
        with pytest.raises(InputError, match="damaged or cut short"):
            bare_picture(bare[:end], ending)


def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused() -> None:
    content = bytearray(taken("png"))
    content[16:24] = struct.pack(">II", 60_000, 60_000)
    with pytest.raises(InputError, match="60,000 × 60,000"):
        bare_picture(bytes(content), "png")
