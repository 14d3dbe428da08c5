"""A plan as files: harmless in any program, of one's own organization alone, noted, and good to be imported again."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from checklists.models import OwnerKind, Plan, PlanKind, Status, Task
from checklists.planning.adding import NewTask, add_tasks
from checklists.planning.importing import decode, import_tasks, read_tasks
from organizations.models import AuditEvent, Membership, Organization
from reports import issue
from reports.pdf import ReportTooLarge
from tests.cast import Cast
from tests.checklists.build import add, plan_of
from tests.factories import MembershipFactory
from tests.invariants.page import problems

from .survey_results import csv_rows, sheets_of
from .test_report_screens import HOSTILE_NAMES
from .test_survey_export import FORMULAS, TYPES, cells_of

pytestmark = pytest.mark.django_db
ENDINGS = ("csv", "xlsx")
HEADINGS = ["Number", "Title", "Phase", "Due", "Status", "Owner", "Notes", "Steps", "From"]


def download(client: Client, plan: Plan, ending: str) -> HttpResponse:
    return client.post(f"/o/{plan.organization.slug}/reports/plans/{plan.pk}.{ending}")


def exports(organization: Organization) -> list[str]:
    events = AuditEvent.objects.for_organization(organization).filter(action=AuditEvent.Action.EXPORTED)
    return list(events.values_list("subject", flat=True))


def told(plan: Plan) -> list[tuple[Any, ...]]:
    """What of its tasks a round trip keeps."""
    rows = plan.tasks.present().order_by("number")
    return [
        (t.title, t.phase, t.due, t.owner_id, t.owner_name, t.status, t.notes, [s["text"] for s in t.steps])
        for t in rows
    ]


def import_again(content: bytes, plan: Plan, actor: Any) -> None:
    members = list(Membership.objects.for_organization(plan.organization).select_related("user"))
    text = decode(content)
    reading = read_tasks(text, plan=plan, members=members)
    assert reading.problems == ()
    assert set(reading.ignored) == {"Number", "From"}
    import_tasks(plan=plan, actor=actor, text=text, members=members, seen=reading.seen, only_good=False)


def test_what_is_exported_comes_back_the_same_when_it_is_imported(cast: Cast) -> None:
    plan, member = plan_of(cast.organization), cast.membership("leader")
    (first, *_) = add(
        plan, "Ask the board, twice; =SUM(1)", notes='One.\n\nTwo, "three"\n- four', steps=("A, b", "[x] c")
    )
    add(plan, "=1+1", "'=1+1", "-2", "Ünïcödé 你好", phase="months-1-3-prior", owner_name="Paul Novak, finance")
    add_tasks(
        plan=plan,
        actor=None,
        tasks=[NewTask(title="Dated", phase="first-90-days", due=date(2027, 2, 28), member=member, status="waiting")],
    )
    Task.objects.filter(pk=first.pk).update(steps=[{"text": "A, b", "done": True}, {"text": "[x] c", "done": False}])
    again = plan_of(cast.organization, name="Another program")
    import_again(download(cast.client("owner"), plan, "csv").content, again, cast.owner)
    assert told(again) == told(plan)
    assert len(told(again)) == 6


def test_a_row_says_what_the_task_is_and_where_it_came_from(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    add(plan, "Ask", list_name="Checklist", owner_name="Jo", due=date(2027, 3, 5), steps=("One", "Two; and three"))
    (heads, row) = csv_rows(download(cast.client("owner"), plan, "csv").content)
    assert heads == HEADINGS
    steps = "[ ] One\n[ ] Two, and three"
    assert row == ["1", "Ask", "6 to 12 months before", "2027-03-05", "Not started", "Jo", "", steps, "Checklist"]


def test_owners_are_called_as_they_are_now_and_who_has_left_as_then(cast: Cast) -> None:
    plan, member = plan_of(cast.organization), MembershipFactory(organization=cast.organization, user__name="Old Name")
    add(plan, "Stays", "Leaves", member=member)
    leaving = MembershipFactory(organization=cast.organization, user__name="Gone Person")
    Task.objects.filter(title="Leaves").update(owner=leaving, owner_name="Gone Person")
    leaving.delete()
    member.user.name = "New Name"
    member.user.save()
    rows = csv_rows(download(cast.client("owner"), plan, "csv").content)
    assert [row[5] for row in rows[1:]] == ["New Name", "Gone Person"]


def test_a_workbook_has_the_tasks_the_phases_and_what_it_is(cast: Cast) -> None:
    plan = plan_of(cast.organization, "Ask", "Tell")
    Task.objects.filter(title="Ask").update(status=Status.NOT_NEEDED, reason="Nobody asked", finished_on="2026-11-02")
    sheets = sheets_of(download(cast.client("owner"), plan, "xlsx").content)
    assert list(sheets) == ["Tasks", "Phases", "About"]
    assert sheets["Tasks"][0][:9] == HEADINGS
    assert sheets["Tasks"][1][9:] == ["2026-11-02", "Nobody asked"]
    assert sheets["Phases"][1][3:7] == [2, 0, 1, 0]
    assert ["Plan", "Our program"] in sheets["About"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_formulas_and_marks_are_text(cast: Cast, ending: str) -> None:
    plan = plan_of(cast.organization)
    hostile = [*(text for text in FORMULAS if "\0" not in text), "<script>alert(1)</script>", "a\x07b"]
    for text in hostile:
        add(plan, f"{text} in a title", notes=f"{text}\n{text}", owner_name=text, steps=(text,), list_name=text)
    cells = cells_of(download(cast.client("owner"), plan, ending).content, ending)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for cell in cells if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", cell)]
    assert "<script>alert(1)</script> in a title" in cells


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("who", ["owner", "administrator", "leader"])
def test_downloading_gives_a_file_and_leaves_a_line_in_the_trail(cast: Cast, who: str, ending: str) -> None:
    response = download(cast.client(who), plan_of(cast.organization, "Ask", name="Our plan"), ending)
    assert (response.status_code, response["Content-Type"]) == (200, TYPES[ending])
    today = timezone.localdate().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="harbor-house-our-plan-{today}.{ending}"'
    assert exports(cast.organization) == [f"Our plan ({ending.upper()})"]


@pytest.mark.parametrize("ending", [*ENDINGS, "pdf"])
@pytest.mark.parametrize(("who", "status"), [("hr", 403), ("viewer", 403), ("outsider", 404), ("visitor", 302)])
def test_nobody_else_gets_it(cast: Cast, who: str, status: int, ending: str) -> None:
    assert download(cast.client(who), plan_of(cast.organization), ending).status_code == status
    assert exports(cast.organization) == []


@pytest.mark.parametrize("ending", [*ENDINGS, "pdf"])
def test_opening_the_address_makes_none_and_anothers_plan_is_not_found(cast: Cast, ending: str) -> None:
    plan, theirs = plan_of(cast.organization), plan_of(cast.elsewhere)
    client = cast.client("owner")
    assert client.get(f"/o/{cast.organization.slug}/reports/plans/{plan.pk}.{ending}").status_code == 405
    assert client.post(f"/o/{cast.organization.slug}/reports/plans/{theirs.pk}.{ending}").status_code == 404
    assert exports(cast.organization) == exports(cast.elsewhere) == []


@pytest.mark.parametrize(("who", "status"), [("owner", 200), ("leader", 200), ("administrator", 404), ("hr", 403)])
def test_somebodys_first_months_are_for_who_may_read_them_and_the_trail_names_nobody(
    cast: Cast, who: str, status: int
) -> None:
    plan = plan_of(cast.organization, "Welcome", name="JM", kind=PlanKind.ONBOARDING)
    for ending in ENDINGS:
        assert download(cast.client(who), plan, ending).status_code == status
    assert set(exports(cast.organization)) == (
        {"Somebody's first months (CSV)", "Somebody's first months (XLSX)"} if status == 200 else set()
    )


@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_the_files_name_is_harmless_whatever_plan_and_organization_are_called(cast: Cast, name: str) -> None:
    plan = plan_of(cast.organization, name=name[:120])
    Organization.objects.filter(pk=cast.organization.pk).update(name=name)
    response = download(cast.client("owner"), plan, "csv")
    assert re.fullmatch(r'attachment; filename="[a-z0-9_-]{1,112}\.csv"', response["Content-Disposition"])


def test_a_plan_that_is_too_large_for_a_pdf_says_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(html: str, style: str) -> bytes:
        raise ReportTooLarge

    monkeypatch.setattr(issue, "render_pdf", fail)
    response = download(cast.client("owner"), plan_of(cast.organization, "Ask"), "pdf")
    assert response.status_code == 503
    assert problems(response) == []
    assert "too large for one PDF" in response.content.decode()
    assert exports(cast.organization) == []


@pytest.mark.parametrize(("who", "offered"), [("leader", True), ("hr", False)])
def test_the_menu_of_a_plan_offers_what_may_be_taken(cast: Cast, who: str, offered: bool) -> None:
    plan = plan_of(cast.organization, "Ask")
    text = cast.client(who).get(f"/o/{cast.organization.slug}/plan/{plan.pk}/").content.decode()
    assert (f'action="/o/{cast.organization.slug}/reports/plans/{plan.pk}.csv"' in text) is offered
    assert f'href="/o/{cast.organization.slug}/reports/plans/{plan.pk}/status/"' in text


def test_owners_kinds_come_back_too(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    add(plan, "Outside", owner_name="Paul Novak")
    again = plan_of(cast.organization, name="Another")
    import_again(download(cast.client("owner"), plan, "csv").content, again, cast.owner)
    assert again.tasks.get().owner_kind == OwnerKind.OUTSIDE
