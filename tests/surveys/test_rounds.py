from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import InstrumentVersion, content_hash
from surveys.lifecycle import ask_again, launch
from surveys.models import Survey
from surveys.reading.results import load_results
from surveys.reading.rounds import Rounds, changes, load_rounds, series
from tests.cast import Cast
from tests.surveys.build import answer, leader_of, opened, survey_content
from tests.surveys.reading import close_now

GROUPS = {"Leadership": 10, "Clinical staff": 20, "Peer workers": 10}


def fill(survey: Survey, agree: float, days: int) -> Survey:
    for group, size in GROUPS.items():
        for n in range(size):
            answer(survey, group, {f"s-{q}": "4" if n < agree * size else "2" for q in range(1, 5)})
    close_now(survey)
    Survey.objects.filter(pk=survey.pk).update(closed_at=timezone.now() - timedelta(days=days))
    survey.refresh_from_db()
    return survey


def again(survey: Survey, agree: float, days: int) -> Survey:
    found = ask_again(survey=survey, actor=leader_of(survey.organization))
    found.closes_at = timezone.now() + timedelta(days=3)
    found.save()
    launch(survey=found, actor=leader_of(survey.organization))
    return fill(found, agree, days)


def rounds_of(survey: Survey) -> Rounds:
    results = load_results(survey)
    assert results
    return load_rounds(results, survey.organization)


def test_rounds_are_found_from_either_end_the_earliest_first(cast: Cast) -> None:
    first = fill(opened(cast.organization, GROUPS), 0.3, 400)
    second = again(first, 0.5, 200)
    third = again(second, 0.8, 1)
    fill(opened(cast.organization, GROUPS), 0.5, 100)
    ask_again(survey=third, actor=cast.leader)
    for survey in (first, second, third):
        assert [one.survey for one in rounds_of(survey).rounds] == [first, second, third]
    assert [one.survey for one in rounds_of(third).earlier] == [second, first]
    assert [one.survey for one in rounds_of(first).later] == [second, third]
    assert rounds_of(first).before() is None


def test_a_change_is_between_what_both_rounds_show(cast: Cast) -> None:
    first = fill(opened(cast.organization, GROUPS), 0.3, 200)
    second = again(first, 0.8, 1)
    rounds = rounds_of(second)
    before = rounds.before()
    assert before
    found = changes(rounds, before)
    assert {(str(one.change.before), str(one.change.after), one.change.verdict) for one in found} == {
        ("30%", "80%", "clear")
    }
    staff = next(group for group in rounds.now.groups if group.name == "Clinical staff")
    assert len(changes(rounds, before, staff)) == 4


def test_series_are_averages_over_the_same_questions(cast: Cast) -> None:
    first = fill(opened(cast.organization, GROUPS), 0.3, 200)
    rounds = rounds_of(again(first, 0.8, 1))
    found = series(rounds, rounds.now.instruments[0], rounds.now.groups_shown)
    assert {one.name: (one.points, one.questions) for one in found} == dict.fromkeys(
        ("Everybody", *GROUPS), ((30, 80), 4)
    )


def test_another_wording_is_never_compared(cast: Cast) -> None:
    first = fill(opened(cast.organization, GROUPS), 0.3, 200)
    instrument = first.instruments.get().version.instrument
    data = survey_content(instrument.slug, 3, instrument.toolkit_id or "").as_dict()
    instrument.current_version = InstrumentVersion.objects.create(
        instrument=instrument, version="2", content_json=data, content_hash=content_hash(data)
    )
    instrument.save()
    rounds = rounds_of(again(first, 0.8, 1))
    before = rounds.before()
    assert before
    assert changes(rounds, before) == ()
    assert [finding.instrument for finding in rounds.worded_anew(before)] == [instrument]
    assert series(rounds, rounds.now.instruments[0], ()) == ()


def test_loading_takes_three_queries_however_many_rounds_there_are(cast: Cast) -> None:
    survey = fill(opened(cast.organization, GROUPS), 0.3, 200)
    for _ in range(3):
        results = load_results(survey)
        assert results
        with CaptureQueriesContext(connection) as queries:
            load_rounds(results, cast.organization)
        assert len(queries) == 3
        survey = again(survey, 0.5, 1)
