"""Entering, changing and removing a measure's values."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checklists.goals.values import ChangedMeanwhileError, DayTakenError, change_value, enter_value, remove_value, seal
from checklists.models import MeasureValue
from tests.cast import Cast
from tests.factories import MeasureFactory

from .goals import measure_with, of_measure, refusals, url

DAY = "2026-01-31"


def fields(value: int, on: date = date(2026, 1, 31), note: str = "") -> dict[str, object]:
    return {"value": Decimal(value), "on": on, "note": note}


def test_only_those_who_work_the_plan_enter_values(cast: Cast) -> None:
    measure = measure_with(cast.organization, 5)
    value = measure.values.get()
    for name in ("measure-value", "measure-value-remove"):
        assert not refusals(cast, of_measure(measure, name, value.pk))
    address = of_measure(measure, "measure-values")
    assert cast.client("viewer").post(address, {"value": "5", "on": DAY}).status_code == 403
    assert cast.client("outsider").post(address, {"value": "5", "on": DAY}).status_code == 404
    assert cast.client("owner").get(address).status_code == 405


def test_a_value_under_another_measure_or_organization_is_404(cast: Cast) -> None:
    ours, theirs = measure_with(cast.organization, 5), measure_with(cast.elsewhere, 5)
    other = measure_with(cast.organization, 7).values.get()
    for pk in (theirs.values.get().pk, other.pk, 0, 10**40):
        for name in ("measure-value", "measure-value-remove"):
            assert cast.client("owner").get(of_measure(ours, name, pk)).status_code == 404
            assert cast.client("owner").post(url(cast.organization, name, ours.pk, pk)).status_code == 404


def test_a_value_is_entered_as_people_type_it_and_shown_in_table_and_trend(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization, unit="$", target=90_000)
    address = of_measure(measure, "measure-values")
    sent = {"value": "$85,000", "on": DAY, "note": "from the <b>ledger</b>"}
    page = cast.client("hr").post(address, sent, follow=True)
    assertRedirects(page, of_measure(measure, "measure"))
    for words in ("Saved: $85,000 on January 31, 2026", "from the &lt;b&gt;ledger&lt;/b&gt;", "Hr Person"):
        assertContains(page, words)
    assertContains(page, "Jan 31, 2026: $85,000. Target $90,000.")
    assert MeasureValue.objects.get().by_name == str(cast.hr)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"value": ""}, "Give a number."),
        ({"value": "many"}, "Give a number, such as"),
        ({"value": "NaN"}, "Give a number, such as"),
        ({"value": "1e400"}, "Give a number, such as"),
        ({"value": "9" * 30}, "too large"),
        ({"value": "$85"}, "This is counted in %"),
        ({"value": "1.200"}, "read in two ways"),
        ({"on": ""}, "Say on which day"),
        ({"on": "2026-02-30"}, "Give a date that exists"),
        ({"on": "0001-01-01"}, "from 2000 to 2100"),
        ({"on": "9999-12-31"}, "from 2000 to 2100"),
        ({"on": "2100-12-31"}, "still to come"),
        ({"note": "word " * 5_000}, "at most 300"),
    ],
)
def test_what_is_no_value_is_said_at_its_field_and_stays_typed(cast: Cast, wrong, why) -> None:
    measure = MeasureFactory(organization=cast.organization, unit="%")
    sent = {"value": "85", "on": DAY, "note": "Typed before", **wrong}
    page = cast.client("hr").post(of_measure(measure, "measure-values"), sent)
    assertContains(page, why, status_code=422)
    assertContains(page, "Typed before" if "note" not in wrong else "word word", status_code=422)
    assert not MeasureValue.objects.exists()


def test_today_is_not_the_future(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization)
    address, today = of_measure(measure, "measure-values"), timezone.localdate()
    assert cast.client("hr").post(address, {"value": "1", "on": today + timedelta(1)}).status_code == 422
    assert cast.client("hr").post(address, {"value": "1", "on": today}).status_code == 302


def test_a_second_value_of_a_day_shows_both_and_is_written_over_by_choice(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization, unit="%")
    there = enter_value(measure=measure, fields=fields(5, note="theirs"), actor=cast.owner)
    address = of_measure(measure, "measure-values")
    sent = {"value": "7", "on": DAY, "note": "ours"}
    page = cast.client("hr").post(address, sent)
    for words in ("5%", "7%", "theirs", "ours", "Owner Person", "Replace it with mine", seal(there)):
        assertContains(page, words, status_code=409)
    assert MeasureValue.objects.get().value == 5
    cast.client("hr").post(address, {**sent, "over": seal(there)})
    assert (MeasureValue.objects.get().value, MeasureValue.objects.get().note) == (7, "ours")


def test_writing_over_a_value_that_changed_since_it_was_shown_asks_again(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization)
    shown = seal(enter_value(measure=measure, fields=fields(5), actor=cast.owner))
    enter_value(measure=measure, fields=fields(6), actor=cast.owner, over=shown)
    with pytest.raises(DayTakenError):
        enter_value(measure=measure, fields=fields(7), actor=cast.hr, over=shown)
    assert enter_value(measure=measure, fields=fields(6), actor=cast.hr).by_name == str(cast.owner)


def test_changing_a_value_that_somebody_changed_meanwhile_shows_both(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization)
    value = enter_value(measure=measure, fields=fields(5), actor=cast.owner)
    was, address = seal(value), of_measure(measure, "measure-value", value.pk)
    cast.client("owner").post(address, {"value": "6", "on": DAY, "was": was})
    page = cast.client("hr").post(address, {"value": "7", "on": DAY, "was": was})
    assertContains(page, "Owner Person changed this value", status_code=409)
    now = MeasureValue.objects.get()
    assert now.value == 6
    assertContains(page, f'name="was" value="{seal(now)}"', status_code=409)
    assert cast.client("hr").post(address, {"value": "7", "on": DAY, "was": seal(now)}).status_code == 302
    assert MeasureValue.objects.get().value == 7


def test_a_value_moves_to_another_day_but_not_unseen_over_the_one_there(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization)
    other_day = date(2026, 2, 1)
    value = enter_value(measure=measure, fields=fields(5), actor=cast.owner)
    there = enter_value(measure=measure, fields=fields(9, on=other_day), actor=cast.owner)
    moved = fields(5, on=other_day)
    with pytest.raises(DayTakenError):
        change_value(value=value, fields=moved, actor=cast.hr, was=seal(value))
    with pytest.raises(ChangedMeanwhileError):
        change_value(value=value, fields=moved, actor=cast.hr, was="else", over=seal(there))
    assert MeasureValue.objects.count() == 2
    change_value(value=value, fields=moved, actor=cast.hr, was=seal(value), over=seal(there))
    assert MeasureValue.objects.get().value == 5


def test_a_value_is_removed_only_when_asked_for_as_it_was_seen(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization, unit="%")
    value = enter_value(measure=measure, fields=fields(5), actor=cast.owner)
    address = of_measure(measure, "measure-value-remove", value.pk)
    assertContains(cast.client("hr").get(address), "5%")
    assert cast.client("hr").post(address).status_code == 422
    assert cast.client("hr").post(address, {"was": "else"}).status_code == 409
    with pytest.raises(ChangedMeanwhileError):
        remove_value(value=value, was="")
    assert cast.client("hr").post(address, {"was": seal(value)}).status_code == 302
    assert not MeasureValue.objects.exists()


def test_a_note_that_seems_to_name_somebody_is_saved_and_asked_about(cast: Cast) -> None:
    measure = MeasureFactory(organization=cast.organization)
    address = of_measure(measure, "measure-values")
    page = cast.client("hr").post(address, {"value": "1", "on": DAY, "note": "client Anna told us"}, follow=True)
    assertContains(page, "reads as if it named somebody")
    page = cast.client("hr").post(address, {"value": "1", "on": "2026-02-01", "note": "42 of 60 forms"}, follow=True)
    assertNotContains(page, "reads as if it named somebody")
    assert MeasureValue.objects.count() == 2
