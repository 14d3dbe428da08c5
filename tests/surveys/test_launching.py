"""A draft becomes an open survey: what keeps it from that, and what launching fixes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import InstrumentVersion, content_hash
from surveys.asking.inviting import add_people, read_addresses, remove_person
from surveys.confidentiality import Thresholds
from surveys.lifecycle import (
    NotReadyError,
    StaleError,
    find_problems,
    launch,
    problems_before_launch,
    reminder_times,
    times_problems,
    touch,
)
from surveys.models import Survey, Way
from surveys.questions import questionnaire
from surveys.setting_up.drafting import questionnaire_to_be
from tests.cast import Cast
from tests.factories import GroupFactory, InstrumentVersionFactory, SurveyFactory

from .build import draft, survey_content, survey_instrument

NOW = timezone.now()
DAY = timedelta(days=1)


def test_a_draft_with_nothing_says_all_that_is_missing(cast: Cast) -> None:
    survey = SurveyFactory(organization=cast.organization, closes_at=None)
    found = find_problems(survey, NOW)
    assert [problem.step for problem in found] == ["questions", "groups", "setup"]
    assert [problem.text for problem in found] == problems_before_launch(survey, NOW)
    with pytest.raises(NotReadyError) as refused:
        launch(survey=survey, actor=cast.leader)
    assert len(refused.value.problems) == 3
    survey.refresh_from_db()
    assert survey.is_draft


def test_a_group_by_e_mail_without_anybody_is_missing_somebody(cast: Cast) -> None:
    survey = draft(cast.organization)
    group = GroupFactory(survey=survey, name="Nights", way=Way.PERSONAL)
    (problem,) = find_problems(survey, NOW)
    assert (problem.step, problem.group) == ("people", group)
    assert "“Nights”" in problem.text
    add_people(group=group, addresses=read_addresses("ana@example.org"))
    assert not find_problems(survey, NOW)


def test_an_assessment_that_asks_a_team_nothing_any_more_must_be_taken_out(cast: Cast) -> None:
    survey = draft(cast.organization)
    instrument = survey_instrument()
    data = survey_content(instrument.slug).as_dict() | {"sections": []}
    instrument.current_version = InstrumentVersionFactory(
        instrument=instrument, version="2", content_json=data, content_hash=content_hash(data)
    )
    instrument.save()
    assert [problem.step for problem in find_problems(survey, NOW)] == ["questions"]


@pytest.mark.parametrize(
    ("opens", "closes", "word"),
    [
        (None, None, "Say when"),
        (None, NOW - DAY, "in the past"),
        (NOW - DAY, NOW, "in the past"),
        (NOW + 2 * DAY, NOW + DAY, "before it opens"),
        (NOW + DAY, NOW + DAY, "before it opens"),
        (None, NOW + 121 * DAY, "120 days"),
    ],
)
def test_times_that_cannot_be_are_refused(opens: object, closes: object, word: str) -> None:
    (problem,) = times_problems(opens, closes, NOW)  # type: ignore[arg-type]
    assert word in problem


def test_times_that_can_be_are_taken() -> None:
    assert not times_problems(None, NOW + 120 * DAY, NOW)
    assert not times_problems(NOW - DAY, NOW + DAY, NOW)


def test_launching_opens_at_once_makes_shared_keys_and_plans_the_mails(cast: Cast) -> None:
    survey = draft(cast.organization, {"Leadership": 6}, closes_at=NOW + 10 * DAY, reminders=2)
    personal = GroupFactory(survey=survey, way=Way.PERSONAL, expected=40)
    add_people(group=personal, addresses=read_addresses("ana@example.org, bo@example.org"))
    launch(survey=survey, actor=cast.leader, now=NOW)
    personal.refresh_from_db()
    assert survey.is_open
    assert survey.opens_at == survey.launched_at == NOW
    assert len(survey.groups.get(name="Leadership").shared_key) == len("abcd-efgh-jkmn-pqrs")
    assert personal.shared_key == ""
    assert personal.expected == 2
    planned = [(one.kind, one.due_at) for one in survey.mailings.all()]
    assert planned == [("invitation", NOW), ("reminder", NOW + 5 * DAY), ("reminder", NOW + 8.5 * DAY)]


def test_a_survey_launched_before_its_opening_waits_for_it(cast: Cast) -> None:
    survey = draft(cast.organization, opens_at=NOW + DAY, closes_at=NOW + 3 * DAY)
    launch(survey=survey, actor=cast.leader, now=NOW)
    assert survey.opens_at == NOW + DAY
    assert not survey.takes_answers(NOW)
    assert survey.takes_answers(NOW + 2 * DAY)


def test_launching_fixes_the_versions_that_are_current_then(cast: Cast) -> None:
    survey = draft(cast.organization)
    instrument = survey_instrument()
    data = survey_content(instrument.slug, questions=6).as_dict()
    newer = InstrumentVersionFactory(
        instrument=instrument, version="2", content_json=data, content_hash=content_hash(data)
    )
    instrument.current_version = newer
    instrument.save()
    assert len(questionnaire(survey).questions) == 4
    assert len(questionnaire_to_be(survey).questions) == 6
    launch(survey=survey, actor=cast.leader)
    assert survey.instruments.get().version == newer
    instrument.current_version = InstrumentVersion.objects.get(instrument=instrument, version="1")
    instrument.save()
    assert len(questionnaire(survey).questions) == 6


def test_a_survey_is_launched_once(cast: Cast) -> None:
    survey = draft(cast.organization)
    launch(survey=survey, actor=cast.leader)
    with pytest.raises(StaleError):
        launch(survey=survey, actor=cast.leader)
    assert cast.organization.audit_events.filter(action="survey-launched").count() == 1


def test_a_change_based_on_an_earlier_state_or_of_an_open_survey_is_stale(cast: Cast) -> None:
    survey = draft(cast.organization)
    touch(survey=survey, revision=1)
    assert survey.revision == Survey.objects.get().revision == 2
    for revision in (1, 3, 0, -1, 10**30):
        with pytest.raises(StaleError):
            touch(survey=survey, revision=revision)
    launch(survey=survey, actor=cast.leader)
    with pytest.raises(StaleError):
        touch(survey=survey, revision=2)


def test_reminders_lie_between_opening_and_closing_in_order() -> None:
    for reminders in range(4):
        times = reminder_times(NOW, NOW + 14 * DAY, reminders)
        assert len(times) == reminders
        assert times == sorted(times)
        assert all(NOW < one < NOW + 14 * DAY for one in times)


@pytest.mark.parametrize(("scores", "details"), [(4, 10), (0, 10), (5, 9), (11, 10), (-1, -1)])
def test_thresholds_below_the_house_do_not_exist(scores: int, details: int) -> None:
    with pytest.raises(ValueError, match="never lowered"):
        Thresholds(scores, details)


def test_whom_a_draft_invites_counts_as_a_change_of_it(cast: Cast) -> None:
    survey = draft(cast.organization, {})
    group = GroupFactory(survey=survey, way=Way.PERSONAL)
    revisions = [survey.revision]
    add_people(group=group, addresses=read_addresses("ana@example.org"))
    revisions.append(Survey.objects.get().revision)
    remove_person(invitee=survey.invitees.get())
    revisions.append(Survey.objects.get().revision)
    assert revisions == [1, 2, 3]
