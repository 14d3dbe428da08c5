"""Which of the toolkits' tasks the latest results call for: from gaps, by the links between items and tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from organizations.models import Organization, User
from toolkits.models import CollectionKind, Entry, Link

from ..findings import Finding, Findings, findings
from ..models import Change, Origin, Plan, Task
from .adding import add_tasks
from .listing import task_of_entry


@dataclass(frozen=True)
class CalledFor:
    """A toolkit's task, the gaps that it helps with (lowest first), why, and the task it is in the plan already."""

    entry: Entry
    gaps: tuple[Finding, ...]
    reason: str
    task: Task | None

    @property
    def lowest(self) -> int:
        return min((gap.share for gap in self.gaps if gap.share is not None), default=100)


def called_for(plan: Plan, found: Findings) -> list[CalledFor]:
    """The tasks that the gaps call for, those first that help with most gaps, then with the lowest. Two queries."""
    gaps_of: dict[str, list[Finding]] = {}
    for gap in found.gaps:
        gaps_of.setdefault(gap.link_key, []).append(gap)
    links = Link.objects.filter(from_key__in=gaps_of, entry__collection__kind=CollectionKind.CHECKLIST)
    by_entry: dict[str, list[Link]] = {}
    for link in links.select_related("entry__collection", "entry__toolkit").order_by("from_key", "position"):
        by_entry.setdefault(link.entry_id, []).append(link)
    tasks = {task.key: task for task in plan.tasks.present().filter(key__in=by_entry)}
    called = [
        CalledFor(
            entry=of_entry[0].entry,
            gaps=tuple(dict.fromkeys(gap for link in of_entry for gap in gaps_of[link.from_key])),
            reason=of_entry[0].reason,
            task=tasks.get(key),
        )
        for key, of_entry in by_entry.items()
    ]
    return sorted(called, key=lambda one: (-len(one.gaps), one.lowest, one.entry.key))


def origin_of(gap: Finding) -> Origin:
    """A finding as what a task comes from, not saved yet."""
    return Origin(
        source=gap.source,
        item_key=gap.key,
        item_text=gap.text,
        where=gap.where[:200],
        said=gap.said[:120],
        share=gap.share,
        found_on=gap.on,
    )


@transaction.atomic
def add_called_for(
    *, plan: Plan, actor: User | None, entries: Sequence[str], organization: Organization
) -> tuple[Change | None, list[Task]]:
    """Add the toolkits' tasks with these natural keys, each with the gaps that call for it now.

    What is no task of a toolkit is passed over; what is in the plan already gets the gaps as origins. Raises
    TooManyTasksError.
    """
    gaps = {one.entry.key: one.gaps for one in called_for(plan, findings(organization))}
    found = Entry.objects.filter(pk__in=entries, collection__kind=CollectionKind.CHECKLIST).select_related("collection")
    tasks = []
    for entry in found:
        origins = {gap.key: origin_of(gap) for gap in gaps.get(entry.key, ())}
        tasks.append(replace(task_of_entry(entry, plan.kind), origins=tuple(origins.values())))
    return add_tasks(plan=plan, actor=actor, tasks=tasks)
