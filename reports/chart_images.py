"""The charts of an issue as pictures for other programs: SVG as it is drawn, and PNG of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify

from organizations.text import clean_line

from .models import Issue, IssuePart

ZIP_TYPE = "application/zip"
ZOOM = 2.0
"""Pixels of a PNG for each of the chart's own units: sharp on a slide."""
FONTS = settings.BASE_DIR / "static" / "print" / "fonts"
OUR_FONT, ITS_FILES = "Source Sans 3", "PeerReady Sans"
"""What charts name as their font, and what the files of static/print/fonts call themselves."""
WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of each file in a ZIP, so that the same charts give the same bytes."""
MARGIN = 12
"""Room around a chart, in its own units: on a page the page gives it."""
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"\s+width="\1"\s+height="\2"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True)
class ChartImage:
    """A chart: `name` for a file, without its ending, `title` in words, `svg` a whole document."""

    name: str
    title: str
    svg: str


def charts_of(parts: Sequence[IssuePart]) -> Iterator[ChartImage]:
    """The charts of these parts in their order, numbered. Small drawings within a line are none: they have no title."""
    number = 0
    for part in parts:
        for svg in _SVG.findall(part.html):
            if found := _TITLE.search(svg):
                number += 1
                title = " ".join(unescape(found[1]).split())
                words = slugify(f"{part.title} {title}")[:60].strip("-")
                yield ChartImage(f"{number:02}-{words or 'chart'}", title, _with_room(svg))


def png_of(svg: str) -> bytes:
    """A chart as PNG on white. Raises ValueError for what is no SVG."""
    from resvg_py import svg_to_bytes  # only whoever makes pictures loads it

    fonts = [str(file) for file in sorted(FONTS.glob("*.ttf"))]
    drawn = svg.replace(OUR_FONT, ITS_FILES)
    return svg_to_bytes(svg_string=drawn, background="#ffffff", zoom=ZOOM, font_files=fonts, font_family=ITS_FILES)


def about_charts(issue: Issue, charts: Sequence[ChartImage]) -> str:
    """What lies beside the charts as README.txt: whose they are, what the files are for, and each chart in words."""
    on = timezone.localdate(issue.issued_at)
    lines = (
        f"Charts of “{clean_line(issue.name)}”, no. {issue.number}",
        f"{clean_line(issue.organization_name)}, issued {on:%B} {on.day}, {on.year}. Made with PeerReady.",
        "",
        "Each chart is here twice: SVG, which stays sharp at any size and can be edited, and PNG, which every program",
        "takes. Below, each is said in words: give them as the alternative text wherever you use the picture.",
        *(f"\n{chart.name}\n{chart.title}" for chart in charts),
        "",
    )
    return "\n".join(lines).replace("\n", "\r\n")


def zip_of(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP of (name, content); the same files give the same bytes."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        for name, content in files:
            zipped.writestr(ZipInfo(name, WHEN), content, ZIP_DEFLATED)
    return out.getvalue()


def _with_room(svg: str) -> str:
    def wider(match: re.Match[str]) -> str:
        width, height = (f"{float(side) + 2 * MARGIN:g}" for side in match.groups())
        return f'viewBox="{-MARGIN} {-MARGIN} {width} {height}" width="{width}" height="{height}"'

    return _SIZE.sub(wider, svg, count=1)
