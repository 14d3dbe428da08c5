"""Importing tasks on screen: nothing is added before it was shown, and never more than was shown."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from checklists.models import Change, Plan, PlanKind
from organizations.models import AuditEvent
from tests.assessments.form import Reader
from tests.assessments.screen import page
from tests.cast import Cast

from .build import add, plan_of

GOOD = "Title,Due,Owner,Notes\nAsk,2027-01-04,Leader Person,=1+1\n<b>Tell</b>,,Paul Novak,\n"
MIXED = GOOD + ",2027-01-04,,\n"


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "There already")


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


def url(plan: Plan, more: str = "") -> str:
    return f"/o/{plan.organization.slug}/plan/{plan.pk}/import/{more}"


def upload(data: str | bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("tasks.csv", data.encode() if isinstance(data, str) else data)}


def confirmed(text: str, **more: str) -> dict[str, str]:
    """What the page that shows the tasks would send."""
    fields = Reader(text).fields
    return {name: fields[name].replace("\n", "\r\n") for name in ("seen", "text")} | more


def titles(plan: Plan) -> list[str]:
    return [task.title for task in plan.tasks.present()]


def test_who_may_import(cast: Cast, plan: Plan) -> None:
    theirs = plan_of(cast.organization, kind=PlanKind.ONBOARDING, name="JM")
    for screen in ("", "form.csv"):
        expected = {"outsider": 404, "visitor": 302, "viewer": 403, "administrator": 200}
        assert {who: cast.client(who).get(url(plan, screen)).status_code for who in expected} == expected
        assert cast.client("administrator").get(url(theirs, screen)).status_code == 404
    for who, status in (("outsider", 404), ("viewer", 403)):
        assert cast.client(who).post(url(plan), {"text": GOOD, "seen": "x"}).status_code == status
    assert cast.client("leader").delete(url(plan)).status_code == 405
    assert cast.client("leader").post(url(plan, "form.csv")).status_code == 405
    assert titles(plan) == ["There already"]


def test_the_empty_form_can_be_filled_and_imported(plan: Plan, leader: Client) -> None:
    response = leader.get(url(plan, "form.csv"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.content.decode() == "\ufeffTitle,Phase,Due,Owner,Status,Notes,Steps\r\n"
    filled = response.content + b"Ask,,,,,,\r\n"
    assert "1 task can be added" in leader.post(url(plan), upload(filled)).content.decode()


@pytest.mark.parametrize("sent", [{"text": GOOD}, upload(GOOD), upload(GOOD.encode("utf-16"))])
def test_what_would_be_added_is_shown_first_then_added_and_can_be_undone(
    cast: Cast, plan: Plan, leader: Client, sent: dict[str, Any]
) -> None:
    for each in sent.values():
        if not isinstance(each, str):
            each.seek(0)
    text = leader.post(url(plan), sent).content.decode()
    assert "2 tasks can be added" in text
    assert "<b>Tell" not in text
    assert titles(plan) == ["There already"]
    response = leader.post(url(plan), confirmed(text), follow=True)
    assert "Imported 2 tasks from a file." in response.content.decode()
    ask, tell = plan.tasks.filter(number__gt=1)
    assert (ask.owner, ask.notes, str(ask.due), ask.due_by_hand) == (
        cast.membership("leader"),
        "=1+1",
        "2027-01-04",
        True,
    )
    assert (tell.owner_kind, tell.owner_name, tell.due_by_hand) == ("outside", "Paul Novak", False)
    event = AuditEvent.objects.for_organization(cast.organization)[0]
    assert (event.action, event.subject) == ("imported", "2 tasks into Our program")
    leader.post(f"/o/{cast.organization.slug}/plan/{plan.pk}/history/{Change.objects.latest('pk').pk}/undo/")
    assert titles(plan) == ["There already"]


def test_good_rows_are_added_without_the_others_only_if_told(plan: Plan, leader: Client) -> None:
    text = leader.post(url(plan), {"text": MIXED}).content.decode()
    assert "Row 4: There is no title." in text
    assert "Add 2 tasks, leave out 1" in text
    assert leader.post(url(plan), confirmed(text)).status_code == 409
    assert titles(plan) == ["There already"]
    assert leader.post(url(plan), confirmed(text, only_good="yes")).status_code == 302
    assert len(titles(plan)) == 3


def test_pressing_twice_adds_once(plan: Plan, leader: Client) -> None:
    data = confirmed(leader.post(url(plan), {"text": GOOD}).content.decode())
    assert leader.post(url(plan), data).status_code == 302
    response = leader.post(url(plan), data)
    assert response.status_code == 409
    assert "is in the plan already" in response.content.decode()
    assert len(titles(plan)) == 3


def test_another_table_than_was_seen_is_shown_and_not_added(plan: Plan, leader: Client) -> None:
    data = confirmed(leader.post(url(plan), {"text": GOOD}).content.decode())
    response = leader.post(url(plan), {**data, "text": GOOD + "Slipped in,,,\n"})
    assert response.status_code == 409
    assert titles(plan) == ["There already"]
    data = confirmed(leader.post(url(plan), {"text": GOOD}).content.decode())
    add(plan, "Meanwhile")
    assert leader.post(url(plan), data).status_code == 409
    assert titles(plan) == ["There already", "Meanwhile"]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste cells below."),
        ({"text": GOOD, **upload(GOOD)}, "not both"),
        (upload(b"x" * 10_000_000), "This is too large: 500 kB is the most."),
        (upload(b""), "empty"),
        (upload(b"Title\nA\0sk\n"), "not text that we can read"),
        ({"text": "Title\nA\0sk\n"}, "Null characters are not allowed"),
        (upload(b"," * 490_000), "This is empty."),
        ({"text": "Ask\nTell\n"}, "one of them must be “Title”"),
        ({"text": "Title,Title\nAsk,\n", "seen": "x"}, "stands there twice"),
    ],
)
def test_what_is_no_table_is_told_and_adds_nothing(plan: Plan, leader: Client, sent: dict[str, Any], said: str) -> None:
    for each in sent.values():
        if not isinstance(each, str):
            each.seek(0)
    response = leader.post(url(plan), sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert titles(plan) == ["There already"]


def test_what_reads_like_a_clients_record_is_questioned(plan: Plan, leader: Client) -> None:
    text = leader.post(url(plan), {"text": "Title,Notes\nAsk,Ana Ruiz 3/4/1980\n"}).content.decode()
    assert "as if something in it were about somebody you serve" in text


def test_the_trail_does_not_say_whose_months_they_are(cast: Cast) -> None:
    theirs = plan_of(cast.organization, kind=PlanKind.ONBOARDING, name="JM")
    hr = cast.client("hr")
    hr.post(url(theirs), confirmed(hr.post(url(theirs), {"text": "Title\nAsk\n"}).content.decode()))
    assert titles(theirs) == ["Ask"]
    assert AuditEvent.objects.get(action="imported").subject == "1 task into Somebody's first months"


def test_the_page_explains_the_format_by_the_plans_own_phases(plan: Plan, leader: Client) -> None:
    text = page(leader, url(plan))
    assert "“1 to 3 months before”" in text
    assert "Separated by semicolons" in text
