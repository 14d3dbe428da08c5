from datetime import timedelta

from django.utils import timezone

from surveys.lifecycle import ask_again, launch
from surveys.models import Survey
from tests.assessments.screen import page, part, queries
from tests.cast import Cast
from tests.surveys.build import answer, closed
from tests.surveys.reading import agreeing, close_now

from .screens import of

SIZES = {"Leadership": 10, "Clinical staff": 20}


def next_round(cast: Cast, survey: Survey, agree: int) -> Survey:
    again = ask_again(survey=survey, actor=cast.leader)
    again.closes_at = timezone.now() + timedelta(days=3)
    again.save()
    launch(survey=again, actor=cast.leader)
    for group, size in SIZES.items():
        for n in range(size):
            answer(again, group, {f"s-{q}": "4" if n < agree * size // 10 else "2" for q in range(1, 5)})
    return close_now(again)


def first_round(cast: Cast) -> Survey:
    return agreeing(cast.organization, {"Leadership": 3, "Clinical staff": 6}, SIZES)


def test_one_round_offers_the_next_to_those_who_may_make_it(cast: Cast) -> None:
    survey = first_round(cast)
    assert of(survey, "again") in page(cast.client("leader"), of(survey, "over-time"))
    text = page(cast.client("viewer"), of(survey, "over-time"))
    assert "One round so far" in text
    assert of(survey, "again") not in text


def test_two_rounds_show_the_change_and_how_sure_it_is(cast: Cast) -> None:
    first = first_round(cast)
    second = next_round(cast, first, 8)
    text = page(cast.client("viewer"), of(second, "over-time"))
    assert part(text, "changes").count("50 points more") == 4
    rounds = part(text, "rounds")
    assert f"Everybody, since “{first.name}”" in rounds
    assert "4 of 4 questions changed by more than chance would explain." in rounds
    assert 'href="#changes"' in rounds
    assert of(first, "over-time") in part(text, "rounds")
    assert of(second, "over-time") in part(page(cast.client("viewer"), of(first, "over-time")), "rounds")


def test_a_small_change_is_told_to_be_perhaps_chance(cast: Cast) -> None:
    second = next_round(cast, first_round(cast), 4)
    text = page(cast.client("viewer"), of(second, "over-time"))
    assert "Of no question can it be said that it changed by more than chance would explain." in part(text, "rounds")
    assert "Could well be chance: about" in text


def test_an_earlier_round_and_a_group_can_be_chosen(cast: Cast) -> None:
    first = first_round(cast)
    third = next_round(cast, next_round(cast, first, 5), 8)
    leaders = third.groups.get(name="Leadership")
    client = cast.client("viewer")
    assert "30 points more" in page(client, of(third, "over-time"))
    chosen = page(client, of(third, "over-time") + f"?before={first.pk}&group={leaders.pk}")
    assert chosen.count("50 points more") == 4
    assert "of 10</span>" in chosen
    assert f"Leadership, since “{first.name}”" in part(chosen, "rounds")
    assert "30 points more" in page(client, of(third, "over-time") + "?before=x&group=%00")


def test_a_round_that_shows_too_little_says_so(cast: Cast) -> None:
    few = closed(cast.organization, {"Leadership": 2, "Clinical staff": 2})
    text = page(cast.client("viewer"), of(next_round(cast, few, 8), "over-time"))
    assert "too few answers to show" in text
    assert "No question is shown in both rounds" in text
    assert 'href="#changes"' not in text


def test_it_asks_as_often_for_three_rounds_as_for_one(cast: Cast) -> None:
    survey, client, counts = first_round(cast), cast.client("owner"), []
    for _ in range(3):
        counts.append(queries(client, of(survey, "over-time")))
        survey = next_round(cast, survey, 5)
    assert counts[0] == counts[1] == counts[2] <= 12
