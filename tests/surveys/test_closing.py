"""Closing: what it freezes, what it erases, and that it is done wholly or not at all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organizations.models import AuditEvent
from surveys import closing
from surveys.answering.submitting import new_device, save_draft
from surveys.asking.inviting import add_people, new_key, read_addresses
from surveys.closing import close
from surveys.counting import counts_from_json, view_from_json
from surveys.lifecycle import launch
from surveys.models import Comment, Delivery, Draft, Invitee, Key, Mailing, Receipt, Response, Snapshot, Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import answer, closed, draft, opened

WAYS_BACK = (Key, Invitee, Mailing, Delivery, Draft, Receipt)
STEPS = ("_take_snapshot", "_shuffle", "_publish_comments", "_erase_ways_back")


def busy(cast: Cast, answered: int = 6, comments: int = 0) -> Survey:
    """An open survey with a row of everything that closing erases, and this many answers and comments."""
    survey = draft(cast.organization, {"Peer workers": 6}, takes_comments=True)
    personal = GroupFactory(survey=survey, name="Clinical staff", way=Way.PERSONAL)
    add_people(group=personal, addresses=read_addresses("ana@example.org\nbo@example.org"))
    launch(survey=survey, actor=cast.leader)
    for n in range(answered):
        answer(survey, "Peer workers", {"s-1": "54321"[n % 5]}, comment=f"Comment {n}." if n < comments else "")
    invitee = survey.invitees.first()
    assert invitee
    new_key(survey=survey, group=personal, invitee=invitee)
    mailing = survey.mailings.first()
    assert mailing
    mailing.deliveries.create(invitee=invitee, status="sent")
    save_draft(survey=survey, device=new_device(), changes={"s-1": "5"})
    return survey


def everything() -> dict[str, list[dict[str, object]]]:
    """All rows of surveys, to see whether anything changed."""
    models = (Survey, Response, Comment, Snapshot, AuditEvent, *WAYS_BACK)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_it_erases_every_way_back_to_a_person(cast: Cast) -> None:
    survey = busy(cast)
    assert all(model.objects.exists() for model in WAYS_BACK)
    close(survey=survey, actor=cast.leader)
    assert not [model.__name__ for model in WAYS_BACK if model.objects.exists()]
    assert set(survey.groups.values_list("shared_key", flat=True)) == {""}


def test_another_surveys_links_and_drafts_stay(cast: Cast) -> None:
    other = busy(cast)
    left = {model: model.objects.count() for model in WAYS_BACK}
    close(survey=busy(cast), actor=None)
    assert {model: model.objects.count() for model in WAYS_BACK} == left
    assert other.groups.exclude(shared_key="").exists()


def test_it_says_when_and_by_whom_and_takes_no_more_answers(cast: Cast) -> None:
    survey, now = busy(cast), timezone.now() + timedelta(hours=1)
    Survey.objects.filter(pk=survey.pk).update(purged_at=now)
    close(survey=survey, actor=cast.leader, now=now)
    assert (survey.status, survey.closed_at, survey.closes_at, survey.purged_at) == ("closed", now, now, None)
    assert not survey.takes_answers(now)
    assert AuditEvent.objects.get(action="survey-closed").actor_name == str(cast.leader)


def test_a_closing_that_comes_late_leaves_the_time_that_people_were_told(cast: Cast) -> None:
    survey = busy(cast)
    told = survey.closes_at
    assert told
    close(survey=survey, now=told + timedelta(hours=3))
    assert survey.closes_at == told


def test_the_snapshot_holds_what_was_counted_and_its_mask(cast: Cast) -> None:
    survey = busy(cast, answered=6)
    close(survey=survey)
    (snapshot,) = survey.snapshots.all()
    assert snapshot.number == 1
    counts, view = counts_from_json(snapshot.counts), view_from_json(snapshot.view)
    assert counts.responses == {"Peer workers": 6, "Clinical staff": 0}
    assert counts.tallies["culture-check/s-1"]["Peer workers"] == {"5": 2, "4": 1, "3": 1, "2": 1, "1": 1}
    assert view.total == 6
    assert view.responses == {"Peer workers": None, "Clinical staff": None}  # one alone could be had by subtraction


def test_answers_and_comments_stay_word_for_word_under_new_ids(cast: Cast) -> None:
    survey = busy(cast, answered=6, comments=3)
    before = {str(one.pk): (one.group_id, str(one.answers)) for one in survey.responses.all()}
    texts = dict(survey.comments.values_list("pk", "text"))
    close(survey=survey)
    after = {str(one.pk): (one.group_id, str(one.answers)) for one in survey.responses.all()}
    assert sorted(before.values()) == sorted(after.values())
    assert not before.keys() & after.keys()
    assert sorted(survey.comments.values_list("text", flat=True)) == sorted(texts.values())
    assert not texts.keys() & set(survey.comments.values_list("pk", flat=True))


def test_rows_are_written_in_another_order_than_they_came(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    survey, written = busy(cast, answered=30), []
    came = [str(one.answers) for one in survey.responses.all()]
    really = Response.objects.bulk_create
    monkeypatch.setattr(
        Response.objects, "bulk_create", lambda rows, **how: written.extend(rows) or really(rows, **how)
    )
    close(survey=survey)
    assert len(written) == 30
    assert [str(one.answers) for one in written] != came


@pytest.mark.parametrize(("written", "status"), [(9, "new"), (10, "waiting")])
def test_comments_are_handed_over_from_ten(cast: Cast, written: int, status: str) -> None:
    survey = busy(cast, answered=10, comments=written)
    close(survey=survey)
    assert list(survey.comments.values_list("status", flat=True)) == [status] * written


def test_closing_again_changes_nothing(cast: Cast) -> None:
    survey = closed(cast.organization)
    before = everything()
    close(survey=survey, actor=cast.owner)
    close(survey=Survey.objects.get(pk=survey.pk), actor=cast.leader)
    assert everything() == before


def test_a_draft_is_not_closed(cast: Cast) -> None:
    survey = draft(cast.organization)
    close(survey=survey)
    assert (survey.status, survey.snapshots.count()) == ("draft", 0)


def test_a_survey_that_nobody_answered_closes_too(cast: Cast) -> None:
    survey = opened(cast.organization)
    close(survey=survey)
    (snapshot,) = survey.snapshots.all()
    assert view_from_json(snapshot.view).total is None


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_changes_nothing_and_it_can_be_repeated(
    cast: Cast, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = busy(cast, answered=12, comments=12)
    before, really = everything(), getattr(closing, step)

    def crash(*given: object) -> None:
        really(*given)
        raise RuntimeError(step)

    with monkeypatch.context() as broken:
        broken.setattr(closing, step, crash)
        with pytest.raises(RuntimeError, match=step):
            close(survey=survey, actor=cast.leader)
    assert everything() == before
    close(survey=survey, actor=cast.leader)
    assert survey.is_closed
