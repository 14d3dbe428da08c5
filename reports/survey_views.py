"""What of a closed survey leaves the screen: CSV and workbook of aggregates, and the page to give back to everybody."""

from collections.abc import Callable, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from surveys.models import Survey
from surveys.reading.results import Results, load_results
from surveys.views.finding import of_closed

from .downloading import PDF_TYPE, download
from .forms import PromiseForm
from .issue import pdf_of_summary
from .pdf import ReportError
from .sheets import CSV_TYPE, XLSX_TYPE, Table, csv_of, xlsx_of
from .survey_summary import Promised, summary_of
from .survey_tables import tables_of


@requires(Capability.EXPORT)
@require_POST
@of_closed
def as_csv(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """With POST, because it leaves a line in the audit trail."""
    return _tables(request, survey, "csv", CSV_TYPE, lambda tables, title: csv_of(tables))


@requires(Capability.EXPORT)
@require_POST
@of_closed
def as_xlsx(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """With POST, because it leaves a line in the audit trail."""
    author = request.organization.name
    return _tables(
        request, survey, "xlsx", XLSX_TYPE, lambda tables, title: xlsx_of(tables, title=title, author=author)
    )


@requires(Capability.READ)
@require_safe
@of_closed
def summary(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    return _page(request, _results(request, survey), PromiseForm())


@requires(Capability.EXPORT)
@require_POST
@of_closed
def summary_pdf(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """The page as PDF, with what was typed of what comes next, which is kept nowhere."""
    results, form = _results(request, survey), PromiseForm(request.POST)
    if not form.is_valid():
        return _page(request, results, form, status=422)
    try:
        pdf = pdf_of_summary(summary_of(results, timezone.now(), form.promised()))
    except ReportError as error:
        return _page(request, results, form, problem=str(error), status=503)
    return _file(request, survey, "pdf", PDF_TYPE, pdf)


def _results(request: OrganizationRequest, survey: Survey) -> Results:
    survey.organization = request.organization
    results = load_results(survey)
    if results is None:
        raise Http404("This survey has no results.")
    return results


def _page(
    request: OrganizationRequest, results: Results, form: PromiseForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    promised = form.promised() if form.is_bound and form.is_valid() else Promised()
    context = {
        "summary": summary_of(results, timezone.now(), promised),
        "form": form,
        "problem": problem,
        "may_export": may(request.role, Capability.EXPORT),
    }
    return render(request, "reports/survey_summary.html", context, status=status)


def _tables(
    request: OrganizationRequest,
    survey: Survey,
    ending: str,
    content_type: str,
    write: Callable[[Sequence[Table], str], bytes],
) -> HttpResponse:
    tables = tables_of(_results(request, survey), timezone.now())
    return _file(request, survey, ending, content_type, write(tables, survey.name))


def _file(request: OrganizationRequest, survey: Survey, ending: str, content_type: str, content: bytes) -> HttpResponse:
    return download(
        request,
        content,
        content_type,
        subject=survey.name,
        name=survey.name,
        otherwise="survey",
        day=f"{localtime(survey.closed_at):%Y-%m-%d}" if survey.closed_at else "",
        ending=ending,
    )
