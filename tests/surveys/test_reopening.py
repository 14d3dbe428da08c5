"""A survey that is opened again: when its results stay, when they are renewed, and what it needs anew."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from organizations.models import AuditEvent
from surveys.asking.inviting import add_people, read_addresses
from surveys.closing import close
from surveys.confidentiality import Published
from surveys.counting import counts_from_json, view_from_json
from surveys.lifecycle import NotReadyError, StaleError, launch, reopen
from surveys.models import Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import answer, closed, draft, opened

MIXED = ["5", "4", "3", "2", "1"]


def in_days(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


def again(cast: Cast, survey: Survey, **added: list[str]) -> list[Published]:
    """Open it again, let these people answer s-1 so, close; return what each snapshot shows, the first first."""
    reopen(survey=survey, closes_at=in_days(5), actor=cast.leader)
    for group, answers in added.items():
        for chosen in answers:
            answer(survey, group, {"s-1": chosen})
    close(survey=survey, now=in_days(1))
    return [view_from_json(one.view) for one in survey.snapshots.order_by("number")]


def two_groups(cast: Cast) -> Survey:
    return closed(cast.organization, {"A": 12, "B": 12})


def test_it_takes_answers_until_the_new_time_and_its_links_are_new(cast: Cast) -> None:
    survey, until = opened(cast.organization, {"A": 6}), in_days(3)
    before = survey.groups.get().shared_key
    close(survey=survey)
    reopen(survey=survey, closes_at=until, actor=cast.leader)
    assert (survey.status, survey.closes_at, survey.closed_at) == ("open", until, None)
    assert survey.takes_answers(timezone.now())
    after = survey.groups.get().shared_key
    assert after
    assert after != before
    assert AuditEvent.objects.get(action="survey-reopened").subject == survey.name


def test_reminders_are_planned_for_the_new_time(cast: Cast) -> None:
    survey = closed(cast.organization, reminders=2)
    reopen(survey=survey, closes_at=in_days(10), actor=cast.leader)
    due = [round((one.due_at - timezone.now()).total_seconds() / 8640) for one in survey.mailings.all()]
    assert due == [50, 85]


def test_personal_groups_need_addresses_again_and_are_asked_for_no_fewer_than_before(cast: Cast) -> None:
    survey = draft(cast.organization, {"A": 6})
    staff = GroupFactory(survey=survey, name="Staff", way=Way.PERSONAL)
    add_people(group=staff, addresses=read_addresses("\n".join(f"p{n}@example.org" for n in range(8))))
    launch(survey=survey, actor=cast.leader)
    close(survey=survey)
    reopen(survey=survey, closes_at=in_days(5), actor=cast.leader)
    assert not survey.invitees.exists()
    add_people(group=staff, addresses=read_addresses("late@example.org"))
    staff.refresh_from_db()
    assert staff.expected == 8
    add_people(group=staff, addresses=read_addresses("\n".join(f"p{n}@example.org" for n in range(9))))
    staff.refresh_from_db()
    assert staff.expected == 10


@pytest.mark.parametrize("added", [{}, {"A": MIXED[:4]}, {"A": MIXED[:4], "B": ["3"]}])
def test_results_stay_as_they_are_where_a_group_has_gained_a_few(cast: Cast, added: dict[str, list[str]]) -> None:
    survey = two_groups(cast)
    kept = survey.snapshots.get()
    assert len(again(cast, survey, **added)) == 1
    last = survey.snapshots.get()
    assert (last.pk, last.view, last.counts, last.made_at) == (kept.pk, kept.view, kept.counts, kept.made_at)


@pytest.mark.parametrize("added", [{"A": MIXED * 2}, {"A": MIXED * 2, "B": MIXED * 2}])
def test_results_are_renewed_where_each_group_gained_nobody_or_enough(cast: Cast, added: dict[str, list[str]]) -> None:
    survey = two_groups(cast)
    before, after = again(cast, survey, **added)
    gained = sum(len(answers) for answers in added.values())
    assert after.total == (before.total or 0) + gained
    assert after.rows["culture-check/s-1"].total.answered == 24 + gained
    assert "culture-check/s-1" not in after.kept


def test_a_question_with_a_distribution_is_kept_until_enough_for_one_have_come(cast: Cast) -> None:
    survey = two_groups(cast)
    before, after = again(cast, survey, A=["5"] * 6)
    assert "culture-check/s-1" in after.kept
    assert after.rows["culture-check/s-1"] == before.rows["culture-check/s-1"]
    assert after.total == 30


def test_kept_counts_are_those_that_the_view_rests_on(cast: Cast) -> None:
    survey = two_groups(cast)
    again(cast, survey, A=["5"] * 6)
    old, new = [counts_from_json(one.counts) for one in survey.snapshots.order_by("number")]
    assert new.tallies["culture-check/s-1"] == old.tallies["culture-check/s-1"]
    assert new.responses == {"A": 18, "B": 12}
    third = again(cast, survey, A=["1"] * 6)[-1]
    assert "culture-check/s-1" not in third.kept
    assert third.rows["culture-check/s-1"].total.answered == 36


def test_what_came_in_small_portions_is_shown_once_there_is_enough(cast: Cast) -> None:
    survey = two_groups(cast)
    assert len(again(cast, survey, A=MIXED[:2])) == 1
    assert len(again(cast, survey, A=MIXED[2:])) == 2  # five answered since


def test_too_few_the_first_time_is_no_result_to_protect(cast: Cast) -> None:
    survey = closed(cast.organization, {"A": 3})
    before, after = again(cast, survey, A=["5", "1"])
    assert (before.total, after.total) == (None, 5)


@pytest.mark.parametrize(("days", "words"), [(-1, "in the past"), (0, "in the past"), (121, "120 days")])
def test_a_time_that_cannot_be_is_refused_and_nothing_changes(cast: Cast, days: float, words: str) -> None:
    survey = closed(cast.organization)
    with pytest.raises(NotReadyError, match=words):
        reopen(survey=survey, closes_at=in_days(days), actor=cast.leader)
    survey.refresh_from_db()
    assert survey.is_closed
    assert not survey.keys.exists()


def test_only_a_closed_survey_is_reopened(cast: Cast) -> None:
    for survey in (draft(cast.organization), opened(cast.organization)):
        with pytest.raises(StaleError):
            reopen(survey=survey, closes_at=in_days(3), actor=cast.leader)
