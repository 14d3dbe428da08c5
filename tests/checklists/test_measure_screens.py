"""Choosing, changing, ending and removing measures."""

from datetime import date
from decimal import Decimal

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checklists.models import Measure
from tests.cast import Cast
from tests.factories import GoalFactory, MeasureFactory
from tests.real import load_real_fixtures

from .goals import measure_fields, measure_with, of_measure, refusals, url


def test_every_member_reads_a_measure_and_only_some_change_it(cast: Cast) -> None:
    measure = measure_with(cast.organization, 5)
    assert not refusals(cast, of_measure(measure, "measure"), reads=True)
    for name in ("measure-edit", "measure-remove"):
        assert not refusals(cast, of_measure(measure, name))
    for query in ("", "?own"):
        assert not refusals(cast, url(cast.organization, "measure-new") + query)
    page = cast.client("viewer").get(of_measure(measure, "measure"))
    for name in ("measure-edit", "measure-remove", "measure-collect", "measure-values"):
        assertNotContains(page, of_measure(measure, name))


def test_another_organizations_measure_is_404_for_every_address(cast: Cast) -> None:
    theirs = measure_with(cast.elsewhere, 5)
    for pk in (theirs.pk, 0, 10**40):
        for name in ("measure", "measure-edit", "measure-remove"):
            assert cast.client("owner").get(url(cast.organization, name, pk)).status_code == 404
        for name in ("measure-edit", "measure-remove", "measure-collect", "measure-values"):
            sent = {**measure_fields(version=1, count=1), "value": "5", "on": "2026-01-01"}
            assert cast.client("owner").post(url(cast.organization, name, pk), sent).status_code == 404
    assert theirs.values.count() == 1


def test_the_toolkits_measures_are_offered_with_their_source(cast: Cast) -> None:
    load_real_fixtures()
    address = url(cast.organization, "measure-new")
    page = cast.client("leader").get(address)
    for words in ("Client satisfaction", "Perceived connectedness", "page 19", "page 34", "PeerReady heuristic"):
        assertContains(page, words)
    page = cast.client("leader").get(address + "?from=prcoe-measures/emergency-services")
    assertContains(page, 'value="Visits of people served to emergency services"')
    assertContains(page, 'id="id_direction_1" required checked')
    sent = measure_fields(key="prcoe-measures/emergency-services", name="Visits", unit="visits", direction="down")
    cast.client("leader").post(address, sent)
    made = Measure.objects.get()
    assert (made.key, made.direction, made.changed_by_name) == (sent["key"], "down", str(cast.leader))
    assertContains(
        cast.client("viewer").get(of_measure(made, "measure")), "Decrease in client use of emergency services"
    )
    assertContains(cast.client("leader").get(address), "You have it")


def test_what_no_toolkit_measures_is_404(cast: Cast) -> None:
    load_real_fixtures()
    address = url(cast.organization, "measure-new")
    for key in ("prcoe-clear-goals", "prcoe-motivation/benefit", "x" * 5_000, "\x00"):
        assert cast.client("owner").get(address, {"from": key}).status_code == 404
        assert cast.client("owner").post(address, measure_fields(key=key)).status_code == 404


def test_a_measure_of_ones_own_has_a_baseline_a_target_and_a_goal(cast: Cast) -> None:
    goal = GoalFactory(organization=cast.organization)
    numbers = {"baseline": "62 %", "baseline_on": "2026-01-04", "target": "1,085.5", "target_on": "2100-12-31"}
    address = url(cast.organization, "measure-new")
    cast.client("hr").post(address, measure_fields(goal=goal.pk, unit="percent", **numbers))
    made = Measure.objects.get()
    assert (made.unit, made.baseline, made.target, made.goal) == ("%", Decimal(62), Decimal("1085.5"), goal)
    page = cast.client("hr").post(address, measure_fields())
    assertContains(page, "There is a measure of this name already", status_code=422)
    assertContains(cast.client("hr").get(f"{address}?own&goal={goal.pk}"), f'<option value="{goal.pk}" selected>')


def test_a_unit_typed_with_a_number_becomes_the_measures(cast: Cast) -> None:
    address = url(cast.organization, "measure-new")
    cast.client("hr").post(address, measure_fields(unit="", target="85%"))
    assert Measure.objects.get().unit == "%"
    two = measure_fields(name="Two", unit="", target="85%", baseline="$5", baseline_on="2026-01-01")
    assertContains(cast.client("hr").post(address, two), "in the unit of the baseline", status_code=422)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": ""}, "Say what is counted"),
        ({"name": "x" * 5_000}, "at most 200"),
        ({"direction": "sideways"}, "Select a valid choice"),
        ({"how_often": "hourly"}, "Select a valid choice"),
        ({"starts_on": ""}, "Give a date."),
        ({"starts_on": "0001-01-01"}, "from 2000 to 2100"),
        ({"target": "$85"}, "Type the number alone"),
        ({"target": "1e400"}, "Give a number"),
        ({"target": "NaN"}, "Give a number"),
        ({"target": "9" * 13}, "too large"),
        ({"baseline": "5"}, "Say when the baseline was counted"),
        ({"baseline_on": "2026-01-01"}, "Give the baseline that belongs to this date"),
        ({"target_on": "2026-01-01"}, "Give the target that belongs to this date"),
        ({"baseline": "5", "baseline_on": "2100-01-01"}, "still to come"),
        ({"baseline": "5", "baseline_on": "2026-01-02", "target": "6", "target_on": "2026-01-02"}, "after that of"),
        ({"goal": "999999"}, "Select a valid choice"),
        ({"goal": "x"}, "Select a valid choice"),
    ],
)
def test_what_makes_no_measure_is_said_at_its_field_and_stays_typed(cast: Cast, wrong, why) -> None:
    page = cast.client("hr").post(url(cast.organization, "measure-new"), measure_fields(**{"unit": "%", **wrong}))
    assertContains(page, why, status_code=422)
    assertContains(page, "field-error", status_code=422)
    assert not Measure.objects.exists()


def test_another_organizations_goal_cannot_be_chosen(cast: Cast) -> None:
    theirs = GoalFactory(organization=cast.elsewhere, what="Not ours")
    address = url(cast.organization, "measure-new")
    assert cast.client("hr").post(address, measure_fields(goal=theirs.pk)).status_code == 422
    for goal in (theirs.pk, "x", "9" * 40):
        assertNotContains(cast.client("hr").get(f"{address}?own&goal={goal}"), "Not ours")


def test_two_who_change_a_measure_see_both(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization, name="First", unit="%", starts_on=date(2026, 1, 1))
    address = of_measure(measure, "measure-edit")
    cast.client("owner").post(address, measure_fields(name="First", target="70", version=1))
    page = cast.client("leader").post(address, measure_fields(name="First", target="80", version=1))
    for words in ("70%", "80%", "Owner Person saved this", 'name="version" value="2"'):
        assertContains(page, words, status_code=409)
    assertNotContains(page, "<h3>Unit</h3>", status_code=409)
    assert cast.client("leader").post(address, measure_fields(target="80", version=2)).status_code == 302
    assert Measure.objects.get().target == 80


def test_a_measure_stops_asking_and_asks_again(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization, starts_on=date(2020, 1, 1))
    page = cast.client("viewer").get(of_measure(measure, "measure"))
    assertContains(page, "A value is asked for since April 1, 2020")
    cast.client("hr").post(of_measure(measure, "measure-collect"), {"collect": "no"})
    page = cast.client("hr").get(of_measure(measure, "measure"))
    assertContains(page, "No values are collected")
    assertNotContains(page, "Save the value")
    assertContains(cast.client("hr").get(url(cast.organization, "goals")), "1 measure no longer collected")
    cast.client("hr").post(of_measure(measure, "measure-collect"), {"collect": "yes"})
    assertContains(cast.client("hr").get(of_measure(measure, "measure")), "Save the value")


def test_a_measure_is_removed_only_when_asked_for_with_all_its_values_seen(cast: Cast) -> None:
    measure = measure_with(cast.organization, 5, 6)
    address = of_measure(measure, "measure-remove")
    assertContains(cast.client("hr").get(address), "Its 2 values go with it")
    assert cast.client("hr").post(address).status_code == 422
    for count in ("1", "", "x", "9" * 40):
        assert cast.client("hr").post(address, {"version": 1, "count": count}).status_code == 409
    sent = {"version": 1, "count": 2}
    assertRedirects(cast.client("hr").post(address, sent), url(cast.organization, "goals"))
    assert not Measure.objects.exists()


def test_a_baseline_that_meets_the_target_is_asked_about(cast: Cast) -> None:
    measure = measure_with(cast.organization, 5, baseline=90, target=80)
    assertContains(cast.client("hr").get(of_measure(measure, "measure")), "The baseline meets the target already")
