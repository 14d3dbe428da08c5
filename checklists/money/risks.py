"""The risk register: the toolkit's challenges as the organization sees them, and the tasks that answer them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from organizations.models import Organization

from ..findings import Said, told
from ..models import Origin, PlanKind, Status, Task
from ..models.task import FINISHED

INSTRUMENT = "prcoe-challenges"
LIKELY, POSSIBLE = "low", "middle"


@dataclass(frozen=True)
class RiskTask:
    """A task that answers a risk, in a plan that is under way."""

    plan: int
    number: int
    title: str
    status: str
    due: date | None
    owner: str

    @property
    def status_label(self) -> str:
        return Status(self.status).label

    @property
    def is_finished(self) -> bool:
        return self.status in FINISHED

    def is_overdue(self, today: date) -> bool:
        return not self.is_finished and self.due is not None and self.due < today


@dataclass(frozen=True)
class Risk:
    """A challenge with what the organization says of it, and the tasks that answer it, the earliest first."""

    said: Said
    tasks: tuple[RiskTask, ...]

    @property
    def slug(self) -> str:
        return self.said.key.partition("/")[2]

    @property
    def is_answered(self) -> bool:
        return bool(self.said.choice)

    @property
    def is_likely(self) -> bool:
        return self.said.level == LIKELY

    @property
    def is_pressing(self) -> bool:
        """Whether it is likely or possible, so that somebody should look after it."""
        return self.said.level in (LIKELY, POSSIBLE)

    @property
    def lacks_owner(self) -> bool:
        return self.is_pressing and not self.said.who

    @property
    def lacks_task(self) -> bool:
        return self.is_pressing and not self.tasks

    @property
    def rank(self) -> int:
        """0 for what is likely; then possible, not known, unlikely, and last what nobody has answered."""
        if not self.is_answered:
            return 4
        return {LIKELY: 0, POSSIBLE: 1, None: 2}.get(self.said.level, 3)


@dataclass(frozen=True)
class Group:
    """A section of the register with its risks, the likeliest first."""

    title: str
    risks: tuple[Risk, ...]


@dataclass(frozen=True)
class RiskRegister:
    """All risks in the toolkit's order."""

    risks: tuple[Risk, ...]

    @property
    def is_answered(self) -> bool:
        return any(risk.is_answered for risk in self.risks)

    @property
    def likeliest(self) -> tuple[Risk, ...]:
        return tuple(sorted(self.risks, key=lambda risk: risk.rank))

    @property
    def groups(self) -> tuple[Group, ...]:
        """By section, in the toolkit's order."""
        titles = dict.fromkeys(risk.said.section for risk in self.risks)
        return tuple(Group(title, tuple(r for r in self.likeliest if r.said.section == title)) for title in titles)

    @property
    def likely(self) -> int:
        return sum(risk.is_likely for risk in self.risks)

    @property
    def possible(self) -> int:
        return sum(risk.said.level == POSSIBLE for risk in self.risks)

    @property
    def without_owner(self) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.likeliest if risk.lacks_owner)

    @property
    def without_task(self) -> tuple[Risk, ...]:
        return tuple(risk for risk in self.likeliest if risk.lacks_task)

    @property
    def unknown(self) -> int:
        """How many are answered with "Don't know"."""
        return sum(risk.is_answered and risk.said.level is None for risk in self.risks)

    @property
    def answered_on(self) -> date | None:
        return max((risk.said.on for risk in self.risks if risk.said.on), default=None)


def load_risks(organization: Organization) -> RiskRegister:
    """As many queries as those who tell need, and one more, whatever the number of tasks."""
    said = told(organization, INSTRUMENT)
    origins = answers_to(organization, [each.key for each in said]).select_related("task__owner__user")
    return register_of(said, [(origin.item_key, _of(origin.task)) for origin in origins])


def answers_to(organization: Organization, keys: Sequence[str]) -> "QuerySet[Origin]":
    """What says that tasks of current programs answer these risks."""
    return Origin.objects.filter(
        item_key__in=keys,
        task__organization=organization,
        task__is_removed=False,
        task__plan__kind=PlanKind.PROGRAM,
        task__plan__archived_at=None,
    )


def register_of(said: Sequence[Said], answers: Iterable[tuple[str, RiskTask]]) -> RiskRegister:
    """The register of what is said of each risk, with the tasks, each beside the key of the risk that it answers."""
    found: dict[str, list[RiskTask]] = {}
    for key, task in sorted(answers, key=lambda one: (one[1].due or date.max, one[1].plan, one[1].number)):
        found.setdefault(key, []).append(task)
    return RiskRegister(tuple(Risk(each, tuple(_unfinished_first(found.get(each.key, ())))) for each in said))


def _of(task: Task) -> RiskTask:
    owner = str(task.owner.user) if task.owner else "" if task.owner_has_left else task.owner_name
    return RiskTask(task.plan_id, task.number, task.title, task.status, task.due, owner)


def _unfinished_first(tasks: Iterable[RiskTask]) -> list[RiskTask]:
    return sorted(tasks, key=lambda task: task.is_finished)
