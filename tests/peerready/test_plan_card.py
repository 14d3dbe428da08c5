"""The plan on the home page: how far it is, what is next for whoever reads, and the way to a first one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from checklists.models import Plan, PlanKind, Status, Task
from organizations.models import Organization
from tests.assessments.screen import page, part, queries
from tests.cast import MEMBERS, Cast
from tests.checklists.build import add, plan_of

pytestmark = pytest.mark.django_db


def card(cast: Cast, who: str = "leader", organization: Organization | None = None) -> str:
    return part(page(cast.client(who), f"/o/{(organization or cast.organization).slug}/"), "plan")


@pytest.mark.parametrize("who", MEMBERS)
def test_without_a_plan_whoever_may_make_one_is_offered_to(cast: Cast, who: str) -> None:
    text = page(cast.client(who), f"/o/{cast.organization.slug}/")
    offered = f'href="/o/{cast.organization.slug}/plan/new/"' in text
    assert offered is (who != "viewer")
    assert ('id="plan"' in text) is (who != "viewer")


def test_it_says_how_far_the_plan_is_and_leads_to_it(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Ask", "Tell", "Late")
    Task.objects.filter(title="Ask").update(status=Status.DONE)
    Task.objects.filter(title="Late").update(due=timezone.localdate() - timedelta(1))
    text = card(cast, "viewer")
    assert f'href="/o/{cast.organization.slug}/plan/{plan.pk}/"' in text
    assert "The first peer worker starts on" in text
    assert "<strong>1 of 3</strong> done" in text
    assert "1 overdue" in text
    assert "What comes next" in text
    assert text.index("Late</a>") < text.index("Tell</a>")
    assert "Ask</a>" not in text


def test_my_own_tasks_go_first_and_others_see_all(cast: Cast) -> None:
    plan = plan_of(cast.organization, *(f"Early {n}" for n in range(4)))
    add(plan, "Mine", member=cast.membership("leader"), phase="first-90-days")
    mine, anybodys = card(cast), card(cast, "hr")
    assert "Your next tasks" in mine
    assert mine.count("<li>") == 1
    assert "Mine</a>" in mine
    assert "What comes next" in anybodys
    assert anybodys.count("<li>") == 3
    assert "Mine</a>" not in anybodys


def test_nobodys_first_months_and_nothing_put_away_is_on_it(cast: Cast) -> None:
    plan_of(cast.organization, "Welcome", name="JM", kind=PlanKind.ONBOARDING)
    plan_of(cast.organization, "Old task", name="Put away")
    Plan.objects.filter(name="Put away").update(archived_at=timezone.now())
    text = card(cast, "owner")
    assert "Make a plan" in text
    assert not [word for word in ("JM", "Welcome", "Put away", "Old task") if word in text]


def test_a_visitor_of_the_demo_sees_it(cast: Cast, demo: Organization) -> None:
    plan_of(demo, "Ask")
    assert "What comes next" in card(cast, "visitor", demo)


def test_three_plans_are_named_and_more_are_counted(cast: Cast) -> None:
    for n in range(5):
        plan_of(cast.organization, "Ask", name=f"Program {n}")
    text = card(cast)
    assert text.count('class="home-plan"') == 3
    assert "2 more plans" in text


def test_queries_do_not_grow_with_plans_and_tasks(cast: Cast) -> None:
    client, url = cast.client("leader"), f"/o/{cast.organization.slug}/"
    plan = plan_of(cast.organization, "Ask")
    client.get(url)  # the first page notes the visit
    few = queries(client, url)
    add(plan, *(f"Task {n}" for n in range(30)), owner_name="Jo")
    plan_of(cast.organization, "Ask", name="Another")
    assert queries(client, url) == few <= 12
