"""What a report is made of before it is a PDF: frozen parts in their order, and what runs through all of them."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.utils.html import escape

from reports.issue import style_version
from reports.pdf import ReportError, Style

LINK = "part:"
"""`<a href="part:KEY">` in a part leads to the beginning of the part with that key."""


@dataclass(frozen=True)
class Part:
    """A part of a report, laid out for itself on pages of its own.

    `key`: unique in the report, letters, digits and hyphens. `title`: plain text for bookmarks and contents. `html`:
    all that it says, its own heading included; ids need be unique in this part only. `style`: one of static/print.
    `is_bare`: without running header and number, and not in the contents, as a cover is; its pages count all the same.
    `is_short`: may stand below the list of contents, on its page, where it is the first part that is not bare.

    Headings follow each other through the whole report: the first part begins with `<h1>`, each other one with `<h2>`.
    """

    key: str
    title: str
    html: str
    style: Style = "report"
    is_bare: bool = False
    is_short: bool = False


@dataclass(frozen=True)
class Composition:
    """A whole report. All texts are plain: nothing in them is taken for HTML or CSS.

    `header`: what stands at the top right of each page, beside the organization. `language`: a BCP 47 tag. `contents`:
    the heading of the list of contents, which follows the bare parts at the beginning; "" for a report without.
    `numbering`: how a page is numbered, with {page} and {pages}. `look`: CSS of our own making, put after each style.
    """

    title: str
    organization: str
    header: str
    parts: tuple[Part, ...]
    language: str = "en"
    contents: str = "Contents"
    numbering: str = "Page {page} of {pages}"
    look: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole HTML document as it is sent to be rendered. `name`: what to call it in words, `key`: a hash (hex)."""

    html: str
    style: str
    name: str
    key: str
    is_part: bool = True


def key_of(composition: Composition) -> str:
    """A hash (hex) of all that the joined report depends on: what it says, and what it is made with."""
    said = json.dumps([_made_with(), asdict(composition)])
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()


@cache
def _made_with() -> str:
    files = sorted(Path(__file__).parent.glob("*.py"))
    return " ".join([style_version(), version("pikepdf"), *(sha256_of(file) for file in files)])


def sha256_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


class PartFailed(ReportError):  # noqa: N818  # as ReportTooLarge
    """One part could not be made; `title` says which, and `is_too_large` whether for want of time or memory."""

    def __init__(self, title: str, *, is_too_large: bool) -> None:
        self.title, self.is_too_large = title, is_too_large
        if is_too_large:
            super().__init__(f"The part “{title}” is too large for a PDF. Leave it out, or ask for less of it.")
        else:
            super().__init__(f"The part “{title}” could not be made just now. Nothing is lost: try again in a minute.")


def sheet_of(part: Part, composition: Composition) -> Sheet:
    """A part as a document of its own. What the report says elsewhere is not in it: a part is kept for any report."""
    return sheet(part.html, part.title, composition, style=part.style)


def sheet(
    body: str, name: str, composition: Composition, *, style: str = "report", css: str = "", is_part: bool = True
) -> Sheet:
    """A document of this body; its key is a hash of all that its looks depend on."""
    look = "".join(f"<style>{text}</style>" for text in (composition.look, css) if text)
    html = (
        f'<!DOCTYPE html><html lang="{escape(composition.language)}"><head><meta charset="utf-8">'
        f"<title>Part</title>{look}</head><body>{body}</body></html>"
    )
    said = json.dumps([style_version(), style, is_part, html])
    return Sheet(html, style, name, hashlib.sha256(said.encode(errors="replace")).hexdigest(), is_part)


def contents_of(composition: Composition, first_pages: dict[str, int], below: Part | None = None) -> Sheet:
    """The list of contents. `first_pages`: the page, from 1, on which each part begins, by its key.

    `below`: a part that stands below it, on the same page as far as there is room.
    """
    entries = "".join(
        f'<li><a href="{LINK}{escape(part.key)}">{escape(part.title)}</a><span>{first_pages[part.key]}</span></li>'
        for part in composition.parts
        if not part.is_bare
    )
    heading = f"<h2>{escape(composition.contents)}</h2>"
    body = f'<section class="contents">{heading}<ol>{entries}</ol></section>{below.html if below else ""}'
    return sheet(body, composition.contents, composition, css=ENTRIES)


ENTRIES = """
.contents li { position: relative; border-bottom: 0.5pt solid #e0d8ca; }
.contents a { display: block; padding-right: 0.5in; }
.contents a::after { content: none; }
.contents span { position: absolute; top: 0; right: 0; color: #5c6b69; }
.contents + section { break-before: auto; margin-top: 32pt; }
"""
"""A rule below each entry: rows of dots up to its number would take four times as long."""

SIZES = ("", "wide")
"""The named pages of static/print/report.css, each of a size of its own."""

RUNNING = """
.running p { margin: 0; height: 0; white-space: nowrap; visibility: hidden; }
.running .organization { string-set: organization content(text); }
.running .header { string-set: title content(text); }
.running .numbering { string-set: numbering content(text); }
@page { @bottom-right { content: string(numbering); } }
"""


def sample_of(composition: Composition) -> str:
    """The line of numbers as it stands on the running sheet, with every letter that any page's number needs."""
    every = "0123456789"
    return f"{numbered(composition, every, every)}/"


def numbered(composition: Composition, page: object, pages: object) -> str:
    return composition.numbering.replace("{page}", str(page)).replace("{pages}", str(pages))


def running_sheet(composition: Composition) -> Sheet:
    """A page of each size that has only what runs through the whole report."""
    pages = "".join(
        f'<section class="running" style="page: {size or "auto"}"><p class="organization">'
        f'{escape(composition.organization)}</p><p class="header">{escape(composition.header)}</p>'
        f'<p class="numbering">{escape(sample_of(composition))}</p></section>'
        for size in SIZES
    )
    return sheet(pages, composition.header, composition, css=RUNNING, is_part=False)
