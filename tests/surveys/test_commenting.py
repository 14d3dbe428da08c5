import pytest

from surveys.models import Comment
from surveys.reading.commenting import NotARedactionError, comments_of, put_back, redact, show, withhold
from tests.cast import Cast
from tests.surveys.build import closed


@pytest.mark.parametrize(
    ("original", "shortened", "shown"),
    [
        ("Tom is kind.", "Tom is kind.", "Tom is kind."),
        ("Tom is kind.", "is kind.", "[…] is kind."),
        ("Ask Tom or Ann first.", "Ask first.", "Ask […] first."),
        ("Ask Tom first.", "Ask […] first.", "Ask […] first."),
        ("Ask Tom.\nThen wait.", "Ask Then wait.", "Ask […]\nThen wait."),
        ("well well well", "well", "well […]"),
        ("a <b>c</b>", "a", "a […]"),
    ],
)
def test_words_are_taken_out_and_marked(original: str, shortened: str, shown: str) -> None:
    assert redact(original, shortened) == shown


@pytest.mark.parametrize("shortened", ["", "  ", "[…]", "Tom is not kind.", "kind. is Tom", "Tom is kind. kind.", "T"])
def test_no_word_is_put_in_or_turned_round(shortened: str) -> None:
    with pytest.raises(NotARedactionError):
        redact("Tom is kind.", shortened)


def test_what_nobody_may_read_yet_is_never_read_nor_shown(cast: Cast) -> None:
    survey = closed(cast.organization, takes_comments=True)
    new = Comment.objects.create(survey=survey, text="Kept for later.")
    assert not comments_of(survey, may_run=True)
    for decide in (
        lambda: show(comment=new, text=new.text),
        lambda: withhold(comment=new),
        lambda: put_back(comment=new),
    ):
        decide()
        new.refresh_from_db()
        assert (new.status, new.shown_text) == ("new", "")


def test_deciding_can_be_undone(cast: Cast) -> None:
    survey = closed(cast.organization, takes_comments=True)
    comment = Comment.objects.create(survey=survey, text="Tom is kind.", status="waiting")
    show(comment=comment, text="is kind.")
    assert [c.shown_text for c in comments_of(survey, may_run=False).shown] == ["[…] is kind."]
    put_back(comment=comment)
    withhold(comment=comment)
    assert not comments_of(survey, may_run=False)
    assert [c.text for c in comments_of(survey, may_run=True).withheld] == ["Tom is kind."]


def test_the_order_is_that_of_random_keys_and_stays(cast: Cast) -> None:
    survey = closed(cast.organization, takes_comments=True)
    made = Comment.objects.bulk_create(Comment(survey=survey, text=str(n), status="waiting") for n in range(40))
    found = [comment.pk for comment in comments_of(survey, may_run=True).waiting]
    assert found == sorted(found) == [comment.pk for comment in comments_of(survey, may_run=True).waiting]
    assert found != [comment.pk for comment in made]
