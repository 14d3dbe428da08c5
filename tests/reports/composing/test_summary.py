"""The summary's sentences: each has a figure with its number, what was edited is said, and what moved is told."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from unittest.mock import MagicMock

import pytest

from assessments.recording import reopen
from organizations.models import Organization
from reports.composing.material import gather
from reports.composing.summary import CHANGED, LACKS, NEXT, WELL, Sentence, in_groups, sentences
from tests.cast import Cast
from tests.checklists.build import add, plan_of
from tests.factories import CompletionFactory
from tests.reports.test_readiness import completed, instrument

pytestmark = pytest.mark.django_db


def of_group(found: tuple[Sentence, ...], group: str) -> list[str]:
    return [one.said for one in found if one.group == group]


def told(organization: Organization) -> tuple[Sentence, ...]:
    return sentences(gather(organization))


def test_without_anything_there_is_nothing_to_say(cast: Cast) -> None:
    assert told(cast.organization) == ()


def test_each_sentence_about_an_assessment_says_of_how_many(cast: Cast) -> None:
    completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    found = told(cast.organization)
    assert of_group(found, "stands") == [
        "Culture: partly there. “Title of a” came to 50% of what is possible, 2 of 3 answered."
    ]
    for one in (*of_group(found, WELL), *of_group(found, LACKS)):
        assert re.search(r"answered “.+” in “Title of a”, \d of \d answered there", one)


def test_two_rounds_are_compared_with_the_figures_of_both(cast: Cast) -> None:
    first = completed(cast.organization, instrument("a", area="culture"), board="no", budget="no", pay="no")
    reopen(record=first.record, actor=cast.owner)
    answers = {item: {"choice": "yes", "text": ""} for item in ("board", "budget", "pay")}
    first.record.answers = answers
    first.record.save()
    CompletionFactory(record=first.record, number=2, version=first.version, answers=answers)
    (said,) = of_group(told(cast.organization), CHANGED)
    assert said.startswith("“Title of a” has risen: 0% on ")
    assert "(3 of 3 answered), 100% on " in said


def test_of_many_assessments_those_are_told_that_moved_most(cast: Cast) -> None:
    for slug, now in (("a", "yes"), ("b", "no"), ("c", "yes"), ("d", "yes"), ("e", "no")):
        first = completed(cast.organization, instrument(slug, area="culture"), board="no", budget="no", pay="no")
        answers = {item: {"choice": now, "text": ""} for item in ("board", "budget", "pay")}
        CompletionFactory(record=first.record, number=2, version=first.version, answers=answers)
    told_of = [one.key for one in told(cast.organization) if one.group == CHANGED]
    assert sorted(told_of) == ["round/a", "round/c", "round/d"]


def test_of_the_team_only_what_is_more_than_chance_is_called_changed(cast: Cast) -> None:
    material = gather(cast.organization)
    assert not of_group(sentences(material), CHANGED)
    for changed, words in (
        (0, "none of 24 questions have"),
        (1, "1 of 24 questions has"),
        (9, "9 of 24 questions have"),
    ):
        team = MagicMock(changed=changed, changes=[1, 2, 3, 4, 5], instruments=())
        team.results.questionnaire.questions = range(24)
        team.results.view.total = team.results.expected = 36
        team.before.survey.closed_at = datetime(2026, 8, 1, 2, tzinfo=UTC)  # still July in New York
        with_team = replace(material, readiness=replace(material.readiness, team=team))
        (said,) = of_group(sentences(with_team), CHANGED)
        assert said == f"In the survey of the team, {words} changed since July 2026 by more than chance would explain."


def test_the_next_steps_name_owner_and_date_and_say_where_there_is_none(cast: Cast) -> None:
    plan = plan_of(cast.organization)
    add(plan, "Find a supervisor.")
    found = of_group(told(cast.organization), NEXT)
    assert found == [
        one for one in found if re.search(r": (due \w+ \d+, \d{4}|without a date); nobody has taken it on yet\.$", one)
    ]
    assert any(one.startswith("Find a supervisor: ") for one in found)


def test_an_edited_sentence_is_said_instead_and_tells_when_the_figures_have_moved(cast: Cast) -> None:
    made = completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    material = gather(cast.organization)
    rules = sentences(material)[0]
    edits = {rules.key: {"text": "Our culture is ready for some of it.", "was": rules.text}}
    edited = sentences(material, edits)[0]
    assert (edited.said, edited.is_edited, edited.has_moved) == ("Our culture is ready for some of it.", True, False)
    made.delete()
    assert not sentences(gather(cast.organization), edits)
    assert Sentence(rules.key, rules.group, "Now otherwise.", edited.edited, rules.text).has_moved


def test_groups_come_in_one_order_and_empty_ones_not_at_all(cast: Cast) -> None:
    completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    titles = [title for title, _ in in_groups(told(cast.organization))]
    assert titles[:3] == ["Where we stand", "What stands well", "Where to work"]
    assert "What has changed" not in titles
