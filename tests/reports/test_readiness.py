"""What the readiness report holds, and what it never does."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Completion, Instrument
from assessments.recording import reopen
from organizations.models import Organization
from reports.issue import print_html
from reports.readiness import Finding, build
from tests.cast import Cast
from tests.factories import CompletionFactory, EntryFactory, InstrumentFactory, LinkFactory, RecordFactory

pytestmark = pytest.mark.django_db


def completed(organization: Organization, instrument: Instrument, hopes: str = "", **keys: str) -> Completion:
    """Complete board, budget and pay with these options: no is low, partly in the middle, yes strong."""
    answers = {item: {"choice": key, "text": ""} for item, key in keys.items()}
    if hopes:
        answers["hopes"] = {"choice": "", "text": hopes}
    return CompletionFactory(record__organization=organization, record__instrument=instrument, record__answers=answers)


def instrument(slug: str, **fields: Any) -> Instrument:
    return InstrumentFactory(slug=slug, title=f"Title of {slug}", **fields)


def named(findings: tuple[Finding, ...]) -> list[str]:
    """The natural keys of the items named."""
    return [finding.result.item.key for finding in findings]


def test_without_any_instrument_it_is_empty_and_can_be_read(cast: Cast) -> None:
    report = build(cast.organization)
    assert report.is_empty
    assert (report.strengths, report.gaps, report.steps, report.toolkits) == ((), (), (), ())
    assert "Nothing has been completed yet" in print_html(report)


def test_with_nothing_completed_it_says_where_to_begin(cast: Cast) -> None:
    instrument("a")
    RecordFactory(organization=cast.organization, instrument=instrument("b"))
    report = build(cast.organization)
    assert report.is_empty
    assert (report.strengths, report.gaps) == ((), ())
    assert [step.text for step in report.steps] == ["Complete “Title of b”"], "what is under way comes first"


def test_what_is_only_begun_has_no_result_in_it(cast: Cast) -> None:
    done = completed(cast.organization, instrument("done"), board="yes")
    RecordFactory(
        organization=cast.organization,
        instrument=instrument("begun"),
        answers={"board": {"choice": "no", "text": ""}, "hopes": {"choice": "", "text": "Unripe thoughts"}},
    )
    report = build(cast.organization)
    assert [state.completion for state in report.overview.completed] == [done]
    assert report.gaps == ()
    assert "Unripe thoughts" not in print_html(report)


def test_parts_are_the_three_areas_and_the_timeline_with_what_is_missing_too(cast: Cast) -> None:
    for area in ("timeline", "recovery", "culture", "motivation"):
        instrument(area, area=area)
    parts = build(cast.organization).parts
    assert [part.title for part in parts] == ["Motivation", "Culture", "Recovery orientation", "Timeline"]
    assert [[s.instrument.pk for s in part.states] for part in parts] == [
        ["motivation"],
        ["culture"],
        ["recovery"],
        ["timeline"],
    ]


def test_strengths_come_from_each_instrument_in_turn_and_are_three_at_most(cast: Cast) -> None:
    completed(cast.organization, instrument("long"), board="yes", budget="yes", pay="yes")
    completed(cast.organization, instrument("short"), pay="yes", board="no")
    assert named(build(cast.organization).strengths) == ["long/board", "short/pay", "long/budget"]


def test_gaps_come_in_turn_with_what_is_low_before_what_is_partly_there(cast: Cast) -> None:
    completed(cast.organization, instrument("half"), board="partly", budget="partly", pay="partly")
    completed(cast.organization, instrument("low"), pay="no", board="yes")
    assert named(build(cast.organization).gaps) == ["low/pay", "half/board", "half/budget"]


def test_no_instrument_fills_the_summary_where_three_have_gaps(cast: Cast) -> None:
    for slug in ("a", "b", "c", "d"):
        completed(cast.organization, instrument(slug), board="no", budget="no", pay="no")
    assert named(build(cast.organization).gaps) == ["a/board", "b/board", "c/board"]


def test_dont_know_is_neither_a_strength_nor_a_gap(cast: Cast) -> None:
    completed(cast.organization, instrument("a"), board="unsure", budget="unsure")
    report = build(cast.organization)
    assert (report.strengths, report.gaps) == ((), ())


def test_steps_are_the_gaps_advice_without_repeats_and_then_what_to_assess(cast: Cast) -> None:
    for slug in ("a", "b"):
        completed(cast.organization, instrument(slug, position=1), board="no", budget="yes", pay="yes")
    instrument("next", position=2, minutes=25)
    both, second = EntryFactory(title="Begin with the board"), EntryFactory(title="Ask a peer")
    LinkFactory(from_key="a/board", entry=both)
    LinkFactory(from_key="b/board", entry=both, position=1)
    LinkFactory(from_key="b/board", entry=second, position=2)
    LinkFactory(from_key="a/budget", entry__title="Not for this gap")
    steps = build(cast.organization).steps
    because = "Because of: There is an agreed board for peer support."
    assert [(step.text, step.reason) for step in steps] == [
        ("Begin with the board", because),
        ("Ask a peer", because),
        ("Complete “Title of next”", "About 25 minutes."),
    ]


def test_with_all_done_and_no_gaps_there_is_no_step(cast: Cast) -> None:
    completed(cast.organization, instrument("a"), board="yes", budget="yes", pay="yes")
    assert build(cast.organization).steps == ()


def test_a_reopened_record_reports_what_was_completed(cast: Cast) -> None:
    done = completed(cast.organization, instrument("a"), "We hoped for more", board="yes")
    reopen(record=done.record, actor=cast.leader)
    done.record.answers = {"board": {"choice": "no", "text": ""}, "hopes": {"choice": "", "text": "Half a thought"}}
    done.record.completed_at = None
    done.record.save()
    report = build(cast.organization)
    assert named(report.strengths) == ["a/board"]
    assert report.gaps == ()
    assert [step.text for step in report.steps] == ["Complete “Title of a”"]
    text = print_html(report)
    assert "We hoped for more" in text
    assert "Half a thought" not in text


def test_of_several_completions_the_latest_is_reported(cast: Cast) -> None:
    first = completed(cast.organization, instrument("a"), board="no")
    CompletionFactory(record=first.record, number=2, answers={"board": {"choice": "yes", "text": ""}})
    report = build(cast.organization)
    assert (named(report.strengths), named(report.gaps)) == (["a/board"], [])


def test_another_organizations_answers_never_appear(cast: Cast) -> None:
    shared = instrument("shared")
    theirs = completed(cast.elsewhere, shared, "Their own secret", board="no", budget="no")
    theirs.present = "Their Director"
    theirs.save()
    assert build(cast.organization).is_empty
    completed(cast.organization, shared, "Ours", board="yes")
    report = build(cast.organization)
    assert named(report.gaps) == []
    text = print_html(report)
    assert "Ours" in text
    assert not [word for word in ("Their own secret", "Their Director", cast.elsewhere.name) if word in text]


def test_queries_are_few_however_much_was_answered(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            print_html(build(cast.organization))
        return len(captured)

    for number in range(6):
        made = completed(cast.organization, instrument(f"a{number}"), board="no", budget="partly", pay="no")
        CompletionFactory(record=made.record, number=2)
        for item in ("board", "budget", "pay"):
            LinkFactory(from_key=f"a{number}/{item}")
        if number == 0:
            with_one = queries()
    assert queries() == with_one <= 8
