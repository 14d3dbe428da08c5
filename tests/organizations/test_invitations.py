"""An invitation's link: made, mailed, renewed, withdrawn, used once, and otherwise of no use to anybody."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.invitations import LASTS
from organizations.models import AuditEvent, Invitation, Organization
from tests.cast import Cast
from tests.factories import InvitationFactory

LINK = re.compile(r"http://testserver(/invitations/([\w-]{43})/)")
NEWCOMER = "newcomer@example.org"


def post(cast: Cast, by: str, name: str, *args: object, **data: str) -> HttpResponse:
    return cast.client(by).post(reverse(f"organizations:{name}", args=[cast.organization.slug, *args]), data)


def invite(cast: Cast, by: str = "owner", email: str = NEWCOMER, role: str = "leader") -> str:
    """Invite by the form and return the token on the page that follows."""
    page = post(cast, by, "invite", email=email, role=role)
    assert page.status_code == 200
    return LINK.search(page.content.decode())[2]


def url(token: str) -> str:
    return reverse("organizations:invitation", args=[token])


def works(cast: Cast, token: str) -> bool:
    return cast.client("visitor").get(url(token)).status_code == 200


def last_event(cast: Cast) -> tuple[str, str, str]:
    return AuditEvent.objects.for_organization(cast.organization).values_list("actor_name", "action", "subject")[0]


def test_invitation_is_mailed_with_the_link_that_the_page_shows(cast: Cast) -> None:
    token = invite(cast)
    [sent] = mail.outbox
    assert sent.to == [NEWCOMER]
    assert sent.subject == "Harbor House invites you to PeerReady"
    assert LINK.search(sent.body)[2] == token
    assert "Owner Person invites you to join Harbor House on PeerReady, as: Leader." in sent.body
    assert last_event(cast) == ("Owner Person", "invited", f"{NEWCOMER} as Leader")


def test_the_database_knows_no_token(cast: Cast) -> None:
    token = invite(cast)
    invitation = Invitation.objects.get()
    assert token not in str([getattr(invitation, field.attname) for field in Invitation._meta.concrete_fields])
    assert timedelta(0) < timezone.now() + LASTS - invitation.expires_at < timedelta(minutes=1)


def test_page_with_a_link_is_neither_stored_nor_referred_from(cast: Cast) -> None:
    page = post(cast, "owner", "invite", email=NEWCOMER, role="hr")
    assert page.headers["Cache-Control"] == "no-store"
    opened = cast.client("visitor").get(LINK.search(page.content.decode())[1])
    assert (opened.headers["Cache-Control"], opened.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("error", [SMTPException("refused"), ConnectionRefusedError("nobody there"), TimeoutError()])
def test_when_mail_fails_the_link_can_be_handed_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*args: object) -> int:
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    page = post(cast, "owner", "invite", email=NEWCOMER, role="leader")
    assertContains(page, "The invitation could not be mailed")
    assert works(cast, LINK.search(page.content.decode())[2])


def test_a_name_cannot_smuggle_headers_into_the_mail(cast: Cast) -> None:
    details = {"name": "Good\r\nBcc: all@example.org\n\nHouse", "kind": "jail", "state": "OH", "staff_count": 3}
    cast.client("owner").post("/organizations/new/", {**details, "employs_peer_workers": "no"})
    cast = Cast(**{**vars(cast), "organization": Organization.objects.latest("pk")})
    invite(cast)
    assert mail.outbox[0].subject == "Good Bcc: all@example.org House invites you to PeerReady"
    assert mail.outbox[0].recipients() == [NEWCOMER]


@pytest.mark.parametrize(
    "email", [f"{NEWCOMER}\r\nBcc: all@example.org", f"{NEWCOMER},b@example.org", "a@\x00b.org", "", "x" * 100_000]
)
def test_only_one_plain_address_can_be_invited(cast: Cast, email: str) -> None:
    page = post(cast, "owner", "invite", email=email, role="leader")
    assert page.status_code == 422
    assert not mail.outbox
    assert not Invitation.objects.exists()


def test_address_that_was_refused_is_still_in_the_form(cast: Cast) -> None:
    page = post(cast, "owner", "invite", email="not an address", role="hr")
    assertContains(page, 'value="not an address"', status_code=422)
    assertContains(page, '<option value="hr" selected', status_code=422)
    assertContains(page, "Enter a valid email address.", status_code=422)


def test_inviting_a_member_is_refused(cast: Cast) -> None:
    page = post(cast, "owner", "invite", email="VIEWER@Example.org", role="leader")
    assertContains(page, "This person is a member already.", status_code=422)
    assert not Invitation.objects.exists()


def test_only_an_owner_invites_owners(cast: Cast) -> None:
    assert post(cast, "administrator", "invite", email=NEWCOMER, role="owner").status_code == 422
    assert not Invitation.objects.exists()
    assert works(cast, invite(cast, role="owner"))
    response = post(cast, "administrator", "invitation-renew", Invitation.objects.get().pk)
    assertRedirects(response, reverse("organizations:members", args=[cast.organization.slug]))
    assert len(mail.outbox) == 1, "no owner's link comes into an administrator's hands"


def test_new_link_ends_the_old_one(cast: Cast) -> None:
    old = invite(cast)
    page = post(cast, "administrator", "invitation-renew", Invitation.objects.get().pk)
    new = LINK.search(page.content.decode())[2]
    assert works(cast, new)
    assert not works(cast, old)
    assert Invitation.objects.unanswered().count() == 1


def test_second_invitation_to_an_address_ends_the_first(cast: Cast) -> None:
    first = invite(cast, role="viewer")
    second = invite(cast, by="administrator", email=NEWCOMER.upper(), role="leader")
    assert (works(cast, first), works(cast, second)) == (False, True)
    assert set(Invitation.objects.values_list("email", flat=True)) == {NEWCOMER}, "capitals make no other address"


def test_withdrawn_link_works_no_more(cast: Cast) -> None:
    token = invite(cast)
    invitation = Invitation.objects.get()
    for _ in range(2):
        response = post(cast, "administrator", "invitation-revoke", invitation.pk)
        assertRedirects(response, reverse("organizations:members", args=[cast.organization.slug]))
    assert not works(cast, token)
    events = AuditEvent.objects.filter(action="invitation-revoked")
    assert [event.subject for event in events] == [NEWCOMER], "a second click is not noted again"


def test_members_page_lists_what_is_open_and_what_has_expired(cast: Cast) -> None:
    InvitationFactory(organization=cast.organization, email="open@example.org")
    past = timezone.now() - timedelta(days=2)
    InvitationFactory(organization=cast.organization, email="late@example.org", expires_at=past)
    InvitationFactory(organization=cast.organization, email="gone@example.org", revoked_at=past)
    InvitationFactory(organization=cast.elsewhere, email="theirs@example.org")
    page = cast.client("administrator").get(reverse("organizations:members", args=[cast.organization.slug]))
    assertContains(page, "works until")
    assertContains(page, "expired 2\xa0days ago")
    assertNotContains(page, "gone@example.org")
    assertNotContains(page, "theirs@example.org")
