"""Loading where an organization stands: latest completions, open records, nothing of anybody else, in four queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.models import Instrument, InstrumentVersion, Record
from assessments.standing import overview
from tests.factories import CompletionFactory, InstrumentFactory, OrganizationFactory, RecordFactory

from . import build

pytestmark = pytest.mark.django_db


def test_the_latest_completion_counts_and_the_open_record_shows_its_progress() -> None:
    first = CompletionFactory(answers={"board": {"choice": "no", "text": ""}})
    yes = {slug: {"choice": "yes", "text": ""} for slug in ("board", "budget", "pay")}
    CompletionFactory(record=first.record, number=2, answers=yes)
    Record.objects.update(completed_at=None, answers={"pay": {"choice": "no", "text": ""}})
    (found,) = overview(first.record.organization).states
    assert (found.state, found.answered, found.item_count, found.completion_count) == ("reopened", 1, 4, 2)
    assert found.completion
    assert found.completion.number == 2
    assert found.result
    assert found.result.level == "strong"


def test_what_others_answered_is_not_seen() -> None:
    CompletionFactory()
    (found,) = overview(OrganizationFactory()).states
    assert (found.state, found.record, found.result) == ("new", None, None)


def test_an_instrument_without_a_version_is_not_offered() -> None:
    Instrument.objects.filter(pk=InstrumentFactory().pk).update(current_version=None)
    assert overview(OrganizationFactory()).states == ()


def test_a_record_is_counted_by_the_version_that_it_began_with() -> None:
    record = RecordFactory()
    newer = build.instrument([build.section("all", build.item("board"))], build.scale(0, 1))
    version = InstrumentVersion.objects.create(
        instrument=record.instrument, version="2", content_hash="newer", content_json=newer.as_dict()
    )
    Instrument.objects.update(current_version=version)
    (found,) = overview(record.organization).states
    assert (found.answered, found.item_count) == (2, 4)


@pytest.mark.parametrize("instruments", [1, 3])
def test_all_of_it_takes_four_queries(instruments: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    organization = OrganizationFactory()
    for _ in range(instruments):
        CompletionFactory(record=RecordFactory(organization=organization))
    with django_assert_num_queries(4):
        found = overview(organization)
        assert [each.state for each in found.states] == ["reopened"] * instruments
        assert {area.level_word for area in found.areas} == {"Not assessed yet", "Partly there"}
        assert all(str(each.record.saved_by) for each in found.states if each.record)
