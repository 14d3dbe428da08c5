"""One task: looking at it, changing it, and its notes, which save themselves."""

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.client_data import QUESTION, looks_like_client_record
from organizations.fields import whole_number
from organizations.text import clean_text

from ..models import Task
from ..working.changing import as_json, values_at, values_of
from ..working.editing import GROUPS, CircleError, clashes, save_edit
from ..working.forms import LONGEST_TEXT, StateForm, TaskForm
from ..working.saving import Saved
from .finding import find_task, part_of, task_to_work
from .refusing import changes_plans
from .tabs import tabs
from .task_page import entries_of, members_of, origins_of, show, tasks_in_order
from .undoing import tell_done

FORM = ["GET", "HEAD", "POST"]
FORM_FIELDS = {name: (name,) for name in GROUPS} | {
    "status": ("status", "reason"),
    "owner": ("owner", "outside"),
    "due": ("due", "planned"),
}
TOO_LONG = (
    f"This is too long to be saved: {LONGEST_TEXT:,} characters at most. Shorten it, or link a file that holds it."
)


@requires(Capability.READ)
@require_safe
def task(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Everything about a task, and the small forms to work it; in place, what it came from as it stands now."""
    found = find_task(request, plan, number)
    if "now" in request.GET and request.htmx:  # type: ignore[attr-defined]
        origins = list(found.origins.all())
        entries = entries_of(one.item_key for one in origins)
        context = {"organization": request.organization.slug, **origins_of(request, origins, entries, asks_now=True)}
        response = render(request, "checklists/task/_origins.html", context)
        patch_vary_headers(response, ["HX-Request"])
        return response
    return show(request, found)


@requires(Capability.WORK_PLAN)
@changes_plans
@require_http_methods(FORM)
def edit(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Ask for everything about a task, and with POST save it; what others changed meanwhile is put side by side."""
    found = task_to_work(request, plan, number, even_taken_out=request.method != "POST")
    if found.is_removed:
        return to_task(request, found)
    if request.method != "POST":
        return _edit(request, found, _form(request, found, found.version))
    version = version_of(request.POST, found)
    form = _form(request, found, version, _with_theirs(request.POST, _form(request, found, version)))
    if not form.is_valid():
        return _edit(request, found, form, 422, version=version)
    try:
        saved = save_edit(task=found, version=version, actor=request.user, values=form.values())
    except CircleError as error:
        form.add_error("needs", _way_round(error, form))
        return _edit(request, found, form, 422, version=version)
    return _conflict(request, saved, form) if saved.conflicts else _saved(request, saved, form)


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def save_state(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Save status, owner and date alone."""
    found = task_to_work(request, plan, number)
    version = version_of(request.POST, found)
    base = values_at(found, version)
    form = StateForm(request.POST, task=found, base=base, members=members_of(request))
    if not form.is_valid():
        return show(request, found, 422, state_form=form, state_version=version)
    saved = save_edit(task=found, version=version, actor=request.user, values=form.values())
    return _conflict(request, saved, form) if saved.conflicts else _saved(request, saved, form)


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def save_notes(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Save the notes, in place while they are written, or with the button."""
    found = task_to_work(request, plan, number)
    version = version_of(request.POST, found)
    text = clean_text(request.POST.get("notes", ""))
    if len(text) > LONGEST_TEXT:
        return _notes(request, found, 422, notes_problem=TOO_LONG, notes=text, notes_version=version)
    base = values_at(found, version)
    changed = {"notes": text} if text != clean_text(base["notes"]) else {}
    saved = save_edit(task=found, version=version, actor=request.user, values=changed)
    if saved.conflicts and request.htmx:  # type: ignore[attr-defined]
        return _notes(request, found, 409, has_conflict=True)
    if saved.conflicts:
        data = _data_of(_form(request, found, version))
        data["notes"] = text
        form = _form(request, found, version, data)
        form.is_valid()
        return _conflict(request, saved, form)
    question = QUESTION if changed and looks_like_client_record(text) else ""
    # Only where the form shows what is saved; elsewhere a new version would have it overwrite what it never showed.
    is_shown = saved.task.notes == text
    shown = saved.task.version if is_shown else version
    if request.htmx:  # type: ignore[attr-defined]
        return _notes(request, saved.task, 200, notes_version=shown, question=question)
    return _done(request, saved, question, "#notes")


def version_of(posted: Mapping[str, str], task: Task) -> int:
    """The version that a form was made from. One that cannot be is the first: then everything counts as unseen."""
    version = whole_number(posted.get("version"))
    return version if 1 <= version <= task.version else 1


def to_task(request: OrganizationRequest, task: Task, anchor: str = "") -> HttpResponse:
    response = redirect("checklists:task", request.organization.slug, task.plan_id, task.number)
    response["Location"] += anchor
    return response


def _form(
    request: OrganizationRequest, task: Task, version: int, data: MultiValueDict[str, Any] | None = None
) -> TaskForm:
    others = [one for one in tasks_in_order(task) if one.number != task.number]
    base = values_of(task) if version == task.version else values_at(task, version)
    return TaskForm(data, task=task, base=base, members=members_of(request), others=others)


def _edit(request: OrganizationRequest, task: Task, form: TaskForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"tabs": tabs(request, part_of(task.plan)), "plan": task.plan, "task": task, "form": form}
    context |= {"version": task.version, "clashes": (), "last": None, **more}
    return render(request, "checklists/task/edit.html", context, status=status)


def _saved(request: OrganizationRequest, saved: Saved, form: StateForm) -> HttpResponse:
    typed = (str(form.cleaned_data[name]) for name in form.changed_data if isinstance(form.cleaned_data[name], str))
    return _done(request, saved, QUESTION if any(map(looks_like_client_record, typed)) else "")


def _done(request: OrganizationRequest, saved: Saved, question: str, anchor: str = "") -> HttpResponse:
    if saved.change:
        tell_done(request, saved.change, "Saved.")
    else:
        messages.info(request, "Nothing was changed.")
    if question:
        messages.warning(request, question)
    return to_task(request, saved.task, anchor)


def _conflict(request: OrganizationRequest, saved: Saved, typed: StateForm) -> HttpResponse:
    """Nothing is saved: both texts side by side, and a form of how the task stands now with mine put in."""
    task, now = saved.task, values_of(saved.task)
    data = _data_of(_form(request, task, task.version))
    changed = {name for names in FORM_FIELDS.values() if set(names) & set(typed.changed_data) for name in names}
    for name in changed & set(typed.fields):
        data.setlist(name, cast(QueryDict, typed.data).getlist(name))
    mine = {name: as_json(name, value) for name, value in typed.values().items()}
    titles = {one.number: one.title for one in tasks_in_order(task)}
    last = task.changes.select_related("change").first()
    return _edit(
        request,
        task,
        _form(request, task, task.version, data),
        409,
        clashes=clashes(saved.conflicts, now, mine, task.plan.kind, titles),
        last=last.change if last else None,
    )


def _with_theirs(posted: QueryDict, unchanged: TaskForm) -> MultiValueDict[str, Any]:
    """What was posted, but where the other's was chosen, what the form was made from: so nothing of mine is saved."""
    data: MultiValueDict[str, Any] = MultiValueDict(posted.lists())
    was = _data_of(unchanged)
    for name, fields in FORM_FIELDS.items():
        if posted.get(f"keep-{name}") == "theirs":
            for field in fields:
                data.setlist(field, was.getlist(field))
    return data


def _data_of(form: TaskForm) -> MultiValueDict[str, Any]:
    """A form as it would be posted if nothing were changed in it."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for name in form.fields:
        value = form.initial[name]
        listed = value if isinstance(value, list) else ["on"] if value is True else [] if value is False else [value]
        data.setlist(name, ["" if one is None else str(one) for one in listed])
    return data


def _way_round(error: CircleError, form: TaskForm) -> str:
    tasks = {one.number: one for one in form.task.plan.tasks.filter(number__in=error.way)}
    way = ", which waits for ".join(
        f"“{tasks[number].title}”{' (taken out of the plan)' if tasks[number].is_removed else ''}"
        for number in error.way
    )
    return f"It would wait for itself: {way}. Take one of these out."


def _notes(request: OrganizationRequest, task: Task, status: int, **context: Any) -> HttpResponse:
    """In place the line that says so, else the whole page."""
    if request.htmx:  # type: ignore[attr-defined]
        context |= {"task": task}
        context.setdefault("notes_version", None)
        return render(request, "checklists/task/_notes_saved.html", context, status=status)
    return show(request, task, status, **context)
