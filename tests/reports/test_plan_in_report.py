"""What the readiness report says of plans, goals, funding and risks: what is under way, and nobody's first months."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Record
from checklists.models import Plan, PlanKind, Status, Task
from organizations.models import Organization
from reports.issue import pdf_of, print_html
from reports.planning import MOST_PLANS
from reports.readiness import build
from tests.assessments.screen import page
from tests.cast import Cast
from tests.checklists.build import add, plan_of
from tests.checklists.goals import measure_with
from tests.checklists.money import answer_with, costs, register, saved_source
from tests.factories import CompletionFactory, GoalFactory, InstrumentFactory

from .survey_results import HOSTILE
from .test_readiness import completed
from .test_renderer import failures, inside
from .test_report_pdf import Body, missing, text_of

pytestmark = pytest.mark.django_db
PARTS = ("The plan", "Goals and measures", "Funding", "Risks")


def said(organization: Organization) -> str:
    """The report in words, without marks and spaces folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", print_html(build(organization))).split())


def headings(organization: Organization) -> list[str]:
    return [title for title in re.findall(r"<h2>([^<]+)</h2>", print_html(build(organization))) if title in PARTS]


def planned(organization: Organization, text: str = "Ask the board") -> Plan:
    """Something of everything that is planned."""
    plan = plan_of(organization, f"{text} first"[:300], f"{text} then"[:300], name=text[:120])
    Task.objects.filter(plan=plan, number=1).update(status=Status.DONE, finished_on=timezone.localdate())
    goal = GoalFactory(organization=organization, what=text[:300], how_measured=text, for_whom=text[:200])
    measure_with(organization, 3, 4, name=text[:200], goal=goal, baseline=2, target=8)
    measure_with(organization, 1, name=f"Loose {text}"[:200])
    costs(organization, {timezone.localdate().year: 90_000})
    saved_source(organization, text[:200], notes=text)
    record = register(organization, {"board": ("no", text), "budget": ("partly", "")})
    CompletionFactory(record=record)
    answer_with(Task.objects.get(plan=plan, number=2), "board")
    return plan


def test_without_a_plan_the_report_is_as_it_was(cast: Cast) -> None:
    completed(cast.organization, InstrumentFactory(), board="yes")
    assert build(cast.organization).planning is None
    assert headings(cast.organization) == []
    assert "Of the plan" not in said(cast.organization)


def test_only_what_there_is_has_a_part(cast: Cast) -> None:
    plan_of(cast.organization)
    assert headings(cast.organization) == ["The plan"]
    saved_source(cast.organization)
    GoalFactory(organization=cast.organization)
    assert headings(cast.organization) == ["The plan", "Goals and measures", "Funding"]
    CompletionFactory(record=register(cast.organization))
    assert headings(cast.organization) == list(PARTS)


def test_the_parts_say_how_everything_stands(cast: Cast) -> None:
    planned(cast.organization)
    text = said(cast.organization)
    for words in (
        "The plan 1 of 2 tasks done",
        "1 of 2 tasks are done (50%)",
        "Counted every three months.",
        "$90,000 needed",
        "One source that ends carries all",
        "There is an agreed board for peer support. Ask the board",
        "Ask the board then (not started)",
        "are PeerReady heuristics. What a measure",
    ):
        assert words in text, words


def test_current_programs_are_told_of_those_changed_last_first_and_three_at_most(cast: Cast) -> None:
    for name in ("Archived", "Oldest", "Second", "Third", "Fourth"):
        plan_of(cast.organization, "Ask", name=name)
    Plan.objects.filter(name="Archived").update(archived_at=timezone.now())
    add(Plan.objects.get(name="Second"), "Tell")
    planning = build(cast.organization).planning
    assert planning
    assert [one.plan.name for one in planning.plans] == ["Second", "Fourth", "Third"]
    assert (len(planning.plans), planning.more_plans) == (MOST_PLANS, 1)
    assert "1 more plan is under way." in said(cast.organization)


def test_nobodys_first_months_are_ever_in_it(cast: Cast) -> None:
    planned(cast.organization)
    starting = plan_of(cast.organization, "Welcome JM", name="JM starts", kind=PlanKind.ONBOARDING)
    answer_with(starting.tasks.get(), "budget")
    assert not [word for word in ("JM starts", "Welcome JM") if word in said(cast.organization)]


def test_another_organizations_plans_and_money_are_never_in_it(cast: Cast) -> None:
    planned(cast.elsewhere, "Their own secret")
    assert build(cast.organization).planning is None
    planned(cast.organization)
    assert "Their own secret" not in said(cast.organization)


def test_risks_are_told_as_completed_and_not_as_only_begun(cast: Cast) -> None:
    record = register(cast.organization, {"board": ("no", "Half a thought")})
    assert headings(cast.organization) == []
    CompletionFactory(record=record)
    Record.objects.filter(pk=record.pk).update(answers={"board": {"choice": "no", "text": "Unripe"}})
    assert "Half a thought" in said(cast.organization)
    assert "Unripe" not in said(cast.organization)


def test_of_many_tasks_ten_are_listed_and_the_others_counted(cast: Cast) -> None:
    plan = plan_of(cast.organization, *(f"Task {n}" for n in range(1000)))
    Task.objects.filter(plan=plan, number__lte=500).update(due=timezone.localdate() - timedelta(1))
    text = said(cast.organization)
    assert "and 490 more" in text
    assert "Every task stands in the plan itself." in text
    assert failures(pdf_of(build(cast.organization))) == []


@pytest.mark.parametrize(
    "text", ["Ask the board", HOSTILE, "x" * 5_000, "你好 " * 100], ids=("plain", "hostile", "long", "wide")
)
def test_the_pdf_is_valid_and_says_what_the_page_says(cast: Cast, text: str) -> None:
    planned(cast.organization, text)
    pdf = pdf_of(build(cast.organization))
    assert failures(pdf) == []
    assert not [word for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile") if word in inside(pdf)]
    page_text = page(cast.client("viewer"), f"/o/{cast.organization.slug}/reports/readiness/")
    assert "<script>alert" not in page_text
    if text == "Ask the board":
        assert list(missing(Body(page_text).texts, text_of(pdf))) == []


def test_a_measure_with_dates_far_apart_and_a_plan_in_another_century_are_drawn(cast: Cast) -> None:
    plan_of(cast.organization, "Ask", anchor=date(2100, 12, 31), scheduled_from=date(2000, 1, 1))
    measure_with(
        cast.organization, 1, 2, target=9, target_on=date(2100, 1, 1), baseline=0, baseline_on=date(2000, 1, 1)
    )
    assert failures(pdf_of(build(cast.organization))) == []


def test_it_takes_one_query_whatever_is_planned(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            print_html(build(cast.organization))
        return len(captured)

    completed(cast.organization, InstrumentFactory(), board="no")
    few = queries()
    planned(cast.organization)
    plan_of(cast.organization, *(f"Task {n}" for n in range(9)), name="Another")
    assert queries() == few <= 8
