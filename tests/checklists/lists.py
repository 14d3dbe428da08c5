"""Own lists, people starting and changes, for tests that need something in every corner."""

from django.utils import timezone

from checklists.models import OwnList, Plan, PlanKind
from checklists.planning.own_lists import ListTask
from organizations.models import Organization

from .build import plan_of


def own_list(
    organization: Organization, *titles: str, kind: str = PlanKind.PROGRAM, name: str = "Ours", saved_by: str = "Ana"
) -> OwnList:
    """A list with these tasks in one phase."""
    phase = "week-one" if kind == PlanKind.ONBOARDING else "months-6-12-prior"
    tasks = [ListTask(title, phase).as_json() for title in titles]
    return OwnList.objects.create(organization=organization, kind=kind, name=name, tasks=tasks, saved_by_name=saved_by)


def furnish_lists(organization: Organization, rows: int = 1, prefix: str = "") -> None:
    """As many own lists, people starting, and people whose first months are over."""
    for n in range(rows):
        own_list(organization, "One", "Two", name=f"List {prefix}{n}")
        for name in (f"P{prefix}{n}", f"Q{prefix}{n}"):
            plan_of(organization, "Welcome", kind=PlanKind.ONBOARDING, name=name)
        Plan.objects.filter(organization=organization, name=f"Q{prefix}{n}").update(archived_at=timezone.now())
