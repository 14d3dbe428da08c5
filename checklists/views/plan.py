"""A plan as a checklist: phase by phase, filtered, searched, and sorted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.models import Membership

from ..models import Plan
from ..planning.moving import windows_of
from ..planning.phases import phases_of
from ..planning.schedule import Window
from ..planning.words import span
from ..templatetags.plan_pages import Progress
from ..working import filtering
from ..working.bulk_form import BulkForm
from ..working.filtering import SHOWS, SORTS, Wanted, wanted_of
from ..working.quick_form import QuickForm
from ..working.reading import Line, next_steps, read_plan
from .finding import find_plan, may_work_on, part_of
from .rows import Row, as_read, rows_html, rows_of
from .tabs import tabs


@dataclass(frozen=True)
class Group:
    """Tasks under one heading. `done` of `needed` count the whole phase, whatever is shown of it."""

    slug: str
    title: str
    rows: list[Row]
    window: Window | None = None
    done: int = 0
    needed: int = 0

    @property
    def time(self) -> str:
        return span(self.window.opens, self.window.closes) if self.window else ""

    @property
    def html(self) -> SafeString:
        return rows_html(self.rows)


@dataclass(frozen=True)
class Sheet:
    """Everything that the page of a plan shows of its tasks."""

    lines: list[Line]
    found: list[Line]
    groups: list[Group]
    progress: Progress
    next: list[Row]
    counts: dict[str, int]
    wanted: Wanted

    @property
    def is_by_phase(self) -> bool:
        return self.wanted.sort == "phase"

    @property
    def shows(self) -> list[tuple[str, str, str, int]]:
        """Each thing that can be shown: its slug, its name, the address's query, how many there are."""
        return [(show, label, self.wanted.query(show=show), self.counts[show]) for show, label in SHOWS.items()]


@requires(Capability.READ)
@require_safe
def plan(request: OrganizationRequest, plan: int) -> HttpResponse:
    return show_plan(request, find_plan(request, plan))


def show_plan(
    request: OrganizationRequest,
    plan: Plan,
    *,
    bulk: BulkForm | None = None,
    quick: QuickForm | None = None,
    chosen: Collection[int] = (),
) -> HttpResponse:
    """The page of a plan. With a form that cannot be taken it comes again with what was chosen and typed in it."""
    may_work = may_work_on(request, plan)
    sheet = sheet_of(request, plan, chosen=chosen)
    members = members_of(request) if may_work else []
    context: dict[str, Any] = {
        "tabs": tabs(request, part_of(plan)),
        "plan": plan,
        "current": "plan",
        "may_work": may_work,
        "progress": sheet.progress,
        "sheet": sheet,
        "me": own_membership(request),
        "owners": filtering.owners_of(sheet.lines),
        "lists": filtering.lists_of(sheet.lines),
        "sorts": SORTS.items(),
        "here": request.get_full_path() if request.method in ("GET", "HEAD") else "",
        "bulk": bulk or BulkForm(plan=plan, members=members),
        "quick": quick or QuickForm(plan=plan, members=members),
        "chosen": len(chosen),
    }
    return render(request, "checklists/plan/checklist.html", context, status=422 if bulk or quick else 200)


def sheet_of(request: OrganizationRequest, plan: Plan, *, chosen: Collection[int] = ()) -> Sheet:
    """The tasks of a plan as the request's query asks for them. Three queries."""
    today, wanted = timezone.localdate(), wanted_of(request.GET)
    me, may_work = own_membership(request), may_work_on(request, plan)
    lines = read_plan(plan, with_details=bool(wanted.q))
    found = filtering.find(lines, wanted, me=me, today=today)
    everything = {line.number: line for line in lines}
    where = {phase.slug: phase.title for phase in phases_of(plan.kind)} if wanted.sort != "phase" else None
    rows = rows_of(found, plan, everything, today=today, may_work=may_work, where=where, chosen=chosen)
    next_rows = rows_of(next_steps(lines), plan, everything, today=today, may_work=may_work)
    return Sheet(
        lines=lines,
        found=found,
        groups=_groups(plan, wanted, lines, dict(zip((line.number for line in found), rows, strict=True)), found),
        progress=progress_of_lines(lines, today),
        next=[as_read(row) for row in next_rows],
        counts=filtering.counts(lines, me=me, today=today),
        wanted=wanted,
    )


def progress_of_lines(lines: Collection[Line], today: date) -> Progress:
    return Progress(
        total=len(lines),
        done=sum(1 for line in lines if line.is_done),
        not_needed=sum(1 for line in lines if line.is_finished and not line.is_done),
        overdue=sum(1 for line in lines if line.is_overdue(today)),
    )


def phase_counts(lines: list[Line], phase: str) -> tuple[int, int]:
    """How many tasks of a phase are done, of how many that are needed."""
    inside = [line for line in lines if line.phase == phase]
    done = sum(1 for line in inside if line.is_done)
    return done, done + sum(1 for line in inside if not line.is_finished)


def own_membership(request: OrganizationRequest) -> int | None:
    """The key of the membership of whoever asks; None for a visitor of the demo."""
    return next((one.pk for one in request.memberships if one.organization_id == request.organization.pk), None)


def members_of(request: OrganizationRequest) -> list[Membership]:
    """Everybody who can be given a task, by name. One query."""
    members = Membership.objects.for_organization(request.organization).select_related("user").order_by()
    return sorted(members, key=lambda member: str(member.user).casefold())


def _groups(plan: Plan, wanted: Wanted, lines: list[Line], rows: Mapping[int, Row], found: list[Line]) -> list[Group]:
    if wanted.sort == "date":
        return [
            Group(month or "none", f"{group[0].due:%B %Y}" if group[0].due else "Without a date", _rows(group, rows))
            for month, group in filtering.by_month(found).items()
        ]
    if wanted.sort == "owner":
        return [
            Group(f"owner-{n}", group[0].owner or "Nobody yet", _rows(group, rows))
            for n, group in enumerate(filtering.by_owner(found).values())
        ]
    return _phases(plan, lines, rows, found, hides_empty=not wanted.is_everything)


def _phases(
    plan: Plan, lines: list[Line], rows: Mapping[int, Row], found: list[Line], *, hides_empty: bool
) -> list[Group]:
    windows, phases = windows_of(plan), phases_of(plan.kind)
    slugs = [phase.slug for phase in phases]
    whole, shown = filtering.by_phase(lines, slugs), filtering.by_phase(found, slugs)
    return [
        Group(
            phase.slug,
            phase.title,
            _rows(shown[phase.slug], rows),
            windows[phase.slug],
            *phase_counts(whole[phase.slug], phase.slug),
        )
        for phase in phases
        if shown[phase.slug] or not hides_empty
    ]


def _rows(group: list[Line], rows: Mapping[int, Row]) -> list[Row]:
    return [rows[line.number] for line in group]
