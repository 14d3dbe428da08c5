"""An organization's plans, goals, money and what answers its risks, read with one query for reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from checklists.findings import Said
from checklists.goals import summary as goals
from checklists.goals.summary import GoalsSummary
from checklists.models import Change, FundingSource, Goal, Measure, MeasureValue, OwnerKind, Plan, Task, YearlyCost
from checklists.models.plan import PlanQuerySet
from checklists.money import summary as money
from checklists.money.risks import RiskRegister, RiskTask, answers_to, register_of
from checklists.money.summary import MoneySummary
from organizations.models import Organization
from toolkits.models import Entry, Toolkit

from .at_once import Rows, Wanted, read_at_once
from .plan_standing import PlanStanding, standing_of

MOST_PLANS = 3
"""So many plans are told of in a report, those changed last; an organization seldom has more than one."""
OF_TASKS = (
    *("id", "plan_id", "number", "list_name", "title", "phase", "due", "due_by_hand", "status", "reason"),
    *("finished_on", "owner_kind", "owner_id", "owner_name", "steps", "needs"),
)


@dataclass(frozen=True)
class Planning:
    """What is planned. `more_plans` are under way and not told of; `toolkits` are those that are named."""

    today: date
    plans: tuple[PlanStanding, ...]
    more_plans: int
    goals: GoalsSummary
    money: MoneySummary
    risks: RiskRegister
    toolkits: tuple[Toolkit, ...]

    @property
    def has_goals(self) -> bool:
        return not self.goals.is_empty

    @property
    def has_money(self) -> bool:
        return not self.money.is_empty

    @property
    def has_risks(self) -> bool:
        return self.risks.is_answered

    @property
    def is_empty(self) -> bool:
        return not (self.plans or self.has_goals or self.has_money or self.has_risks)


def load_planning(organization: Organization, today: date, said: Sequence[Said] = ()) -> Planning:
    """What is planned by current programs; `said` is what the organization says of its risks. One query."""
    return load_planning_with(organization, today, said, {})[0]


def load_planning_with(
    organization: Organization, today: date, said: Sequence[Said], also: Mapping[str, Wanted]
) -> tuple[Planning, Rows]:
    """The same, and the rows of `also` that somebody wants with it. One query."""
    plans = Plan.objects.for_organization(organization).programs().current()
    answers = Wanted(answers_to(organization, [each.key for each in said]), ("id", "item_key", "task_id"))
    rows = _read(organization, plans, {"answers": answers, **also})
    told = sorted(rows["plans"], key=lambda plan: (plan.changed or "", plan.pk), reverse=True)
    tasks = {task.pk: task for task in rows["tasks"]}
    answering = [(one.item_key, _risk_task(tasks[one.task_id])) for one in rows["answers"] if one.task_id in tasks]
    return _planning(organization, rows, told, register_of(said, answering), today), rows


def load_for_plan(plan: Plan, risks: RiskRegister, today: date) -> Planning:
    """The same for one plan, which comes with its organization; goals and money are the organization's. One query."""
    rows = _read(plan.organization, Plan.objects.for_organization(plan.organization).filter(pk=plan.pk), {})
    return _planning(plan.organization, rows, [plan], risks, today)


def _read(organization: Organization, plans: PlanQuerySet, also: Mapping[str, Wanted]) -> Rows:
    changed = Change.objects.filter(plan=OuterRef("pk")).order_by("-pk").values("at")[:1]
    measures = Measure.objects.for_organization(organization)
    named = Q(pk__in=money.ADVICE_KEYS) | Q(pk__in=measures.exclude(key="").values("key"))
    tasks = Task.objects.filter(plan__in=plans.order_by()).present()
    return read_at_once(
        {
            "plans": Wanted(plans.annotate(last_change=Subquery(changed)), changed="last_change"),
            "tasks": Wanted(tasks, OF_TASKS, name_now="owner__user__name"),
            "goals": Wanted(Goal.objects.for_organization(organization)),
            "measures": Wanted(measures),
            "values": Wanted(MeasureValue.objects.filter(measure__organization=organization)),
            "costs": Wanted(YearlyCost.objects.filter(organization=organization)),
            "sources": Wanted(FundingSource.objects.for_organization(organization)),
            "entries": Wanted(Entry.objects.filter(named)),
            "toolkits": Wanted(Toolkit.objects.all()),
            **also,
        }
    )


def _planning(
    organization: Organization, rows: Rows, plans: Sequence[Plan], risks: RiskRegister, today: date
) -> Planning:
    toolkits = {toolkit.pk: toolkit for toolkit in rows["toolkits"]}
    entries = {entry.pk: entry for entry in rows["entries"]}
    for entry in entries.values():
        entry.toolkit = toolkits[entry.toolkit_id]
    for task in rows["tasks"]:
        task.owner_name = task.name_now or task.owner_name
    for plan in plans:
        plan.organization = organization
    found = goals.summary_of(rows["goals"], rows["measures"], _latest(rows["values"]), entries, today)
    paid = money.summary_of(rows["costs"], rows["sources"], entries, today)
    return Planning(
        today=today,
        plans=tuple(standing_of(plan, rows["tasks"], today) for plan in plans[:MOST_PLANS]),
        more_plans=max(0, len(plans) - MOST_PLANS),
        goals=found,
        money=paid,
        risks=risks,
        toolkits=tuple(sorted(_named(found, paid), key=lambda toolkit: toolkit.position)),
    )


def _latest(values: Iterable[MeasureValue]) -> dict[int, list[MeasureValue]]:
    """By measure, as many as its page shows, the oldest first."""
    found: dict[int, list[MeasureValue]] = {}
    for value in sorted(values, key=lambda one: one.on):
        found.setdefault(value.measure_id, []).append(value)
    return {measure: of[-goals.LATEST :] for measure, of in found.items()}


def _named(found: GoalsSummary, paid: MoneySummary) -> set[Toolkit]:
    measures = (*found.measures, *found.ended)
    advice = [entry for warned in paid.warnings for entry in warned.advice]
    return {entry.toolkit for entry in [*(one.entry for one in measures if one.entry), *advice]}


def _risk_task(task: Any) -> RiskTask:
    has_left = task.owner_kind == OwnerKind.MEMBER and task.owner_id is None
    owner = "" if has_left else task.name_now or task.owner_name
    return RiskTask(task.plan_id, task.number, task.title, task.status, task.due, owner)
