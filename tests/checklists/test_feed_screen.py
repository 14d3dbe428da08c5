"""Calendar links: made and shown once, read by programs, revoked; and whatever is wrong with one, the same 404."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checklists.models import Feed, Plan
from checklists.planning.making import archive, take_up_again
from checklists.telling.feeds import MOST_FEEDS, make_feed
from organizations.membership import remove_member
from organizations.models import AuditEvent, Role
from organizations.models.invitation import token_hash
from tests.cast import Cast
from tests.invariants.page import problems

from .build import plan_of
from .telling import give

LINK = re.compile(r"http://testserver(/calendar/([\w-]{43})\.ics)")


def feeds_url(cast: Cast) -> str:
    return reverse("checklists:feeds", args=[cast.organization.slug])


def make(cast: Cast, which: object = "mine", who: str = "leader") -> str:
    """The path of a new link, made on the page."""
    page = cast.client(who).post(feeds_url(cast), {"which": which})
    found = LINK.search(page.content.decode())
    assert found
    return found[1]


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(path, headers=headers)


def test_who_may_not(cast: Cast) -> None:
    feed = make_feed(membership=cast.membership("leader"), plan=None).feed
    for url in (feeds_url(cast), reverse("checklists:feed-revoke", args=[cast.organization.slug, feed.pk])):
        assert cast.client("outsider").get(url).status_code == 404
        assert cast.client("visitor").get(url).status_code == 302
        assert cast.client("leader").delete(url).status_code == 405
    assert Client().post(make(cast)).status_code == 405


def test_a_link_is_shown_once_and_only_its_hash_is_kept(cast: Cast) -> None:
    path = make(cast)
    feed = Feed.objects.get()
    token = path.split("/")[2].removesuffix(".ics")
    assert feed.token_hash == token_hash(token)
    page = cast.client("leader").get(feeds_url(cast))
    assertContains(page, "All my tasks")
    assertNotContains(page, token)
    assert not problems(page)
    event = AuditEvent.objects.get(action="feed-made")
    assert (event.actor_name, event.subject) == ("Leader Person", "All my tasks")


def test_the_page_tells_on_which_day_a_calendar_read_it_last_and_not_more(cast: Cast) -> None:
    path = make(cast)
    assertContains(cast.client("leader").get(feeds_url(cast)), "No calendar has read it yet")
    get(path)
    assertContains(cast.client("leader").get(feeds_url(cast)), "A calendar read it today")
    Feed.objects.update(read_on=timezone.localdate() - timedelta(400))
    assertContains(cast.client("leader").get(feeds_url(cast)), "A calendar last read it on")


def test_a_plan_can_be_chosen_and_comes_chosen_from_its_page(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One")
    page = cast.client("leader").get(f"{feeds_url(cast)}?plan={plan.pk}")
    assert re.search(rf'value="{plan.pk}"[^>]*checked', page.content.decode())
    assert b"SUMMARY:One" in get(make(cast, plan.pk)).content


@pytest.mark.parametrize("which", ["", "0", "9" * 40, "x\x00", "-1"])
def test_what_is_no_plan_makes_no_link(cast: Cast, which: str) -> None:
    assert cast.client("leader").post(feeds_url(cast), {"which": which}).status_code == 422
    assert not Feed.objects.exists()


def test_no_link_is_made_to_a_plan_of_others_one_put_away_or_one_that_the_role_may_not_read(cast: Cast) -> None:
    elsewhere = plan_of(cast.elsewhere, "One")
    away = plan_of(cast.organization, "One")
    archive(plan=away, actor=None, now=timezone.now())
    person = plan_of(cast.organization, "One", kind="onboarding", name="JM")
    for plan in (elsewhere, away, person):
        assert cast.client("viewer").post(feeds_url(cast), {"which": plan.pk}).status_code == 422
    assert b"SUMMARY" in get(make(cast, person.pk, who="hr")).content


def test_a_member_has_so_many_links_and_no_more(cast: Cast) -> None:
    for _ in range(MOST_FEEDS):
        make_feed(membership=cast.membership("leader"), plan=None)
    page = cast.client("leader").post(feeds_url(cast), {"which": "mine"})
    assertContains(page, "Revoke one that you no longer need", status_code=422)
    make(cast, who="hr")


def test_programs_get_a_calendar_that_nobody_else_keeps_and_304_until_something_changes(cast: Cast) -> None:
    plan = plan_of(cast.organization, "One")
    path = make(cast, plan.pk)
    first = get(path)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, max-age=300"
    assert "Cookie" not in first.get("Vary", "")
    assert not first.cookies
    again = get(path, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    assert Client().head(path)["ETag"] == first["ETag"]
    give(plan.tasks.get(), cast.membership("hr"))
    changed = get(path, if_none_match=first["ETag"])
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_reading_costs_a_few_queries(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    path = make(cast, plan_of(cast.organization, *(f"Task {n}" for n in range(30))).pk)
    with django_assert_max_num_queries(3):
        get(path)


def test_whatever_is_wrong_with_a_link_it_is_the_same_404(cast: Cast) -> None:
    plan, person = plan_of(cast.organization, "One"), plan_of(cast.organization, "One", kind="onboarding", name="JM")
    links = {who: make(cast, plan.pk, who) for who in ("viewer", "administrator", "hr")}
    of_person, mine = make(cast, person.pk, "hr"), make(cast, who="leader")
    revoked = make(cast)
    guessed = f"/calendar/{'x' * 43}.ics"
    assert {get(path).status_code for path in (*links.values(), of_person, mine, revoked)} == {200}

    Feed.objects.filter(pk=Feed.objects.order_by("pk").last().pk).update(revoked_at=timezone.now())  # type: ignore[union-attr]
    actor = {"actor": cast.owner, "actor_role": Role.OWNER}
    remove_member(membership=cast.membership("viewer"), **actor)
    cast.leader.is_active = False
    cast.leader.save()
    membership = cast.membership("hr")
    membership.role = Role.ADMINISTRATOR
    membership.save()
    gone = {"revoked": revoked, "removed": links["viewer"], "inactive": mine, "role": of_person, "guessed": guessed}
    gone |= {"short": "/calendar/x.ics", "long": f"/calendar/{'y' * 5_000}.ics", "odd": "/calendar/%00%ff.ics"}
    said = {what: get(path) for what, path in gone.items()}
    assert {what: one.status_code for what, one in said.items()} == dict.fromkeys(gone, 404)
    assert len({one.content for one in said.values()}) == 1
    assert len({tuple(sorted(one.headers.items())) for one in said.values()}) == 1

    assert get(links["administrator"]).status_code == 200
    archive(plan=plan, actor=None, now=timezone.now())
    assert get(links["administrator"]).content == said["guessed"].content
    take_up_again(plan=plan)
    assert get(links["administrator"]).status_code == 200
    Plan.objects.filter(pk=plan.pk).delete()
    assert get(links["administrator"]).content == said["guessed"].content


def test_revoking_asks_first_and_ends_the_link_for_good(cast: Cast) -> None:
    path = make(cast)
    client, feed = cast.client("leader"), Feed.objects.get()
    url = reverse("checklists:feed-revoke", args=[cast.organization.slug, feed.pk])
    asked = client.get(url)
    assert not problems(asked)
    assertContains(asked, "Revoke this link?")
    assert get(path).status_code == 200
    assertRedirects(client.post(url), feeds_url(cast))
    assert get(path).status_code == 404
    assertRedirects(client.post(url), feeds_url(cast))
    assert AuditEvent.objects.filter(action="feed-revoked", subject="All my tasks").count() == 1


def test_nobody_revokes_the_link_of_another(cast: Cast) -> None:
    path, feed = make(cast), Feed.objects.get()
    url = reverse("checklists:feed-revoke", args=[cast.organization.slug, feed.pk])
    assertRedirects(cast.client("owner").post(url), feeds_url(cast))
    elsewhere = reverse("checklists:feed-revoke", args=[cast.elsewhere.slug, feed.pk])
    assert cast.client("outsider").post(elsewhere).status_code == 404
    assert get(path).status_code == 200
    assertNotContains(cast.client("owner").get(feeds_url(cast)), "All my tasks</h3>")


def test_the_page_of_a_new_link_is_whole_and_kept_by_no_cache(cast: Cast) -> None:
    page = cast.client("leader").post(feeds_url(cast), {"which": "mine"})
    assert not problems(page)
    assert "no-store" in page["Cache-Control"]
