"""More people and fewer while a survey is open: who is asked then, and by which links."""

from django.utils import timezone

from surveys.asking.inviting import add_people, correct_address, find_key, new_key, read_addresses, remove_person
from surveys.closing import close
from surveys.lifecycle import launch
from surveys.models import Group, Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import draft


def invited(cast: Cast, addresses: str, **fields: object) -> tuple[Survey, Group]:
    survey = draft(cast.organization, {"Peer workers": 6}, **fields)  # type: ignore[arg-type]
    group = GroupFactory(survey=survey, name="Staff", way=Way.PERSONAL)
    add_people(group=group, addresses=read_addresses(addresses))
    launch(survey=survey, actor=cast.leader)
    return survey, group


def asked(group: Group) -> int:
    group.refresh_from_db()
    return group.expected


def test_who_is_added_is_invited_and_asked(cast: Cast) -> None:
    survey, group = invited(cast, "ana@example.org")
    assert add_people(group=group, addresses=read_addresses("ana@example.org\nbo@example.org")) == 1
    assert asked(group) == 2
    assert survey.mailings.filter(kind="invitation").count() == 2
    assert add_people(group=group, addresses=read_addresses("bo@example.org")) == 0
    assert survey.mailings.filter(kind="invitation").count() == 2


def test_who_was_taken_out_is_not_asked_and_comes_back_with_the_same_links(cast: Cast) -> None:
    survey, group = invited(cast, "ana@example.org\nbo@example.org")
    ana = survey.invitees.get(email="ana@example.org")
    key = new_key(survey=survey, group=group, invitee=ana)
    remove_person(invitee=ana)
    assert asked(group) == 1
    assert find_key(key, timezone.now()) is None
    assert add_people(group=group, addresses=read_addresses("ana@example.org")) == 1
    assert asked(group) == 2
    assert find_key(key, timezone.now())


def test_nobody_changes_groups_by_being_taken_out_and_added_elsewhere(cast: Cast) -> None:
    survey, group = invited(cast, "ana@example.org\nbo@example.org")
    other = GroupFactory(survey=survey, name="Others", way=Way.PERSONAL)
    ana = survey.invitees.get(email="ana@example.org")
    remove_person(invitee=ana)
    assert add_people(group=other, addresses=read_addresses("ana@example.org")) == 0
    ana.refresh_from_db()
    assert (ana.group, ana.is_revoked) == (group, True)


def test_an_address_is_corrected_only_to_one_that_is_not_invited(cast: Cast) -> None:
    survey, group = invited(cast, "anna@example.org\nbo@example.org")
    wrong = survey.invitees.get(email="anna@example.org")
    assert not correct_address(invitee=wrong, email="bo@example.org")
    assert correct_address(invitee=wrong, email="ana@example.org")
    assert asked(group) == 2
    assert set(group.invitees.filter(is_revoked=False).values_list("email", flat=True)) == {
        "bo@example.org",
        "ana@example.org",
    }


def test_nobody_is_added_to_a_shared_link_or_a_closed_survey(cast: Cast) -> None:
    survey, group = invited(cast, "ana@example.org")
    shared = survey.groups.get(way="shared")
    assert add_people(group=shared, addresses=read_addresses("bo@example.org")) == 0
    close(survey=survey)
    assert add_people(group=group, addresses=read_addresses("bo@example.org")) == 0
    assert not survey.invitees.exists()
