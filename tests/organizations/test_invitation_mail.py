"""The mail that carries an invitation's link."""

import re
from dataclasses import replace
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.asserts import assertContains

from organizations.models import Invitation, Organization
from tests.cast import Cast

LINK = re.compile(r"http://testserver(/invitations/([\w-]{43})/)")
NEWCOMER = "newcomer@example.org"


def invite(cast: Cast, email: str = NEWCOMER) -> HttpResponse:
    address = reverse("organizations:invite", args=[cast.organization.slug])
    return cast.client("owner").post(address, {"email": email, "role": "leader"})


def test_invitation_is_mailed_with_the_link_that_the_page_shows(cast: Cast) -> None:
    page = invite(cast)
    [sent] = mail.outbox
    assert sent.to == [NEWCOMER]
    assert sent.subject == "Harbor House invites you to PeerReady"
    assert LINK.search(sent.body)[1] == LINK.search(page.content.decode())[1]
    assert "Owner Person invites you to join Harbor House on PeerReady, as: Leader." in sent.body


@pytest.mark.parametrize("error", [SMTPException("refused"), ConnectionRefusedError("nobody there"), TimeoutError()])
def test_when_mail_fails_the_link_can_be_handed_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*args: object) -> int:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    page = invite(cast)
    assertContains(page, "The invitation could not be mailed")
    assert cast.client("visitor").get(LINK.search(page.content.decode())[1]).status_code == 200


def test_a_name_cannot_smuggle_headers_into_the_mail(cast: Cast) -> None:
    details = {"name": "Good\r\nBcc: all@example.org\n\nHouse", "kind": "jail", "state": "OH", "staff_count": 3}
    cast.client("owner").post("/organizations/new/", {**details, "employs_peer_workers": "no"})
    invite(replace(cast, organization=Organization.objects.latest("pk")))
    assert mail.outbox[0].subject == "Good Bcc: all@example.org House invites you to PeerReady"
    assert mail.outbox[0].recipients() == [NEWCOMER]


@pytest.mark.parametrize(
    "email", [f"{NEWCOMER}\r\nBcc: all@example.org", f"{NEWCOMER},b@example.org", "a@\x00b.org", "", "x" * 100_000]
)
def test_only_one_plain_address_can_be_invited(cast: Cast, email: str) -> None:
    assert invite(cast, email).status_code == 422
    assert not mail.outbox
    assert not Invitation.objects.exists()
