"""The demo organization's goals, measures and money: in fixtures/demo/plan.yaml too, saved by the real actions."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from checklists.goals.numbers import NotANumberError, read_number
from checklists.goals.offered import SUGGESTIONS
from checklists.goals.saving import add_goals, add_measure
from checklists.goals.values import enter_value
from checklists.models import Direction, FundingStatus, Goal, HowOften, Measure, MeasureValue
from checklists.money.amounts import AmountError, read_amount
from checklists.money.keeping import Cost, add_source, save_costs
from checklists.money.options import find_option
from checklists.money.source_form import SourceValues
from organizations.models import Organization, User
from toolkits.models import Entry
from toolkits.schema import Fields

MEASURE = ("goal", "unit", "direction", "how_often", "baseline", "target", "target_in_days", "values")
"""Each has the `key` of a toolkit's measure, or a `name` of its own."""
FUNDING = ("key", "name", "status", "ends", "from_year", "to_year", "amounts")


def make_demo_goals(fields: Fields, organization: Organization, actor: User) -> None:
    """Set the goals with their measures and values. Raises RefusedFixturesError where the file is wrong."""
    today = timezone.localdate()
    wanted = []
    for one in fields.each("goals", required=("question", "what", "for_whom", "in_days", "how_measured")):
        said: dict[str, Any] = {name: one.text(name) for name in ("what", "for_whom", "how_measured")}
        wanted.append((_question(one), {**said, "by_when": today + timedelta(one.number("in_days"))}))
    goals = {goal.what: goal for goal in add_goals(organization=organization, wanted=wanted, actor=actor)}
    fields.problems.raise_any()
    for one in fields.each("measures", required=MEASURE, optional=("key", "name")):
        _make_measure(one, organization, actor, goals, today)


def make_demo_money(fields: Fields, organization: Organization, actor: User) -> None:
    """Say what the program costs and what pays for it. Raises RefusedFixturesError where the file is wrong."""
    this_year = timezone.localdate().year
    costs = {}
    for one in fields.each("costs", required=("year", "amount"), optional=("note",)):
        note = one.text("note") if "note" in one else ""
        costs[this_year + one.number("year")] = Cost(_amount(one, "amount"), note)
    save_costs(organization=organization, typed=costs, based_on={})
    for one in fields.each("funding", required=FUNDING):
        values = _source(one, this_year)
        fields.problems.raise_any()
        add_source(organization=organization, actor=actor, values=values)


def _question(fields: Fields) -> str:
    key = fields.text("question")
    if not Entry.objects.filter(pk=key).exists():
        fields.refuse("question", f"is `{key}`, which is no item's natural key")
    return key


def _source(fields: Fields, this_year: int) -> SourceValues:
    key = fields.text("key")
    if find_option(key) is None:
        fields.refuse("key", f"is `{key}`, which is no option of the toolkits")
    first, last = (this_year + fields.number(name) for name in ("from_year", "to_year"))
    ends = fields.one_of("ends", ("yes", "no")) == "yes"
    amounts = fields.named("amounts")
    return SourceValues(
        name=fields.text("name", longest=200),
        status=fields.one_of("status", FundingStatus.values),
        ends=ends,
        covers_from=date(first, 1, 1),
        covers_to=date(last, 12, 31) if ends else None,
        notes="",
        amounts={this_year + int(year): _amount(amounts, year) for year in amounts.names if year.isdigit()},
        key=key,
    )


def _amount(fields: Fields, name: str) -> Decimal:
    try:
        return read_amount(fields.text(name))
    except AmountError as wrong:
        fields.refuse(name, str(wrong))
    return Decimal(0)


def _number(fields: Fields, name: str) -> Decimal:
    try:
        return read_number(fields.text(name))
    except NotANumberError as wrong:
        fields.refuse(name, str(wrong))
    return Decimal(0)


def _make_measure(
    fields: Fields, organization: Organization, actor: User, goals: Mapping[str, Goal], today: date
) -> None:
    key = fields.one_of("key", tuple(SUGGESTIONS)) if "key" in fields else ""
    goal = goals[fields.one_of("goal", tuple(goals))]
    given = fields.each("values", required=("days_ago", "value"), optional=("note",))
    values = [
        (today - timedelta(one.number("days_ago")), _number(one, "value"), one.text("note") if "note" in one else "")
        for one in given
    ]
    began = min((on for on, _, _ in values), default=today)
    said = {
        "name": fields.text("name", longest=200) if "name" in fields else SUGGESTIONS[key].name,
        "unit": fields.text("unit", longest=30),
        "direction": fields.one_of("direction", Direction.values),
        "how_often": fields.one_of("how_often", HowOften.values),
        "starts_on": began,
        "baseline": _number(fields, "baseline"),
        "baseline_on": began,
        "target": _number(fields, "target"),
        "target_on": today + timedelta(fields.number("target_in_days", least=1)),
        "goal": goal,
    }
    fields.problems.raise_any()
    measure = add_measure(organization=organization, fields=said, actor=actor, key=key)
    for on, value, note in values:
        enter_value(measure=measure, fields={"on": on, "value": value, "note": note}, actor=actor)
    _date_back(measure)


def _date_back(measure: Measure) -> None:
    """Have each value be entered in the afternoon of the day on which it was counted."""
    for value in measure.values.all():
        noon = timezone.localtime().replace(year=value.on.year, month=value.on.month, day=value.on.day, hour=12)
        MeasureValue.objects.filter(pk=value.pk).update(at=noon)
