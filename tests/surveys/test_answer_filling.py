"""Filling a survey part by part: kept on the way, back and forth, in two tabs, and against all that is hostile."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from surveys.answering.items import part_html
from surveys.answering.submitting import Answered, new_device, read_draft, save_draft
from surveys.answering.visiting import COOKIE
from surveys.closing import close
from surveys.models import Draft, Survey
from surveys.questions import RATHER_NOT, questionnaire
from tests.cast import Cast
from tests.invariants.page import problems
from tests.surveys.build import leader_of, opened, survey_instrument
from tests.surveys.respondent import SLUG, Respondent

MOST_QUERIES = 4


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return opened(cast.organization, purpose="To hear everybody.", takes_comments=True)


@pytest.fixture
def one(survey: Survey) -> Respondent:
    found = Respondent(survey)
    found.arrive()
    return found


def kept(one: Respondent) -> dict[str, str]:
    draft = read_draft(survey=one.survey, device=one.device)
    return {key.removeprefix(f"{SLUG}/"): option for key, option in draft.answers.items()}


def test_the_first_page_says_who_asks_why_how_long_and_what_is_promised(one: Respondent) -> None:
    response = one.get()
    page = response.content.decode()
    assert problems(response) == []
    for words in (
        "Harbor House",
        "Jordan Lee, program leader",
        "To hear everybody.",
        "about 2 minutes",
        "4 questions in 2 parts",
        "Leadership, Clinical staff, Peer workers.",
        "This link is for everybody in Clinical staff.",
        "Your organization cannot see what you answered",
        "at least <strong>5 people</strong>",
        "and 4 of them tell one another everything",
        "Whoever runs the server",
        "voluntary",
        "one person answers twice",
        "Please name nobody",
    ):
        assert words in page, words
    assert not one.survey.drafts.exists()


def test_a_part_offers_the_scale_and_apart_from_it_two_more_and_no_answer(one: Respondent) -> None:
    response = one.get("1/")
    page = response.content.decode()
    assert problems(response) == []
    assert page.count("<fieldset") == page.count("<legend") == 2
    assert page.count('class="asked-option"') == 2 * 5
    assert page.count('class="asked-option is-apart') == 2 * 2
    assert f'value="{RATHER_NOT}"' in page
    assert page.count('value="" checked') == 2
    assert "Part 1 of 2" in page


def test_answers_are_kept_and_one_goes_on_and_back(one: Respondent) -> None:
    assert one.save({"s-1": "5", "s-2": RATHER_NOT})["Location"] == f"{one.base}2/"
    assert one.save({"s-3": "dont_know"}, page=2)["Location"] == f"{one.base}review/"
    back = one.post("2/", {**one.fields({"s-4": "1"}), "action": "back"})
    assert back["Location"] == f"{one.base}1/"
    assert one.post("1/", {"action": "back"})["Location"] == one.base
    assert kept(one) == {"s-1": "5", "s-2": RATHER_NOT, "s-3": "dont_know", "s-4": "1"}
    page = one.get("1/").content.decode()
    assert f'name="q-{SLUG}/s-1" value="5" checked' in page
    assert f'name="was-{SLUG}/s-1" value="5"' in page


def test_an_answer_is_taken_back(one: Respondent) -> None:
    one.save({"s-1": "5", "s-2": "4"})
    one.save({"s-1": "", "s-2": "4"}, was={"s-1": "5", "s-2": "4"})
    assert kept(one) == {"s-2": "4"}


def test_two_tabs_lose_nothing_of_each_other(one: Respondent) -> None:
    one.save({"s-1": "5", "s-2": ""}, was={"s-1": "", "s-2": ""})
    one.save({"s-1": "", "s-2": "3"}, was={"s-1": "", "s-2": ""})
    assert kept(one) == {"s-1": "5", "s-2": "3"}


def test_what_was_begun_is_gone_on_with_or_erased(one: Respondent) -> None:
    one.save({"s-1": "5", "s-2": "4"})
    page = one.get().content.decode()
    assert "Somebody has begun to answer in this browser" in page
    assert f'href="{one.base}2/"' in page
    before = one.device
    after = one.client.post(one.base, {"token": one_token(one), "action": "anew"}, follow=True)
    assert "is erased" in after.content.decode()
    assert not Draft.objects.exists()
    assert one.device != before, "the next person at a shared device has a page of their own"


def one_token(one: Respondent) -> str:
    page = one.get("1/").content.decode()
    return page.split('name="token" value="')[1].split('"')[0]


@pytest.mark.parametrize(
    "hostile",
    [
        {f"q-{SLUG}/s-1": "9"},
        {f"q-{SLUG}/s-1": ["5", "4"]},
        {f"q-{SLUG}/s-1": ["5", ""]},
        {f"q-{SLUG}/s-99": "5"},
        {"q-other/s-1": "5"},
        {f"q-{SLUG}/s-1": "5\x00"},
        {"comment": "Not asked for here."},
    ],
)
def test_what_is_not_asked_or_no_answer_is_passed_over(cast: Cast, hostile: dict[str, object]) -> None:
    one = Respondent(opened(cast.organization))
    one.arrive()
    assert one.post("1/", {**hostile, f"q-{SLUG}/s-2": "4", "action": "next"}).status_code == 302
    assert read_draft(survey=one.survey, device=one.device) == Answered({f"{SLUG}/s-2": "4"})


def test_a_forged_draft_is_no_draft_and_what_was_never_asked_in_one_is_dropped(one: Respondent) -> None:
    one.save({"s-1": "5"})
    Draft.objects.update(sealed="gAAAAABnonsense")
    assert one.get("1/").status_code == 200
    assert kept(one) == {}


def test_a_draft_is_sealed_and_says_nothing_of_the_link(one: Respondent) -> None:
    one.save({"s-1": "5"})
    draft = Draft.objects.get()
    group_key = one.client.cookies[COOKIE].value.partition(".")[0]
    assert SLUG not in draft.sealed + draft.lookup
    assert one.device not in draft.sealed + draft.lookup
    assert group_key not in draft.sealed + draft.lookup
    assert read_draft(survey=one.survey, device=new_device()) == Answered()


@pytest.mark.parametrize("token", ["", "x", "ü"])
def test_a_form_from_elsewhere_changes_nothing(one: Respondent, token: str) -> None:
    one.save({"s-1": "5"})
    assert one.post("1/", {**one.fields({"s-1": "1"}), "token": token}).status_code == 409
    assert one.post("review/", {**one.fields({"s-1": "1"}), "token": token, "action": "send"}).status_code == 409
    one.client.post(one.base, {"token": token, "action": "anew"})
    assert kept(one) == {"s-1": "5"}
    assert not one.survey.responses.exists()


def test_a_hundred_thousand_fields_are_refused_with_a_neutral_page(one: Respondent) -> None:
    response = one.post("1/", {f"q-{n}": "5" for n in range(100_000)})
    assert response.status_code == 400
    assert problems(response) == []
    assert "Harbor House" not in response.content.decode()


def test_what_is_sent_after_closing_is_shown_and_not_kept(one: Respondent) -> None:
    one.save({"s-1": "5"})
    close(survey=one.survey, actor=leader_of(one.survey.organization))
    response = one.save({"s-2": "4"})
    page = response.content.decode()
    assert response.status_code == 409
    assert problems(response) == []
    assert "Your answers were not taken" in page
    assert "Statement 2 holds here." in page
    assert "Statement 1" not in page
    assert "<strong>Agree</strong>" in page
    assert not Draft.objects.exists()
    assert one.get("2/").status_code == 404


def test_a_script_gets_the_next_address_and_is_refused_without_a_page(one: Respondent) -> None:
    accept = {"accept": "application/json"}
    data = one.fields({"s-1": "5"})
    assert one.post("1/", {**data, "action": "keep"}, **accept).json() == {"answered": 1}
    assert one.post("1/", {**data, "action": "next"}, **accept).json() == {"next": f"{one.base}2/"}
    assert one.post("1/", {**data, "token": "x"}, **accept).status_code == 409


@pytest.mark.parametrize("path", ["", "1/", "2/", "review/", "thanks/"])
def test_a_page_is_light_and_asks_nobody_who_they_are(cast: Cast, survey: Survey, path: str) -> None:
    one = Respondent(survey, cast.client("viewer"))
    one.arrive()
    one.get(path)  # what a survey asks is parsed once in a process
    one.save({"s-1": "5"})
    with CaptureQueriesContext(connection) as queries:
        response = one.get(path)
    assert response.status_code in (200, 302)
    assert len(queries) <= MOST_QUERIES
    tables = " ".join(query["sql"] for query in queries)
    for other in ("session", "organizations_user", "membership", "instrumentversion"):
        assert other not in tables, other
    assert "sessionid" not in response.cookies
    assert "Viewer Person" not in response.content.decode()
    assert "Vary" not in response.headers or "Cookie" not in response["Vary"]


def test_saving_a_part_is_light(one: Respondent) -> None:
    one.save({"s-1": "5"})
    with CaptureQueriesContext(connection) as queries:
        one.save({"s-1": "4"}, was={"s-1": "5"})
    asked = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 7


def test_the_questions_are_rendered_once_for_an_instrument_version(cast: Cast) -> None:
    survey = opened(cast.organization, instruments=[survey_instrument("long-one", questions=60)])
    part = questionnaire(survey).parts[0]
    first = part_html(part, {})
    assert part_html(part, {}) == first
    filled = part_html(part, {"long-one/s-1": "5"})
    assert filled != first
    assert filled.count(" checked") == first.count(" checked") == 30


def test_a_shared_device_after_sending_is_free_for_the_next_person(one: Respondent) -> None:
    key = one.client.cookies[COOKIE].value.partition(".")[0]
    one.send({"s-1": "5"})  # and the reply is lost, so that the cookie stays
    before = one.device
    page = one.open(key)
    assert one.device != before
    assert "begun to answer" not in page.content.decode()
    assert one.send({"s-1": "1"}).status_code == 302
    assert one.survey.responses.count() == 2


def test_the_frame_leads_nowhere_inside(cast: Cast, one: Respondent) -> None:
    for path in ("", "1/", "review/", "thanks/", "nothing/"):
        page = one.get(path).content.decode()
        assert "/o/" not in page
        assert 'href="/"' not in page
        assert "Sign in" not in page
    assert Client().get("/s/x/").status_code == 404


def test_what_comes_just_as_the_survey_closes_is_not_said_to_be_kept(
    one: Respondent, monkeypatch: pytest.MonkeyPatch
) -> None:

    def close_first(**given: Any) -> Answered | None:
        close(survey=one.survey)
        return save_draft(**given)

    monkeypatch.setattr("surveys.views.answer.save_draft", close_first)
    assert one.save({"s-1": "5"}).status_code == 409
