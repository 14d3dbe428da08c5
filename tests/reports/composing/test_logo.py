"""A logo is taken as a picture and as nothing else, and what would cost memory is refused by its head."""

import io
import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageFile, PngImagePlugin

from reports.composing.logo import (
    KEPT_SIDE,
    MOST_BYTES,
    LogoError,
    drop_logo,
    forget_organization,
    keep_logo,
    read_logo,
)
from reports.models import Report
from tests.cast import Cast

SCRIPT = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode in ("RGB", "RGBA") else 1).save(out, kind, **more)
    return out.getvalue()


def head_of_png(width: int, height: int, rest: bytes = b"") -> bytes:
    """A PNG that says how large it is, with hardly anything in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + rest
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_drawn_anew_with_nothing_else_of_its_file(kind: str) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>secret</script>")
    more = {"pnginfo": notes} if kind == "PNG" else {"comment": b"<script>secret</script>"}
    given = picture(kind, **more) + b"PK\x03\x04 <script>secret</script>"
    assert b"secret" in given
    found = read_logo(given)
    assert (found.width, found.height, found.ending) == (40, 20, {"PNG": "png", "JPEG": "jpg"}[kind])
    assert b"secret" not in found.content
    with Image.open(io.BytesIO(found.content)) as again:
        assert (again.format, again.size, set(again.info) & {"Comment", "comment"}) == (kind, (40, 20), set())


def test_what_can_be_seen_through_stays_so_and_other_color_spaces_become_plain() -> None:
    with Image.open(io.BytesIO(read_logo(picture(mode="RGBA")).content)) as found:
        assert found.mode == "RGBA"
    with Image.open(io.BytesIO(read_logo(picture("JPEG", "CMYK")).content)) as found:
        assert found.mode == "RGB"
    with Image.open(io.BytesIO(read_logo(picture(mode="1")).content)) as found:
        assert found.mode == "RGB"


def test_a_large_picture_is_kept_smaller_in_its_shape() -> None:
    found = read_logo(picture(size=(4_000, 1_000)))
    assert (found.width, found.height) == (KEPT_SIDE, KEPT_SIDE // 4)


@pytest.mark.parametrize("size", [(30_000, 30_000), (30_000, 1), (1, 4_001), (2**31 - 1, 2**31 - 1)])
def test_a_picture_that_says_it_is_huge_is_refused_without_decoding_it(size: tuple[int, int]) -> None:
    given = head_of_png(*size)
    tracemalloc.start()
    with pytest.raises(LogoError, match="4,000 pixels a side"):
        read_logo(given)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_note_that_unpacks_to_gigabytes_is_refused() -> None:
    data = b"Comment\0\0" + zlib.compress(b"\0" * 80_000_000, 9)
    bomb = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    with pytest.raises(LogoError, match="damaged"):
        read_logo(head_of_png(4, 4, bomb))


@pytest.mark.parametrize(
    "given",
    [
        SCRIPT,
        b"MZ\x90\0" + b"\0" * 500,
        b"%PDF-1.7",
        b"GIF89a" + b"\0" * 50,
        picture("GIF", "P"),
        picture("WEBP"),
        b"",
        b"x",
    ],
    ids=["svg", "exe", "pdf", "broken gif", "gif", "webp", "nothing", "a letter"],
)
def test_what_is_neither_png_nor_jpeg_is_refused_whatever_it_is_called(given: bytes) -> None:
    with pytest.raises(LogoError, match="no PNG and no JPEG"):
        read_logo(given)


@pytest.mark.parametrize("lenient", [True, False])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_file_that_is_cut_short_is_refused_whatever_else_is_loaded(
    kind: str, part: float, lenient: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)  # WeasyPrint sets it when it is imported
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    out = io.BytesIO()
    noise.save(out, kind)
    with pytest.raises(LogoError, match="damaged or cut short"):
        read_logo(out.getvalue()[: int(len(out.getvalue()) * part)])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lenient


def test_a_file_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(LogoError, match="2 MB or less"):
        read_logo(picture() + b"\0" * MOST_BYTES)


@pytest.mark.django_db
def test_a_logo_goes_only_with_the_last_that_has_it(cast: Cast, tmp_path: Path, settings: object) -> None:
    logo = read_logo(picture())
    path = keep_logo(cast.organization, logo)
    assert keep_logo(cast.organization, logo) == path
    report = Report.objects.create(organization=cast.organization, name="A", reader="board", logo=path)
    drop_logo(path)
    assert default_storage.exists(path)
    report.delete()
    drop_logo(path)
    assert not default_storage.exists(path)
    forget_organization(cast.organization)
    keep_logo(cast.organization, logo)
    forget_organization(cast.organization)
    assert not default_storage.exists(path)
