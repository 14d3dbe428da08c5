"""Tasks from a CSV: asking for it, showing what would be added and what is wrong, and adding it."""

import csv
import io
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.client_data import looks_like_client_record
from organizations.models import Membership
from organizations.upload import UploadForm

from ..models import Plan, Status
from ..planning.adding import MOST_TASKS
from ..planning.importing import (
    BOM,
    COLUMNS,
    LARGEST,
    ChangedError,
    FileError,
    Reading,
    decode,
    import_tasks,
    read_tasks,
)
from ..planning.phases import phases_of
from .finding import find_plan, part_of, plan_to_work
from .refusing import changes_plans
from .tabs import tabs
from .undoing import tell_done


class ImportForm(UploadForm):
    """A file or pasted cells; `cleaned_data["csv"]` is the text of either."""

    file = forms.FileField(
        label="A file",
        required=False,
        help_text="CSV, as Excel, LibreOffice, Google Sheets or PeerReady saves it.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    text = forms.CharField(
        label="Or cells that you paste",
        required=False,
        strip=False,
        help_text="Copied from a spreadsheet, with the headings.",
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )

    most_bytes = LARGEST
    both, neither = "Choose a file or paste cells, not both.", "Choose a file, or paste cells below."

    def too_large(self, size: int) -> str:
        return f"This is too large: {LARGEST // 1000} kB is the most. A thousand tasks with notes are far smaller."

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "data" in data:
            try:
                text = decode(data["data"])
            except FileError as refused:
                self.add_error("file" if data.get("file") else "text", str(refused))
            else:
                data["csv"] = text.replace("\r\n", "\n").replace("\r", "\n")
        return data


@requires(Capability.WORK_PLAN)
@never_cache
@changes_plans
@require_http_methods(["GET", "HEAD", "POST"])
def import_csv(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Ask for a table, show what it would add, and with `seen` add it."""
    found = plan_to_work(request, plan)
    if request.method != "POST":
        return _ask(request, found, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, found, form, status=422)
    text, members = form.cleaned_data["csv"], _members(request)
    try:
        if "seen" not in request.POST:
            return _preview(request, found, read_tasks(text, plan=found, members=members), text)
        made = import_tasks(
            plan=found,
            actor=request.user,
            text=text,
            members=members,
            seen=request.POST["seen"],
            only_good="only_good" in request.POST,
        )
    except FileError as refused:
        return _ask(request, found, form, problem=str(refused), status=422)
    except ChangedError as changed:
        return _preview(request, found, changed.reading, text, status=409)
    tell_done(request, made, f"{made.summary}." if made else "Nothing was added.")
    return redirect("checklists:plan", request.organization.slug, found.pk)


@requires(Capability.WORK_PLAN)
@require_safe
def form_csv(request: OrganizationRequest, plan: int) -> HttpResponse:
    """An empty table with the headings, in UTF-8 with the mark by which Excel knows it."""
    find_plan(request, plan)
    out = io.StringIO(newline="")
    csv.writer(out).writerow(COLUMNS)
    headers = {"Content-Disposition": 'attachment; filename="tasks.csv"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse((BOM + out.getvalue()).encode(), content_type="text/csv; charset=utf-8", headers=headers)


def _members(request: OrganizationRequest) -> list[Membership]:
    return list(Membership.objects.for_organization(request.organization).select_related("user"))


def _ask(
    request: OrganizationRequest, plan: Plan, form: ImportForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        **_around(request, plan),
        "form": form,
        "problem": problem,
        "phases": [phase.title for phase in phases_of(plan.kind)],
        "statuses": [status.label for status in Status],
        "most": MOST_TASKS,
    }
    return render(request, "checklists/importing/import.html", context, status=status)


def _preview(
    request: OrganizationRequest, plan: Plan, reading: Reading, text: str, *, status: int = 200
) -> HttpResponse:
    titles = {phase.slug: phase.title for phase in phases_of(plan.kind)}
    labels = {status.value: status.label for status in Status}
    context = {
        **_around(request, plan),
        "reading": reading,
        "rows": [(row, titles[row.phase], labels[row.status]) for row in reading.rows],
        "asks_about_clients": any(looks_like_client_record(f"{row.title}\n{row.notes}") for row in reading.rows),
        "text": text,
        "is_stale": status == 409,
    }
    return render(request, "checklists/importing/preview.html", context, status=status)


def _around(request: OrganizationRequest, plan: Plan) -> dict[str, Any]:
    return {"tabs": tabs(request, part_of(plan)), "plan": plan, "current": "import", "may_work": True}
