"""Steps, evidence, comments, history and taking out: each is one small form of a task's page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from checklists.models import Change, Plan, Task, TaskComment
from checklists.working import steps as lists
from checklists.working.saving import save_task
from checklists.working.values import owner_values
from tests.cast import Cast
from tests.invariants.page import problems

from .build import plan_of

POSTED = ("task-steps", "task-links", "task-remove", "task-bring-back", "task-restore", "task-comment")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return plan_of(cast.organization, "First", "Second")


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("leader")


def url(plan: Plan, name: str, *more: int) -> str:
    return reverse(f"checklists:{name}", args=[plan.organization.slug, plan.pk, 1, *more])


def task_of(plan: Plan) -> Task:
    return Task.objects.select_related("plan").get(plan=plan, number=1)


def said(plan: Plan) -> list[tuple[str, bool]]:
    return [(step["text"], step["done"]) for step in task_of(plan).steps]


def begin(plan: Plan, *texts: str) -> None:
    Task.objects.filter(plan=plan, number=1).update(steps=[{"text": text, "done": False} for text in texts])


@pytest.mark.parametrize("name", POSTED)
def test_who_may_not_change_plans_changes_nothing(cast: Cast, plan: Plan, name: str) -> None:
    form = {"text": "x", "url": "https://example.org", "version": 1, "seen": 1}
    found = {who: cast.client(who).post(url(plan, name), form).status_code for who in ("outsider", "viewer")}
    assert found == {"outsider": 404, "viewer": 403}
    assert cast.client("owner").get(url(plan, name)).status_code == 405
    assert (task_of(plan).version, TaskComment.objects.count()) == (1, 0)


def test_steps_are_added_ticked_reworded_moved_and_removed(client: Client, plan: Plan) -> None:
    for text in ("One", "Two", "Three"):
        assert client.post(url(plan, "task-steps"), {"text": f" {text} "}).status_code == 302
    for form in ({"tick": "Two"}, {"up": "Three"}, {"was": "One", "text": "One <b>"}, {"remove": "Nothing"}):
        assert client.post(url(plan, "task-steps"), form, headers=HTMX).status_code == 200
    assert said(plan) == [("One <b>", False), ("Three", False), ("Two", True)]
    client.post(url(plan, "task-steps"), {"untick": "Two"})
    client.post(url(plan, "task-steps"), {"down": "One <b>"})
    client.post(url(plan, "task-steps"), {"remove": "Three", "text": "Three"})
    assert said(plan) == [("One <b>", False), ("Two", False)]
    assert "One &lt;b&gt;" in client.get(url(plan, "task")).content.decode()


def test_two_who_tick_different_steps_both_succeed_and_so_do_two_who_tick_the_same(cast: Cast, plan: Plan) -> None:
    begin(plan, "One", "Two")
    for who, step in (("owner", "One"), ("leader", "Two"), ("hr", "Two")):
        cast.client(who).post(url(plan, "task-steps"), {"tick": step})
    assert said(plan) == [("One", True), ("Two", True)]


def test_a_step_that_is_gone_is_told_and_what_was_typed_stays(client: Client, plan: Plan) -> None:
    begin(plan, "One")
    for headers in ({}, HTMX):
        response = client.post(url(plan, "task-steps"), {"was": "Gone", "text": "Typed"}, headers=headers)
        assert response.status_code == 409
        assert "Somebody changed this step meanwhile" in response.content.decode()
        assert 'value="Typed"' in response.content.decode()
    assert said(plan) == [("One", False)]


@pytest.mark.parametrize("text", ["", " \u200b ", "one", "x" * 301])
def test_steps_that_say_nothing_or_the_same_or_too_much_are_refused(client: Client, plan: Plan, text: str) -> None:
    begin(plan, "One")
    assert client.post(url(plan, "task-steps"), {"text": text}).status_code == 422
    assert said(plan) == [("One", False)]


def test_there_is_an_end_to_steps_and_links(client: Client, plan: Plan) -> None:
    begin(plan, *(f"{n}" for n in range(lists.MOST_STEPS)))
    assert client.post(url(plan, "task-steps"), {"text": "More"}).status_code == 422
    for n in range(lists.MOST_LINKS):
        assert client.post(url(plan, "task-links"), {"url": f"https://example.org/{n}"}).status_code == 302
    response = client.post(url(plan, "task-links"), {"url": "https://example.org/more"})
    assert (response.status_code, len(task_of(plan).evidence)) == (422, 20)


@pytest.mark.parametrize(
    ("address", "saved", "host"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d", "example.org"),
        (" http://example.org:8080 ", "http://example.org:8080", "example.org"),
        ("example.org/minutes", "https://example.org/minutes", "example.org"),
        ("https://\u0430pple.com/x", "https://\u0430pple.com/x", "xn--pple-43d.com"),
        ("https://münchen.de", "https://münchen.de", "xn--mnchen-3ya.de"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x", "2001:db8::1"),
    ],
)
def test_a_link_is_kept_and_shown_with_where_it_leads(
    client: Client, plan: Plan, address: str, saved: str, host: str
) -> None:
    assert client.post(url(plan, "task-links"), {"url": address, "title": ""}).status_code == 302
    assert task_of(plan).evidence == [{"title": host, "url": saved}]
    page = client.get(url(plan, "task")).content.decode()
    assert f'rel="noopener noreferrer" target="_blank">{host}' in page
    client.post(url(plan, "task-links"), {"remove": saved})
    assert task_of(plan).evidence == []


@pytest.mark.parametrize(
    "address",
    [
        "", "javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x", "ftp://example.org",
        "file:///etc/passwd", "https://", "https:// example.org", "https://exa mple.org", "https://user:pass@example.org",
        "https://user@example.org", "https://example.org\\@elsewhere.example", "http://[broken", "https://x:99999/",
        "//example.org", "mailto:a@example.org", "https://example.org/" + "x" * 2_000, "=HYPERLINK(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_stays_in_the_field(client: Client, plan: Plan, address: str) -> None:
    response = client.post(url(plan, "task-links"), {"url": address, "title": "Minutes"})
    assert response.status_code == 422
    assert problems(response) == []
    assert 'value="Minutes"' in response.content.decode()
    assert task_of(plan).evidence == []


def test_a_comment_is_written_read_by_all_and_removed_by_its_author_or_an_owner(cast: Cast, plan: Plan) -> None:
    cast.client("leader").post(url(plan, "task-comment"), {"text": "@hr person <b>look</b>"})
    comment = TaskComment.objects.get()
    assert comment.mentioned == ["Hr Person"]
    page = cast.client("viewer").get(url(plan, "task")).content.decode()
    assert '<span class="mention">@hr person</span> &lt;b&gt;look&lt;/b&gt;' in page
    assert url(plan, "remark-remove", comment.pk) not in page
    refused = {
        who: cast.client(who).post(url(plan, "remark-remove", comment.pk)).status_code for who in ("hr", "viewer")
    }
    assert refused == {"hr": 403, "viewer": 403}
    assert TaskComment.objects.get().text
    assert cast.client("owner").post(url(plan, "remark-remove", comment.pk)).status_code == 302
    assert "This comment was removed." in cast.client("viewer").get(url(plan, "task")).content.decode()


def test_a_comment_of_another_task_is_not_found(client: Client, cast: Cast, plan: Plan) -> None:
    other = plan_of(cast.organization, "Other").tasks.get().comments.create(author=cast.leader, text="Mine")
    assert client.post(url(plan, "remark-remove", other.pk)).status_code == 404


def test_a_comment_that_looks_like_a_clients_is_asked_about_once(client: Client, plan: Plan) -> None:
    form = {"text": "Jane Doe, 3/4/1980"}
    response = client.post(url(plan, "task-comment"), form)
    assert (response.status_code, TaskComment.objects.count()) == (422, 0)
    assert "Jane Doe, 3/4/1980</textarea>" in response.content.decode()
    assert 'name="seen"' in response.content.decode()
    assert client.post(url(plan, "task-comment"), {**form, "seen": "1"}).status_code == 302
    assert TaskComment.objects.count() == 1


@pytest.mark.parametrize("text", ["", " \n ", "x" * 5_001])
def test_an_empty_comment_and_an_endless_one_are_refused(client: Client, plan: Plan, text: str) -> None:
    assert client.post(url(plan, "task-comment"), {"text": text}).status_code == 422
    assert not TaskComment.objects.exists()


def change(plan: Plan, **values: Any) -> None:
    task = task_of(plan)
    save_task(task=task, version=task.version, actor=None, values=values)


def test_every_version_can_be_read_and_put_back(cast: Cast, client: Client, plan: Plan) -> None:
    change(plan, title="Other <b>")
    change(plan, notes="Why")
    page = cast.client("viewer").get(url(plan, "task-history"))
    assert problems(page) == []
    assert "Other &lt;b&gt;" in page.content.decode()
    assert "Put back this state" not in page.content.decode()
    assert client.post(url(plan, "task-restore"), {"version": 1, "seen": 3}).status_code == 302
    assert (task_of(plan).title, task_of(plan).notes, task_of(plan).version) == ("First", "", 4)


def test_nothing_is_put_back_over_what_nobody_saw(client: Client, plan: Plan) -> None:
    change(plan, title="Other")
    change(plan, notes="Unseen")
    assert client.post(url(plan, "task-restore"), {"version": 1, "seen": 2}).status_code == 409
    assert client.post(url(plan, "task-restore"), {"version": 9, "seen": 3}).status_code == 422
    assert client.post(url(plan, "task-restore"), {"version": "x"}).status_code == 422
    assert task_of(plan).version == 3


def test_a_state_with_an_owner_who_left_can_be_put_back(cast: Cast, client: Client, plan: Plan) -> None:
    change(plan, **owner_values(cast.membership("hr")))
    change(plan, **owner_values())
    cast.membership("hr").delete()
    assert client.post(url(plan, "task-restore"), {"version": 2, "seen": 3}).status_code == 302
    assert (task_of(plan).owner_name, task_of(plan).owner_has_left) == ("Hr Person", True)


def test_taking_out_can_be_undone(client: Client, plan: Plan) -> None:
    assert client.post(url(plan, "task-remove")).status_code == 302
    assert task_of(plan).is_removed
    assert client.get(url(plan, "task-edit")).status_code == 302
    client.post(url(plan, "task-bring-back"))
    assert not task_of(plan).is_removed
    assert [change.kind for change in Change.objects.all()[:2]] == ["edited", "removed"]
