from django.test import Client
from django.utils import timezone

from assessments.models import Completion, Instrument
from surveys.models import Agreement, Survey
from tests.assessments.screen import page
from tests.cast import Cast
from tests.factories import CompletionFactory, RecordFactory
from tests.surveys.reading import agreeing

from .screens import of

GROUPS = {"Leadership": 10, "Clinical staff": 20}


def surveyed(cast: Cast) -> tuple[Survey, Completion]:
    survey = agreeing(cast.organization, {"Leadership": 8, "Clinical staff": 6}, GROUPS)
    record = RecordFactory(
        organization=cast.organization,
        instrument=Instrument.objects.get(pk="culture-check"),
        answers={"s-1": {"choice": "5", "text": ""}},
        completed_at=timezone.now(),
    )
    return survey, CompletionFactory(record=record, completed_by=cast.leader)


def send(client: Client, survey: Survey, completion: Completion | None, action: str = "") -> int:
    sent = {"completion": completion.pk if completion else "", "action": action}
    return client.post(of(survey, "agree"), sent).status_code


def test_outsider_role_method_and_who_is_not_the_author(cast: Cast) -> None:
    survey, completion = surveyed(cast)
    for who, status in {"outsider": 404, "viewer": 403, "hr": 403, "owner": 403, "leader": 302}.items():
        assert send(cast.client(who), survey, completion) == status
    assert cast.client("leader").get(of(survey, "agree")).status_code == 405


def test_the_page_says_who_is_to_be_asked_and_shows_nothing_until_then(cast: Cast) -> None:
    survey, completion = surveyed(cast)
    text = page(cast.client("viewer"), of(survey, "beside"))
    assert f"Who is to be asked:</strong> {completion.completed_by_name}" in text
    assert "Strongly agree" not in text
    assert "<form" not in text.split("<h2")[1].split("</main>")[0]
    assert "Show it beside the survey" in page(cast.client("leader"), of(survey, "beside"))


def test_after_agreeing_everybody_reads_it_until_it_is_taken_back(cast: Cast) -> None:
    survey, completion = surveyed(cast)
    send(cast.client("leader"), survey, completion)
    text = page(cast.client("viewer"), of(survey, "beside"))
    assert "The record sees it more favorably than most of the team: “Strongly agree”, while 47%" in text
    assert "do not show" not in text.lower()
    send(cast.client("leader"), survey, completion, "take-back")
    assert "Strongly agree" not in page(cast.client("viewer"), of(survey, "beside"))


def test_a_completion_that_is_not_the_latest_changes_nothing(cast: Cast) -> None:
    survey, completion = surveyed(cast)
    CompletionFactory(record=completion.record, number=2, completed_by=cast.leader)
    for sent in (completion, None):
        assert send(cast.client("leader"), survey, sent) == 302
    assert not Agreement.objects.exists()


def test_without_a_record_it_leads_to_the_place_where_one_is_filled(cast: Cast) -> None:
    survey = agreeing(cast.organization, {"Staff": 8}, {"Staff": 20})
    assert "/assess/culture-check/" in page(cast.client("leader"), of(survey, "beside"))
