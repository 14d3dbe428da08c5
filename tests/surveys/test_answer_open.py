"""Opening a link: what it gives a browser, and the one page for all links that open nothing."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from surveys.answering.visiting import COOKIE, LINK_COOKIE
from surveys.asking.inviting import new_key, remove_person
from surveys.closing import close
from surveys.models import Group, Invitee, Survey
from tests.cast import Cast
from tests.factories import GroupFactory
from tests.invariants.page import problems
from tests.surveys.build import draft, leader_of, opened
from tests.surveys.respondent import Respondent

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
UNKNOWN = "A" * 43


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return opened(cast.organization)


def personal(survey: Survey, email: str = "one@example.org") -> tuple[Invitee, str]:
    group, _ = Group.objects.get_or_create(survey=survey, name="Office", defaults={"expected": 9, "way": "personal"})
    invitee, _ = Invitee.objects.get_or_create(survey=survey, group=group, email=email)
    return invitee, new_key(survey=survey, group=group, invitee=invitee)


def shared(survey: Survey) -> str:
    return survey.groups.get(name="Peer workers").shared_key


def test_a_link_gives_a_cookie_and_an_address_without_it(survey: Survey) -> None:
    response = Client().get(f"/s/k/{shared(survey)}/")
    assert (response.status_code, response["Location"]) == (302, f"/s/{survey.public_id}/")
    cookie = response.cookies[LINK_COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (f"/s/{survey.public_id}/", True, "Lax")


def test_the_first_page_trades_it_for_the_key_and_a_device(survey: Survey) -> None:
    client = Client()
    response = client.get(f"/s/k/{shared(survey)}/", follow=True)
    cookie = response.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (f"/s/{survey.public_id}/", True, "Lax")
    assert cookie.value.startswith(f"{shared(survey)}.")
    assert len(cookie.value.partition(".")[2]) == 43
    assert response.cookies[LINK_COOKIE]["max-age"] == 0


def test_a_personal_links_cookie_lasts_until_the_survey_closes_and_a_shared_ones_as_the_browser(survey: Survey) -> None:
    whole = timedelta(days=14).total_seconds()
    assert whole - 60 < Respondent(survey).open(personal(survey)[1]).cookies[COOKIE]["max-age"] <= whole
    assert Respondent(survey).open(shared(survey)).cookies[COOKIE]["max-age"] == ""


def test_who_reads_somebodys_mail_is_named_where_the_link_came_by_mail(survey: Survey) -> None:
    by_mail, by_hand = (Respondent(survey).open(key).content.decode() for key in (personal(survey)[1], shared(survey)))
    assert "Whoever can read your mailbox" in by_mail
    assert "Whoever can read your mailbox" not in by_hand
    for text in (by_mail, by_hand):
        assert "PeerReady never shows it <strong>who has answered</strong>" in text


def test_in_production_cookies_are_for_https_alone(survey: Survey, settings: object) -> None:
    settings.SESSION_COOKIE_SECURE = True  # type: ignore[attr-defined]
    assert Client().get(f"/s/k/{shared(survey)}/").cookies[LINK_COOKIE]["secure"]


def test_looking_at_a_link_uses_nothing_up(survey: Survey) -> None:
    _, key = personal(survey)
    for method in ("get", "head", "get"):
        assert getattr(Client(), method)(f"/s/k/{key}/").status_code == 302
    assert not survey.drafts.exists()
    assert Respondent(survey).open(key).status_code == 200


def test_opening_a_link_anew_keeps_the_device(survey: Survey) -> None:
    one = Respondent(survey)
    one.open(shared(survey))
    before = one.device
    one.open(shared(survey))
    assert one.device == before


def test_a_reminders_link_goes_on_with_the_same_draft_and_another_persons_does_not(survey: Survey) -> None:
    one = Respondent(survey)
    one.open(personal(survey)[1])
    before = one.device
    one.open(personal(survey)[1])
    assert one.device == before
    one.open(personal(survey, "two@example.org")[1])
    assert one.device != before


def links_that_open_nothing(cast: Cast, survey: Survey) -> dict[str, str]:
    links = {"unknown": UNKNOWN, "malformed": "nonsense", "long": "x" * 3000, "odd": "%ED%A0%80%00"}
    used, links["used"] = personal(survey, "used@example.org")
    Invitee.objects.filter(pk=used.pk).update(is_used=True)
    revoked, links["revoked"] = personal(survey, "revoked@example.org")
    remove_person(invitee=revoked)
    early = opened(cast.organization, opens_at=timezone.now() + timedelta(days=1))
    links["not yet open"] = shared(early)
    unlaunched = draft(cast.elsewhere)
    links["not launched"] = new_key(survey=unlaunched, group=GroupFactory(survey=unlaunched))
    late = opened(cast.organization)
    links["expired"] = shared(late)
    Survey.objects.filter(pk=late.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    done = opened(cast.elsewhere)
    links["closed"] = shared(done)
    close(survey=done, actor=leader_of(cast.elsewhere))
    return links


def test_links_that_open_nothing_give_one_and_the_same_page_after_one_query(cast: Cast, survey: Survey) -> None:
    client, seen = Client(), set()
    for why, link in links_that_open_nothing(cast, survey).items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/s/k/{link}/")
        seen.add((response.status_code, response.content, tuple(sorted(response.headers.items()))))
        assert (why, len(queries), len(response.cookies)) == (why, 1, 0)
    assert len(seen) == 1
    assert response.status_code == 404
    assert problems(response) == []


@pytest.mark.parametrize("path", ["", "1/", "review/", "99/"])
def test_without_a_cookie_of_this_survey_it_is_the_same_page(cast: Cast, survey: Survey, path: str) -> None:
    nothing = Client().get(f"/s/k/{UNKNOWN}/").content
    other = Respondent(opened(cast.elsewhere))
    other.arrive("Leadership")
    assert other.client.get(f"/s/{survey.public_id}/{path}").content == nothing
    assert Client().get(f"/s/nobody/{path}").content == nothing
    for forged in (
        "",
        "x",
        f"{UNKNOWN}.{UNKNOWN}",
        f"{shared(survey)}",
        f"{shared(survey)}.",
        other.client.cookies[COOKIE].value,
    ):
        client = Client()
        client.cookies[COOKIE] = forged
        response = client.get(f"/s/{survey.public_id}/{path}")
        assert (response.status_code, response.content) == (404, nothing), forged


def test_every_answer_below_s_is_kept_by_nobody(survey: Survey) -> None:
    one = Respondent(survey)
    one.open(shared(survey))
    found = [one.get(path) for path in ("", "1/", "2/", "review/", "thanks/", "nothing/at/all/", "1")]
    found += [one.client.delete(one.base), one.post("1/"), one.client.get(f"/s/k/{shared(survey)}")]
    assert {response.status_code for response in found} == {200, 301, 302, 404, 405}
    for response in found:
        assert {name: response[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_link_is_only_looked_at(survey: Survey, method: str) -> None:
    response = getattr(Client(), method)(f"/s/k/{shared(survey)}/")
    assert response.status_code == 405
    assert problems(response) == []


@pytest.mark.parametrize(
    "typed", [str.upper, lambda key: key.replace("-", ""), lambda key: f" {key.replace('-', ' ')}"]
)
def test_a_shared_link_may_be_typed_from_the_poster(cast: Cast, typed: Callable[[str], str]) -> None:
    survey = opened(cast.organization)
    key = survey.groups.get(name="Leadership").shared_key
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", key)
    assert Client().get(reverse("answer:open", args=[typed(key)])).status_code == 302
