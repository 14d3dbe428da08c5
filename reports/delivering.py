"""From an issue to its files: made once by a background job, kept in store, and handed over from there ever after.

A file is kept under a hash of the issue and of the parts that are in it, so that a link shows exactly its own parts.
"""

import base64
import hashlib
import json
import logging
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from organizations.access import Capability
from organizations.ending import erase_folder, forgets
from organizations.jobs import Made, ProblemError, Progress, StoppedError, ask_for, makes
from organizations.models import Job, Organization, User

from .chart_images import ZIP_TYPE, about_charts, charts_of, png_of, zip_of
from .composing.figures import Figure
from .composing.parts import KINDS
from .downloading import LONGEST_NAME, PDF_TYPE
from .models import Issue, IssuePart, Report
from .models.report import ACCENT
from .pdf import ReportError
from .sheets import CSV_TYPE, XLSX_TYPE, Column, Table, csv_of

if TYPE_CHECKING:
    from .joining.content import Part

log = logging.getLogger(__name__)

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FOLDER = "issues"
CHECK_BYTES = hashlib.sha256().digest_size
"""A kept file begins with the SHA-256 of the rest: whatever was cut short by a kill or a full disk is made again."""
IMAGE_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
LONGEST_INTRODUCTION = 2_000
"""Letters of markup. A longer one does not fit below the list of contents."""
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
Step = Callable[[int, int, str], None]


@dataclass(frozen=True)
class FileKind:
    """A file that an issue can be had as. `words` say what it is."""

    label: str
    words: str
    ending: str
    type: str


FILES = {
    "pdf": FileKind("PDF", "PDF", "pdf", PDF_TYPE),
    "docx": FileKind("Word", "Word document", "docx", DOCX_TYPE),
    "xlsx": FileKind("Figures for Excel", "figures", "xlsx", XLSX_TYPE),
    "csv": FileKind("Figures as CSV", "figures", "csv", CSV_TYPE),
    "charts": FileKind("Charts", "charts", "zip", ZIP_TYPE),
}


def register() -> None:
    """Have jobs of files done here, and files erased with their organization."""
    for kind in FILES:
        makes(job_kind(kind), make)
    forgets(elsewhere=forget_organization)


def job_kind(kind: str) -> str:
    return f"report-{kind}"


def ask(*, issue: Issue, kind: str, actor: User, left_out: Collection[str] = ()) -> Job:
    """Have a file made by the worker; the same file asked for twice is one job. Raises jobs.TooManyError."""
    path = path_of(issue, kind, shown_parts(issue, left_out))
    return ask_for(
        organization=issue.organization,
        kind=job_kind(kind),
        about={"issue": issue.pk, "left_out": sorted(left_out)},
        title=f"{issue} ({FILES[kind].words})",
        needs=Capability.EXPORT,
        actor=actor,
        key=f"{kind}-{hashlib.sha256(path.encode()).hexdigest()[:40]}",
    )


def make(job: Job, progress: Progress) -> Made:
    """What the worker does: the file of an issue. One that was removed meanwhile stops it."""
    there = Issue.objects.for_organization(job.organization) if job.organization else Issue.objects.none()
    issue = there.filter(pk=job.about["issue"]).first()
    if issue is None:
        raise StoppedError
    kind, left_out = job.kind.removeprefix("report-"), job.about.get("left_out", [])
    try:
        content = file_of(issue, kind, left_out, progress)
    except ReportError as error:
        raise ProblemError(str(error)) from error
    return Made(content, file_name(issue, kind), FILES[kind].type)


def shown_parts(issue: Issue, left_out: Collection[str] = ()) -> list[IssuePart]:
    """The parts of an issue without those, in order. One query."""
    return [part for part in issue.parts.all() if part.key not in left_out]


def file_of(issue: Issue, kind: str, left_out: Collection[str] = (), step: Step | None = None) -> bytes:
    """A file of an issue: from the store, or made and then kept. Raises ReportError for a PDF that cannot be made."""
    parts = shown_parts(issue, left_out)
    path = path_of(issue, kind, parts)
    content = kept(path)
    if content is None:
        content = _made(issue, kind, parts, step, is_excerpt=len(parts) < issue.parts.count())
        if Issue.objects.filter(pk=issue.pk).exists():  # removed meanwhile: its files are gone and stay so
            keep(path, content)
    return content


def stored(issue: Issue, kind: str, left_out: Collection[str] = ()) -> bytes | None:
    """A file of an issue where it was made before."""
    return kept(path_of(issue, kind, shown_parts(issue, left_out)))


def file_name(issue: Issue, kind: str) -> str:
    """What a file is called: harmless letters, the day on which the report was issued, the ending."""
    name = slugify(f"{issue.organization_name[:60]} {issue.name}")[:LONGEST_NAME].strip("-") or "report"
    charts = "-charts" if kind == "charts" else ""
    return f"{name}{charts}-{timezone.localdate(issue.issued_at):%Y-%m-%d}.{FILES[kind].ending}"


def figures_table(figures: Sequence[Figure]) -> Table:
    """All figures as a table, for CSV."""
    heads = (("Part", 20), ("About", 30), ("Figure", 40), ("As shown", 20), ("Value", 12), ("Unit", 10))
    more = (("n", 8), ("of", 8), ("Date", 12))
    rows = tuple(
        (part_title(one.part), one.about, one.label, one.said, one.value, one.unit, one.n, one.of, one.on)
        for one in figures
    )
    return Table("Figures", tuple(Column(*head) for head in heads + more), rows)


def part_title(key: str) -> str:
    """What a part is called to which a figure belongs."""
    return KINDS[key].title if key in KINDS else key


def figures_in(parts: Sequence[IssuePart]) -> tuple[Figure, ...]:
    return tuple(Figure(**one) for part in parts for one in part.figures)


def accent_of(issue: Issue | Report) -> str:
    """The issue's colour, such as "#1f5c57"; PeerReady's own where it is none."""
    return issue.accent if _COLOUR.fullmatch(issue.accent) else ACCENT


def logo_of(issue: Issue | Report) -> str:
    """The logo as a data: address, "" where there is none or it is no picture."""
    try:
        with default_storage.open(issue.logo) if issue.logo else ContentFile(b"") as file:
            content = file.read()
    except OSError:
        log.warning("The logo of %r is not there any more.", issue.pk)
        return ""
    kind = next((kind for mark, kind in IMAGE_TYPES.items() if content.startswith(mark)), "")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}" if kind else ""


def folder_of(issue: Issue) -> str:
    """Where every file is kept that is made of an issue."""
    return f"{FOLDER}/{issue.organization_id}/{issue.pk}"


def forget_organization(organization: Organization) -> None:
    """Erase every file that was made of any of its issues."""
    erase_folder(f"{FOLDER}/{organization.pk}")


def path_of(issue: Issue, kind: str, parts: Sequence[IssuePart]) -> str:
    """Where a file of these parts is kept."""
    said = [issue.pk, issue.digest, issue.issued_at.isoformat(), [part.key for part in parts]]
    return f"{folder_of(issue)}/{hashlib.sha256(json.dumps(said).encode()).hexdigest()}.{kind}"


def kept(path: str) -> bytes | None:
    """What is kept there, whole; None where it is not there or was cut short."""
    try:
        with default_storage.open(path) as file:
            content: bytes = file.read()
    except OSError:
        return None
    check, rest = content[:CHECK_BYTES], content[CHECK_BYTES:]
    return rest if hashlib.sha256(rest).digest() == check else None


def keep(path: str, content: bytes) -> None:
    """Keep a file. A full disk costs time, not the report."""
    try:
        default_storage.delete(path)
        default_storage.save(path, ContentFile(hashlib.sha256(content).digest() + content))
    except OSError:
        log.exception("A file of an issue could not be kept.")


def _made(issue: Issue, kind: str, parts: Sequence[IssuePart], step: Step | None, *, is_excerpt: bool) -> bytes:
    if kind == "csv":
        return csv_of([figures_table(figures_in(parts))])
    if kind == "charts":
        return _charts(issue, parts, step)
    if kind == "pdf":
        return _pdf(issue, parts, step, is_excerpt=is_excerpt)
    from .writing.sheets import xlsx_of
    from .writing.word import docx_of

    return docx_of(issue, parts) if kind == "docx" else xlsx_of(issue, parts)


def _charts(issue: Issue, parts: Sequence[IssuePart], step: Step | None) -> bytes:
    charts, files = list(charts_of(parts)), []
    for n, chart in enumerate(charts):
        if step:
            step(n, len(charts), chart.title)
        files += [(f"{chart.name}.svg", chart.svg.encode()), (f"{chart.name}.png", png_of(chart.svg))]
    if not files:
        raise ProblemError("There is no chart in this report.")
    return zip_of([*files, ("README.txt", about_charts(issue, charts).encode())])


def _pdf(issue: Issue, parts: Sequence[IssuePart], step: Step | None, *, is_excerpt: bool) -> bytes:
    from .joining.content import Composition, Part
    from .joining.report import joined_pdf

    context = {"issue": issue, "logo": logo_of(issue), "is_excerpt": is_excerpt}
    cover = Part("cover", issue.name, render_to_string("reports/issues/cover.html", context), is_bare=True)
    composition = Composition(
        title=issue.name,
        organization=issue.organization_name,
        header=issue.name,
        parts=(cover, *(_part(part) for part in parts)),
        look=look_of(issue),
    )

    def progress(done: int, of: int) -> None:
        if step:
            step(done, of, "Laying out the pages")

    return joined_pdf(composition, progress=progress)


def _part(part: IssuePart) -> "Part":
    """A part for the PDF. An introduction of a few lines does not take a page of its own."""
    from .joining.content import Part

    is_short = part.key == "introduction" and len(part.html) < LONGEST_INTRODUCTION
    return Part(part.key, part.title, part.html, is_short=is_short)


def look_of(issue: Issue) -> str:
    """CSS that gives the PDF the issue's colour; nothing where that is PeerReady's own."""
    accent = accent_of(issue)
    if accent.lower() == ACCENT:
        return ""
    return (
        f"h2, h4, .cover .brand, .cover .organization {{ color: {accent}; }} "
        f"h2, .cover, .cover .organization {{ border-color: {accent}; }} "
        f"@page {{ @top-left {{ color: {accent}; }} }}"
    )
