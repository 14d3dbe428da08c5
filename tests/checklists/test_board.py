"""A plan as a board: a column a status, and moving a card from one to another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from checklists.models import Change, Plan, PlanKind, Task
from checklists.working.boarding import MOST_SHOWN, columns, of_owner, wanted
from checklists.working.reading import read_plan
from checklists.working.saving import save_task
from checklists.working.values import owner_values, status_values
from tests.cast import Cast

from .build import add, plan_of

IN_PLACE = {"HTTP_HX_REQUEST": "true"}
Move = Callable[..., HttpResponse]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second")


@pytest.fixture
def move(cast: Cast, plan: Plan) -> Move:
    """`move("1.1.done")`: as the owner, without a script; with `**IN_PLACE` as board.js does it."""

    def move(what: str, who: str = "owner", of: Plan = plan, **more: Any) -> HttpResponse:
        reason = {"reason": more.pop("reason")} if "reason" in more else {}
        asked = {"move": what, "next": address(of, "board")} | reason
        return cast.client(who).post(address(of, "board-move"), asked, **more)

    return move


def address(plan: Plan, route: str) -> str:
    return reverse(f"checklists:{route}", args=[plan.organization.slug, plan.pk])


def task(plan: Plan, number: int = 1) -> Task:
    return Task.objects.select_related("plan").get(plan=plan, number=number)


def say(plan: Plan, number: int, **values: Any) -> None:
    one = task(plan, number)
    save_task(task=one, version=one.version, actor=None, values=values)


def cards(response: HttpResponse, status: str) -> list[str]:
    column = next(column for column, _ in response.context["columns"] if column.status == status)
    return [line.title for line in column.lines]


def test_only_those_of_the_organization_read_it_and_only_some_move(cast: Cast, plan: Plan, move: Move) -> None:
    assert cast.client("outsider").get(address(plan, "board")).status_code == 404
    assert cast.client("viewer").get(address(plan, "board")).status_code == 200
    assert cast.client("owner").post(address(plan, "board")).status_code == 405
    assert cast.client("owner").get(address(plan, "board-move")).status_code == 405
    assert move("1.1.done", "outsider").status_code == 404
    assert move("1.1.done", "viewer").status_code == 403
    assert Client().post(address(plan, "board-move"), {}, **IN_PLACE).status_code == 401
    assert task(plan).status == "not-started"


def test_somebodys_first_months_are_for_those_who_assess_people(cast: Cast, move: Move) -> None:
    months = plan_of(cast.organization, "Welcome", kind=PlanKind.ONBOARDING)
    assert cast.client("administrator").get(address(months, "board")).status_code == 404
    assert move("1.1.done", "administrator", months).status_code == 404
    assert cast.client("hr").get(address(months, "board")).status_code == 200


def test_a_viewer_sees_cards_and_nothing_to_move_them_with(cast: Cast, plan: Plan) -> None:
    assert b"board-menu" in cast.client("owner").get(address(plan, "board")).content
    page = cast.client("viewer").get(address(plan, "board")).content
    assert b"First" in page
    assert b"board-menu" not in page
    assert b"board.js" not in page


def test_a_card_moves_to_another_column_and_that_can_be_undone(cast: Cast, plan: Plan, move: Move) -> None:
    answer = move("1.1.waiting", follow=True)
    assert cards(answer, "waiting") == ["First"]
    made = Change.objects.latest("pk")
    assert made.by_name == str(cast.owner)
    assert reverse("checklists:undo", args=[cast.organization.slug, plan.pk, made.pk]) in answer.content.decode()


def test_in_place_the_answer_is_the_card_and_how_many_each_column_has(plan: Plan, move: Move) -> None:
    answer = move("1.1.done", **IN_PLACE).json()
    assert answer["counts"] == {"not-started": 1, "in-progress": 0, "waiting": 0, "done": 1, "not-needed": 0}
    assert answer["status"] == "done"
    assert 'data-version="2"' in answer["card"]
    assert "1 of 2" in answer["progress"]
    assert "Undo" in answer["message"]
    assert task(plan).finished_on == timezone.localdate()


def test_not_needed_asks_why_first(plan: Plan, move: Move) -> None:
    asked = move("1.1.not-needed")
    assert asked.status_code == 422
    assert b"Why is it not needed?" in asked.content
    assert b"field-error" not in asked.content
    for reason, said in ((" \u200b", b"Say why"), ("x" * 301, b"at most 300")):
        again = move("1.1.not-needed", reason=reason)
        assert again.status_code == 422
        assert said in again.content
        assert said in move("1.1.not-needed", reason=reason, **IN_PLACE).content
    assert task(plan).status == "not-started"
    move("1.1.not-needed", reason="<b>We have\x00 it</b>")
    assert (task(plan).status, task(plan).reason) == ("not-needed", "<b>We have it</b>")


def test_what_somebody_else_moved_meanwhile_stays_where_it_is(plan: Plan, move: Move) -> None:
    say(plan, 1, **status_values("done"))
    answer = move("1.1.waiting", **IN_PLACE)
    assert answer.status_code == 409
    assert answer.json()["status"] == "done"
    assert "it is in Done now" in answer.json()["said"]
    page = move("1.1.waiting")
    assert page.status_code == 409
    assert b"it is in Done now" in page.content
    assert task(plan).status == "done"


def test_what_somebody_else_changed_of_other_things_is_kept(plan: Plan, move: Move) -> None:
    say(plan, 1, title="Theirs")
    move("1.1.done")
    assert (task(plan).title, task(plan).status) == ("Theirs", "done")


@pytest.mark.parametrize(
    "what", ["", "1.1", "1.1.gone", "1.1.done.1", "x.1.done", "\u0661.1.done", "1.1.done\n", "-1.1.done"]
)
def test_what_is_no_move_is_refused_in_words(plan: Plan, move: Move, what: str) -> None:
    assert wanted(what) is None
    assert move(what).status_code == 422
    assert "no move" in move(what, **IN_PLACE).json()["said"]


def test_a_task_that_is_not_there_or_was_taken_out_is_not_moved(cast: Cast, plan: Plan, move: Move) -> None:
    assert move("999999999.1.done").status_code == 404
    say(plan, 1, is_removed=True)
    assert move("1.2.done").status_code == 409
    assert "taken out" in move("1.2.done", **IN_PLACE).json()["said"]
    assert b"First" not in cast.client("owner").get(address(plan, "board")).content


def test_it_leads_back_only_to_pages_of_ours(plan: Plan, cast: Cast) -> None:
    asked = {"move": "1.1.done", "next": "https://example.org/"}
    assert cast.client("owner").post(address(plan, "board-move"), asked).headers["Location"] == address(plan, "board")


def test_one_sees_only_ones_own_or_somebodys_tasks(cast: Cast, plan: Plan) -> None:
    add(plan, "Third")
    say(plan, 1, **owner_values(cast.membership("owner")))
    say(plan, 2, **owner_values(outside="Él & <b>Co</b>"))
    client = cast.client("owner")

    def titles(owner: str) -> list[str]:
        return cards(client.get(address(plan, "board"), {"owner": owner}), "not-started")

    assert titles("") == ["First", "Second", "Third"]
    assert titles("me") == ["First"]
    assert titles("nobody") == ["Third"]
    assert titles("o-Él & <b>Co</b>") == ["Second"]
    assert titles("\x00") == []
    assert of_owner(read_plan(plan), "me", None) == []


def test_the_next_due_comes_first_and_the_latest_done_first_of_what_is_done(plan: Plan) -> None:
    today = timezone.localdate()
    add(plan, "Third", "Undated")
    say(plan, 4, due=None)
    say(plan, 1, due=today + timedelta(9))
    say(plan, 2, due=today + timedelta(2))
    say(plan, 3, due=today + timedelta(10))
    assert [line.title for line in columns(read_plan(plan))[0].lines] == ["Second", "First", "Third", "Undated"]
    for number, day in ((1, 3), (2, 1), (3, 2)):
        say(plan, number, status="done", finished_on=today - timedelta(day))
    done = columns(read_plan(plan))[3]
    assert [line.title for line in done.lines] == ["Second", "Third", "First"]


@pytest.mark.parametrize("status", ["in-progress", "done", "not-needed"])
def test_of_many_the_first_are_shown_and_a_link_shows_all(cast: Cast, plan: Plan, status: str) -> None:
    add(plan, *(f"Task {n}" for n in range(MOST_SHOWN + 5)), status=status)
    client = cast.client("viewer")
    page = client.get(address(plan, "board"))
    assert len(cards(page, status)) == MOST_SHOWN
    assert f"?all=1#column-{status}" in page.content.decode()
    whole = client.get(address(plan, "board"), {"all": "1"})
    assert len(cards(whole, status)) == MOST_SHOWN + 5
    assert f"?all=1#column-{status}" not in whole.content.decode()


def test_titles_are_text_and_no_markup(cast: Cast, plan: Plan, move: Move) -> None:
    add(plan, '<script>alert("x")</script>=1+1')
    page = cast.client("owner").get(address(plan, "board")).content.decode()
    assert "<script>alert" not in page
    assert "<script>alert" not in move("3.1.done", **IN_PLACE).json()["card"]
    assert "<script>alert" not in move("3.2.waiting", **IN_PLACE).json()["message"]
