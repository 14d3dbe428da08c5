import pytest

from surveys.confidentiality import Share
from surveys.reading.chance import CLEAR, change_between, newcombe, wilson


def exact(percent: int) -> Share:
    return Share(percent, percent)


def test_wilson_is_the_published_interval() -> None:
    assert wilson(15 / 148, 148, 1.96) == pytest.approx((0.0624, 0.1605), abs=1e-4)
    assert wilson(0, 20, 1.96) == pytest.approx((0, 0.1611), abs=1e-4)


def test_newcombe_is_the_published_interval() -> None:
    # R. G. Newcombe 1998, table II, method 10: 56/70 against 48/80, and 9/10 against 3/10
    assert newcombe(48 / 80, 80, 56 / 70, 70, 1.96) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert newcombe(3 / 10, 10, 9 / 10, 10, 1.96) == pytest.approx((0.1705, 0.8090), abs=1e-4)


@pytest.mark.parametrize(
    ("before", "before_of", "after", "after_of", "verdict", "direction"),
    [
        (30, 20, 90, 20, "clear", "up"),
        (80, 200, 60, 200, "clear", "down"),
        (40, 20, 60, 20, "chance", "up"),
        (36, 22, 59, 22, "likely", "up"),
        (30, 10, 33, 12, "same", ""),
        (50, 10, 50, 10, "same", ""),
    ],
)
def test_a_change_says_what_its_numbers_allow(
    before: int, before_of: int, after: int, after_of: int, verdict: str, direction: str
) -> None:
    change = change_between(exact(before), before_of, exact(after), after_of)
    assert (change.verdict, change.direction) == (verdict, direction)


def test_so_many_people_more_make_it_clear_and_one_fewer_does_not() -> None:
    change = change_between(exact(40), 20, exact(60), 20)
    assert change.more
    enough = 0.6 + change.more / 20
    assert newcombe(0.4, 20, enough, 20, CLEAR)[0] > 0
    assert newcombe(0.4, 20, enough - 1 / 20, 20, CLEAR)[0] <= 0
    assert f"about {change.more} people more would have to answer favorably" in change.words


def test_a_fall_that_may_be_chance_is_told_as_a_fall() -> None:
    change = change_between(exact(64), 22, exact(55), 20)
    assert change.points == "9 points less"
    assert "less favorably" in change.words


def test_shares_that_may_be_the_same_are_not_called_a_change() -> None:
    for before, after in [(Share(80, 100), Share(80, 100)), (exact(85), Share(80, 100)), (Share(0, 20), Share(0, 10))]:
        change = change_between(before, 10, after, 10)
        assert change.verdict == "unknown"
        assert change.direction == ""
        assert change.points == "not known"


def test_of_a_range_the_end_that_says_least_decides() -> None:
    assert change_between(exact(0), 10, exact(60), 10).verdict == "clear"
    vague = change_between(Share(0, 20), 10, exact(60), 10)
    assert vague.verdict == "likely"
    assert vague.points == "at least 40 points more"


def test_with_very_few_answers_nothing_is_ever_clear() -> None:
    change = change_between(exact(60), 5, exact(80), 5)
    assert change.more is None
    assert "hardly anything" in change.words


@pytest.mark.parametrize("of", [5, 10, 37, 500])
def test_every_pair_of_shares_has_words(of: int) -> None:
    shares = [Share(0, 20), exact(40), exact(50), exact(60), Share(80, 100), Share(40, 50)]
    for before in shares:
        for after in shares:
            change = change_between(before, of, after, of)
            assert change.words.endswith(".")
            assert change.points
            assert change_between(after, of, before, of).verdict == change.verdict
