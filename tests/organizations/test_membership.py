import pytest

from organizations.access import Capability, may
from organizations.membership import LastOwnerError, NotAllowedError, change_role, grantable_roles, leave, remove_member
from organizations.models import AuditEvent, Membership, Role
from tests.cast import MEMBERS, Cast
from tests.factories import MembershipFactory, RecordFactory


def role_of(cast: Cast, who: str) -> str:
    return cast.membership(who).role


def last_event(cast: Cast) -> tuple[str, str, str]:
    return AuditEvent.objects.for_organization(cast.organization).values_list("actor_name", "action", "subject")[0]


def change(cast: Cast, who: str, role: Role, by: str = "owner") -> None:
    actor = getattr(cast, by)
    change_role(membership=cast.membership(who), role=role, actor=actor, actor_role=role_of(cast, by))


@pytest.mark.parametrize("who", MEMBERS)
def test_roles_that_may_be_given_follow_from_the_table(who: str) -> None:
    grantable = grantable_roles(who)
    assert bool(grantable) == may(who, Capability.MANAGE_MEMBERS)
    assert (Role.OWNER in grantable) == may(who, Capability.MANAGE_OWNERS)


def test_changing_a_role_is_noted_with_who_did_it(cast: Cast) -> None:
    change(cast, "viewer", Role.LEADER, by="administrator")
    assert role_of(cast, "viewer") == Role.LEADER
    assert last_event(cast) == ("Administrator Person", "role-changed", "Viewer Person to Leader")


def test_giving_the_role_that_somebody_has_notes_nothing(cast: Cast) -> None:
    change(cast, "viewer", Role.VIEWER)
    assert not AuditEvent.objects.exists()


def test_administrator_neither_makes_nor_changes_nor_removes_an_owner(cast: Cast) -> None:
    MembershipFactory(organization=cast.organization, role=Role.OWNER)
    with pytest.raises(NotAllowedError):
        change(cast, "administrator", Role.OWNER, by="administrator")
    with pytest.raises(NotAllowedError):
        change(cast, "owner", Role.VIEWER, by="administrator")
    with pytest.raises(NotAllowedError):
        remove_member(
            membership=cast.membership("owner"), actor=cast.administrator, actor_role=role_of(cast, "administrator")
        )
    assert role_of(cast, "owner") == Role.OWNER
    assert not AuditEvent.objects.exists()


def test_last_owner_cannot_become_something_else(cast: Cast) -> None:
    with pytest.raises(LastOwnerError):
        change(cast, "owner", Role.ADMINISTRATOR)
    assert role_of(cast, "owner") == Role.OWNER


def test_last_owner_cannot_be_removed(cast: Cast) -> None:
    with pytest.raises(LastOwnerError):
        remove_member(membership=cast.membership("owner"), actor=cast.owner, actor_role=Role.OWNER)
    assert role_of(cast, "owner") == Role.OWNER


def test_last_owner_cannot_leave(cast: Cast) -> None:
    MembershipFactory(organization=cast.elsewhere, user=cast.owner, role=Role.OWNER)
    with pytest.raises(LastOwnerError):
        leave(membership=cast.membership("owner"))
    assert role_of(cast, "owner") == Role.OWNER


def test_owner_who_has_a_successor_can_go(cast: Cast) -> None:
    change(cast, "leader", Role.OWNER)
    leave(membership=cast.membership("owner"))
    assert not Membership.objects.filter(organization=cast.organization, user=cast.owner).exists()
    assert last_event(cast) == ("Owner Person", "left", "")


def test_of_two_owners_who_leave_at_once_one_stays(cast: Cast) -> None:
    change(cast, "leader", Role.OWNER)
    first, second = cast.membership("owner"), cast.membership("leader")  # both pages were loaded before either click
    leave(membership=first)
    with pytest.raises(LastOwnerError):
        leave(membership=second)


def test_role_is_looked_up_anew_when_the_page_was_stale(cast: Cast) -> None:
    stale = cast.membership("viewer")
    change(cast, "viewer", Role.OWNER)
    with pytest.raises(NotAllowedError):
        remove_member(membership=stale, actor=cast.administrator, actor_role=Role.ADMINISTRATOR)
    assert role_of(cast, "viewer") == Role.OWNER


def test_what_a_removed_member_wrote_stays(cast: Cast) -> None:
    record = RecordFactory(organization=cast.organization, saved_by=cast.leader)
    remove_member(membership=cast.membership("leader"), actor=cast.owner, actor_role=Role.OWNER)
    record.refresh_from_db()
    assert record.answers
    assert record.saved_by == cast.leader
    assert last_event(cast) == ("Owner Person", "member-removed", "Leader Person")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.LEADER, Role.HR, Role.VIEWER])
def test_everybody_else_can_leave(cast: Cast, role: Role) -> None:
    leave(membership=cast.membership(role.value))
    assert not Membership.objects.filter(organization=cast.organization, role=role).exists()
