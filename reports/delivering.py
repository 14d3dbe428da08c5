"""From an issue to its files: made once by a background job, kept in store, and handed over from there ever after.

A file is kept under a hash of the issue and of the parts that are in it, so that a link shows exactly its own parts.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from organizations.access import Capability
from organizations.ending import forgets
from organizations.jobs import Made, ProblemError, Progress, StoppedError, ask_for, makes
from organizations.models import Job, User

from .chart_images import ZIP_TYPE, about_charts, charts_of, png_of, zip_of
from .downloading import LONGEST_NAME, PDF_TYPE
from .issued_figures import figures_in, figures_table
from .kept_files import forget_organization, keep, kept, path_of
from .looks import logo_of, look_of
from .models import Issue, IssuePart
from .pdf import ReportError
from .sheets import CSV_TYPE, XLSX_TYPE, csv_of

if TYPE_CHECKING:
    from .joining.content import Part

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_INTRODUCTION = 2_000
"""Letters of markup. A longer one does not fit below the list of contents."""
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
