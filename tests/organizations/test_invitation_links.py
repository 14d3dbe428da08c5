"""What the holder of an invitation's link meets."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from organizations.invitations import accept
from organizations.models import AuditEvent, Invitation, Membership, Role
from tests.cast import Cast
from tests.factories import InvitationFactory

TOKEN = "q7Vd-kept-secret"
PAST = timezone.now() - timedelta(seconds=1)
DEAD = {
    "expired": {"expires_at": PAST},
    "revoked": {"revoked_at": PAST},
    "used": {"accepted_at": PAST},
    "revoked and expired": {"expires_at": PAST, "revoked_at": PAST},
}
FORGED = ["nobody-made-this", TOKEN.upper(), f"{TOKEN}x", f"{TOKEN}%00", "%00", "%F0%9F%94%91", "%FF%FE", "x" * 100_000]


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return InvitationFactory(
        organization=cast.organization, token=TOKEN, role=Role.ADMINISTRATOR, invited_by=cast.owner
    )


def page_of(client: Client, token: str, method: str = "get") -> tuple[int, str]:
    """The status and the page, without what differs from visit to visit."""
    response = getattr(client, method)(f"/invitations/{token}/")
    return response.status_code, re.sub(r'value="\w{64}"', "", response.content.decode())


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_links_that_do_not_work_all_give_one_neutral_page(cast: Cast, who: str, method: str) -> None:
    client = cast.client(who)
    status, page = page_of(client, "unknown", method)
    assert status == 404
    assert "This link does not work" in page
    assert "Harbor House" not in page
    for name, state in DEAD.items():
        InvitationFactory(organization=cast.organization, token=name.replace(" ", "-"), **state)
        assert page_of(client, name.replace(" ", "-"), method) == (404, page), name
    InvitationFactory(organization=cast.organization, token=TOKEN)
    for token in FORGED:
        assert page_of(client, token, method) == (404, page), token[:40]
    assert Membership.objects.filter(organization=cast.organization).count() == 5


def test_opening_the_link_uses_nothing_up(cast: Cast, invitation: Invitation) -> None:
    for client in (cast.client("visitor"), cast.client("outsider"), cast.client("outsider")):
        assertContains(client.get(f"/invitations/{TOKEN}/"), "Harbor House invites you")
        client.head(f"/invitations/{TOKEN}/")
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not Membership.objects.filter(organization=cast.organization, user=cast.outsider).exists()


def test_stranger_is_shown_the_way_to_an_account_and_back(cast: Cast, invitation: Invitation) -> None:
    for method in ("get", "post"):
        page = getattr(cast.client("visitor"), method)(f"/invitations/{TOKEN}/")
        assertContains(page, "Owner Person would like you to join as: Administrator.")
        assertContains(page, f"/accounts/signup/?next=/invitations/{TOKEN}/")
        assertContains(page, f"/accounts/login/?next=/invitations/{TOKEN}/")


def test_joining_gives_the_role_once_and_notes_it(cast: Cast, invitation: Invitation) -> None:
    client = cast.client("outsider")
    page = client.get(f"/invitations/{TOKEN}/")
    assertContains(page, f"The invitation was sent to {invitation.email}. You are signed in as outsider@example.org")
    response = client.post(f"/invitations/{TOKEN}/")
    assertRedirects(response, f"/o/{cast.organization.slug}/", fetch_redirect_response=False)
    assertContains(client.get(response["Location"]), "Welcome to Harbor House.")
    assert cast.membership("outsider").role == Role.ADMINISTRATOR
    event = AuditEvent.objects.for_organization(cast.organization).get(action="joined")
    assert (event.actor_name, event.subject) == ("Outsider Person", f"Administrator, invited as {invitation.email}")
    assert page_of(client, TOKEN)[0] == page_of(client, TOKEN, "post")[0] == 404


def test_of_two_who_accept_at_once_one_joins(cast: Cast, invitation: Invitation) -> None:
    assert accept(token=TOKEN, user=cast.outsider)
    assert accept(token=TOKEN, user=InvitationFactory().invited_by) is None
    assert accept(token=TOKEN, user=cast.outsider) is None
    assert AuditEvent.objects.filter(action="joined").count() == 1


def test_link_that_is_withdrawn_between_looking_and_clicking_is_refused(cast: Cast, invitation: Invitation) -> None:
    client = cast.client("outsider")
    assert page_of(client, TOKEN)[0] == 200
    Invitation.objects.update(revoked_at=timezone.now())
    assert page_of(client, TOKEN, "post")[0] == 404
    assert not Membership.objects.filter(organization=cast.organization, user=cast.outsider).exists()


def test_member_who_follows_a_link_keeps_their_role(cast: Cast, invitation: Invitation) -> None:
    cast.client("viewer").post(f"/invitations/{TOKEN}/")
    assert cast.membership("viewer").role == Role.VIEWER
    assert not AuditEvent.objects.filter(action="joined").exists()


def test_link_lives_on_when_its_sender_is_gone(cast: Cast, invitation: Invitation) -> None:
    cast.owner.delete()
    assertContains(cast.client("outsider").get(f"/invitations/{TOKEN}/"), "They would like you to join")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_wrong_method_gets_405(cast: Cast, invitation: Invitation, method: str) -> None:
    assert page_of(cast.client("outsider"), TOKEN, method)[0] == 405
