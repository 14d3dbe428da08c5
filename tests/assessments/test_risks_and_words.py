"""A risk register and an assessment in words read as what they are: without a level, without a share."""

import pytest

from assessments.answers import Answer
from assessments.models import Instrument
from assessments.results import result_of
from reports.bars import figures_of
from tests.cast import Cast
from tests.factories import CompletionFactory, InstrumentFactory, InstrumentVersionFactory, RecordFactory

from . import build
from .screen import page, part

RISKS = [build.item(slug, "risk") for slug in ("funding", "turnover", "training")]
LIKELIHOOD = build.scale(3, 2, 1, None)
REGISTER = build.instrument([build.section("all", *RISKS)], LIKELIHOOD)
ANSWERS = {
    "funding": Answer("2"),
    "turnover": Answer("1", "Hire two at once.", "HR manager"),
    "training": Answer("3"),
}


def completed(cast: Cast, content: build.InstrumentContent, answers: dict[str, dict[str, str]]) -> Instrument:
    made = InstrumentFactory(slug="made-up", area="readiness")
    version = InstrumentVersionFactory(instrument=made, version="2", content_json=content.as_dict())
    record = RecordFactory(organization=cast.organization, instrument=made, version=version, answers=answers)
    CompletionFactory(record=record)
    return made


def test_the_likeliest_stands_first_and_has_no_level() -> None:
    result = result_of(REGISTER, ANSWERS)
    assert [gap.item.slug for gap in result.gaps] == ["turnover", "funding"]
    assert [risk.item.slug for risk in result.without_owner] == ["funding"]
    assert (result.level, result.shows_share) == (None, False)


def test_its_figures_count_how_likely_the_risks_are() -> None:
    bars = figures_of(result_of(REGISTER, ANSWERS)).bars
    assert [(bar.label, round(bar.share or 0)) for bar in bars] == [
        ("Option 3: 1", 33),
        ("Option 2: 1", 33),
        ("Option 1: 1", 33),
        ("Option None: 0", 0),
    ]


@pytest.mark.django_db
def test_the_register_says_what_would_be_done_and_by_whom(cast: Cast) -> None:
    completed(cast, REGISTER, {slug: vars_of(answer) for slug, answer in ANSWERS.items()})
    text = page(cast.client("viewer"), f"/o/{cast.organization.slug}/assess/made-up/results/")
    gaps = part(text, "gaps")
    assert gaps.index("Text of turnover") < gaps.index("Text of funding")
    for words in ("Hire two at once.", "HR manager", "Not settled yet", "Nobody yet"):
        assert words in gaps
    assert "Needs groundwork" not in text
    assert "2 of 3 challenges may come up." in text
    report = page(cast.client("viewer"), f"/o/{cast.organization.slug}/reports/readiness/")
    assert "Looked after by HR manager" in report


def vars_of(answer: Answer) -> dict[str, str]:
    return {"choice": answer.choice, "text": answer.text, "who": answer.who}


@pytest.mark.django_db
def test_what_is_answered_in_words_has_no_score(cast: Cast) -> None:
    words = build.instrument([build.section("all", build.item("why", "open", scaled=False))], LIKELIHOOD)
    words = build.replace(words, scales={})
    completed(cast, words, {"why": {"choice": "", "text": "Because we care."}})
    text = page(cast.client("viewer"), f"/o/{cast.organization.slug}/assess/made-up/results/")
    assert "answered in words, so there is no score" in text
    assert "Because we care." in text
    assert "1 of 1 answered" in text
