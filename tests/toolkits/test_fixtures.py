"""The real content: everything under fixtures/ is right, and has as many items as the toolkits."""

from collections import Counter

import pytest
from django.conf import settings

from toolkits.kinds import AnyFixture, State
from toolkits.loading import load, read_folder

# How many items each toolkit gives, by section; a second hand beside the `expect` of the files themselves.
COUNTS = {
    "prcoe-motivation": [5],
    "legere-motivation": [3, 3],
    "wise-workplace": [11],
    "legere-timeline": [10],
}


@pytest.fixture(scope="module")
def fixtures() -> dict[str, AnyFixture]:
    return {fixture.key: fixture for fixture in read_folder(settings.FIXTURES)}


@pytest.mark.parametrize(("slug", "counts"), COUNTS.items(), ids=COUNTS)
def test_instrument_has_as_many_items_as_its_toolkit(
    fixtures: dict[str, AnyFixture], slug: str, counts: list[int]
) -> None:
    assert list(Counter(item.section for item in fixtures[slug].items).values()) == counts


@pytest.mark.parametrize("slug", COUNTS)
def test_transcribed_items_are_numbered_as_in_the_toolkit(fixtures: dict[str, AnyFixture], slug: str) -> None:
    items = fixtures[slug].items
    assert [item.number for item in items] == [str(number) for number in range(1, len(items) + 1)]
    assert not any(item.derived for item in items)


@pytest.mark.parametrize("slug", ["prcoe-culture", "prcoe-recovery"])
def test_statements_made_from_prose_say_that_they_are_derived(fixtures: dict[str, AnyFixture], slug: str) -> None:
    assert all(item.derived for item in fixtures[slug].items)


def test_all_five_toolkits_are_there(fixtures: dict[str, AnyFixture]) -> None:
    toolkits = {key for key, fixture in fixtures.items() if fixture.kind == "toolkit"}
    assert toolkits == {"prcoe", "lappa", "wise", "legere", "wps"}


@pytest.mark.django_db
def test_all_of_it_loads_and_then_stays_as_it_is() -> None:
    first = load(settings.FIXTURES, write=True)
    assert {outcome.state for outcome in first.outcomes or ()} == {State.CREATED}
    second = load(settings.FIXTURES, write=True)
    assert {outcome.state for outcome in second.outcomes or ()} == {State.UNCHANGED}
