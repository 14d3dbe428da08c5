"""The papers of a job description, to take away: Word and PDF by POST, which leaves a line in the audit trail."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jobdesc.models import Description
from jobdesc.views.finding import find_description
from jobdesc.views.tabs import tabs
from organizations.access import Capability, OrganizationRequest, requires

from ..downloading import PDF_TYPE, download
from ..pdf import ReportError
from .blocks import Paper
from .markdown import markdown_of
from .paper import html_of, pdf_of
from .papers import paper_of, papers
from .word import DOCX_TYPE, docx_of

MARKDOWN_TYPE = "text/markdown; charset=utf-8"
HTML_TYPE = "text/html; charset=utf-8"


@requires(Capability.DRAFT_JOBS)
@require_safe
def index(request: OrganizationRequest, description: int) -> HttpResponse:
    """All papers of a description, each with the ways to take it."""
    return _index(request, find_description(request, description))


@requires(Capability.DRAFT_JOBS)
@require_POST
def as_docx(request: OrganizationRequest, description: int, paper: str) -> HttpResponse:
    """With POST, because it leaves a line in the audit trail."""
    found, made = _paper(request, description, paper)
    return _file(request, found, made, docx_of(made), DOCX_TYPE, "docx")


@requires(Capability.DRAFT_JOBS)
@require_POST
def as_pdf(request: OrganizationRequest, description: int, paper: str) -> HttpResponse:
    """The same as PDF. Where none could be made, the page with all papers says so."""
    found, made = _paper(request, description, paper)
    try:
        pdf = pdf_of(made)
    except ReportError as error:
        return _index(request, found, problem=str(error), status=503)
    return _file(request, found, made, pdf, PDF_TYPE, "pdf")


@requires(Capability.DRAFT_JOBS)
@require_safe
def as_html(request: OrganizationRequest, description: int, paper: str) -> HttpResponse:
    """A whole HTML document without any look of its own."""
    _, made = _paper(request, description, paper)
    return _text(made, html_of(made, whole=True), HTML_TYPE, "html")


@requires(Capability.DRAFT_JOBS)
@require_safe
def as_markdown(request: OrganizationRequest, description: int, paper: str) -> HttpResponse:
    _, made = _paper(request, description, paper)
    return _text(made, markdown_of(made), MARKDOWN_TYPE, "md")


@requires(Capability.DRAFT_JOBS)
@require_safe
def paste(request: OrganizationRequest, description: int, paper: str) -> HttpResponse:
    """The HTML and the Markdown of a paper in fields to copy, and how it reads."""
    found, made = _paper(request, description, paper)
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "description": found,
        "paper": made,
        "html": html_of(made),
        "markdown": markdown_of(made),
    }
    return render(request, "reports/hiring/paste.html", context)


def _paper(request: OrganizationRequest, description: int, paper: str) -> tuple[Description, Paper]:
    found = find_description(request, description)
    made = paper_of(found, paper)
    if made is None:
        raise Http404("This description has no such paper.")
    return found, made


def _index(
    request: OrganizationRequest, description: Description, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "description": description,
        "papers": papers(description, request.organization.slug),
        "problem": problem,
    }
    return render(request, "reports/hiring/index.html", context, status=status)


def _file(
    request: OrganizationRequest, description: Description, made: Paper, content: bytes, content_type: str, ending: str
) -> HttpResponse:
    return download(
        request,
        content,
        content_type,
        subject=f"{description}, {made.slug}",
        name=made.name,
        otherwise=made.slug,
        day=timezone.localdate().isoformat(),
        ending=ending,
    )


def _text(made: Paper, content: str, content_type: str, ending: str) -> HttpResponse:
    """What costs nothing and is on the page already: no line in the trail."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.slug}.{ending}"'
    return response
