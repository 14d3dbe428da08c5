import re

from surveys.models import Survey
from tests.assessments.screen import page, part
from tests.cast import Cast
from tests.surveys.build import answer, closed, opened, survey_instrument
from tests.surveys.reading import close_now

from .screens import of


def varied(cast: Cast) -> Survey:
    """Ten of one group: seven agree to the first, five to the second, three to the third, nine to the fourth."""
    survey = opened(cast.organization, {"Staff": 10})
    for n in range(10):
        answer(survey, "Staff", {f"s-{q}": "4" if n < of else "2" for q, of in enumerate((7, 5, 3, 9), 1)})
    return close_now(survey)


def asked(text: str) -> list[str]:
    """The questions of the heat map in their order."""
    return re.findall(r"Statement (\d) holds here", part(text, "map"))


def test_cells_hold_figures_words_and_shapes(cast: Cast) -> None:
    text = part(page(cast.client("viewer"), of(varied(cast), "questions")), "map")
    assert text.count('class="heat-middle"') == 4
    assert '70%<span class="visually-hidden">, Partly there</span>' in text
    assert '90% or more<span class="visually-hidden">, Strong</span>' in text
    assert "icon-triangle-fill" in text


def test_sections_are_row_groups_in_the_order_of_the_survey(cast: Cast) -> None:
    text = page(cast.client("viewer"), of(varied(cast), "questions"))
    assert asked(text) == ["1", "2", "3", "4"]
    assert re.findall(r'scope="rowgroup"[^>]*>([^<]+)<', text) == ["Our values", "Our practice"]


def test_they_can_be_put_in_another_order(cast: Cast) -> None:
    survey, client = varied(cast), cast.client("viewer")
    assert asked(page(client, of(survey, "questions") + "?sort=lowest")) == ["3", "2", "1", "4"]
    assert asked(page(client, of(survey, "questions") + "?sort=divided")) == ["2", "1", "3", "4"]
    assert asked(page(client, of(survey, "questions") + "?sort=%00<b>")) == ["1", "2", "3", "4"]


def test_a_distribution_stands_in_the_order_of_the_scale(cast: Cast) -> None:
    survey = opened(cast.organization, {"Staff": 15})
    for chosen, times in {"5": 4, "4": 4, "2": 4, "dont_know": 3}.items():
        answer(survey, "Staff", {"s-1": chosen}, times=times)
    text = part(page(cast.client("viewer"), of(close_now(survey), "questions")), "spread")
    shares = re.findall(r"</span>([A-Z][a-z' ]+) <strong>([^<]+)</strong>", text)
    assert shares == [
        ("Strongly agree", "33%"),
        ("Agree", "33%"),
        ("Neutral", "10% or less"),
        ("Disagree", "33%"),
        ("Strongly disagree", "10% or less"),
        ("Not sure", "20%"),
    ]
    assert "67% favorable, of 12 answers" in text
    assert "<title>Statement 1 holds here: Strongly agree: 33%" in text


def test_what_is_not_spread_out_says_why(cast: Cast) -> None:
    few = closed(cast.organization, {"Staff": 9})
    client = cast.client("viewer")
    assert "shown from 10 answers on" in page(client, of(few, "questions"))
    alike = closed(cast.organization, {"Staff": 12}, answers="5")
    assert "Nearly everybody answered alike" in page(client, of(alike, "questions"))
    unanswered = opened(cast.organization, {"Staff": 9})
    answer(unanswered, "Staff", {"s-1": "5"}, times=9)
    assert "fewer than 5 people answered this" in page(client, of(close_now(unanswered), "questions"))


def test_cells_hidden_here_and_there_say_which_of_the_two_reasons(cast: Cast) -> None:
    survey = opened(cast.organization, {"Leadership": 12, "Clinical staff": 12, "Peer workers": 12})
    answer(survey, "Leadership", {"s-1": "5", "s-2": "5"}, times=4)
    answer(survey, "Leadership", {"s-1": "5"}, times=6)
    answer(survey, "Clinical staff", {"s-1": "4", "s-2": "4"}, times=7)
    answer(survey, "Peer workers", {"s-1": "2", "s-2": "2"}, times=12)
    text = part(page(cast.client("owner"), of(close_now(survey), "questions")), "map")
    assert text.count("<span>protects others</span>") == 1
    assert text.count("<span>too few</span>") == 1 + 2 * 4  # nobody answered the last two
    assert "Hidden on every question" not in text


def test_a_group_hidden_on_every_question_is_named_once_with_the_reason(cast: Cast) -> None:
    survey = closed(cast.organization, {"Leadership": 4, "Clinical staff": 20, "Peer workers": 7})
    text = part(page(cast.client("owner"), of(survey, "questions")), "map")
    assert re.findall(r"<strong>([^<]+)</strong>: ([a-z ]+)<", text) == [
        ("Leadership", "too few answered"),
        ("Peer workers", "hidden to protect others"),
    ]
    assert 'class="heat-hidden"' not in text
    assert re.findall(r'scope="col"[^>]*>([^<]+)<', text) == ["Question", "Everybody", "Clinical staff"]


def test_62_questions_and_eight_groups_fit(cast: Cast) -> None:
    survey_instrument(questions=62)
    sizes = {f"A group with quite a long name, number {n}": 6 for n in range(8)}
    text = page(cast.client("viewer"), of(closed(cast.organization, sizes), "questions"))
    assert part(text, "map").count("<td ") == 62 * 9
    assert 'class="page-wide"' in text
