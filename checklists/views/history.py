"""What became of a plan: every change with who and when, and taking one back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.fields import whole_number

from ..models import Change, ChangeKind, Plan, TaskChange
from ..working.changing import Undone
from ..working.changing import undo as undo_change
from ..working.history import Line, Names, is_in_effect, lines_of, plan_lines_of
from .finding import find_plan, may_work_on, part_of, plan_to_work
from .refusing import changes_plans
from .tabs import tabs
from .undoing import safe_next, tell_done

A_PAGE = 25
SHOWN = 8
"""Tasks that are shown of a change before "and 12 more"."""


@dataclass(frozen=True)
class Told:
    """A change as the page tells it. `tasks` are the first ones with what changed, `more` is how many others.

    `may_be_undone` where it still holds.
    """

    change: Change
    plan_lines: list[Line]
    tasks: list[tuple[TaskChange, list[Line]]]
    more: int
    may_be_undone: bool

    @property
    def is_several(self) -> bool:
        return len(self.tasks) + self.more > 1

    @property
    def only_adds(self) -> bool:
        return self.change.kind == ChangeKind.ADDED


@requires(Capability.READ)
@require_safe
def history(request: OrganizationRequest, plan: int) -> HttpResponse:
    """All changes, the latest first; of one person, of one task, or one change with all of its tasks."""
    found = find_plan(request, plan)
    chosen = _chosen(request)
    titles = dict(found.tasks.order_by("number").values_list("number", "title"))
    changes = _filtered(found, chosen).order_by("-pk")
    page = Paginator(changes, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request, part_of(found)),
        "plan": found,
        "current": "history",
        "may_work": may_work_on(request, found),
        "page": page,
        "told": told_of(list(page.object_list), found, Names(titles), chosen),
        "people": found.changes.order_by("by_name").values_list("by_name", flat=True).distinct(),
        "titles": titles.items(),
        "chosen": chosen,
        "query": urlencode({name: value for name, value in chosen.items() if value}),
    }
    return render(request, "checklists/history/history.html", context)


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def undo(request: OrganizationRequest, plan: int, change: int) -> HttpResponse:
    """Take a change back, as far as nobody has changed the same things again since."""
    found = plan_to_work(request, plan)
    made = get_object_or_404(found.changes, pk=change)
    made.plan = found
    here = safe_next(request, reverse("checklists:history", args=[request.organization.slug, found.pk]))
    here += _row_of(request, made, here)
    if not is_in_effect(_undoings(found), made.pk):
        messages.info(request, "This was undone already.")
        return redirect(here)
    _say(request, made, undo_change(change_made=made, actor=request.user))
    return redirect(here)


def _row_of(request: OrganizationRequest, made: Change, here: str) -> str:
    """The fragment of the row of the one task that a change was about, where `here` is the plan's checklist."""
    checklist = reverse("checklists:plan", args=[request.organization.slug, made.plan_id])
    numbers = list(made.tasks.values_list("task__number", flat=True)[:2])
    return f"#task-{numbers[0]}" if len(numbers) == 1 and here.partition("?")[0] == checklist else ""


def told_of(changes: Sequence[Change], plan: Plan, names: Names, chosen: dict[str, Any]) -> list[Told]:
    """The changes with what they did. Three queries, whatever the number of changes and tasks."""
    rows = TaskChange.objects.filter(change__in=[change.pk for change in changes])
    if chosen["task"]:
        rows = rows.filter(task__number=chosen["task"])
    counts = dict(rows.order_by().values_list("change").annotate(count=Count("pk")))
    if not chosen["change"]:
        place = Window(RowNumber(), partition_by=[F("change")], order_by=[F("pk").asc()])
        rows = rows.annotate(place=place).filter(place__lte=SHOWN)
    of_change: dict[int, list[tuple[TaskChange, list[Line]]]] = {}
    for row in rows.select_related("task").order_by("pk"):
        row.task.plan = plan
        of_change.setdefault(row.change_id, []).append((row, lines_of(row, names)))
    undone = _undoings(plan)
    return [
        Told(
            change=change,
            plan_lines=plan_lines_of(change),
            tasks=(tasks := of_change.get(change.pk, [])),
            more=counts.get(change.pk, 0) - len(tasks),
            may_be_undone=is_in_effect(undone, change.pk),
        )
        for change in changes
    ]


def _undoings(plan: Plan) -> dict[int, int | None]:
    return dict(plan.changes.exclude(undone_by=None).values_list("pk", "undone_by"))


def _chosen(request: OrganizationRequest) -> dict[str, Any]:
    numbers = {name: whole_number(request.GET.get(name)) for name in ("task", "change")}
    return {"by": request.GET.get("by", "")[:150], **numbers}


def _filtered(plan: Plan, chosen: dict[str, Any]) -> QuerySet[Change]:
    changes = plan.changes.all()
    if chosen["by"] and "\0" not in chosen["by"]:  # PostgreSQL takes no NUL
        changes = changes.filter(by_name=chosen["by"])
    if chosen["task"]:
        changes = changes.filter(tasks__task__number=chosen["task"])
    if chosen["change"]:
        changes = changes.filter(pk=chosen["change"])
    return changes


def _say(request: OrganizationRequest, made: Change, undone: Undone) -> None:
    left = ", ".join(f"“{task.title}”" for task in undone.left[:5])
    if len(undone.left) > 5:
        left += f" and {len(undone.left) - 5} more"
    if undone.change is None and not undone.left:
        messages.info(request, "There was nothing left to undo.")
    elif undone.change is None:
        messages.warning(request, f"Nothing was undone: all of it was changed again since. Look at {left}.")
    else:
        tell_done(request, undone.change, f"Undone: {made.summary}")
        if left:
            messages.warning(request, f"What was changed again since stayed as it is: {left}.")
