"""Rows of several tables with one query are the same rows as with one query each."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F, Model
from pytest_django import DjangoAssertNumQueries

from checklists.models import FundingSource, Goal, Measure, MeasureValue, Plan, Task, YearlyCost
from reports.at_once import Wanted, read_at_once
from tests.cast import Cast
from tests.checklists.build import add, plan_of
from tests.checklists.goals import furnish_goals, measure_with
from tests.checklists.money import costs, saved_source
from toolkits.models import Entry

pytestmark = pytest.mark.django_db
MODELS = (Plan, Task, Goal, Measure, MeasureValue, FundingSource, YearlyCost)


def values(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_every_field_of_every_table_comes_as_it_is(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = plan_of(cast.organization, 'Ask "the" board\'s \\ 你好 \u2028 end', "Tell")
    add(plan, "With steps", steps=("One",), notes="Two\nlines", due=date(2028, 2, 29), owner_name="Jo")
    furnish_goals(cast.organization, 2)
    measure_with(cast.organization, "-0.01", "999999999999.99", "0.10", baseline=Decimal("0.30"), target=None)
    costs(cast.organization, {2027: 90_000})
    saved_source(cast.organization, covers_from=date(2027, 1, 1), ends=False)
    with django_assert_num_queries(1):
        found = read_at_once({model.__name__: Wanted(model._default_manager.all()) for model in MODELS})
    for model in MODELS:
        rows = [values(row) for row in model._default_manager.order_by("pk")]
        assert rows, model
        assert [values(row) for row in found[model.__name__]] == rows


def test_named_fields_alone_come_and_values_of_other_tables_with_them(cast: Cast) -> None:
    add(plan_of(cast.organization, name="Our plan"), "Ask", member=cast.membership("leader"))
    wanted = Wanted(Task.objects.all(), ("id", "title"), plan_name="plan__name", who="owner__user__name")
    (task,) = read_at_once({"tasks": wanted, "none": Wanted(Entry.objects.none())})["tasks"]
    assert (task.title, task.plan_name, task.who) == ("Ask", "Our plan", "Leader Person")
    assert task.get_deferred_fields() >= {"notes", "detail"}


def test_an_annotation_can_be_asked_for_and_no_row_is_none(cast: Cast) -> None:
    plan_of(cast.organization)
    plans = Plan.objects.annotate(called=F("name"))
    found = read_at_once({"plans": Wanted(plans, ("id",), called="called"), "goals": Wanted(Goal.objects.all())})
    assert [plan.called for plan in found["plans"]] == ["Our program"]
    assert found["goals"] == []
