"""Adding tasks that do something about a risk."""

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from checklists.models import Origin, Plan, Task
from checklists.money.risks import INSTRUMENT
from organizations.models import Organization
from tests.assessments.screen import page, queries
from tests.cast import Cast
from tests.factories import CompletionFactory

from .build import plan_of
from .money import propose, register

PHASE = "months-1-3-prior"


def url(organization: Organization, risk: str = "board") -> str:
    return reverse("checklists:risk-answer", args=[organization.slug, risk])


def post(cast: Cast, into: Plan, who: str = "hr", **data: object) -> HttpResponse:
    return cast.client(who).post(url(cast.organization), {"plan": into.pk, "phase": PHASE, **data})


def test_who_may_come_here(cast: Cast) -> None:
    register(cast.organization)
    plan = plan_of(cast.organization)
    assert cast.client("outsider").get(url(cast.organization)).status_code == 404
    assert post(cast, plan, who="viewer", title="Ask").status_code == 403
    assert cast.client("owner").delete(url(cast.organization)).status_code == 405
    assert cast.client("administrator").get(url(cast.organization)).status_code == 200


@pytest.mark.parametrize("risk", ["nothing", "x" * 200])
def test_no_such_risk_is_404(cast: Cast, risk: str) -> None:
    register(cast.organization)
    assert cast.client("owner").get(url(cast.organization, risk)).status_code == 404
    assert cast.client("owner").post(url(cast.organization, risk)).status_code == 404


def test_a_task_in_ones_own_words_has_the_risk_as_its_origin(cast: Cast) -> None:
    register(cast.organization)
    plan = plan_of(cast.organization)
    response = post(cast, plan, title="  Ask the <b>board</b> ")
    assert response.headers["Location"] == f"{reverse('checklists:risks', args=[cast.organization.slug])}#risk-board"
    task = Task.objects.get(plan=plan)
    assert (task.title, task.phase, task.key) == ("Ask the <b>board</b>", PHASE, "")
    origin = task.origins.get()
    assert (origin.source, origin.item_key, origin.said) == ("assessment", f"{INSTRUMENT}/board", "Not yet")
    assert plan.changes.first().by_name == "Hr Person"


def test_a_completed_result_is_what_the_origin_says(cast: Cast) -> None:
    record = register(cast.organization)
    CompletionFactory(record=record)
    plan = plan_of(cast.organization)
    post(cast, plan, title="Ask")
    assert (Origin.objects.get().share, Origin.objects.get().where) == (0, "The register")


def test_a_toolkits_task_is_proposed_with_reason_and_source_and_added(cast: Cast) -> None:
    register(cast.organization)
    key = propose("board", "train", text="Train the board.")
    plan = plan_of(cast.organization)
    shown = page(cast.client("leader"), url(cast.organization))
    for said in ("Train the board.", "It tells how.", "<cite>A Handbook</cite>, page 12", "is our reading"):
        assert said in shown
    assert post(cast, plan, proposed=[key], title="And this").status_code == 302
    assert set(plan.tasks.values_list("key", flat=True)) == {key, ""}
    assert Origin.objects.filter(item_key=f"{INSTRUMENT}/board").count() == 2


def test_a_task_that_is_in_the_plan_is_linked_and_not_added_twice(cast: Cast) -> None:
    register(cast.organization)
    key = propose("board", "train")
    plan = plan_of(cast.organization, "Train")
    plan.tasks.update(key=key)
    assert "It is in the plan already" in page(cast.client("leader"), url(cast.organization))
    client = cast.client("hr")
    client.post(url(cast.organization), {"plan": plan.pk, "phase": PHASE, "proposed": [key]})
    told = page(client, reverse("checklists:risks", args=[cast.organization.slug]))
    assert "1 task was in it already, and now answers this risk." in told
    assert plan.tasks.get().origins.count() == 1
    assert "Answers this risk already." in page(cast.client("leader"), url(cast.organization))


def test_without_a_plan_there_is_the_way_to_one(cast: Cast) -> None:
    register(cast.organization)
    put_away = plan_of(cast.organization)
    put_away.archived_at = timezone.now()
    put_away.save()
    person = plan_of(cast.organization, kind="onboarding")
    elsewhere = plan_of(cast.elsewhere)
    assert "First a plan" in page(cast.client("hr"), url(cast.organization))
    for plan in (put_away, person, elsewhere):
        assert post(cast, plan, title="Ask").status_code == 422
    assert Task.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "Tick a task, or write one in your own words."),
        ({"title": " \u200b "}, "Tick a task, or write one in your own words."),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"proposed": "nowhere/nothing", "title": "Kept"}, "One of these tasks is not proposed here any more."),
        ({"title": "Kept", "phase": "some-day"}, "Select a valid choice"),
        ({"title": "Kept", "plan": "0"}, "Choose one of these plans."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_added(cast: Cast, data: dict[str, str], problem: str) -> None:
    register(cast.organization)
    plan = plan_of(cast.organization)
    plan_of(cast.organization, name="Another")
    response = post(cast, plan, **data)
    assert response.status_code == 422
    assert problem in response.content.decode()
    if "Kept" in data.values():
        assert 'value="Kept"' in response.content.decode()
    assert Task.objects.count() == 0


def test_a_full_plan_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    register(cast.organization)
    monkeypatch.setattr("checklists.planning.adding.MOST_TASKS", 1)
    response = post(cast, plan_of(cast.organization, "One"), title="Two")
    assert response.status_code == 422
    assert "A plan holds at most 1 tasks." in response.content.decode()


def test_of_several_plans_one_is_chosen(cast: Cast) -> None:
    register(cast.organization)
    plans = [plan_of(cast.organization, name=name) for name in ("North", "South")]
    shown = page(cast.client("leader"), url(cast.organization))
    assert "Into which plan" in shown
    post(cast, plans[0], title="Ask")
    assert plans[0].tasks.count() == 1
    assert plans[1].tasks.count() == 0


def test_more_proposals_take_no_more_queries(cast: Cast) -> None:
    client = cast.client("owner")
    register(cast.organization)
    plan_of(cast.organization)
    propose("board", "one")
    at_one = queries(client, url(cast.organization))
    for n in range(10):
        propose("board", f"more-{n}")
        plan_of(cast.organization, name=f"Plan {n}")
    assert queries(client, url(cast.organization)) == at_one <= 12
