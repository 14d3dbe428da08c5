"""What one is mailed: chosen on a page, or stopped by the link in a mail without signing in."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from checklists.models import MailChoice
from checklists.telling.choosing import KINDS, choice_of, stop_url
from organizations.membership import remove_member
from organizations.models import Role
from tests.cast import MEMBERS, Cast
from tests.invariants.page import problems

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def url(cast: Cast) -> str:
    return reverse("checklists:mail-choice", args=[cast.organization.slug])


def stop(cast: Cast, kind: str = "weekly", who: str = "viewer") -> str:
    return stop_url(cast.membership(who), kind)  # type: ignore[arg-type]


def wanted(cast: Cast, who: str = "viewer") -> list[bool]:
    choice = choice_of(cast.membership(who))
    return [getattr(choice, kind) for kind in KINDS]


def post(link: str, data: dict[str, str] = ONE_CLICK) -> HttpResponse:
    """As a mail program posts: without cookies, and with checks against forged requests on."""
    return Client(enforce_csrf_checks=True).post(link, data)


def test_who_may_not(cast: Cast) -> None:
    assert cast.client("outsider").get(url(cast)).status_code == 404
    assert cast.client("visitor").get(url(cast)).status_code == 302
    assert cast.client("viewer").delete(url(cast)).status_code == 405
    assert Client().delete(stop(cast)).status_code == 405


@pytest.mark.parametrize("who", MEMBERS)
def test_everybody_chooses_for_themselves(cast: Cast, who: str) -> None:
    client = cast.client(who)
    page = client.get(url(cast))
    assert page.content.count(b"checked") == 3
    assert not problems(page)
    assertRedirects(client.post(url(cast), {"mentions": "on"}), url(cast))
    assert wanted(cast, who) == [False, False, True]
    assert MailChoice.objects.count() == 1
    assertRedirects(client.post(url(cast), {"weekly": "on", "reminders": "on"}), url(cast))
    assert wanted(cast, who) == [True, True, False]


@pytest.mark.parametrize("kind", KINDS)
def test_one_click_of_a_mail_program_stops_one_kind_and_no_other(cast: Cast, kind: str) -> None:
    response = post(stop(cast, kind))
    assert response.status_code == 200
    assert not problems(response)
    assert wanted(cast) == [kind != each for each in KINDS]
    assert post(stop(cast, kind)).status_code == 200
    assert wanted(cast, "leader") == [True] * 3


def test_opening_the_link_changes_nothing_and_offers_what_can_be_done(cast: Cast) -> None:
    page = Client().get(stop(cast))
    assertContains(page, "Stop this mail?")
    assertContains(page, "Harbor House")
    assert not problems(page)
    assert wanted(cast) == [True] * 3
    assert "no-store" in page["Cache-Control"]
    post(stop(cast), {})
    assert wanted(cast) == [False, True, True]
    assertContains(Client().get(stop(cast)), "You get no more of this mail")
    assertContains(post(stop(cast), {"again": "yes"}), "You get this mail again")
    assert wanted(cast) == [True] * 3


def test_a_link_that_was_not_made_here_is_404(cast: Cast) -> None:
    good = stop(cast)
    token = good.split("/")[-2]
    for bad in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x", "a:b:c", "x" * 5_000, f"{token}x", "%00", "é"):
        assert Client().get(good.replace(token, bad)).status_code == 404
        assert post(good.replace(token, bad)).status_code == 404
    assert wanted(cast) == [True] * 3


def test_who_is_no_member_any_more_is_told_that_no_mail_comes(cast: Cast) -> None:
    link = stop(cast)
    remove_member(membership=cast.membership("viewer"), actor=cast.owner, actor_role=Role.OWNER)
    for response in (Client().get(link), post(link)):
        assertContains(response, "You get no more of this mail")
        assert b"Harbor House" not in response.content
        assert not problems(response)


def test_the_link_holds_no_address(cast: Cast) -> None:
    assert "viewer" not in stop(cast)
    assert "example" not in stop(cast)


def test_the_page_says_that_what_changes_during_the_day_waits_for_the_next_morning(cast: Cast) -> None:
    assertContains(cast.client("viewer").get(url(cast)), "They go out once a morning")
    assertContains(cast.client("viewer").get(url(cast)), "what changes later in the day waits for the next morning")
