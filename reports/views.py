from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from organizations import audit
from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.models import AuditEvent

from .issue import pdf_of
from .pdf import ReportError
from .readiness import build


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    context = {"report": build(request.organization), "may_export": may(request.role, Capability.EXPORT)}
    return render(request, "reports/index.html", context)


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
        context = {"report": report, "may_export": True, "problem": str(error)}
        return render(request, "reports/index.html", context, status=503)
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
