from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from assessments.standing import Overview, overview
from checklists.models import Plan
from organizations import audit
from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.models import AuditEvent

from .finding import find_print
from .issue import key_of_print, pdf_of, pdf_of_print
from .pdf import ReportError, ReportTooLarge
from .readiness import build
from .report_list import composed_reports
from .survey_list import closed_surveys


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    return _index(request, overview(request.organization))


def _index(request: OrganizationRequest, found: Overview, *, problem: str = "", status: int = 200) -> HttpResponse:
    surveys = closed_surveys(request.organization)
    context = {
        "overview": found,
        "surveys": surveys,
        "plans": list(Plan.objects.for_organization(request.organization).programs().current()),
        "tells_of_team": any(one.answered is not None for one in surveys),
        "may_export": may(request.role, Capability.EXPORT),
        "problem": problem,
        "composed": composed_reports(request.organization),
    }
    return render(request, "reports/index.html", context, status=status)


@requires(Capability.READ)
@require_safe
def readiness(request: OrganizationRequest) -> HttpResponse:
    context = {"report": build(request.organization), "may_export": may(request.role, Capability.EXPORT)}
    return render(request, "reports/readiness.html", context)


@requires(Capability.EXPORT)
@require_POST
def readiness_pdf(request: OrganizationRequest) -> HttpResponse:
    """Make the PDF. With POST, because it costs work and leaves a line in the audit trail."""
    report = build(request.organization)
    try:
        pdf = pdf_of(report)
    except ReportError as error:
        return _index(request, report.overview, problem=str(error), status=503)
    audit.note(
        organization=request.organization,
        actor=request.user,
        action=AuditEvent.Action.EXPORTED,
        subject=f"{report.title} (PDF)",
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    name = slugify(f"{request.organization.name}-readiness-{localtime(report.made_at):%Y-%m-%d}") or "readiness"
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@requires(Capability.READ)
@require_safe
def print_blank(request: OrganizationRequest, name: str) -> HttpResponseBase:
    """An instrument, blank, or a collection as PDF: `?section=` that one alone, `?large` in large print.

    With GET, since it is kept and names nobody. A browser that has it already gets 304.
    """
    section, large = request.GET.get("section", ""), "large" in request.GET
    made = find_print(request.organization, name, section=section, large=large)
    if made is None:
        raise Http404("There is nothing of that name to print.")
    etag = quote_etag(key_of_print(made))
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = HttpResponse(pdf_of_print(made), content_type="application/pdf")
        except ReportError as error:
            context = {"print": made, "is_too_large": isinstance(error, ReportTooLarge), "is_part": bool(section)}
            return render(request, "reports/print_problem.html", context, status=503)
        response["Content-Disposition"] = f'inline; filename="{made.file_name}.pdf"'
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response
