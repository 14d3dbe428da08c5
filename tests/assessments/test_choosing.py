"""Which assessments an organization uses: its choice, else the path made for it, and whatever it has begun."""

import pytest

from assessments.choosing import choose, paths_for
from assessments.models import InstrumentInUse, Path
from assessments.standing import overview
from organizations.models import Organization
from tests.factories import InstrumentFactory, OrganizationFactory, RecordFactory, UserFactory

pytestmark = pytest.mark.django_db


def path(slug: str, *steps: str, position: int = 1, **for_whom: list[str]) -> Path:
    return Path.objects.create(
        slug=slug,
        title=slug,
        audience="everybody",
        reason="It helps.",
        position=position,
        steps=[{"instrument": step, "reason": "It helps."} for step in steps],
        **for_whom,
    )


@pytest.fixture
def organization() -> Organization:
    for slug in ("a", "b", "c"):
        InstrumentFactory(slug=slug)
    return OrganizationFactory(kind="jail", state="CA")


def used(organization: Organization) -> list[str]:
    return [state.instrument.slug for state in overview(organization).states]


def test_without_a_path_everything_is_used(organization: Organization) -> None:
    assert used(organization) == ["a", "b", "c"]


def test_before_choosing_the_path_says_what_and_in_which_order(organization: Organization) -> None:
    path("first", "c", "a")
    assert used(organization) == ["c", "a"]
    assert [other.slug for other in overview(organization).others] == ["b"]


@pytest.mark.parametrize(
    ("kinds", "states", "first"),
    [
        (["jail"], [], "special"),
        ([], ["CA"], "special"),
        (["jail"], ["CA"], "special"),
        (["court"], [], "general"),
        (["jail"], ["OH"], "general"),
    ],
)
def test_the_path_made_for_such_an_organization_comes_first(
    organization: Organization, kinds: list[str], states: list[str], first: str
) -> None:
    path("general", "a", position=1)
    path("special", "b", position=2, kinds=kinds, states=states)
    assert paths_for(organization)[0].slug == first


def test_a_choice_counts_more_than_a_path(organization: Organization) -> None:
    path("first", "c", "a")
    chosen = [InstrumentFactory(slug="z"), InstrumentFactory(slug="d")]
    choose(organization=organization, instruments=chosen, actor=UserFactory())
    assert used(organization) == ["z", "d"]


def test_choosing_again_replaces_the_choice_and_notes_it(organization: Organization) -> None:
    actor = UserFactory(name="Ann")
    for slug in ("d", "e"):
        choose(organization=organization, instruments=[InstrumentFactory(slug=slug)], actor=actor)
    assert list(InstrumentInUse.objects.values_list("instrument", flat=True)) == ["e"]
    assert [event.action for event in organization.audit_events.all()] == ["chose-instruments"] * 2


def test_what_was_begun_stays_in_use(organization: Organization) -> None:
    record = RecordFactory(organization=organization)
    choose(organization=organization, instruments=[InstrumentFactory(slug="d")], actor=UserFactory())
    assert used(organization) == ["d", record.instrument_id]


def test_what_others_chose_or_own_is_not_seen(organization: Organization) -> None:
    other = OrganizationFactory()
    own = InstrumentFactory(slug="own-theirs", organization=other, toolkit=None)
    choose(organization=other, instruments=[InstrumentFactory(slug="d")], actor=UserFactory())
    assert used(organization) == ["a", "b", "c", "d"]
    assert used(other) == ["d", own.slug]


@pytest.mark.parametrize("about", ["person", "private"])
def test_what_is_not_about_the_organization_is_not_among_them(organization: Organization, about: str) -> None:
    InstrumentFactory(slug="d", about=about)
    assert used(organization) == ["a", "b", "c"]
    assert overview(organization).others == ()
