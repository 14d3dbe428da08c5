from datetime import timedelta

import pytest
from django.utils import timezone

from surveys.lifecycle import reopen
from surveys.models import Survey
from tests.assessments.screen import page, part, queries
from tests.cast import Cast
from tests.factories import EntryFactory, LinkFactory
from tests.surveys.build import answer, closed, draft, opened, survey_instrument
from tests.surveys.reading import agreeing, close_now

from .screens import of, refusals

READ = ("results", "questions", "differences", "over-time", "beside", "comments")
SIZES = {"Leadership": 10, "Clinical staff": 20, "Peer workers": 10}
AGREE = {"Leadership": 8, "Clinical staff": 6, "Peer workers": 4}


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return agreeing(cast.organization, AGREE, SIZES, name="How we are")


@pytest.mark.parametrize("name", READ)
def test_every_member_reads_and_nobody_else(cast: Cast, survey: Survey, name: str) -> None:
    assert refusals(cast, of(survey, name), reads=True) == []


@pytest.mark.parametrize("name", READ)
def test_a_survey_that_is_not_closed_leads_on(cast: Cast, name: str) -> None:
    for other in (draft(cast.organization), opened(cast.organization)):
        response = cast.client("viewer").get(of(other, name))
        assert response.status_code == 302
        assert response["Location"] == of(other, "survey")


def test_known_answers_are_known_shares_on_screen(cast: Cast, survey: Survey) -> None:
    text = page(cast.client("viewer"), of(survey, "results"))
    assert "40 people answered; 40 were asked." in text
    assert "45% favorable, over 4 questions" in part(text, "areas")
    assert "Needs groundwork" in part(text, "areas")
    assert "Not asked in this survey: Motivation, Recovery orientation." in part(text, "areas")
    gaps = part(text, "gaps")
    assert gaps.count("45% favorable, of 40 answers.") == 4


def test_under_a_gap_stand_the_links_that_help(cast: Cast, survey: Survey) -> None:
    LinkFactory(from_key="culture-check/s-2", entry=EntryFactory(title="Meet every week"), reason="It tells how.")
    assert "Meet every week" in part(page(cast.client("viewer"), of(survey, "results")), "gaps")


def test_what_is_strong_is_named_as_a_strength(cast: Cast) -> None:
    survey = agreeing(cast.organization, {"Staff": 16}, {"Staff": 20})
    text = page(cast.client("viewer"), of(survey, "results"))
    assert part(text, "strengths").count("80%") == 4
    assert 'id="gaps"' not in text


def test_a_hidden_group_is_explained_and_not_counted_out(cast: Cast) -> None:
    survey = closed(cast.organization, {"Leadership": 4, "Clinical staff": 20, "Peer workers": 7})
    who = part(page(cast.client("owner"), of(survey, "results")), "who")
    assert who.count('<span class="is-hidden">hidden</span>') == 2
    assert 'data-label="Answered">20<' in who
    assert 'data-label="Answered">4<' not in who
    assert 'data-label="Answered">7<' not in who
    assert "would let somebody work out" in who


@pytest.mark.parametrize("people", [0, 4])
def test_too_few_answers_show_nothing_and_say_what_can_be_done(cast: Cast, people: int) -> None:
    survey = opened(cast.organization, {"All": 12})
    answer(survey, "All", {"s-1": "5"}, times=people)
    close_now(survey)
    text = page(cast.client("leader"), of(survey, "results"))
    assert "Too few answered to show anything" in text
    assert of(survey, "reopen") in text
    assert "%" not in text.split("<main")[1].split("</main>")[0]
    assert of(survey, "reopen") not in page(cast.client("viewer"), of(survey, "results"))


@pytest.mark.parametrize("name", READ[1:])
def test_where_nothing_is_shown_the_overview_is_the_only_page(cast: Cast, survey: Survey, name: str) -> None:
    hidden = closed(cast.organization, {"All": 4})
    client = cast.client("viewer")
    response = client.get(of(hidden, name))
    assert (response.status_code, response["Location"]) == (302, of(hidden, "results"))
    assert of(hidden, name) not in page(client, of(hidden, "results"))
    assert of(survey, name) in page(client, of(survey, "results"))


@pytest.mark.parametrize(("people", "shown"), [(5, "60%"), (9, "56%"), (10, "50%")])
def test_from_five_answers_on_there_is_a_share(cast: Cast, people: int, shown: str) -> None:
    survey = agreeing(cast.organization, {"All": -(-people // 2)}, {"All": people})
    assert shown in page(cast.client("viewer"), of(survey, "results"))


def test_what_was_kept_after_reopening_is_told(cast: Cast, survey: Survey) -> None:
    assert "opened again" not in page(cast.client("viewer"), of(survey, "results"))
    reopen(survey=survey, closes_at=timezone.now() + timedelta(days=3), actor=cast.leader)
    answer(survey, "Leadership", {"s-1": "5"})
    close_now(survey)
    text = page(cast.client("viewer"), of(survey, "results"))
    assert "This survey was opened again." in text
    assert "too few answers were added" in text
    assert "40 people answered" in text


@pytest.mark.parametrize("name", READ)
def test_a_page_asks_as_often_at_500_answers_as_at_5(cast: Cast, name: str) -> None:
    survey_instrument(questions=6)
    client = cast.client("owner")
    counts = []
    for people in (5, 500):
        survey = opened(cast.organization, {"One": 600, "Two": 600}, takes_comments=True)
        one, two = survey.groups.all()
        survey.responses.bulk_create(
            survey.responses.model(
                survey=survey, group=group, answers={f"culture-check/s-{q}": "52413"[n % 5] for q in range(1, 7)}
            )
            for group in (one, two)
            for n in range(people)
        )
        counts.append(queries(client, of(close_now(survey), name)))
    assert counts[0] == counts[1] <= 12


def test_names_are_shown_as_text(cast: Cast) -> None:
    hostile = "<script>alert(1)</script>"
    survey = closed(cast.organization, {hostile: 12, "Staff": 12}, name=hostile)
    for name in READ:
        assert hostile not in page(cast.client("viewer"), of(survey, name))
