"""Where a toolkit's task could go, and where it is already: asked once for a page that names many of them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from organizations.models import Organization

from ..models import Plan, Status


@dataclass(frozen=True, slots=True)
class There:
    """A toolkit's task in a plan."""

    plan: int
    plan_name: str
    number: int
    status: str

    @property
    def status_label(self) -> str:
        return Status(self.status).label


@dataclass(frozen=True)
class Present:
    """The current plans of a program, {key: name}, and the toolkit's tasks in them, by natural key."""

    plans: Mapping[int, str]
    tasks: Mapping[str, tuple[There, ...]]

    def there(self, key: str) -> tuple[There, ...]:
        return self.tasks.get(key, ())

    def missing(self, key: str) -> dict[int, str]:
        """The plans that the task is not in."""
        there = {one.plan for one in self.there(key)}
        return {plan: name for plan, name in self.plans.items() if plan not in there}


def load_present(organization: Organization) -> Present:
    """The plans with their toolkits' tasks. One query, whatever their number."""
    from_toolkit = Q(tasks__is_removed=False) & Q(tasks__key__gt="")
    rows = (
        Plan.objects.for_organization(organization)
        .programs()
        .current()
        .annotate(from_toolkit=FilteredRelation("tasks", condition=from_toolkit))
        .order_by("anchor", "pk", "from_toolkit__number")
        .values_list("pk", "name", "from_toolkit__key", "from_toolkit__number", "from_toolkit__status")
    )
    plans, tasks = {}, defaultdict(list)
    for plan, name, key, number, status in rows:
        plans[plan] = name
        if key:
            tasks[key].append(There(plan, name, number, status))
    return Present(plans, {key: tuple(found) for key, found in tasks.items()})
