"""A logo as somebody hands it over: looked at with suspicion, decoded within limits, and kept only as we drew it anew.

What is kept is named by its content, so that an issue keeps the logo that it was issued with.
"""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from organizations.ending import erase_folder
from organizations.models import Organization

from ..models import Issue, Report

MOST_BYTES = 2 * 1024 * 1024
MOST_SIDE = 4_000
"""Pixels. What says that it is larger is not decoded at all."""
KEPT_SIDE = 800
"""Pixels. On paper a logo is a few centimeters wide, and every page waits for it."""
KINDS = {"PNG": "png", "JPEG": "jpg"}
FOLDER = "logos"
_one_at_a_time = Lock()


class LogoError(ValueError):
    """Why a file is not taken, in words for whoever chose it."""


@dataclass(frozen=True)
class Logo:
    """A picture drawn anew: `content` is PNG or JPEG, `ending` "png" or "jpg"; `width` and `height` in pixels."""

    content: bytes
    ending: str
    width: int
    height: int


def read_logo(content: bytes) -> Logo:
    """The picture that a file holds, with nothing else of the file. Raises LogoError.

    The size is read from the file's head and checked before a single pixel is decoded.
    """
    if len(content) > MOST_BYTES:
        raise LogoError(f"This file has {len(content) / 1024 / 1024:.1f} MB. Choose one of 2 MB or less.")
    with _strictly():
        try:
            with Image.open(io.BytesIO(content), formats=tuple(KINDS)) as found:
                return _drawn_anew(found)
        except LogoError:
            raise
        except Image.DecompressionBombError as error:
            raise LogoError(_too_large()) from error
        except UnidentifiedImageError as error:
            raise LogoError(
                "This is no PNG and no JPEG, whatever its name says. Save your logo as one of those, and choose it."
            ) from error
        # Pillow's readers raise what they like for what is broken: OSError, SyntaxError, ValueError, struct.error …
        except Exception as error:
            raise LogoError(
                "This picture is damaged or cut short, and cannot be read. Save it once more, and choose that file."
            ) from error


@contextmanager
def _strictly() -> Iterator[None]:
    """What is cut short is an error, also where WeasyPrint was loaded, which has Pillow fill it up with gray."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we are stricter ourselves
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def keep_logo(organization: Organization, logo: Logo) -> str:
    """Put it into the store, where it is not there yet. Returns its path. Raises OSError."""
    path = f"{folder_of(organization)}/{hashlib.sha256(logo.content).hexdigest()}.{logo.ending}"
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(logo.content))
    return path


def drop_logo(path: str) -> None:
    """Erase it from the store, unless a report or an issue still has it."""
    if path and not Report.objects.filter(logo=path).exists() and not Issue.objects.filter(logo=path).exists():
        default_storage.delete(path)


def folder_of(organization: Organization) -> str:
    return f"{FOLDER}/{organization.pk}"


def forget_organization(organization: Organization) -> None:
    """Erase all logos of an organization that is deleted."""
    erase_folder(folder_of(organization))


def _drawn_anew(found: Image.Image) -> Logo:
    kind = found.format or ""
    if max(found.size) > MOST_SIDE:
        raise LogoError(_too_large(found.size))
    found.load()
    turned = ImageOps.exif_transpose(found)
    # Without its palette, profile, color space and notes: these are the only two that every reader of ours draws alike.
    plain = turned.convert("RGBA" if kind == "PNG" and turned.has_transparency_data else "RGB")
    plain.thumbnail((KEPT_SIDE, KEPT_SIDE))
    clean, out = Image.new(plain.mode, plain.size), io.BytesIO()
    clean.paste(plain)
    if kind == "PNG":
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=90)
    return Logo(out.getvalue(), KINDS[kind], *clean.size)


def _too_large(size: tuple[int, int] | None = None) -> str:
    measured = f"This picture has {size[0]:,} by {size[1]:,} pixels. " if size else "This picture has too many pixels. "
    return f"{measured}Choose one of at most {MOST_SIDE:,} pixels a side; {KEPT_SIDE} are plenty for a report."
