"""An invitation's link: made, mailed, renewed, withdrawn, used once, and otherwise of no use to anybody."""

import re
from datetime import timedelta

from django.core import mail
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.invitations import LASTS
from organizations.models import AuditEvent, Invitation
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


def test_inviting_is_noted_with_address_and_role(cast: Cast) -> None:
    invite(cast)
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
    assert (opened.headers["Cache-Control"], opened.headers["Referrer-Policy"]) == ("no-store", "same-origin")


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
