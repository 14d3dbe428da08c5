"""All plans of a program at a glance."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from checklists.models import PlanKind, Status
from checklists.planning.making import archive
from organizations.models import Organization
from tests.assessments.screen import page, queries
from tests.cast import Cast

from .build import add, plan_of

NASTY = "<script>alert(1)</script> =1+1"


def index(organization: Organization) -> str:
    return reverse("checklists:index", args=[organization.slug])


def test_every_member_reads_it_and_nobody_else(cast: Cast) -> None:
    for who, status in {"outsider": 404, "viewer": 200, "owner": 200, "visitor": 302}.items():
        assert cast.client(who).get(index(cast.organization)).status_code == status
    assert cast.client("owner").post(index(cast.organization)).status_code == 405


def test_with_no_plan_it_says_what_one_is_and_leads_to_making_it(cast: Cast) -> None:
    new = reverse("checklists:new", args=[cast.organization.slug])
    assertContains(cast.client("hr").get(index(cast.organization)), f'href="{new}"', count=1)
    text = page(cast.client("viewer"), index(cast.organization))
    assert "and gives each a date" in text
    assert new not in text


def test_a_card_says_how_far_a_plan_is_and_what_comes_next(cast: Cast) -> None:
    today = timezone.localdate()
    plan = plan_of(cast.organization, name="Our program", anchor=today + timedelta(300))
    done, late, unneeded, _ = add(plan, "Done", "Late", "Unneeded", "Soon", due=today + timedelta(5))
    plan.tasks.filter(pk=done.pk).update(status=Status.DONE, due=today - timedelta(20))
    plan.tasks.filter(pk=late.pk).update(due=today - timedelta(10))
    plan.tasks.filter(pk=unneeded.pk).update(status=Status.NOT_NEEDED, due=today - timedelta(30))
    removed = add(plan, "Taken out")[0]
    plan.tasks.filter(pk=removed.pk).update(is_removed=True, due=today - timedelta(40))
    text = page(cast.client("viewer"), index(cast.organization))
    assert "in 300 days" in text
    assert "<strong>1 of 3</strong> done" in text
    assert "1 overdue" in text
    assert f'href="{reverse("checklists:task", args=[cast.organization.slug, plan.pk, late.number])}"' in text
    assert "was due" in text
    assert "Taken out" not in text
    plan.tasks.filter(pk=late.pk).update(status=Status.DONE)
    assert "Soon</a>" in page(cast.client("viewer"), index(cast.organization))


def test_plans_that_are_put_away_stand_below_and_other_peoples_nowhere(cast: Cast) -> None:
    archive(plan=plan_of(cast.organization, name="Old one"), actor=None, now=timezone.now())
    plan_of(cast.organization, name="JM", kind=PlanKind.ONBOARDING)
    plan_of(cast.elsewhere, name="Elsewhere's")
    response = cast.client("owner").get(index(cast.organization))
    assertContains(response, "Put away (1)")
    assertContains(response, "No plan is under way")
    assertNotContains(response, "JM</a>")
    assertNotContains(response, "Elsewhere&#x27;s")


def test_what_was_typed_is_shown_and_not_run(cast: Cast) -> None:
    add(plan_of(cast.organization, name=NASTY), NASTY)
    assertNotContains(cast.client("owner").get(index(cast.organization)), "<script>alert")


def test_visitors_of_the_demo_see_the_plans_and_no_buttons(cast: Cast, demo: Organization) -> None:
    plan_of(demo, "A task", name="Demo plan")
    text = page(cast.client("visitor"), index(demo))
    assert "Demo plan" in text
    assert "Make a plan" not in text
    assert "What your results call for" not in text


def test_more_plans_take_no_more_queries(cast: Cast) -> None:
    client = cast.client("owner")
    plan_of(cast.organization, "One")
    one = queries(client, index(cast.organization))
    for n in range(3):
        plan_of(cast.organization, "One", "Two", name=f"Plan {n}")
    assert queries(client, index(cast.organization)) == one <= 12
