"""What a task's page shows, put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from organizations.access import OrganizationRequest
from organizations.models import Membership
from toolkits.models import Entry

from ..findings import findings
from ..models import Origin, Task, TaskComment
from ..planning.phases import phases_of
from ..working.changing import values_of
from ..working.commenting import Piece, may_remove, pieces, readers
from ..working.evidence import LinkForm, host_of, is_safe
from ..working.forms import CommentForm, StateForm, StepForm
from ..working.improving import compared
from .finding import may_work_on, part_of
from .tabs import tabs


@dataclass(frozen=True)
class Said:
    """A comment as it is shown."""

    comment: TaskComment
    pieces: Sequence[Piece]
    may_remove: bool


@dataclass(frozen=True)
class Shown:
    """A link as it is shown: what it is, where it leads, and its address, empty where it is none to follow."""

    title: str
    host: str
    url: str
    address: str


def show(request: OrganizationRequest, task: Task, status: int = 200, **typed: Any) -> HttpResponse:
    """A task's page. `typed` are forms with what is to be mended, in place of empty ones."""
    return render(request, "checklists/task/task.html", page_of(request, task) | typed, status=status)


def page_of(request: OrganizationRequest, task: Task) -> dict[str, Any]:
    may_work = may_work_on(request, task.plan)
    others = tasks_in_order(task)
    members = members_of(request) if may_work else []
    origins = list(task.origins.all())
    entries = entries_of([task.key, *(one.item_key for one in origins)])
    return {
        "tabs": tabs(request, part_of(task.plan)),
        "plan": task.plan,
        "task": task,
        "phase": next((one for one in phases_of(task.plan.kind) if one.slug == task.phase), None),
        "may_work": may_work and not task.is_removed,
        "may_bring_back": may_work,
        "refused": "",
        "is_overdue": task.is_overdue(timezone.localdate()),
        "entry": entries.get(task.key),
        **origins_of(request, origins, entries, asks_now="now" in request.GET),
        "waits_for": [one for one in others if one.number in task.needs],
        "waited_for_by": [one for one in others if task.number in one.needs],
        **_neighbours(task, others),
        "state_form": StateForm(task=task, base=values_of(task), members=members) if may_work else None,
        "state_version": task.version,
        "link_form": LinkForm(auto_id="link_%s"),
        **steps_of(task),
        **dict.fromkeys(("notes", "notes_version", "notes_problem", "comment_is_asked_about")),
        "links": [_shown(link) for link in task.evidence],
        "comments": _comments(request, task),
        "comment_form": CommentForm(auto_id="comment_%s"),
        "mentionable": [str(one.user) for one in readers(task.plan, members) if one.user_id != request.user.pk],
    }


def steps_of(task: Task) -> dict[str, Any]:
    """What the list of steps needs, alone or on the page."""
    return {"task": task, "step_form": StepForm(auto_id="step_%s")}


def members_of(request: OrganizationRequest) -> list[Membership]:
    """The organization's members with their users, by name."""
    found = Membership.objects.for_organization(request.organization).select_related("user")
    return sorted(found, key=lambda member: str(member.user).casefold())


def tasks_in_order(task: Task) -> list[Task]:
    """All tasks of the plan that are in it, in the order of its checklist, with what is needed to name them."""
    order = {phase.slug: n for n, phase in enumerate(phases_of(task.plan.kind))}
    tasks = task.plan.tasks.present().only("plan", "number", "title", "phase", "place", "status", "needs")
    return sorted(tasks, key=lambda one: (order.get(one.phase, len(order)), one.place, one.number))


def _neighbours(task: Task, others: Sequence[Task]) -> dict[str, Task | None]:
    at = next((n for n, one in enumerate(others) if one.number == task.number), None)
    if at is None:
        return {"before": None, "after": None}
    return {"before": others[at - 1] if at else None, "after": others[at + 1] if at + 1 < len(others) else None}


def entries_of(keys: Iterable[str]) -> dict[str, Entry]:
    """The library's entries with these natural keys, with their toolkits. One query."""
    found = Entry.objects.filter(pk__in=set(keys) - {""}).select_related("toolkit", "collection")
    return {entry.key: entry for entry in found}


def origins_of(
    request: OrganizationRequest, origins: Sequence[Origin], entries: Mapping[str, Entry], *, asks_now: bool
) -> dict[str, Any]:
    """What a task came from, and if it is asked, what the latest results say now.

    That takes as many queries as the rest of the page, which therefore fetches it when it is there.
    """
    by_item = findings(request.organization).by_item if origins and asks_now else {}
    return {
        "origins": [(one, entries.get(one.origin.item_key)) for one in compared(origins, by_item)],
        "has_asked": asks_now,
    }


def _comments(request: OrganizationRequest, task: Task) -> list[Said]:
    return [
        Said(
            one, pieces(one.text, one.mentioned), one.removed_at is None and may_remove(one, request.user, request.role)
        )
        for one in task.comments.all()
    ]


def _shown(link: dict[str, str]) -> Shown:
    address = link.get("url", "")
    host = host_of(address)
    return Shown(link.get("title") or host or address, host, address if is_safe(address) else "", address)
