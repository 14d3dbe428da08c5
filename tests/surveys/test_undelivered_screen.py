"""Addresses that the invitation did not reach: shown, sent to again, taken out, corrected; of reminders nothing."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from surveys.models import Invitee
from tests.cast import Cast

from .followed import page, personal, undelivered, url


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


def test_an_address_that_mail_did_not_reach_is_shown_with_the_reason(cast: Cast) -> None:
    survey, _ = personal(cast)
    undelivered(survey, "ana@example.org", problem="550 <No> such user")
    undelivered(survey, "bo@example.org", "unsure", "")
    shown = page(cast, survey)
    assert "<strong>ana@example.org</strong>" in shown
    assert "550 &lt;No&gt; such user" in shown
    assert "<strong>bo@example.org</strong>" in shown
    assert "cleo@example.org" not in shown
    assert "1 of 3</span>" in shown


def test_of_very_many_the_first_hundred_are_shown(cast: Cast) -> None:
    survey, group = personal(cast)
    mailing = survey.mailings.get(kind="invitation")
    for n in range(101):
        invitee = Invitee.objects.create(survey=survey, group=group, email=f"many-{n:03}@example.org")
        mailing.deliveries.create(invitee=invitee, status="failed")
    shown = page(cast, survey)
    assert "many-099@example.org" in shown
    assert "many-100@example.org" not in shown
    assert "the first 100 of 101" in shown


def test_a_reminder_that_failed_is_not_shown(cast: Cast) -> None:
    survey, _ = personal(cast)
    reminder = survey.mailings.filter(kind="reminder").first()
    assert reminder
    reminder.deliveries.create(
        invitee=survey.invitees.get(email="ana@example.org"), status="failed", problem="550 Gone"
    )
    shown = page(cast, survey)
    assert "ana@example.org" not in shown
    assert "550 Gone" not in shown


def test_sending_again_sends_what_did_not_arrive(cast: Cast, leader: Client) -> None:
    survey, _ = personal(cast)
    invitee = undelivered(survey, "ana@example.org")
    response = leader.post(url(cast, survey, "send-again"), follow=True)
    assertContains(response, "1 invitation goes out again.")
    assert invitee.deliveries.get().status == "waiting"
    assertContains(leader.post(url(cast, survey, "send-again"), follow=True), "nothing to send again")


def test_a_removed_address_is_not_shown_and_not_asked(cast: Cast, leader: Client) -> None:
    survey, group = personal(cast)
    invitee = undelivered(survey, "ana@example.org")
    sent = {"invitee": invitee.pk, "action": "remove"}
    assertContains(
        leader.post(url(cast, survey, "address"), sent, follow=True), "ana@example.org is not asked any more"
    )
    invitee.refresh_from_db()
    group.refresh_from_db()
    assert (invitee.is_revoked, group.expected) == (True, 2)
    assert "<strong>ana@example.org</strong>" not in page(cast, survey)


def test_a_corrected_address_is_invited_instead(cast: Cast, leader: Client) -> None:
    survey, group = personal(cast)
    invitee = undelivered(survey, "ana@example.org")
    sent = {"invitee": invitee.pk, "action": "correct", "email": " Anna@Example.org "}
    leader.post(url(cast, survey, "address"), sent)
    group.refresh_from_db()
    assert group.expected == 3
    assert list(group.invitees.filter(is_revoked=False).values_list("email", flat=True)) == [
        "bo@example.org",
        "cleo@example.org",
        "anna@example.org",
    ]
    assert survey.mailings.filter(kind="invitation", finished_at=None, number=2).exists()


@pytest.mark.parametrize(
    "email", ["", "nonsense", "a@example.org b@", "bo@example.org", "x@y", "a" * 600, "\0@example.org"]
)
def test_a_wrong_correction_changes_nothing(cast: Cast, leader: Client, email: str) -> None:
    survey, group = personal(cast)
    invitee = undelivered(survey, "ana@example.org")
    sent = {"invitee": invitee.pk, "action": "correct", "email": email}
    assert leader.post(url(cast, survey, "address"), sent, follow=True).status_code == 200
    invitee.refresh_from_db()
    assert (invitee.is_revoked, group.invitees.count()) == (False, 3)


def test_only_an_address_that_mail_did_not_reach_can_be_taken_out_here(cast: Cast, leader: Client) -> None:
    survey, _ = personal(cast)
    elsewhere = undelivered(personal(cast)[0], "ana@example.org")
    for pk in (survey.invitees.get(email="bo@example.org").pk, elsewhere.pk, 0, 10**40, "x", ""):
        leader.post(url(cast, survey, "address"), {"invitee": pk, "action": "remove"})
    assert not Invitee.objects.filter(is_revoked=True).exists()
