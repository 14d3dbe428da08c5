"""What results call for: shown with its reasons, suggested, and added with one button."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checklists import findings
from checklists.findings import Finding, Level, Source, register
from checklists.models import Plan, PlanKind
from checklists.planning.suggesting import SHOWN_FIRST, suggest
from organizations.models import Organization
from tests.assessments.screen import page, part, queries
from tests.cast import Cast
from tests.factories import LinkFactory
from tests.toolkits.build import CollectionFactory, item_of

from .build import plan_of

NASTY = "<script>alert(1)</script>"


def gap(key: str, level: Level = "middle", share: int = 50) -> Finding:
    return Finding(
        key=f"quiz/{key}",
        link_key=f"quiz/{key}",
        text=f"We have {key} {NASTY}",
        source=Source.ASSESSMENT,
        where="Our culture",
        url="/result/",
        on=date(2026, 9, 20),
        share=share,
        level=level,
        said="Disagree",
    )


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What results say, to be changed."""
    gaps: list[Finding] = []
    monkeypatch.setattr(findings, "_finders", [])
    register(find=lambda organization: gaps)
    return gaps


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, name="Ours")


def calls(plan: Plan, organization: Organization | None = None) -> str:
    return reverse("checklists:called-for", args=[(organization or plan.organization).slug, plan.pk])


def link(item: str, *gaps: str, collection: str = "handbook-steps", **values: Any) -> str:
    """A task that helps with these gaps; its key."""
    entry = item_of(CollectionFactory(slug=collection), item, **values)
    for one in gaps:
        LinkFactory(from_key=f"quiz/{one}", entry=entry, reason=f"It helps with {one}.")
    return entry.key


def test_only_those_who_work_plans_choose_for_their_own_plan(cast: Cast, plan: Plan, found: list[Finding]) -> None:
    for who, status in {"outsider": 404, "viewer": 403, "visitor": 302, "administrator": 200, "hr": 200}.items():
        assert cast.client(who).get(calls(plan)).status_code == status
    assert cast.client("owner").delete(calls(plan)).status_code == 405
    assert cast.client("owner").get(calls(plan_of(cast.elsewhere), cast.organization)).status_code == 404
    somebody = plan_of(cast.organization, name="JM", kind=PlanKind.ONBOARDING)
    assert cast.client("owner").get(calls(somebody)).status_code == 404


def test_without_results_it_leads_to_where_they_come_from(cast: Cast, plan: Plan, found: list[Finding]) -> None:
    text = page(cast.client("leader"), calls(plan))
    assert "Nothing yet" in text
    assert reverse("surveys:index", args=[cast.organization.slug]) in part(text, "called-for")
    assert reverse("assessments:index", args=[cast.organization.slug]) in part(text, "called-for")
    assert "Ask the team" not in page(cast.client("hr"), calls(plan))


def test_a_task_is_shown_with_its_gaps_its_reason_and_its_source(cast: Cast, plan: Plan, found: list[Finding]) -> None:
    found += [gap("a board")]
    key = link("meet", "a board")
    text = page(cast.client("leader"), calls(plan))
    assert f'value="{key}" id="call-1" aria' in text
    for words in (
        "Do what meet asks for.",
        "It helps with a board.",
        "Disagree",
        'href="/result/">Our culture',
        "page 3",
    ):
        assert words in text
    assert "&lt;script&gt;" in text
    assert NASTY not in text
    assert "PeerReady heuristic" in text


@pytest.mark.parametrize(
    ("gaps", "is_ticked"),
    [([gap("one")], False), ([gap("one", "low", 0)], True), ([gap("one"), gap("two")], True)],
)
def test_those_are_ticked_that_help_with_two_gaps_or_with_a_low_one(
    cast: Cast, plan: Plan, found: list[Finding], gaps: list[Finding], is_ticked: bool
) -> None:
    found += gaps
    link("meet", "one", "two")
    assert ('id="call-1" checked' in page(cast.client("leader"), calls(plan))) is is_ticked


def test_nothing_is_ticked_where_it_is_not_seen(cast: Cast, plan: Plan, found: list[Finding]) -> None:
    found += [gap(f"g{n}", "low", 0) for n in range(SHOWN_FIRST + 3)]
    for n in range(SHOWN_FIRST + 3):
        link(f"do-{n}", f"g{n}")
    text = page(cast.client("leader"), calls(plan))
    assert text.count('name="entry"') == SHOWN_FIRST + 3
    assert text.count(" checked ") == SHOWN_FIRST
    assert "3 more, none of them ticked" in text


def test_chosen_tasks_come_into_the_plan_with_where_they_came_from(
    cast: Cast, plan: Plan, found: list[Finding]
) -> None:
    found += [gap("one"), gap("two")]
    meet, pay, other = link("meet", "one", "two"), link("pay", "two"), link("other", "two")
    client = cast.client("leader")
    response = client.post(calls(plan), {"entry": [meet, pay]})
    assertRedirects(response, reverse("checklists:plan", args=[cast.organization.slug, plan.pk]))
    tasks = {task.key: task for task in plan.tasks.all()}
    assert tasks.keys() == {meet, pay}
    assert {origin.item_key for origin in tasks[meet].origins.all()} == {"quiz/one", "quiz/two"}
    text = page(client, calls(plan))
    assert f'value="{other}"' in text
    assert f'value="{meet}"' not in text
    there = part(text, "there")
    assert reverse("checklists:task", args=[cast.organization.slug, plan.pk, tasks[meet].number]) in there
    assert "Not started" in there
    client.post(calls(plan), {"entry": [other]})
    assert "is in the plan already" in page(client, calls(plan))


@pytest.mark.parametrize("sent", [[], ["nowhere/nothing"], ["=1+1", "\0", "x" * 5_000]])
def test_nothing_or_nonsense_adds_nothing(cast: Cast, plan: Plan, found: list[Finding], sent: list[str]) -> None:
    found += [gap("one")]
    link("meet", "one")
    response = cast.client("leader").post(calls(plan), {"entry": sent})
    assert response.status_code == (302 if sent else 422)
    if not sent:
        assertContains(response, "Choose at least one task", status_code=422)
    assert not plan.tasks.exists()


def test_what_is_only_a_step_elsewhere_is_not_called_a_task(found: list[Finding]) -> None:
    class Entry:
        key, collection_id, section = "wise-onboarding/how-are-you", "wise-onboarding", "questions-for-peer"

    class Call:
        entry, gaps, task = Entry(), (gap("one", "low"),), None

    assert suggest([Call()]).is_empty  # type: ignore[list-item]


def test_more_gaps_take_no_more_queries(cast: Cast, plan: Plan, found: list[Finding]) -> None:
    client = cast.client("leader")
    found += [gap("one")]
    link("meet", "one")
    few = queries(client, calls(plan))
    found += [gap(f"g{n}") for n in range(20)]
    for n in range(20):
        link(f"do-{n}", f"g{n}", collection=f"list-{n % 3}")
    assert queries(client, calls(plan)) == few
    assertNotContains(client.get(calls(plan)), NASTY)
