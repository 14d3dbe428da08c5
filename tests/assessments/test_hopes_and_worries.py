"""The handbook's reading of the six motivation questions, on the real instrument."""

import pytest

from assessments.answers import Answer
from assessments.content import Item
from assessments.scoring import HopesAndWorries, hopes_and_worries

from . import build

MOTIVATION = build.real("legere-motivation")
HOPES, WORRIES = (section.items for section in MOTIVATION.sections)


def reading(hopes: str = "hope", worries: str = "worry", **changed: Answer) -> HopesAndWorries:
    """The reading where all is clear, with these texts to the first hope and the first worry, but for `changed`."""
    answers = {item.slug: Answer("clear", "word") for item in MOTIVATION.items}
    answers |= {HOPES[0].slug: Answer("clear", hopes), WORRIES[0].slug: Answer("clear", worries), **changed}
    return hopes_and_worries(MOTIVATION, answers)


def test_all_clear_is_strong() -> None:
    found = reading()
    assert (found.level, found.struggled, found.unanswered, found.more_on_worries) == ("strong", (), (), False)


@pytest.mark.parametrize("item", MOTIVATION.items)
@pytest.mark.parametrize("text", ["", "We tried"])
def test_one_question_struggled_with_asks_for_groundwork(item: Item, text: str) -> None:
    found = reading(**{item.slug: Answer("struggled", text)})
    assert (found.level, found.struggled, found.unanswered) == ("low", (item,), ())


@pytest.mark.parametrize("item", MOTIVATION.items)
@pytest.mark.parametrize("choice", ["", "clear"])
def test_one_open_question_leaves_the_reading_open(item: Item, choice: str) -> None:
    found = reading(**{item.slug: Answer(choice)})
    assert (found.level, found.unanswered) == (None, (item,))


def test_struggling_decides_even_while_questions_are_open() -> None:
    assert reading(**{HOPES[1].slug: Answer("struggled"), WORRIES[1].slug: Answer()}).level == "low"


@pytest.mark.parametrize(("worries", "is_more"), [(8, True), (7, False), (9, True), (4, False)])
def test_far_more_on_worries_begins_at_exactly_twice_the_words(worries: int, is_more: bool) -> None:
    found = reading(hopes="one two", worries=" ".join(["word"] * (worries - 2)))
    assert (found.hopes_words, found.worries_words) == (4, worries)
    assert found.more_on_worries is is_more
    assert found.level == ("low" if is_more else "strong")


def test_more_words_on_worries_say_nothing_while_questions_are_open() -> None:
    found = reading(worries="word " * 50, **{HOPES[1].slug: Answer()})
    assert (found.more_on_worries, found.level) == (True, None)


def test_nothing_answered_is_no_worry() -> None:
    found = hopes_and_worries(MOTIVATION, {})
    assert (found.more_on_worries, found.level, found.unanswered) == (False, None, MOTIVATION.items)
