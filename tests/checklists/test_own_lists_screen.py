"""Own lists on screen: writing, two at once, keeping a plan, beginning with a toolkit's list."""

from typing import Any

import pytest
from django.test import Client

from checklists.models import OwnList, Plan, PlanKind
from checklists.planning import own_lists
from checklists.planning.making import make_plan
from tests.assessments.screen import page, queries
from tests.cast import Cast
from tests.toolkits.build import CollectionFactory, item_of

from .build import add, plan_of
from .lists import own_list as own

FIRST, LAST = "phase-months-6-12-prior", "phase-months-6-12-post"


@pytest.fixture
def lists(cast: Cast) -> str:
    return f"/o/{cast.organization.slug}/plan/lists/"


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


def posted(**values: Any) -> dict[str, Any]:
    return {"name": "Ours", FIRST: "One", "version": 1, **values}


def test_who_may_see_and_write_lists(cast: Cast, lists: str) -> None:
    there, theirs = own(cast.organization, "One"), own(cast.elsewhere, "Theirs")
    months = own(cast.organization, "Welcome", kind=PlanKind.ONBOARDING, name="Of somebody")
    for screen in ("", "new/", f"{there.pk}/", f"{there.pk}/remove/"):
        expected = {"outsider": 404, "visitor": 302, "viewer": 403, "administrator": 200, "hr": 200}
        assert {who: cast.client(who).get(lists + screen).status_code for who in expected} == expected
        assert cast.client("hr").delete(lists + screen).status_code == 405
    for method in ("get", "post"):
        for screen in (f"{theirs.pk}/", f"{theirs.pk}/remove/"):
            assert getattr(cast.client("leader"), method)(lists + screen, posted()).status_code == 404
    assert cast.client("administrator").get(f"{lists}{months.pk}/").status_code == 404
    assert "Of somebody" not in page(cast.client("administrator"), lists)
    assert "Of somebody" in page(cast.client("hr"), lists)


def test_a_list_is_written_by_phase_and_makes_a_plan(cast: Cast, lists: str, leader: Client) -> None:
    text = "<script>alert(1)</script>\n- =1+1\n> More\x00\x07 words"
    leader.post(f"{lists}new/", {"name": " Our\tlist ", FIRST: text.replace("\x00", ""), LAST: "Last"})
    made = OwnList.objects.get()
    assert (made.name, made.kind, made.saved_by_name) == ("Our list", "program", "Leader Person")
    assert made.tasks[0]["steps"] == ["=1+1"]
    assert made.tasks[0]["detail"] == "More words"
    shown = page(leader, f"{lists}{made.pk}/")
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    plan = make_plan(
        organization=cast.organization, actor=None, name="P", anchor=plan_of(cast.organization).anchor, own_lists=[made]
    )
    assert [(task.title[:8], task.phase) for task in plan.tasks.all()] == [
        ("<script>", "months-6-12-prior"),
        ("Last", "months-6-12-post"),
    ]


def test_one_for_somebodys_first_months_has_other_phases(lists: str, leader: Client) -> None:
    leader.post(f"{lists}new/?kind=onboarding", {"name": "Ours", "phase-day-one": "Say hello"})
    made = OwnList.objects.get()
    assert (made.kind, made.tasks[0]["phase"]) == ("onboarding", "day-one")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Give the list a name."),
        ({FIRST: " \n "}, "Write at least one task"),
        ({FIRST: "- step"}, "Line 1: there is no task above it yet."),
        ({FIRST: "x" * 201}, "201 characters are too many"),
        ({FIRST: "Task\n" * 301}, "These are 301 tasks, and a list holds 300."),
        ({FIRST: "x" * 200_001}, "200000"),
        ({FIRST: "- a\n" * 1_000}, "And 992 more like these."),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    cast: Cast, lists: str, leader: Client, wrong: dict[str, str], said: str
) -> None:
    there = own(cast.organization, "One")
    for url in (f"{lists}new/", f"{lists}{there.pk}/"):
        response = leader.post(url, posted(**wrong))
        assert response.status_code == 422
        assert said in response.content.decode()
        assert wrong.get(FIRST, "One").strip()[:20] in response.content.decode()
    there.refresh_from_db()
    assert (there.version, OwnList.objects.count()) == (1, 1)


def test_a_list_that_changed_meanwhile_is_refused_with_both_texts(cast: Cast, lists: str, leader: Client) -> None:
    there = own(cast.organization, "One")
    url = f"{lists}{there.pk}/"
    assert cast.client("hr").post(url, posted(**{FIRST: "Theirs\n- Call"})).status_code == 302
    response = leader.post(url, posted(**{FIRST: "Mine"}))
    text = response.content.decode()
    assert response.status_code == 409
    assert "Hr Person changed this list meanwhile" in text
    assert "Theirs\n- Call</p>" in text
    assert "Mine</textarea>" in text
    there.refresh_from_db()
    assert there.tasks[0]["title"] == "Theirs"
    assert leader.post(url, posted(version=2, **{FIRST: "Mine"})).status_code == 302
    there.refresh_from_db()
    assert (there.tasks[0]["title"], there.version) == ("Mine", 3)


def test_saving_the_same_again_changes_nothing(cast: Cast, lists: str, leader: Client) -> None:
    there = own(cast.organization, "One")
    assert leader.post(f"{lists}{there.pk}/", posted(version="x")).status_code == 302
    there.refresh_from_db()
    assert there.version == 1


def test_removing_asks_and_is_refused_where_it_changed(cast: Cast, lists: str, leader: Client) -> None:
    there = own(cast.organization, "One")
    assert "Remove “Ours”?" in page(leader, f"{lists}{there.pk}/remove/")
    assert leader.post(f"{lists}{there.pk}/remove/").status_code == 422
    assert leader.post(f"{lists}{there.pk}/remove/", {"version": 9}).status_code == 409
    assert leader.post(f"{lists}{there.pk}/remove/", {"version": 1}).status_code == 302
    assert not OwnList.objects.exists()


def test_there_are_only_so_many_lists(lists: str, leader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_lists, "MOST_LISTS", 1)
    assert leader.post(f"{lists}new/", posted()).status_code == 302
    response = leader.post(f"{lists}new/", posted(name="Another"))
    assert response.status_code == 422
    assert "There are 1 lists already" in response.content.decode()


def test_a_toolkits_list_becomes_ones_own_and_keeps_its_links(lists: str, leader: Client) -> None:
    collection = CollectionFactory(slug="prcoe-policies", title="Policies to look at")
    item_of(collection, "hours", title="Hours", text="Write down hours.")
    url = f"{lists}new/?from=prcoe-policies"
    assert "Policies to look at" in page(leader, lists)
    text = page(leader, url)
    assert "Hours &gt; Write down hours." in text
    assert "From <cite>" in text
    leader.post(url, {"name": "Ours", FIRST: "Hours\n> Reworded\nOwn"})
    assert [(t["title"], t["detail"], t["key"]) for t in OwnList.objects.get().tasks] == [
        ("Hours", "Reworded", "prcoe-policies/hours"),
        ("Own", "", ""),
    ]


def test_a_plan_is_kept_as_a_list(cast: Cast, lists: str, leader: Client) -> None:
    plan: Plan = plan_of(cast.organization, "One", "Two")
    add(plan, "Not this", status="not-needed", reason="No", notes="Note", owner_name="Ana", steps=("Call",))
    url = f"/o/{cast.organization.slug}/plan/{plan.pk}/keep/"
    for who, status in (("outsider", 404), ("viewer", 403)):
        assert cast.client(who).post(url, {"name": "Kept"}).status_code == status
    assert leader.post(url, {"name": ""}).status_code == 422
    assert "Leave out tasks that were not needed" in page(leader, url)
    leader.post(url, {"name": "Kept", "leave_out": "on"})
    leader.post(url, {"name": "All"})
    kept, everything = OwnList.objects.order_by("pk")
    assert [task["title"] for task in kept.tasks] == ["One", "Two"]
    assert len(everything.tasks) == 3
    assert "Ana" not in str(everything.tasks)


def test_a_plan_without_tasks_or_with_too_many_cannot_be_kept(cast: Cast, leader: Client) -> None:
    plan = plan_of(cast.organization)
    url = f"/o/{cast.organization.slug}/plan/{plan.pk}/keep/"
    assert leader.post(url, {"name": "Kept"}).status_code == 422
    add(plan, *(f"Task {n}" for n in range(301)))
    assert "a list holds 300" in leader.post(url, {"name": "Kept"}).content.decode()
    assert not OwnList.objects.exists()


def test_the_page_asks_as_often_for_many_lists(cast: Cast, lists: str, leader: Client) -> None:
    own(cast.organization, "One")
    few = queries(leader, lists)
    for n in range(3):
        own(cast.organization, "One", name=f"List {n}")
    assert queries(leader, lists) == few
