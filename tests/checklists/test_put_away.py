"""A plan that was put away is only read: wherever it could be changed, the answer is a 409 in words."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from checklists.models import Change, Plan, Task, TaskComment
from checklists.planning.adding import NewTask, add_tasks
from checklists.planning.making import archive, delete_plan, take_up_again
from checklists.views.finding import find_plan, find_task
from checklists.working.commenting import comment
from checklists.working.refusing import PUT_AWAY, PutAwayError
from checklists.working.saving import save_task
from tests.cast import Cast

from .build import add, plan_of

HTMX = {"HTTP_HX_REQUEST": "true"}
ASKED = {
    "bulk": {"do": "status", "status": "done", "task": "1"},
    "quick": {"title": "Mine", "phase": "first-90-days"},
    "status": {"status": "done"},
    "called-for": {"entry": "x/y"},
    "settings": {"name": "Else", "reminder_days": "3"},
    "move": {"anchor": "2027-05-31"},
    "import": {"text": "Title\nMine"},
    "board-move": {"move": "1.1.done"},
    "undo": {},
    "task-edit": {"title": "Else", "version": "1"},
    "task-state": {"status": "done", "version": "1"},
    "task-notes": {"notes": "Else", "version": "1"},
    "task-steps": {"text": "A step"},
    "task-links": {"url": "https://example.org/"},
    "task-remove": {},
    "task-bring-back": {},
    "task-restore": {"version": "1", "seen": "1"},
    "task-comment": {"text": "Hello"},
    "remark-remove": {},
}
"""By route what a form there would send."""
FORMS = ("move", "import", "called-for", "task-edit", "status", "settings")
READ = ("plan", "board", "timeline", "calendar", "history", "task", "task-history", "settings", "keep")


@pytest.fixture
def plan(cast: Cast) -> Plan:
    plan = plan_of(cast.organization, "One", "Two")
    task = plan.tasks.get(number=1)
    task.steps = [{"text": "First", "done": False}]
    task.evidence = [{"title": "Minutes", "url": "https://example.org/minutes"}]
    task.save()
    comment(task=task, author=cast.leader, text="Said")
    archive(plan=plan, actor=None, now=timezone.now())
    return plan


def url(plan: Plan, route: str) -> str:
    args: list[object] = [plan.organization.slug, plan.pk]
    if route.startswith(("task", "remark")) or route == "status":
        args.append(1)
    if route == "remark-remove":
        args.append(TaskComment.objects.get().pk)
    if route == "undo":
        args.append(plan.changes.order_by("pk").last().pk)  # type: ignore[union-attr]
    return reverse(f"checklists:{route}", args=args)


def everything(plan: Plan) -> object:
    plans = list(Plan.objects.filter(pk=plan.pk).values())
    comments = list(TaskComment.objects.values("text", "removed_at"))
    return plans, list(Task.objects.filter(plan=plan).order_by("pk").values()), comments, Change.objects.count()


@pytest.mark.parametrize("route", ASKED)
def test_nothing_of_it_is_changed(cast: Cast, plan: Plan, route: str) -> None:
    client, before = cast.client("leader"), everything(plan)
    response = client.post(url(plan, route), ASKED[route])
    assert response.status_code == 409
    said = response.content.decode()
    assert "has been put away" in said
    assert url(plan, "settings") in said
    in_place = client.post(url(plan, route), ASKED[route], **HTMX)  # type: ignore[arg-type]
    assert (in_place.status_code, PUT_AWAY in in_place.content.decode()) == (409, True)
    assert everything(plan) == before


@pytest.mark.parametrize("route", ASKED)
def test_taken_up_again_the_same_is_changed_or_asked_for(cast: Cast, plan: Plan, route: str) -> None:
    take_up_again(plan=plan)
    assert (
        "has been put away"
        not in cast.client("leader").post(url(plan, route), ASKED[route], follow=True).content.decode()
    )


def _changes(html: str, plan: Plan) -> list[str]:
    return [route for route in ASKED if re.search(f'action="{re.escape(url(plan, route))}["?]', html)]


@pytest.mark.parametrize("route", READ)
def test_its_pages_are_read_with_a_note_and_without_forms(cast: Cast, plan: Plan, route: str) -> None:
    response = cast.client("leader").get(url(plan, route))
    html = response.content.decode()
    assert response.status_code == 200
    assert f'<a href="{url(plan, "settings")}">Take it up again</a>' in html
    assert _changes(html, plan) == []
    assert 'name="reminder_days"' not in html
    assert url(plan, "move") not in html
    assert url(plan, "keep") in html or route.startswith("task")


def test_who_may_not_take_it_up_is_not_sent_there(cast: Cast, plan: Plan) -> None:
    html = cast.client("viewer").get(url(plan, "plan")).content.decode()
    assert "has been put away" in html
    assert url(plan, "settings") not in html


@pytest.mark.parametrize("route", FORMS)
def test_a_form_is_not_shown(cast: Cast, plan: Plan, route: str) -> None:
    response = cast.client("leader").get(url(plan, route))
    html = response.content.decode()
    assert response.status_code == 200
    assert "has been put away" in html
    assert _changes(html, plan) == []
    assert 'name="anchor"' not in html
    assert 'name="title"' not in html


def test_a_plan_in_use_says_nothing_of_that(cast: Cast, plan: Plan) -> None:
    take_up_again(plan=plan)
    html = cast.client("leader").get(url(plan, "task")).content.decode()
    assert "put away" not in html
    assert url(plan, "task-state") in html


def test_it_can_be_kept_as_a_list_taken_up_again_and_deleted(cast: Cast, plan: Plan) -> None:
    client = cast.client("leader")
    assert client.post(url(plan, "keep"), {"name": "Ours"}).status_code == 302
    assert cast.organization.own_lists.get().name == "Ours"
    client.post(url(plan, "put-away"), {"to": "again"})
    plan.refresh_from_db()
    assert plan.archived_at is None
    archive(plan=plan, actor=None, now=timezone.now())
    delete_plan(plan=plan, actor=cast.leader)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("route", ["quick", "task-notes", "task-steps", "task-comment", "status", "board-move", "move"])
def test_put_away_between_looking_and_saving_nothing_is_changed(
    cast: Cast, plan: Plan, route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The views do not see it: the lock does."""
    _blind(monkeypatch, route)
    before = everything(plan)
    assert cast.client("leader").post(url(plan, route), ASKED[route]).status_code == 409
    assert everything(plan) == before


def _blind(monkeypatch: pytest.MonkeyPatch, route: str) -> None:
    module = {"task-notes": "task", "task-steps": "task_parts", "task-comment": "commenting", "move": "moving"}
    name = module.get(route, route.partition("-")[0])
    for seeing, blind in (("plan_to_work", find_plan), ("task_to_work", find_task)):
        monkeypatch.setattr(
            f"checklists.views.{name}.{seeing}", lambda *args, blind=blind, **more: blind(*args), raising=False
        )


def test_the_actions_refuse_too(cast: Cast, plan: Plan) -> None:
    task = plan.tasks.get(number=1)
    with pytest.raises(PutAwayError):
        save_task(task=task, version=task.version, actor=None, values={"title": "Else"})
    with pytest.raises(PutAwayError):
        add(plan, "Three")
    with pytest.raises(PutAwayError):
        add_tasks(plan=plan, actor=None, tasks=[NewTask(title="Three", phase="first-90-days", key="a/b")])
