"""A task of a toolkit goes into a plan with one click from wherever it is read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checklists.models import Change, Plan, PlanKind, Status
from checklists.planning.making import archive
from organizations.models import Organization
from tests.assessments.screen import page, queries
from tests.cast import Cast
from tests.factories import CompletionFactory, InstrumentFactory, LinkFactory, RecordFactory
from tests.toolkits.build import CollectionFactory, item_of
from toolkits.models import Entry

from .build import add, plan_of

AWAY = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "javascript:alert(1)",
    "/\\elsewhere.example",
    "x" * 5_000,
]


@pytest.fixture
def task(cast: Cast) -> Entry:
    return item_of(CollectionFactory(), "meet")


@pytest.fixture
def result(cast: Cast, task: Entry) -> str:
    """A result with a gap that calls for the task."""
    return result_of(cast.organization, task)


def result_of(organization: Organization, task: Entry) -> str:
    instrument = InstrumentFactory()
    CompletionFactory(record=RecordFactory(organization=organization, instrument=instrument))
    LinkFactory(from_key=f"{instrument.slug}/board", entry=task)
    return reverse("assessments:results", args=[organization.slug, instrument.slug])


def send(client: Client, cast: Cast, **values: Any) -> Any:
    return client.post(reverse("checklists:add", args=[cast.organization.slug]), values)


def test_only_those_who_work_plans_add_and_only_by_post(cast: Cast, task: Entry) -> None:
    plan = plan_of(cast.organization)
    for who, status in {"outsider": 404, "viewer": 403, "visitor": 302}.items():
        assert send(cast.client(who), cast, entry=task.key).status_code == status
    url = reverse("checklists:add", args=[cast.organization.slug])
    assert cast.client("owner").get(url).status_code == 405
    assert not plan.tasks.exists()


def test_from_a_result_one_click_adds_the_task_and_comes_back(cast: Cast, task: Entry, result: str) -> None:
    plan = plan_of(cast.organization, name="Ours")
    client = cast.client("leader")
    assert "Add to plan" in page(client, result)
    response = send(client, cast, entry=task.key, plan=plan.pk, next=result)
    assertRedirects(response, result, fetch_redirect_response=False)
    added = plan.tasks.get()
    assert added.origins.get().item_key.endswith("/board")
    text = page(client, result)
    url = reverse("checklists:task", args=[cast.organization.slug, plan.pk, added.number])
    assert text.count(f"href='{url}'>Give it an owner</a>") == 1
    assert reverse("checklists:undo", args=[cast.organization.slug, plan.pk, Change.objects.first().pk]) in text
    assert f'class="plan-there" href="{url}"' in text
    assert "In the plan: not started" in text
    assert "Add to plan" not in text


def test_a_second_click_adds_nothing(cast: Cast, task: Entry) -> None:
    plan = plan_of(cast.organization)
    for _ in range(2):
        response = send(cast.client("leader"), cast, entry=task.key)
    assert response.status_code == 302
    assert plan.tasks.count() == 1


def test_a_task_that_was_taken_out_can_come_back(cast: Cast, task: Entry, result: str) -> None:
    plan = plan_of(cast.organization)
    send(cast.client("leader"), cast, entry=task.key)
    plan.tasks.update(is_removed=True)
    assert "Add to plan" in page(cast.client("leader"), result)
    send(cast.client("leader"), cast, entry=task.key)
    assert plan.tasks.present().count() == 1


def test_with_several_plans_one_chooses_among_those_without_it(cast: Cast, task: Entry, result: str) -> None:
    here, there, away = (plan_of(cast.organization, name=name) for name in ("Here", "There <b>", "Away"))
    archive(plan=away, actor=None, now=timezone.now())
    text = page(cast.client("leader"), result)
    assert f'<option value="{there.pk}">There &lt;b&gt;</option>' in text
    assert "Away</option>" not in text
    send(cast.client("leader"), cast, entry=task.key, plan=there.pk)
    assert (here.tasks.count(), there.tasks.count()) == (0, 1)
    text = page(cast.client("leader"), result)
    assert "In “There &lt;b&gt;”: not started" in text
    assert "Add to “Here”" in text
    assert "<select" not in text


@pytest.mark.parametrize("plan", ["0", "x", "-1", "9" * 30, "1.5", "²"])
def test_a_plan_that_is_none_is_404(cast: Cast, task: Entry, plan: str) -> None:
    plan_of(cast.organization)
    assert send(cast.client("leader"), cast, entry=task.key, plan=plan).status_code == 404


def test_neither_another_organizations_plan_nor_somebodys_nor_an_old_one_is_added_to(cast: Cast, task: Entry) -> None:
    plan_of(cast.organization)
    old = plan_of(cast.organization, name="Old")
    archive(plan=old, actor=None, now=timezone.now())
    for plan in (plan_of(cast.elsewhere), plan_of(cast.organization, name="JM", kind=PlanKind.ONBOARDING), old):
        assert send(cast.client("owner"), cast, entry=task.key, plan=plan.pk).status_code == 404
        assert not plan.tasks.exists()


@pytest.mark.parametrize("entry", ["", "nowhere/nothing", "\0", "x" * 5_000, "helps"])
def test_what_is_no_task_is_404(cast: Cast, task: Entry, entry: str) -> None:
    plan_of(cast.organization)
    assert send(cast.client("leader"), cast, entry=entry).status_code == 404


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_led_away(cast: Cast, task: Entry, away: str) -> None:
    plan_of(cast.organization)
    response = send(cast.client("leader"), cast, entry=task.key, next=away)
    assert response["Location"] == reverse("checklists:index", args=[cast.organization.slug])


def test_without_a_plan_it_leads_to_making_one(cast: Cast, task: Entry, result: str) -> None:
    new = reverse("checklists:new", args=[cast.organization.slug])
    assertContains(cast.client("leader").get(result), f'href="{new}"')
    response = send(cast.client("leader"), cast, entry=task.key, next=result)
    assert response["Location"] == f"{new}?list=handbook-steps"


def test_a_whole_list_is_added_from_the_library(cast: Cast) -> None:
    listed = CollectionFactory(slug="prcoe-policies")
    for item in ("one", "two"):
        item_of(listed, item)
    url = reverse("toolkits:collection", args=[cast.organization.slug, listed.slug])
    assertContains(cast.client("leader").get(url), "?list=prcoe-policies")
    assertNotContains(cast.client("leader").get(url), "Add all to the plan")
    plan = plan_of(cast.organization)
    assertContains(cast.client("leader").get(url), "Add all to the plan")
    assert send(cast.client("leader"), cast, list=listed.slug, next=url)["Location"] == url
    assert plan.tasks.count() == 2
    assert send(cast.client("leader"), cast, list="wise-onboarding").status_code == 404
    assertNotContains(cast.client("viewer").get(url), "in a plan")


def test_the_library_shows_it_beside_the_task(cast: Cast, task: Entry) -> None:
    plan = plan_of(cast.organization)
    url = reverse("toolkits:item", args=[cast.organization.slug, "handbook-steps", "meet"])
    assertContains(cast.client("hr").get(url), "Add to plan")
    add(plan, "Meet", key=task.key)
    plan.tasks.update(status=Status.DONE)
    assertContains(cast.client("viewer").get(url), "In the plan: done")
    assertNotContains(cast.client("hr").get(url), "Add to plan")


def test_visitors_of_the_demo_see_where_a_task_is_and_no_buttons(demo: Organization, task: Entry) -> None:
    plan = plan_of(demo)
    other = item_of(CollectionFactory(), "other")
    first, second = result_of(demo, task), result_of(demo, other)
    add(plan, "Meet", key=task.key)
    assert "In the plan: not started" in page(Client(), first)
    for url in (first, second):
        text = page(Client(), url)
        assert "Add to plan" not in text
        assert reverse("checklists:add", args=[demo.slug]) not in text


def test_many_buttons_take_one_query(cast: Cast, task: Entry) -> None:
    plan_of(cast.organization)
    client, result = cast.client("leader"), result_of(cast.organization, task)
    one = queries(client, result)
    slug = result.split("/")[-3]
    for n in range(4):
        LinkFactory(from_key=f"{slug}/board", entry=item_of(CollectionFactory(), f"more-{n}"), position=n + 2)
    for n in range(3):
        add(plan_of(cast.organization, name=f"Plan {n}"), "Meet", key=task.key)
    assert page(client, result).count('class="plan-button"') == 5
    assert queries(client, result) == one <= 12
    assert Plan.objects.count() == 4
