"""What becomes of answers: sealed while they are being filled, stored once, with nothing that leads to anybody."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from surveys.answering.submitting import (
    LONGEST_COMMENT,
    Answered,
    Outcome,
    forget_draft,
    has_sent,
    new_device,
    only_asked,
    read_draft,
    save_draft,
    submit,
)
from surveys.answering.visiting import COOKIE, form_token
from surveys.asking.inviting import new_key, remove_person
from surveys.closing import close
from surveys.lifecycle import delete_survey
from surveys.models import Draft, Group, Invitee, Key, Receipt, Response, Survey
from surveys.questions import questionnaire
from tests.cast import Cast
from tests.factories import GroupFactory
from tests.surveys.build import leader_of, opened

GOOD = Answered({"culture-check/s-1": "5"})
AT_ONCE = 50


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return opened(cast.organization, takes_comments=True)


def invite(survey: Survey) -> tuple[Invitee, str]:
    group = GroupFactory(survey=survey, name="Office", way="personal")
    invitee = Invitee.objects.create(survey=survey, group=group, email="one@example.org")
    return invitee, new_key(survey=survey, group=group, invitee=invitee)


def send(survey: Survey, key: str, device: str = "", answered: Answered = GOOD) -> Outcome:
    return submit(survey=survey, key=key, device=device or new_device(), answered=answered, now=timezone.now())


def rows() -> str:
    """Everything that the tables of answers hold, as text."""
    found = [list(model.objects.values()) for model in (Draft, Receipt, Response)]
    return json.dumps(found, default=str)


def test_a_draft_is_read_with_its_device_alone(survey: Survey) -> None:
    one, other = new_device(), new_device()
    save_draft(survey=survey, device=one, changes=GOOD.answers, comment="Quietly.")
    assert read_draft(survey=survey, device=one) == Answered(GOOD.answers, "Quietly.")
    assert read_draft(survey=survey, device=other) == Answered()
    assert not any(told in rows() for told in (one, "culture-check", "Quietly."))


def test_a_draft_merges_changes_and_takes_answers_back(survey: Survey) -> None:
    device = new_device()
    save_draft(survey=survey, device=device, changes={"a": "1", "b": "2"})
    after = save_draft(survey=survey, device=device, changes={"a": "", "c": "3"}, comment="So.")
    assert after == read_draft(survey=survey, device=device) == Answered({"b": "2", "c": "3"}, "So.")
    assert Draft.objects.count() == 1


def test_a_draft_keeps_no_more_of_a_comment_than_could_be_sent(survey: Survey) -> None:
    device = new_device()
    save_draft(survey=survey, device=device, changes={}, comment="x" * 1_000_000)
    assert read_draft(survey=survey, device=device).comment == "x" * LONGEST_COMMENT


def test_a_draft_is_forgotten_and_none_is_made_after_sending_or_closing(survey: Survey) -> None:
    device, key = new_device(), survey.groups.last().shared_key
    save_draft(survey=survey, device=device, changes=GOOD.answers)
    forget_draft(survey=survey, device=device)
    assert not Draft.objects.exists()
    assert send(survey, key, device) == Outcome.RECEIVED
    save_draft(survey=survey, device=device, changes=GOOD.answers)
    assert not Draft.objects.exists()
    close(survey=survey, actor=leader_of(survey.organization))
    save_draft(survey=survey, device=new_device(), changes=GOOD.answers)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("sealed", ["", "nonsense", "gAAAAAB" + "A" * 100, "\x00"[:0] + "ü"])
def test_a_forged_draft_is_none(survey: Survey, sealed: str) -> None:
    device = new_device()
    save_draft(survey=survey, device=device, changes=GOOD.answers)
    Draft.objects.update(sealed=sealed)
    assert read_draft(survey=survey, device=device) == Answered()


def test_only_what_is_asked_stays(survey: Survey) -> None:
    sent = Answered({"culture-check/s-1": "9", "culture-check/s-2": "4", "other/s-1": "5"}, "x" * 3000)
    assert only_asked(questionnaire(survey), sent) == Answered({"culture-check/s-2": "4"}, "x" * LONGEST_COMMENT)


def test_a_response_holds_nothing_that_leads_to_anybody(survey: Survey) -> None:
    invitee, key = invite(survey)
    device = new_device()
    assert send(survey, key, device) == Outcome.RECEIVED
    assert {field.name for field in Response._meta.get_fields()} == {"id", "survey", "group", "answers"}
    told = rows()
    assert not any(word in told for word in (key, Key.objects.get(invitee=invitee).hash, device, invitee.email))
    assert not Response.objects.filter(pk=Receipt.objects.get().pk[:32]).exists()


def test_a_personal_link_answers_once_and_a_shared_one_for_each_device(survey: Survey) -> None:
    _, key = invite(survey)
    assert [send(survey, key), send(survey, key)] == [Outcome.RECEIVED, Outcome.NOT_TAKEN]
    shared = survey.groups.get(name="Leadership").shared_key
    assert [send(survey, shared), send(survey, shared)] == [Outcome.RECEIVED] * 2
    assert Response.objects.count() == 3


def test_all_links_of_a_person_are_used_up_together(survey: Survey) -> None:
    invitee, key = invite(survey)
    reminder = new_key(survey=survey, group=invitee.group, invitee=invitee)
    assert [send(survey, reminder), send(survey, key)] == [Outcome.RECEIVED, Outcome.NOT_TAKEN]


def test_sending_again_from_the_same_device_is_received_before(survey: Survey) -> None:
    _, key = invite(survey)
    device = new_device()
    assert send(survey, key, device) == Outcome.RECEIVED
    assert send(survey, key, device, Answered({"culture-check/s-1": "1"})) == Outcome.RECEIVED_BEFORE
    assert Response.objects.get().answers == GOOD.answers
    assert has_sent(survey=survey, device=device)
    assert not has_sent(survey=survey, device=new_device())


def test_what_is_revoked_unknown_late_or_of_another_survey_is_not_taken(cast: Cast, survey: Survey) -> None:
    invitee, key = invite(survey)
    elsewhere = opened(cast.elsewhere)
    assert send(elsewhere, key) == Outcome.NOT_TAKEN
    assert send(survey, "nobody's") == Outcome.NOT_TAKEN
    late = timezone.now() + timedelta(days=15)
    assert submit(survey=survey, key=key, device="d", answered=GOOD, now=late) == Outcome.NOT_TAKEN
    remove_person(invitee=invitee)
    assert send(survey, key) == Outcome.NOT_TAKEN
    assert not Response.objects.exists()
    assert not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_survey_that_is_deleted_meanwhile_takes_nothing_and_fails_nowhere(survey: Survey) -> None:
    key, seen = survey.groups.get(name="Leadership").shared_key, Survey.objects.get(pk=survey.pk)
    delete_survey(survey=survey, actor=leader_of(survey.organization))
    assert save_draft(survey=seen, device=new_device(), changes=GOOD.answers) is None
    assert send(seen, key) == Outcome.NOT_TAKEN
    assert rows() == "[[], [], []]"


def test_fifty_posts_at_once_with_one_link_make_one_response(cast: Cast, live_server: object) -> None:
    survey = opened(cast.organization, {"Office": 9})
    invitee, key = Invitee.objects.create(survey=survey, group=Group.objects.get(), email="one@example.org"), ""
    key = new_key(survey=survey, group=invitee.group, invitee=invitee)
    devices = [new_device() for _ in range(5)]

    def post(n: int) -> int:
        client, device = Client(), devices[n % len(devices)]
        client.cookies[COOKIE] = f"{key}.{device}"
        data = {"token": form_token(device), "q-culture-check/s-1": "5", "action": "send"}
        try:
            return client.post(f"/s/{survey.public_id}/review/", data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as threads:
        statuses = list(threads.map(post, range(AT_ONCE)))
    assert Response.objects.count() == Receipt.objects.count() == 1
    # The device that came first hears of success each time it asks; the four others are told the truth.
    assert (statuses.count(302), statuses.count(409)) == (AT_ONCE // 5, AT_ONCE // 5 * 4)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_a_shared_link_are_all_received_once(cast: Cast) -> None:
    survey = opened(cast.organization, {"Office": 40})
    key = Group.objects.get().shared_key

    def twice(n: int) -> list[Outcome]:
        device = new_device()
        try:
            save_draft(survey=survey, device=device, changes=GOOD.answers)
            return [send(survey, key, device) for _ in range(2)]
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=10) as threads:
        outcomes = list(threads.map(twice, range(40)))
    assert outcomes == [[Outcome.RECEIVED, Outcome.RECEIVED_BEFORE]] * 40
    assert (Response.objects.count(), Draft.objects.count()) == (40, 0)
