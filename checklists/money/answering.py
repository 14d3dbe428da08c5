"""Tasks that answer a risk: what the toolkits propose, and adding them to a plan."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from organizations.models import Organization, User
from toolkits.models import Collection, CollectionKind, Link

from ..findings import Source, findings
from ..models import Origin, Plan, Task
from ..planning.adding import NewTask, add_tasks
from ..planning.called_for import origin_of
from ..planning.listing import task_of_entry
from .risks import INSTRUMENT, Risk


@dataclass(frozen=True)
class Proposal:
    """A toolkit's task that helps with a risk; `tasks` are those that it is in the current plans already."""

    link: Link
    tasks: tuple[Task, ...]
    answers: bool

    @property
    def key(self) -> str:
        return str(self.link.entry_id)


@dataclass(frozen=True)
class Added:
    """`added` are new in the plan; `linked` counts those that were in it already and now answer the risk."""

    added: tuple[Task, ...]
    linked: int


def proposals(risk: Risk, plans: Sequence[Plan]) -> list[Proposal]:
    """The toolkits' tasks that are linked with a risk, in the order of their links. Two queries."""
    links = list(
        Link.objects.filter(from_key=risk.said.key, entry__collection__kind=CollectionKind.CHECKLIST)
        .select_related("entry__collection", "entry__toolkit")
        .order_by("position", "entry")
    )
    there: dict[str, list[Task]] = {}
    keys = [link.entry_id for link in links]
    for task in Task.objects.filter(plan__in=plans, key__in=keys).present().select_related("plan"):
        there.setdefault(task.key, []).append(task)
    answering = {(task.plan, task.number) for task in risk.tasks}
    return [
        Proposal(link, tuple(tasks), bool(tasks) and all((task.plan_id, task.number) in answering for task in tasks))
        for link in links
        for tasks in (there.get(link.entry_id, []),)
    ]


@transaction.atomic
def add_answers(
    *, plan: Plan, actor: User, risk: Risk, proposed: Sequence[Proposal], title: str = "", phase: str = ""
) -> Added:
    """Add the toolkits' tasks, and one in one's own words if there is a `title`, each with the risk as its origin.

    A toolkit's task that is in the plan already is linked to the risk instead. Raises TooManyTasksError.
    """
    tasks = [task_of_entry(each.link.entry, plan.kind) for each in proposed]
    if title:
        tasks.append(NewTask(title=title, phase=phase))
    origin = _origin(plan.organization, risk)
    tasks = [replace(task, origins=(copy(origin),)) for task in tasks]
    _, added = add_tasks(plan=plan, actor=actor, tasks=tasks, summary=_summary(tasks))
    return Added(tuple(added), len(tasks) - len(added))


def _summary(tasks: Sequence[NewTask]) -> str:
    return f"Added {len(tasks)} tasks that answer a risk" if len(tasks) > 1 else ""


def _origin(organization: Organization, risk: Risk) -> Origin:
    """What the latest result says of the risk; where it was never completed, what is answered so far."""
    found = findings(organization).by_item.get((Source.ASSESSMENT, risk.said.key))
    if found:
        return origin_of(found)
    title = Collection.objects.filter(pk=INSTRUMENT).values_list("title", flat=True).first()
    return Origin(
        source=Source.ASSESSMENT,
        item_key=risk.said.key,
        item_text=risk.said.question,
        where=(title or "The risk register")[:200],
        said=risk.said.choice[:120],
        share=None,
        found_on=risk.said.on or timezone.localdate(),
    )
