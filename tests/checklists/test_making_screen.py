"""Making a plan: a date, a name, and lists."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from assessments.models import Instrument
from checklists.models import OwnList, Plan
from checklists.planning.phases import ALWAYS, LISTS, PROGRAM
from organizations.models import AuditEvent
from tests.assessments.screen import page
from tests.cast import Cast
from tests.real import load_real_fixtures

from .test_lead_time import answer

SPEED_UP = "legere-readying/visit-organizations"


@pytest.fixture
def new(cast: Cast) -> str:
    load_real_fixtures()
    return reverse("checklists:new", args=[cast.organization.slug])


def given(**values: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(400)
    return {
        "name": "Ours",
        "anchor_kind": "first-day",
        "anchor": day.isoformat(),
        "lists": [ALWAYS],
        "skips_holidays": "on",
        **values,
    }


def test_only_those_who_work_plans_make_one(cast: Cast, new: str) -> None:
    for who, status in {"outsider": 404, "viewer": 403, "visitor": 302, "administrator": 200, "hr": 200}.items():
        assert cast.client(who).get(new).status_code == status
        if status != 200:
            cast.client(who).post(new, given())
    assert cast.client("owner").delete(new).status_code == 405
    assert not Plan.objects.exists()


def test_the_first_list_is_ticked_and_another_one_by_its_address(cast: Cast, new: str) -> None:
    text = page(cast.client("leader"), new)
    assert f'value="{ALWAYS}" id="list-{ALWAYS}" checked' in text
    assert text.index(f'id="list-{ALWAYS}"') < text.index('id="list-wise-foundation"')
    assert 'id="list-wise-onboarding"' not in text
    assert 'value="prcoe-policies" id="list-prcoe-policies" checked' not in text
    assert 'value="prcoe-policies" id="list-prcoe-policies" checked' in page(
        cast.client("leader"), f"{new}?list=prcoe-policies"
    )


def test_a_plan_is_made_with_its_lists_and_leads_to_itself(cast: Cast, new: str) -> None:
    own = OwnList.objects.create(
        organization=cast.organization, name="Ours", tasks=[{"title": "Buy coffee", "phase": PROGRAM[1].slug}]
    )
    response = cast.client("leader").post(new, given(lists=[ALWAYS, "prcoe-policies"], own_lists=[own.pk]))
    plan = Plan.objects.get()
    assertRedirects(response, reverse("checklists:plan", args=[cast.organization.slug, plan.pk]))
    assert plan.tasks.filter(list_name="From the first look to the first year").count() == 26
    assert plan.tasks.filter(list_name="Policies to look at first").count() == 3
    assert plan.tasks.get(list_name="Ours").title == "Buy coffee"
    assert plan.tasks.count() == 30
    assert AuditEvent.objects.filter(action=AuditEvent.Action.PLAN_MADE, subject="Ours").exists()


def test_with_gaps_a_new_plan_leads_to_what_they_call_for(cast: Cast, new: str) -> None:
    quiz = Instrument.objects.select_related("current_version").get(pk="legere-timeline")
    answer(cast.organization, quiz, 0, 10)
    response = cast.client("leader").post(new, given())
    assertRedirects(response, reverse("checklists:called-for", args=[cast.organization.slug, Plan.objects.get().pk]))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31", "2101-01-01", "2027-02-30", "", "soon"])
@pytest.mark.parametrize("do", ["", "check"])
def test_a_date_that_is_none_is_refused_at_its_field(cast: Cast, new: str, day: str, do: str) -> None:
    sent = given(anchor=day, name="Typed <b>here</b>", lists=["prcoe-policies"], do=do)
    response = cast.client("leader").post(new, sent)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"anchor"}
    assertContains(response, "Typed &lt;b&gt;here&lt;/b&gt;", status_code=422)
    assertContains(response, 'id="list-prcoe-policies" checked', status_code=422)
    assertNotContains(response, f'id="list-{ALWAYS}" checked', status_code=422)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("day", ["2000-01-01", "2028-02-29", "2100-12-31"])
def test_dates_at_the_edge_are_taken(cast: Cast, new: str, day: str) -> None:
    assert cast.client("leader").post(new, given(anchor=day)).status_code == 302
    plan = Plan.objects.get()
    assert plan.anchor == date.fromisoformat(day)
    assert all(task.due >= timezone.localdate() for task in plan.tasks.all())


def test_checking_a_date_shows_the_phases_and_makes_nothing(cast: Cast, new: str) -> None:
    response = cast.client("leader").post(new, given(name="", do="check"))
    assert response.status_code == 200
    for phase in PROGRAM:
        assertContains(response, phase.title)
    assertContains(response, "PeerReady heuristic")
    assertContains(response, "Is that enough time?")
    assert not Plan.objects.exists()


def test_checking_in_place_brings_only_the_date(cast: Cast, new: str) -> None:
    response = cast.client("leader").post(new, given(do="check"), headers={"HX-Request": "true"})
    assertContains(response, 'id="date"')
    assertNotContains(response, "<html")
    assertNotContains(response, 'id="lists"')


def test_a_date_that_has_passed_is_taken_with_a_note(cast: Cast, new: str) -> None:
    past = (timezone.localdate() - timedelta(100)).isoformat()
    assertContains(cast.client("leader").post(new, given(anchor=past, do="check")), "This date has passed")
    assert cast.client("leader").post(new, given(anchor=past)).status_code == 302


def test_where_the_handbook_says_a_year_and_there_are_four_months_it_says_so(cast: Cast, new: str) -> None:
    quiz = Instrument.objects.select_related("current_version").get(pk="legere-timeline")
    answer(cast.organization, quiz, 6, 4)
    soon = (timezone.localdate() + timedelta(120)).isoformat()
    response = cast.client("leader").post(new, given(anchor=soon, do="check", speed_up=[SPEED_UP]))
    assertContains(response, "The handbook advises more time: at least one year.")
    assertContains(response, "You have about 4 months")
    assertContains(response, "pages 29-30")
    assertContains(response, 'name="speed_up"', count=3)
    assertContains(response, f'value="{SPEED_UP}" id="way-2" checked')
    assertContains(response, "closer together")
    cast.client("leader").post(new, given(anchor=soon, speed_up=[SPEED_UP]))
    assert list(Plan.objects.get().tasks.filter(key__startswith="legere-").values_list("key", flat=True)) == [SPEED_UP]
    far = (timezone.localdate() + timedelta(500)).isoformat()
    assertContains(cast.client("leader").post(new, given(anchor=far, do="check")), "That is enough time")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\u200b"),
        ("name", "x" * 5_000),
        ("anchor_kind", "never"),
        ("lists", ["wise-onboarding"]),
        ("lists", ["=1+1"]),
        ("own_lists", ["7"]),
        ("own_lists", ["x"]),
        ("speed_up", ["prcoe-policies/background-checks"]),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, new: str, field: str, value: Any) -> None:
    response = cast.client("leader").post(new, given(**{field: value}))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert not Plan.objects.exists()


def test_another_organizations_list_is_not_offered_and_not_taken(cast: Cast, new: str) -> None:
    theirs = OwnList.objects.create(organization=cast.elsewhere, name="Theirs")
    assertNotContains(cast.client("leader").get(new), "Theirs")
    assert cast.client("leader").post(new, given(own_lists=[theirs.pk])).status_code == 422


def test_a_second_click_makes_no_second_plan(cast: Cast, new: str) -> None:
    cast.client("leader").post(new, given())
    response = cast.client("leader").post(new, given(name="OURS"))
    assertContains(response, "There is a current plan of this name already", status_code=422)
    assert Plan.objects.count() == 1


def test_more_tasks_than_a_plan_holds_are_refused_at_the_lists(cast: Cast, new: str) -> None:
    tasks = [{"title": f"Task {n}", "phase": PROGRAM[0].slug} for n in range(990)]
    own = OwnList.objects.create(organization=cast.organization, name="Long", tasks=tasks)
    response = cast.client("leader").post(new, given(own_lists=[own.pk]))
    assertContains(response, "Choose fewer lists", status_code=422)
    assert not Plan.objects.exists()


def test_checking_takes_few_queries_whatever_is_chosen(cast: Cast, new: str) -> None:
    client = cast.client("leader")

    def asked(**values: Any) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.post(new, given(do="check", **values)).status_code == 200
        return len(found)

    few = asked()
    assert asked(lists=[one.collection for one in LISTS if one.kind == "program"]) == few <= 12
