"""What of a plan leaves the screen: a table, a workbook, the whole of it as PDF, and one page on how it stands."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from checklists.models import Plan
from checklists.money.risks import load_risks
from checklists.views.finding import find_plan
from organizations.access import Capability, OrganizationRequest, may, requires

from .downloading import PDF_TYPE, download
from .issue import pdf_of_plan, pdf_of_status
from .pdf import ReportError
from .plan_document import PlanDocument, document_of
from .plan_standing import standing_of
from .plan_status import PlanStatus, status_of
from .plan_tables import owner_of, tables_of, tasks_table
from .planning import load_for_plan
from .sheets import CSV_TYPE, XLSX_TYPE, csv_of, xlsx_of


@requires(Capability.EXPORT)
@require_POST
def as_csv(request: OrganizationRequest, plan: int) -> HttpResponse:
    """With POST, because it leaves a line in the audit trail."""
    found = find_plan(request, plan)
    return _file(request, found, csv_of([tasks_table(found, _tasks(found))]), CSV_TYPE, "csv")


@requires(Capability.EXPORT)
@require_POST
def as_xlsx(request: OrganizationRequest, plan: int) -> HttpResponse:
    """With POST, because it leaves a line in the audit trail."""
    found = find_plan(request, plan)
    tasks = _tasks(found)
    tables = tables_of(found, tasks, standing_of(found, tasks, timezone.localdate()), timezone.now())
    book = xlsx_of(tables, title=found.name, author=request.organization.name)
    return _file(request, found, book, XLSX_TYPE, "xlsx")


@requires(Capability.EXPORT)
@require_POST
def as_pdf(request: OrganizationRequest, plan: int) -> HttpResponse:
    """The whole plan. Where it is too large for a PDF, the plan's page says so."""
    found = find_plan(request, plan)
    try:
        pdf = pdf_of_plan(_document(found))
    except ReportError as error:
        return render(request, "reports/plan_problem.html", {"plan": found, "problem": str(error)}, status=503)
    return _file(request, found, pdf, PDF_TYPE, "pdf")


@requires(Capability.READ)
@require_safe
def status(request: OrganizationRequest, plan: int) -> HttpResponse:
    """One page for the board. Nobody's first months have one."""
    return _status_page(request, _status(request, plan))


@requires(Capability.EXPORT)
@require_POST
def status_pdf(request: OrganizationRequest, plan: int) -> HttpResponse:
    """The same on paper."""
    found = _status(request, plan)
    try:
        pdf = pdf_of_status(found)
    except ReportError as error:
        return _status_page(request, found, problem=str(error), status=503)
    return _file(request, found.plan, pdf, PDF_TYPE, "pdf", what="status")


def _tasks(plan: Plan) -> list[Any]:
    """All tasks of a plan by number, with what tables say of them. Two queries."""
    tasks = list(plan.tasks.present().select_related("owner__user").prefetch_related("origins").order_by("number"))
    for task in tasks:
        task.owner_name = owner_of(task)
    return tasks


def _document(plan: Plan) -> PlanDocument:
    tasks = _tasks(plan)
    return document_of(standing_of(plan, tasks, timezone.localdate()), timezone.now())


def _status(request: OrganizationRequest, plan: int) -> PlanStatus:
    found = find_plan(request, plan)
    if found.is_onboarding:
        raise Http404("Somebody's first months have no page for the board.")
    today = timezone.localdate()
    return status_of(load_for_plan(found, load_risks(request.organization), today), timezone.now())


def _status_page(
    request: OrganizationRequest, found: PlanStatus, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"status": found, "problem": problem, "may_export": may(request.role, Capability.EXPORT)}
    return render(request, "reports/plan_status.html", context, status=status)


def _file(
    request: OrganizationRequest, plan: Plan, content: bytes, content_type: str, ending: str, what: str = ""
) -> HttpResponse:
    """The file as a download. The trail, which more people read, does not say of whose first months it is."""
    return download(
        request,
        content,
        content_type,
        subject=f"{plan.audit_title}{', status' if what else ''}",
        name=f"{plan.name} {what}".strip(),
        otherwise="plan",
        day=timezone.localdate().isoformat(),
        ending=ending,
    )
