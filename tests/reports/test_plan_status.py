"""The page for the board: one page, on screen and as PDF, of a program's plan alone."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from checklists.models import Plan, PlanKind, Status, Task
from checklists.planning.phases import phases_of
from organizations.models import AuditEvent, Organization
from reports import issue
from reports.pdf import ReportFailed
from tests.assessments.screen import page, queries
from tests.cast import MEMBERS, Cast
from tests.checklists.build import add, plan_of
from tests.checklists.goals import measure_with
from tests.checklists.money import costs, register, saved_source
from tests.factories import GoalFactory
from tests.invariants.page import problems

from .survey_results import HOSTILE
from .test_plan_pdf import whole_text
from .test_renderer import failures
from .test_report_pdf import squeezed
from .test_survey_summary import pages

pytestmark = pytest.mark.django_db
LONG = "Ask everybody who has something to say about it what they think, and write it down before the next meeting. "


def at(plan: Plan, ending: str = "/") -> str:
    return f"/o/{plan.organization.slug}/reports/plans/{plan.pk}/status{ending}"


def download(client: Client, plan: Plan) -> HttpResponse:
    return client.post(at(plan, ".pdf"))


def mark(plan: Plan, title: str, **fields: Any) -> None:
    Task.objects.filter(plan=plan, title__startswith=title).update(**fields)


def full_plan(organization: Organization, text: str = LONG) -> Plan:
    """A plan of which every list of the page has more than has room, all of it in many words."""
    today = timezone.localdate()
    plan = plan_of(organization, name=(text * 3)[:120])
    for kind in ("Done", "Late", "Waits", "Next"):
        for n in range(9):
            add(plan, f"{kind} {n} {text * 3}"[:300], owner_name=f"{n} {text}"[:150])
    for phase in phases_of(plan.kind):
        add(plan, f"Whose? {phase.slug} {text * 3}"[:300], phase=phase.slug)
    mark(plan, "Done", status=Status.DONE, finished_on=today)
    mark(plan, "Late", due=today - timedelta(9))
    mark(plan, "Waits", status=Status.WAITING, reason=(text * 3)[:300])
    for n in range(6):
        goal = GoalFactory(organization=organization, what=f"{n} {text * 3}"[:300], by_when=today - timedelta(1))
        measure_with(organization, 3, 4, name=f"{n} {text * 2}"[:200], goal=goal, target=9, baseline=1, unit="u" * 30)
    costs(organization, {today.year + n: 9_999_999 for n in range(4)})
    saved_source(organization, "Grant")
    saved_source(organization, "Another", status="applied")
    register(organization, {"board": ("no", ""), "budget": ("partly", ""), "pay": ("no", "")})
    return plan


def test_everything_that_a_board_asks_stands_on_it(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Finished", "Late", "Held up", "Coming", anchor=date(2100, 6, 1))
    mark(plan, "Finished", status=Status.DONE, finished_on=timezone.localdate())
    mark(plan, "Late", due=timezone.localdate() - timedelta(3), owner_name="Jo", owner_kind="outside")
    mark(plan, "Held up", status=Status.WAITING, reason="The county decides first")
    goal = GoalFactory(organization=cast.organization, what="Two peers work here")
    measure_with(cast.organization, 4, name="Meetings", goal=goal, baseline=2, target=8)
    costs(cast.organization, {timezone.localdate().year: 90_000})
    saved_source(cast.organization)
    register(cast.organization)
    text = re.sub(r"<[^>]+>", " ", page(cast.client("viewer"), at(plan)).split("plan-status")[1])
    text = " ".join(text.split())
    for said in (
        "Our program. The first peer worker starts: June 1, 2100, in",
        "1 of 4 tasks are done (25%)",
        "6 to 12 months before",
        "Held up The county decides first",
        "Jo : 1 open, 0 done",
        "2 open tasks still need somebody",
        "Two peers work here",
        "Meetings : 4, target 8 Closer to the target than at the baseline",
        "$90,000 needed",
        "$50,000 of it secured, $40,000 not found yet.",
        "There is an agreed board for peer support. Not yet",
    ):
        assert said in text, said


def test_an_empty_plan_and_a_finished_one_say_so_kindly(cast: Cast) -> None:
    empty, done = plan_of(cast.organization), plan_of(cast.organization, "Ask", name="Second")
    mark(done, "Ask", status=Status.DONE, finished_on=timezone.localdate() - timedelta(40))
    text = page(cast.client("leader"), at(empty))
    assert not [
        word for word in ("There are no tasks yet.", "Nothing is overdue.", "No task is open.") if word not in text
    ]
    text = page(cast.client("leader"), at(done))
    assert "Nothing was marked as done in these 30 days." in text
    assert not [word for word in ("Goals and measures", "Funding", "Risks that") if word in text.split("<main")[1]]


def test_at_its_fullest_it_is_still_one_valid_page(cast: Cast) -> None:
    plan = full_plan(cast.organization)
    response = download(cast.client("owner"), plan)
    assert response.status_code == 200
    assert failures(response.content) == []
    assert pages(response.content) == 1
    printed = whole_text(response.content)
    for words in ("and6more", "Whohastakenonwhat", "notfoundyet", "Risksthatnobodylooksafteryet", "MadewithPeerReady"):
        assert words in printed


@pytest.mark.parametrize("text", [HOSTILE, "W" * 300, "x" * 300, "你好" * 150])
def test_whatever_is_typed_it_is_a_valid_page_and_not_obeyed(cast: Cast, text: str) -> None:
    plan = full_plan(cast.organization, text.replace("\x00", ""))
    client = cast.client("owner")
    assert "<script>alert" not in page(client, at(plan))
    pdf = download(client, plan).content
    assert failures(pdf) == []
    assert pages(pdf) <= 2, "with nothing but the widest letters it may need a second page"


def test_an_ordinary_one_says_on_paper_what_it_says_on_screen(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Ask the board", "Tell the team")
    client = cast.client("leader")
    pdf = download(client, plan).content
    printed = whole_text(pdf)
    assert (failures(pdf), pages(pdf)) == ([], 1)
    on_page = page(client, at(plan)).split('class="summary-sheet')[1].split("</main>")[0]
    on_page = re.sub(r'<div class="chart-narrow">.*?</div>|<title>.*?</title>', "", on_page)
    words = re.findall(r">([^<>]+)<", on_page)
    assert [word for word in map(squeezed, words) if word and word not in printed] == []


@pytest.mark.parametrize("who", MEMBERS)
def test_everybody_reads_it_and_some_are_offered_the_pdf(cast: Cast, who: str) -> None:
    text = page(cast.client(who), at(plan_of(cast.organization, "Ask")))
    assert ("Download as PDF" in text) is (who in ("owner", "administrator", "leader"))


@pytest.mark.parametrize(("who", "status"), [("hr", 403), ("viewer", 403), ("outsider", 404), ("visitor", 302)])
def test_nobody_else_gets_the_pdf(cast: Cast, who: str, status: int) -> None:
    plan = plan_of(cast.organization, "Ask")
    assert download(cast.client(who), plan).status_code == status
    assert not AuditEvent.objects.filter(action=AuditEvent.Action.EXPORTED).exists()


def test_anothers_plan_and_somebodys_first_months_have_none(cast: Cast) -> None:
    client, theirs = cast.client("owner"), plan_of(cast.elsewhere)
    theirs.organization = cast.organization
    starting = plan_of(cast.organization, "Welcome", kind=PlanKind.ONBOARDING)
    for plan in (theirs, starting):
        assert client.get(at(plan)).status_code == 404
        assert download(client, plan).status_code == 404
    assert client.post(at(starting)).status_code == 405
    assert client.get(at(starting, ".pdf")).status_code == 405


def test_the_file_is_noted_and_without_it_the_page_says_why(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_of(cast.organization, "Ask", name="Our plan")
    monkeypatch.setattr(issue, "render_pdf", lambda html, style: b"%PDF")
    response = download(cast.client("leader"), plan)
    assert "harbor-house-our-plan-status-" in response["Content-Disposition"]
    noted = AuditEvent.objects.filter(action=AuditEvent.Action.EXPORTED).values_list("subject", flat=True)
    assert list(noted) == ["Our plan, status (PDF)"]

    def fail(html: str, style: str) -> bytes:
        raise ReportFailed

    monkeypatch.setattr(issue, "render_pdf", fail)
    response = download(cast.client("leader"), plan)
    assert (response.status_code, problems(response)) == (503, [])
    assert noted.count() == 1


def test_queries_do_not_grow_with_what_is_planned(cast: Cast) -> None:
    plan, client = plan_of(cast.organization, "Ask"), cast.client("leader")
    few = queries(client, at(plan))
    full = full_plan(cast.organization)
    assert queries(client, at(full)) <= few + 2 <= 9, "and the risk register, once there is one"
