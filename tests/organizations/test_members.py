import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.models import Membership, Role
from tests.cast import Cast
from tests.factories import InvitationFactory, MembershipFactory

LAST_OWNER = "An organization needs an owner. Make somebody else an owner first."
ONLY_OWNERS = "Only an owner can do this for an owner."


def url(cast: Cast, name: str = "members", *args: object) -> str:
    return reverse(f"organizations:{name}", args=[cast.organization.slug, *args])


def act(cast: Cast, by: str, name: str, whom: str, **data: str) -> HttpResponse:
    """Do something to a member and see the page that follows."""
    return cast.client(by).post(url(cast, name, cast.membership(whom).pk), data, follow=True)


def test_every_member_sees_everybody_with_their_role(cast: Cast) -> None:
    page = cast.client("viewer").get(url(cast))
    assertContains(page, "5 members")
    for who in ("Owner", "Administrator", "Leader", "Hr", "Viewer"):
        assertContains(page, f"{who} Person")
    assertContains(page, '<span class="tag">HR</span>', html=True)
    assertNotContains(page, cast.outsider.email)


@pytest.mark.parametrize("who", ["leader", "hr", "viewer"])
def test_who_does_not_manage_sees_no_forms_and_no_invitations(cast: Cast, who: str) -> None:
    invited = InvitationFactory(organization=cast.organization)
    page = cast.client(who).get(url(cast))
    assertNotContains(page, invited.email)
    assertNotContains(page, "Invite a colleague")
    assertNotContains(page, "Remove…")
    assertNotContains(page, 'name="role"')


def test_administrator_is_not_offered_to_touch_or_make_owners(cast: Cast) -> None:
    page = cast.client("administrator").get(url(cast))
    assertNotContains(page, '<option value="owner"')
    assertNotContains(page, url(cast, "member-role", cast.membership("owner").pk))
    assertContains(page, url(cast, "member-role", cast.membership("viewer").pk))
    assertContains(cast.client("owner").get(url(cast)), '<option value="owner"')


def test_new_role_counts_from_the_next_page_on(cast: Cast) -> None:
    viewer = cast.client("viewer")
    assert viewer.get(url(cast, "settings")).status_code == 403
    page = act(cast, "administrator", "member-role", "viewer", role="administrator")
    assertContains(page, "Viewer Person is now: Administrator.")
    assert viewer.get(url(cast, "settings")).status_code == 200


def test_administrator_who_posts_an_owners_role_is_refused(cast: Cast) -> None:
    assertContains(act(cast, "administrator", "member-role", "administrator", role="owner"), ONLY_OWNERS)
    assertContains(act(cast, "administrator", "member-role", "owner", role="viewer"), ONLY_OWNERS)
    assertContains(act(cast, "administrator", "member-remove", "owner"), ONLY_OWNERS)
    assert cast.membership("owner").role == Role.OWNER
    assert cast.membership("administrator").role == Role.ADMINISTRATOR


@pytest.mark.parametrize("role", ["", "visitor", "superuser", "\x00", "x" * 100_000])
def test_a_role_that_there_is_not_is_refused(cast: Cast, role: str) -> None:
    assertContains(act(cast, "owner", "member-role", "viewer", role=role), "Choose one of the roles in the list.")
    assert cast.membership("viewer").role == Role.VIEWER


def test_last_owner_is_told_what_to_do_first(cast: Cast) -> None:
    assertContains(act(cast, "owner", "member-role", "owner", role="viewer"), LAST_OWNER)
    assertContains(cast.client("owner").post(url(cast, "leave"), follow=True), LAST_OWNER)
    assertContains(act(cast, "owner", "member-remove", "owner"), LAST_OWNER)
    assert cast.membership("owner").role == Role.OWNER


def test_removing_asks_first_and_then_shuts_the_door(cast: Cast) -> None:
    viewer, membership = cast.client("viewer"), cast.membership("viewer")
    asked = cast.client("administrator").get(url(cast, "member-remove", membership.pk))
    assertContains(asked, "Remove Viewer Person?")
    assert viewer.get(url(cast)).status_code == 200
    page = act(cast, "administrator", "member-remove", "viewer")
    assertContains(page, "Viewer Person is no longer a member. What they wrote is still here.")
    assertContains(page, "4 members")
    assert viewer.get(url(cast)).status_code == 404
    again = cast.client("administrator").post(url(cast, "member-remove", membership.pk))
    assert again.status_code == 404, "a second click finds nobody"


def test_administrator_who_removes_themself_lands_on_their_own_list(cast: Cast) -> None:
    membership = cast.membership("administrator")
    response = cast.client("administrator").post(url(cast, "member-remove", membership.pk))
    assertRedirects(response, reverse("organizations:index"))


def test_leaving_asks_first(cast: Cast) -> None:
    client = cast.client("hr")
    assertContains(client.get(url(cast, "leave")), "Leave Harbor House?")
    assert Membership.objects.filter(user=cast.hr).exists()
    page = client.post(url(cast, "leave"), follow=True)
    assertContains(page, "You have left Harbor House.")
    assertContains(page, "Begin with your organization")
    assert client.get(url(cast)).status_code == 404


def test_one_membership_leads_home_and_several_are_a_choice(cast: Cast) -> None:
    client = cast.client("viewer")
    assertRedirects(client.get("/organizations/"), f"/o/{cast.organization.slug}/")
    MembershipFactory(organization=cast.elsewhere, user=cast.viewer, role=Role.HR)
    page = client.get("/organizations/")
    assertContains(page, "Your role: HR.")
    assertContains(page, f"/o/{cast.elsewhere.slug}/")
    assertContains(client.get(url(cast)), "All your organizations", msg_prefix="the menu of the frame")
