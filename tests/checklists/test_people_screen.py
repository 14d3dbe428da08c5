"""People starting: who may see it, planning somebody's first months, and putting them away."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from checklists.models import OwnList, Plan, PlanKind, Status, Task
from checklists.planning.onboarding import looks_like_full_name
from organizations.models import AuditEvent
from tests.assessments.screen import page, queries
from tests.cast import Cast
from tests.toolkits.build import CollectionFactory, item_of

from .build import add, plan_of

TODAY = timezone.localdate()
PHASES = ("pre-selection", "post-selection", "day-one", "week-one", "ninety-days")


@pytest.fixture
def people(cast: Cast) -> str:
    return f"/o/{cast.organization.slug}/plan/people/"


@pytest.fixture
def hr(cast: Cast) -> Client:
    return cast.client("hr")


@pytest.fixture
def wise(db: None) -> None:
    collection = CollectionFactory(slug="wise-onboarding", title="On board")
    for phase in PHASES:
        for n in range(3):
            item_of(collection, f"{phase}-{n}", section=phase, title=f"{phase} {n}")


def posted(days: int = 100, **values: Any) -> dict[str, Any]:
    first_day = TODAY + timedelta(days)
    return {"name": "JM", "first_day": first_day, "chosen": "yes", "lists": ["wise-onboarding"], **values}


def months(cast: Cast, name: str = "JM", **values: Any) -> Plan:
    return plan_of(cast.organization, "Welcome", kind=PlanKind.ONBOARDING, name=name, **values)


def test_who_may_see_people_and_change_them(cast: Cast, people: str) -> None:
    theirs = months(cast)
    expected = {"outsider": 404, "visitor": 302, "viewer": 403, "administrator": 403}
    expected |= {"owner": 200, "leader": 200, "hr": 200}
    for screen in ("", "new/"):
        assert {who: cast.client(who).get(people + screen).status_code for who in expected} == expected
    for who in ("outsider", "viewer", "administrator"):
        assert cast.client(who).post(f"{people}{theirs.pk}/over/").status_code == expected[who]
        assert cast.client(who).post(f"{people}new/", posted()).status_code == expected[who]
    assert cast.client("hr").get(f"{people}{theirs.pk}/over/").status_code == 405
    assert cast.client("hr").post(people).status_code == 405
    theirs.refresh_from_db()
    assert theirs.archived_at is None


def test_another_organizations_person_and_a_program_are_not_there(cast: Cast, people: str, hr: Client) -> None:
    elsewhere = plan_of(cast.elsewhere, kind=PlanKind.ONBOARDING, name="Their peer worker")
    for other in (elsewhere, plan_of(cast.organization)):
        assert hr.post(f"{people}{other.pk}/over/").status_code == 404
    assert "Their peer worker" not in page(hr, people)


def test_the_page_says_how_far_each_is_what_comes_next_and_who_sees_it(cast: Cast, people: str, hr: Client) -> None:
    plan = months(cast)
    add(plan, "Second", due=date(2030, 1, 2))
    Task.objects.filter(title="Welcome").update(status=Status.DONE)
    text = page(hr, people)
    assert "<strong>1 of 2</strong> finished" in text
    assert "Second</a>, due January 2" in text
    assert "Only owners, leaders and HR see this page" in text
    elsewhere = people.replace(cast.organization.slug, cast.elsewhere.slug)
    assert "Nobody is starting now" in page(cast.client("outsider"), elsewhere)


@pytest.mark.usefixtures("wise")
@pytest.mark.parametrize("days", [200, 60, 40, 10, 1, 0])
def test_nothing_is_late_at_once_and_what_comes_before_is_due_before(people: str, hr: Client, days: int) -> None:
    assert hr.post(f"{people}new/", posted(days)).status_code == 302
    plan = Plan.objects.onboardings().get()
    assert (plan.name, plan.anchor, plan.kind) == ("JM", TODAY + timedelta(days), "onboarding")
    tasks = plan.tasks.present()
    assert {task.phase for task in tasks} == set(PHASES[1:])
    assert all(task.due and task.due >= TODAY for task in tasks)
    if days >= 10:
        assert all(task.due < plan.anchor for task in tasks.filter(phase="post-selection"))


@pytest.mark.usefixtures("wise")
def test_who_is_still_choosing_begins_with_that(people: str, hr: Client) -> None:
    hr.post(f"{people}new/", posted(chosen="no"))
    assert set(Plan.objects.get().tasks.present().values_list("phase", flat=True)) == set(PHASES)


@pytest.mark.usefixtures("wise")
def test_what_was_left_out_can_be_brought_back(cast: Cast, people: str, hr: Client) -> None:
    hr.post(f"{people}new/", posted())
    plan = Plan.objects.get()
    left_out = plan.changes.get(kind="removed")
    hr.post(f"/o/{cast.organization.slug}/plan/{plan.pk}/history/{left_out.pk}/undo/")
    assert plan.tasks.present().count() == 15


@pytest.mark.usefixtures("wise")
def test_the_trail_does_not_say_whose_months_they_are(people: str, hr: Client) -> None:
    hr.post(f"{people}new/", posted())
    hr.post(f"{people}{Plan.objects.get().pk}/over/")
    assert {event.action for event in AuditEvent.objects.filter(subject="Somebody's first months")} == {
        "plan-made",
        "plan-archived",
    }
    assert not AuditEvent.objects.filter(subject__contains="JM").exists()


@pytest.mark.usefixtures("wise")
def test_what_looks_like_a_name_is_asked_about_once_and_taken(people: str, hr: Client) -> None:
    response = hr.post(f"{people}new/", posted(name="Ana Ruiz"))
    assert response.status_code == 422
    assert "reads like the full name of somebody" in response.content.decode()
    assert not Plan.objects.exists()
    assert hr.post(f"{people}new/", posted(name="Bo Lee", asked="Ana Ruiz")).status_code == 422
    assert hr.post(f"{people}new/", posted(name="Ana Ruiz", asked="Ana Ruiz")).status_code == 302


@pytest.mark.parametrize("text", ["Ana Ruiz", "new: José Álvarez", "Mary-Jane O'Brien", "peer worker Ana Ruiz"])
def test_two_capitalized_words_look_like_a_name(text: str) -> None:
    assert looks_like_full_name(text)


@pytest.mark.parametrize(
    "text", ["JM", "J. M.", "Peer Specialist", "Peer worker, night shift", "Recovery Coach 2", "Ana"]
)
def test_initials_and_roles_do_not(text: str) -> None:
    assert not looks_like_full_name(text)


@pytest.mark.usefixtures("wise")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " \u200b"}, "name"),
        ({"name": "x" * 5_000}, "name"),
        ({"name": "there"}, "name"),
        ({"first_day": ""}, "first_day"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"first_day": "9999-12-31"}, "first_day"),
        ({"first_day": "2027-02-30"}, "first_day"),
        ({"lists": []}, "lists"),
        ({"lists": ["prcoe-implementation"]}, "lists"),
        ({"lists": ["own-999"]}, "lists"),
        ({"chosen": "perhaps"}, "chosen"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(cast: Cast, people: str, hr: Client, wrong: Any, field: str) -> None:
    months(cast, "There")
    response = hr.post(f"{people}new/", posted(**wrong))
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.content.decode()
    assert Plan.objects.count() == 1


@pytest.mark.usefixtures("wise")
@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31", "2028-02-29"])
def test_any_day_of_a_plan_can_be_the_first(people: str, hr: Client, day: str) -> None:
    assert hr.post(f"{people}new/", posted(first_day=day, chosen="no")).status_code == 302


def test_own_lists_for_first_months_can_be_used(cast: Cast, people: str, hr: Client) -> None:
    tasks = [{"title": "Our welcome", "detail": "", "phase": "day-one", "steps": [], "key": ""}]
    own = OwnList.objects.create(organization=cast.organization, kind="onboarding", name="Ours", tasks=tasks)
    program = OwnList.objects.create(organization=cast.organization, name="For a program", tasks=tasks)
    theirs = OwnList.objects.create(organization=cast.elsewhere, kind="onboarding", name="Theirs", tasks=tasks)
    assert "Ours (our own)" in page(hr, f"{people}new/")
    for other in (program, theirs):
        assert hr.post(f"{people}new/", posted(lists=[f"own-{other.pk}"])).status_code == 422
    assert hr.post(f"{people}new/", posted(lists=[f"own-{own.pk}"])).status_code == 302
    assert Plan.objects.get().tasks.get().title == "Our welcome"


def test_months_that_are_over_are_put_away_and_taken_up_again(cast: Cast, people: str, hr: Client) -> None:
    plan = months(cast)
    hr.post(f"{people}{plan.pk}/over/")
    text = page(hr, people)
    assert "Whose first months are over (1)" in text
    assert "Nobody is starting now" in text
    hr.post(f"{people}{plan.pk}/over/", {"again": "yes"})
    assert "1 person starting" in page(hr, people)


def test_the_page_asks_as_often_for_many_people(cast: Cast, people: str, hr: Client) -> None:
    months(cast)
    few = queries(hr, people)
    for n in range(3):
        months(cast, f"P{n}")
    assert queries(hr, people) == few
