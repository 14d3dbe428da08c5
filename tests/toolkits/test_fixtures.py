"""The real content: everything under fixtures/ is right, and has as many items as the toolkits.

The counts were taken from the documents, not from the files: a second hand beside their `expect`.
"""

from collections import Counter

import pytest

from tests.real import real_fixtures
from toolkits.kinds import AnyFixture, State
from toolkits.loading import store

# How many items each toolkit gives, by section; a second hand beside the `expect` of the files themselves.
COUNTS = {
    "prcoe-motivation": [5],
    "prcoe-challenges": [3, 3, 4, 2, 3],
    "prcoe-works": [10, 10],
    "prcoe-supervision": [10],
    "prcoe-implementation": [10, 6, 6, 4],
    "prcoe-integration": [5, 5],
    "prcoe-communication": [3],
    "prcoe-policies": [3],
    "prcoe-financing": [5],
    "prcoe-measures": [6],
    "prcoe-bias": [3, 5],
    "lappa-readiness": [6, 7, 3, 2, 6, 4],
    "lappa-key-questions": [6, 3, 3],
    "lappa-supervisor": [10],
    "lappa-ethics": [7, 8, 12],
    "lappa-orientation": [10],
    "lappa-functions": [8],
    "lappa-activities": [19, 28, 7, 3],  # the 54 activities and the three questions asked of each
    "lappa-titles": [8],
    "lappa-values": [12],
    "lappa-ethics-code": [12],
    "lappa-compassion-fatigue": [15],
    "wise-workplace": [11],
    "wise-psychosocial": [13],
    "wise-performance": [5, 5, 4, 4, 5, 5, 6, 5, 6, 6, 7, 4],
    "wise-workplan-basics": [14],
    "wise-foundation": [4, 8, 6, 8, 8, 5],
    "wise-workplan": [8],
    "wise-lived-experience": [4],
    "wise-language": [12],
    "wise-competencies": [11],
    "wise-dimensions": [4],
    "wise-principles": [10],
    "samhsa-competencies": [5, 5, 5, 4, 4, 5, 5, 6, 5, 6, 6, 7, 4],
    "legere-motivation": [3, 3],
    "legere-timeline": [10],
    "legere-components": [5, 7, 16, 10],  # the handbook prints 16 responsibilities and 10 qualifications
    "legere-role-chart": [15],
    "legere-proficiencies": [10, 4, 10],
    "legere-misconceptions": [10],
    "legere-concerns": [11],
    "legere-values": [4],
    "interview": [26, 5, 8, 7, 5, 1],
}
NUMBERED = ("prcoe-motivation", "legere-motivation", "wise-workplace", "legere-timeline", "wise-language")


@pytest.fixture(scope="module")
def fixtures() -> dict[str, AnyFixture]:
    read = real_fixtures()
    return {f"{f.kind} {f.key}" if f.kind in ("inventory", "toolkit") else f.key: f for f in read}


@pytest.mark.parametrize(("slug", "counts"), COUNTS.items(), ids=COUNTS)
def test_instrument_has_as_many_items_as_its_toolkit(
    fixtures: dict[str, AnyFixture], slug: str, counts: list[int]
) -> None:
    assert list(Counter(item.section for item in fixtures[slug].items).values()) == counts


@pytest.mark.parametrize("slug", NUMBERED)
def test_transcribed_items_are_numbered_as_in_the_toolkit(fixtures: dict[str, AnyFixture], slug: str) -> None:
    items = fixtures[slug].items
    assert [item.source.number for item in items] == [str(number) for number in range(1, len(items) + 1)]
    assert not any(item.derived for item in items)


@pytest.mark.parametrize("slug", ["prcoe-culture", "prcoe-recovery"])
def test_statements_made_from_prose_say_that_they_are_derived(fixtures: dict[str, AnyFixture], slug: str) -> None:
    assert all(item.derived for item in fixtures[slug].items)


def test_the_performance_evaluation_has_sixty_two_competencies_and_the_schedule_a_hundred_and_eight_skills(
    fixtures: dict[str, AnyFixture],
) -> None:
    assert len(fixtures["wise-performance"].items) == 62
    assert len(fixtures["samhsa-competencies"].items) == 5 + 62
    skills = Counter(item.section for item in fixtures["wps-skills"].items)
    assert (sum(skills.values()), len(skills)) == (108, 19)


def test_there_are_ten_role_templates_and_three_advertisements(fixtures: dict[str, AnyFixture]) -> None:
    roles = {key for key, fixture in fixtures.items() if fixture.card and fixture.card.shown == "template"}
    assert roles - {key for key in roles if "-role-" in key} == {"legere-ads", "lappa-release-form"}
    assert len([key for key in roles if "-role-" in key]) == 10
    assert len({item.section for item in fixtures["legere-ads"].items}) == 3


def test_every_file_with_items_stands_in_the_inventory_of_its_toolkit(fixtures: dict[str, AnyFixture]) -> None:
    listed = {(kind.key, row.slug) for kind in fixtures.values() if kind.kind == "inventory" for row in kind.value}
    assert listed == {(fixture.toolkit, key) for key, fixture in fixtures.items() if fixture.card}


def test_every_item_says_where_it_stands(fixtures: dict[str, AnyFixture]) -> None:
    for fixture in fixtures.values():
        assert all(item.source.heading and item.source.toolkit for item in fixture.items)


def test_all_five_toolkits_are_there(fixtures: dict[str, AnyFixture]) -> None:
    toolkits = {fixture.key for fixture in fixtures.values() if fixture.kind == "toolkit"}
    assert toolkits == {"prcoe", "lappa", "wise", "legere", "wps"}


@pytest.mark.django_db
def test_all_of_it_loads_and_then_stays_as_it_is() -> None:
    first = store(real_fixtures(), write=True)
    assert {outcome.state for outcome in first.outcomes or ()} == {State.CREATED}
    second = store(real_fixtures(), write=True)
    assert {outcome.state for outcome in second.outcomes or ()} == {State.UNCHANGED}
