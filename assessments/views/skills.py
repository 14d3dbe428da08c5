"""A person's record of skills on paper and in other programs."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import audit
from organizations.access import Capability, OrganizationRequest, requires
from organizations.models import AuditEvent

from ..answers import Answers, from_json
from ..models import Record
from ..people import RecordChangedError, digest_of, import_skills
from ..person_forms import ImportForm
from ..recording import AlreadyCompleteError
from ..results import result_of
from ..skills_csv import SkillsFileError, changes_of, read_skills, to_csv
from .people import found_person
from .sheet import Sheet

CHANGED = "The record was changed meanwhile, so nothing was imported. Below is what the import would change now."
COMPLETE = "This record is complete, so nothing was imported. Open it again on its result page, then import."
NOTHING = "The record says all of this already. Nothing has changed."


@requires(Capability.ASSESS_PEOPLE)
@require_safe
def schedule(request: OrganizationRequest, instrument: str, person: int) -> HttpResponse:
    """Every skill with level, date, observer and notes, laid out for paper."""
    record = _found_skills(request, instrument, person)
    context = {**_around(request, record), "result": result_of(record.version.content, from_json(record.answers))}
    return render(request, "assessments/people/schedule.html", context)


@requires(Capability.ASSESS_PEOPLE)
@require_POST
def export(request: OrganizationRequest, instrument: str, person: int) -> HttpResponse:
    """The record as CSV. With POST, because it leaves a line in the audit trail."""
    record = _found_skills(request, instrument, person)
    audit.note(
        organization=request.organization,
        actor=request.user,
        action=AuditEvent.Action.EXPORTED,
        subject=f"{record.audit_title}, as CSV",
    )
    data = to_csv(record.version.content, from_json(record.answers))
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    name = slugify(f"{record.instrument_id}-{record.subject}-{timezone.localdate()}")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@requires(Capability.ASSESS_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_csv(request: OrganizationRequest, instrument: str, person: int) -> HttpResponse:
    """Ask for a file, show what it would change, and with `seen` change it."""
    record = _found_skills(request, instrument, person)
    if request.method != "POST" or record.is_complete:
        return _ask(request, record, ImportForm(), 409 if request.method == "POST" else 200)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, record, form, 422)
    try:
        rows = read_skills(record.version.content, form.cleaned_data["csv"])
    except SkillsFileError as error:
        return _ask(request, record, form, 422, error)
    if "seen" not in request.POST:
        return _preview(request, record, rows, form.cleaned_data["csv"])
    try:
        changes = import_skills(record=record, rows=rows, seen=request.POST["seen"], actor=request.user)
    except RecordChangedError:
        messages.error(request, CHANGED)
        return _preview(request, record, rows, form.cleaned_data["csv"], 409)
    except AlreadyCompleteError:
        messages.error(request, COMPLETE)
    else:
        kept = len(record.version.content.items) - len(changes)
        messages.success(request, f"{_skills(len(changes))} changed, {kept} stayed as they were.")
    return redirect(Sheet(request.organization.slug, record.instrument, record).url)


def _ask(
    request: OrganizationRequest,
    record: Record,
    form: ImportForm,
    status: int = 200,
    refused: SkillsFileError | None = None,
) -> HttpResponse:
    scale = next(iter(record.version.content.scales.values()))
    context = {
        **_around(request, record),
        "form": form,
        "errors": refused.errors if refused else (),
        "levels": [option.label for option in scale.options],
    }
    return render(request, "assessments/people/import.html", context, status=status)


def _preview(request: OrganizationRequest, record: Record, rows: Answers, text: str, status: int = 200) -> HttpResponse:
    answers = from_json(record.answers)
    changes = changes_of(record.version.content, answers, rows)
    if not changes:
        messages.info(request, NOTHING)
        return redirect(Sheet(request.organization.slug, record.instrument, record).url)
    emptied = sum(bool(change.before.answer) and not change.after.answer for change in changes)
    context = {
        **_around(request, record),
        "changes": changes,
        "row_count": len(rows),
        "emptied": emptied,
        "seen": digest_of(record),
        "text": text,
    }
    return render(request, "assessments/people/import_preview.html", context, status=status)


def _around(request: OrganizationRequest, record: Record) -> dict[str, object]:
    return {"record": record, "sheet": Sheet(request.organization.slug, record.instrument, record)}


def _skills(count: int) -> str:
    return f"{count} skill{'' if count == 1 else 's'}"


def _found_skills(request: OrganizationRequest, instrument: str, person: int) -> Record:
    record = found_person(request, instrument, person)
    if record.version.content.kinds != {"skill"}:
        raise Http404("This is not a list of skills.")
    return record
