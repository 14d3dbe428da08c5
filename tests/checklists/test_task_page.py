"""A task's page: what it is, where it came from, and what can be done about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checklists.findings import Finding, Findings, Source
from checklists.models import Origin, Plan, PlanKind, Task
from checklists.planning.making import archive
from organizations.models import Organization
from tests.cast import Cast
from tests.factories import EntryFactory
from tests.invariants.page import problems

from .build import add, plan_of

HOSTILE = "<script>alert(1)</script> =1+1 " + "x" * 200


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second", "Third")


def url(plan: Plan, number: int = 1, name: str = "task") -> str:
    return reverse(f"checklists:{name}", args=[plan.organization.slug, plan.pk, number])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_an_outsider_finds_nothing_and_nobody_posts_to_it(cast: Cast, plan: Plan) -> None:
    assert cast.client("outsider").get(url(plan)).status_code == 404
    assert cast.client("owner").post(url(plan)).status_code == 405
    assert cast.client("owner").get(url(plan, 99)).status_code == 404
    elsewhere = plan_of(cast.elsewhere, "Theirs")
    there = reverse("checklists:task", args=[cast.organization.slug, elsewhere.pk, 1])
    assert cast.client("owner").get(there).status_code == 404


def test_somebodys_first_months_are_read_by_few(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Welcome", kind=PlanKind.ONBOARDING)
    found = {who: cast.client(who).get(url(plan)).status_code for who in ("owner", "administrator", "hr", "viewer")}
    assert found == {"owner": 200, "administrator": 404, "hr": 200, "viewer": 404}
    assert cast.client("administrator").post(url(plan, name="task-comment"), {"text": "Hello"}).status_code == 404


def test_who_may_only_read_gets_no_form(cast: Cast, plan: Plan) -> None:
    page = text(cast.client("viewer").get(url(plan)))
    assert "First" in page
    assert "state/" not in page
    assert "state/" in text(cast.client("hr").get(url(plan)))


def test_a_visitor_of_the_demo_reads(demo: Organization) -> None:
    assert Client().get(url(plan_of(demo, "Seen by all"))).status_code == 200


def test_a_toolkits_task_leads_to_its_page_in_the_library(cast: Cast, plan: Plan) -> None:
    entry = EntryFactory()
    Task.objects.filter(plan=plan, number=1).update(key=entry.key)
    page = text(cast.client("viewer").get(url(plan)))
    assert reverse("toolkits:advice", args=[cast.organization.slug, entry.key]) in page
    assert "<cite>A Handbook</cite>" in page


def test_the_next_and_the_previous_task_are_a_step_away(cast: Cast, plan: Plan) -> None:
    Task.objects.filter(plan=plan, number=2).update(place=0)  # now the first of its phase
    page = text(cast.client("viewer").get(url(plan, 1)))
    assert f'href="{url(plan, 2)}" rel="prev"' in page
    assert f'href="{url(plan, 3)}" rel="next"' in page
    assert f'href="{reverse("checklists:plan", args=[plan.organization.slug, plan.pk])}#task-1"' in page


def test_what_it_waits_for_and_what_waits_for_it_is_named(cast: Cast, plan: Plan) -> None:
    Task.objects.filter(plan=plan, number=1).update(needs=[2])
    assert f'href="{url(plan, 2)}" dir="auto">Second' in text(cast.client("viewer").get(url(plan, 1)))
    assert "Waiting for this" in text(cast.client("viewer").get(url(plan, 2)))
    Task.objects.filter(plan=plan, number=2).update(is_removed=True)
    assert "What comes before and after" not in text(cast.client("viewer").get(url(plan, 1)))


def test_an_owner_who_left_is_named_and_asked_for(cast: Cast, plan: Plan) -> None:
    member = cast.membership("hr")
    Task.objects.filter(plan=plan, number=1).update(owner_kind="member", owner=member, owner_name="Hr Person")
    member.delete()
    page = text(cast.client("leader").get(url(plan)))
    assert '<option value="left" selected>Hr Person has left: choose somebody</option>' in page


def test_an_overdue_task_says_so(cast: Cast, plan: Plan) -> None:
    Task.objects.filter(plan=plan, number=1).update(due=timezone.localdate() - timedelta(1))
    assert "Overdue:" in text(cast.client("viewer").get(url(plan)))


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2100, 12, 31), date(2028, 2, 29)])
def test_far_days_are_shown(cast: Cast, plan: Plan, day: date) -> None:
    Task.objects.filter(plan=plan, number=1).update(due=day)
    assert cast.client("owner").get(url(plan)).status_code == 200


def came_from(plan: Plan, said: str = "Not yet") -> None:
    task = plan.tasks.get(number=1)
    Origin.objects.create(
        task=task, source="assessment", item_key="culture/climate", item_text="The climate fits.",
        where="Our culture", said=said, share=10, found_on=date(2027, 1, 10),
    )  # fmt: skip


def test_where_it_came_from_is_told_and_what_it_says_now_is_fetched(
    cast: Cast, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_from(plan)
    key = "culture/climate"
    now = Finding(key, key, "", Source.ASSESSMENT, "Our culture", "/r/", date(2027, 6, 3), 90, "strong", "In place")
    monkeypatch.setattr("checklists.views.task_page.findings", lambda organization: Findings((now,)))
    client = cast.client("viewer")
    first = text(client.get(url(plan)))
    assert '<strong>Not yet</strong> <span class="soft">(Our culture, January 10, 2027)' in first
    assert "In place" not in first
    for headers in ({}, {"HX-Request": "true"}):
        then = text(client.get(url(plan) + "?now", headers=headers))
        assert "<strong>In place</strong>" in then
        assert "Improved since" in then
        assert ("<h1" in then) is not bool(headers)


def test_what_people_wrote_is_shown_as_text(cast: Cast, plan: Plan) -> None:
    came_from(plan, said="<b>x</b>")
    add(plan, HOSTILE, detail=HOSTILE, notes=HOSTILE, steps=(HOSTILE,))
    Task.objects.filter(plan=plan).update(
        title=HOSTILE[:300],
        evidence=[{"title": HOSTILE, "url": "javascript:alert(1)"}, {"title": "", "url": "http://[broken"}],
    )
    for number in (1, 4):
        for who in ("owner", "viewer"):
            response = cast.client(who).get(url(plan, number))
            assert problems(response) == []
            page = response.content.decode()
            assert "<script>alert" not in page
            assert 'href="javascript' not in page
            assert 'href="http://[' not in page


def test_it_takes_as_many_queries_for_much_as_for_little(cast: Cast, plan: Plan) -> None:
    client = cast.client("owner")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(url(plan))
        return len(found)

    few = queries()
    add(plan, *(f"More {n}" for n in range(50)))
    came_from(plan)
    task = plan.tasks.get(number=1)
    for n in range(5):
        task.comments.create(author=cast.hr, author_name="Hr", text=f"{n}")
    assert few == queries() <= 12


def test_a_task_that_was_taken_out_says_so_and_can_come_back(cast: Cast, plan: Plan) -> None:
    Task.objects.filter(plan=plan, number=1).update(is_removed=True)
    page = text(cast.client("leader").get(url(plan)))
    assert "was taken out of the plan" in page
    assert url(plan, name="task-bring-back") in page
    assert url(plan, name="task-state") not in page
    assert url(plan, name="task-bring-back") not in text(cast.client("viewer").get(url(plan)))


def test_a_plan_that_was_put_away_is_only_read(cast: Cast, plan: Plan) -> None:
    archive(plan=plan, actor=cast.owner, now=timezone.now())
    assert url(plan, name="task-state") not in text(cast.client("owner").get(url(plan)))
