"""An organization's own lists of tasks, to begin plans with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.client_data import QUESTION, looks_like_client_record
from organizations.fields import LineField, whole_number
from toolkits.models import Collection

from ..models import OwnList, PlanKind
from ..models.plan import OwnListQuerySet
from ..planning import own_lists as lists
from ..planning.listing import tasks_of_lists
from ..planning.own_lists import ListTask
from ..planning.phases import LISTS, lists_of, phases_of
from .finding import find_plan, may_work_on, part_of
from .tabs import tabs

METHODS = ["GET", "HEAD", "POST"]
A_LINE = 100  # characters


class ListForm(forms.Form):
    """A name, and a text for each phase (`phase-<slug>`). `tasks` are what was read of them all."""

    name = LineField(label="Name of the list", max_length=120, error_messages={"required": "Give the list a name."})

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phases = phases_of(kind)
        self.tasks: list[ListTask] = []
        for phase in self.phases:
            self.fields[f"phase-{phase.slug}"] = forms.CharField(
                label=phase.title,
                required=False,
                strip=False,
                max_length=lists.LONGEST_TEXT,
                widget=forms.Textarea(attrs={"spellcheck": "true"}),
            )

    @property
    def texts(self) -> list[forms.BoundField]:
        """The texts, each as high as what stands in it."""
        found = [self[f"phase-{phase.slug}"] for phase in self.phases]
        for field in found:
            lines = sum(1 + len(line) // A_LINE for line in str(field.value() or "").split("\n"))
            field.field.widget.attrs["rows"] = min(max(lines + 2, 6), 40)
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for phase in self.phases:
            name = f"phase-{phase.slug}"
            read = lists.from_text(data.get(name, ""), phase.slug)
            self.tasks += read.tasks
            for problem in read.problems[: lists.MOST_PROBLEMS]:
                self.add_error(name, problem)
            if len(read.problems) > lists.MOST_PROBLEMS:
                self.add_error(name, f"And {len(read.problems) - lists.MOST_PROBLEMS:,} more like these.")
        if not self.tasks and not self.errors:
            self.add_error(None, "Write at least one task: a list without any would be of no use.")
        return data


class KeepForm(forms.Form):
    name = LineField(label="Name of the list", max_length=120, error_messages={"required": "Give the list a name."})
    leave_out = forms.BooleanField(label="Leave out tasks that were not needed", required=False, initial=True)


@dataclass(frozen=True)
class Difference:
    """A part of a list as it was saved meanwhile and as it was typed."""

    label: str
    saved: str
    typed: str


@requires(Capability.WORK_PLAN)
@require_safe
def own_lists(request: OrganizationRequest) -> HttpResponse:
    """All lists, and what a new one can begin with."""
    kinds = _kinds(request)
    titles = dict(Collection.objects.filter(pk__in=[one.collection for one in LISTS]).values_list("pk", "title"))
    context = {
        "tabs": tabs(request, "plans"),
        "lists": readable_lists(request),
        "offered": [
            (kind, [(o.collection, titles[o.collection]) for o in lists_of(kind) if o.collection in titles])
            for kind in kinds
        ],
    }
    return render(request, "checklists/own_lists/index.html", context)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def new(request: OrganizationRequest) -> HttpResponse:
    """An empty list, or one that begins as a toolkit's (`from`); with POST add it."""
    kind = request.GET.get("kind", PlanKind.PROGRAM)
    kind = kind if kind in _kinds(request) else PlanKind.PROGRAM
    begun = _toolkits_list(request.GET.get("from", ""), kind)
    before = lists.of_new_tasks(tasks_of_lists([begun.pk], kind)) if begun else []
    context: dict[str, Any] = {"own": None, "kind": PlanKind(kind), "begun": begun}
    if request.method != "POST":
        name = f"{begun.title}, ours"[:120] if begun else ""
        return _edit(request, ListForm(kind=kind, initial=_initial(name, before, kind)), context)
    form = ListForm(request.POST, kind=kind)
    if not form.is_valid():
        return _edit(request, form, context, 422)
    tasks = lists.with_keys(form.tasks, before)
    name = form.cleaned_data["name"]
    try:
        made = lists.add_list(organization=request.organization, actor=request.user, name=name, kind=kind, tasks=tasks)
    except lists.TooManyError as refused:
        form.add_error(None, str(refused))
        return _edit(request, form, context, 422)
    return _saved(request, made)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def own_list(request: OrganizationRequest, own_list: int) -> HttpResponse:
    """One list to change; what somebody else saved meanwhile is shown beside what was typed."""
    found = find_list(request, own_list)
    before = lists.tasks_of(found)
    context: dict[str, Any] = {"own": found, "kind": PlanKind(found.kind), "version": found.version}
    if request.method != "POST":
        return _edit(request, ListForm(kind=found.kind, initial=_initial(found.name, before, found.kind)), context)
    context["version"] = version = _version(request)
    form = ListForm(request.POST, kind=found.kind)
    if not form.is_valid():
        return _edit(request, form, context, 422)
    tasks = lists.with_keys(form.tasks, before)
    name = form.cleaned_data["name"]
    try:
        saved = lists.change_list(own=found, version=version, actor=request.user, name=name, tasks=tasks)
    except lists.TooManyError as refused:
        form.add_error(None, str(refused))
        return _edit(request, form, context, 422)
    except lists.StaleListError as stale:
        context |= {"own": stale.now, "version": stale.now.version, "differences": _differences(form, stale.now)}
        return _edit(request, form, context, 409)
    return _saved(request, saved)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def remove(request: OrganizationRequest, own_list: int) -> HttpResponse:
    """Ask, and with POST remove it; plans that began with it keep their tasks."""
    found, status = find_list(request, own_list), 200
    if request.method == "POST" and not _version(request):
        status = 422
    elif request.method == "POST":
        try:
            lists.remove_list(own=found, version=_version(request))
        except lists.StaleListError as stale:
            found, status = stale.now, 409
        else:
            messages.success(request, f"The list “{found.name}” is removed.")
            return redirect("checklists:own-lists", request.organization.slug)
    context = {"tabs": tabs(request, "plans"), "own": found, "is_stale": status == 409}
    return render(request, "checklists/own_lists/remove.html", context, status=status)


@requires(Capability.WORK_PLAN)
@require_http_methods(METHODS)
def keep(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Keep a plan's tasks as a list for the next one."""
    found = find_plan(request, plan)
    tasks = lists.present_tasks(found)
    name = "First months" if found.is_onboarding else found.name
    form = KeepForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        kept = lists.of_plan(tasks, found.kind, leave_out_not_needed=form.cleaned_data["leave_out"])
        name = form.cleaned_data["name"]
        try:
            if not kept:
                raise lists.TooManyError("This plan has no tasks that could be kept.")
            made = lists.add_list(
                organization=request.organization, actor=request.user, name=name, kind=found.kind, tasks=kept
            )
        except lists.TooManyError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"“{made.name}” is kept as a list. Reword and take out what you like.")
            return redirect("checklists:own-list", request.organization.slug, made.pk)
    context = {
        "tabs": tabs(request, part_of(found)),
        "plan": found,
        "current": "keep",
        "may_work": may_work_on(request, found),
        "form": form,
        "count": len(tasks),
        "not_needed": sum(task.status == "not-needed" for task in tasks),
    }
    return render(request, "checklists/own_lists/keep.html", context, status=422 if request.method == "POST" else 200)


def readable_lists(request: OrganizationRequest) -> OwnListQuerySet:
    """The lists that this visitor may see: those for somebody's first months only with ASSESS_PEOPLE."""
    return OwnList.objects.for_organization(request.organization).filter(kind__in=_kinds(request))


def find_list(request: OrganizationRequest, own_list: int) -> OwnList:
    """A list that may be seen; anything else is a 404."""
    found: OwnList = get_object_or_404(readable_lists(request), pk=own_list)
    return found


def _kinds(request: OrganizationRequest) -> Sequence[PlanKind]:
    if not may(request.role, Capability.WORK_PLAN):
        raise PermissionDenied
    return tuple(PlanKind) if may(request.role, Capability.ASSESS_PEOPLE) else (PlanKind.PROGRAM,)


def _toolkits_list(slug: str, kind: str) -> Collection | None:
    if slug not in {one.collection for one in lists_of(kind)}:
        return None
    return Collection.objects.select_related("toolkit").filter(pk=slug).first()


def _initial(name: str, tasks: Sequence[ListTask], kind: str) -> dict[str, str]:
    return {"name": name} | {f"phase-{phase}": text for phase, text in lists.texts_of(tasks, kind).items()}


def _differences(form: ListForm, now: OwnList) -> list[Difference]:
    """The parts in which what is saved now is not what was typed."""
    saved = _initial(now.name, lists.tasks_of(now), now.kind)
    typed = _initial(form.cleaned_data["name"], form.tasks, now.kind)
    return [
        Difference(str(form.fields[name].label), saved[name], typed[name])
        for name in form.fields
        if saved[name] != typed[name]
    ]


def _words(own: OwnList) -> str:
    return "\n".join((own.name, *lists.texts_of(lists.tasks_of(own), own.kind).values()))


def _version(request: OrganizationRequest) -> int:
    """The version that a form was made from; 0, which none is, where the post does not say."""
    return whole_number(request.POST.get("version"))


def _saved(request: OrganizationRequest, own: OwnList) -> HttpResponse:
    count = len(own.tasks)
    messages.success(request, f"“{own.name}” is saved, with {count} task{'' if count == 1 else 's'}.")
    return redirect("checklists:own-lists", request.organization.slug)


def _edit(request: OrganizationRequest, form: ListForm, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    own = context["own"]
    around: dict[str, Any] = {
        "tabs": tabs(request, "plans"),
        "form": form,
        "begun": None,
        "version": 0,
        "differences": [],
        "is_stale": status == 409,
        "most": lists.MOST_TASKS,
        "longest": lists.LONGEST_TITLE,
        "question": QUESTION if own and looks_like_client_record(_words(own)) else "",
    }
    return render(request, "checklists/own_lists/edit.html", around | dict(context), status=status)
