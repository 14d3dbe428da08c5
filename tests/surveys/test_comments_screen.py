from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from organizations.models import User
from surveys.lifecycle import reopen
from surveys.models import Comment, Survey
from tests.assessments.screen import page, part
from tests.cast import Cast
from tests.surveys.build import answer, opened
from tests.surveys.reading import close_now

from .screens import of


def commented(cast: Cast, times: int, **fields: object) -> Survey:
    survey = opened(cast.organization, {"Staff": 30}, **{"takes_comments": True, **fields})
    answer(survey, "Staff", {"s-1": "5"}, comment="Tom never listens to us.", times=times)
    answer(survey, "Staff", {"s-1": "1"}, times=5)
    return close_now(survey)


def decide(cast: Cast, survey: Survey, who: str = "leader", **sent: str) -> HttpResponse:
    comment = survey.comments.order_by("pk").first()
    assert comment
    return cast.client(who).post(of(survey, "comment", comment.pk), sent)


def test_only_those_who_run_surveys_may_decide(cast: Cast) -> None:
    survey = commented(cast, 10)
    for who, status in {"outsider": 404, "viewer": 403, "hr": 403, "administrator": 403, "owner": 302}.items():
        assert decide(cast, survey, who, action="withhold").status_code == status
    assert cast.client("owner").get(of(survey, "comment", survey.comments.first().pk)).status_code == 405  # type: ignore[union-attr]


def test_nine_comments_are_read_by_nobody_superuser_included(cast: Cast) -> None:
    survey = commented(cast, 9)
    User.objects.update(is_superuser=True, is_staff=True)
    for who in ("owner", "leader", "viewer"):
        text = page(cast.client(who), of(survey, "comments"))
        assert "listens" not in text
        assert "once at least 10 have been written" in text
    assert decide(cast, survey, action="show", text="Tom never listens to us.").status_code == 404
    assert set(survey.comments.values_list("status", flat=True)) == {"new"}


def test_ten_comments_are_looked_at_first_and_then_shown(cast: Cast) -> None:
    survey = commented(cast, 10)
    assert "To be looked at first (10)" in page(cast.client("leader"), of(survey, "comments"))
    assert "listens" not in page(cast.client("viewer"), of(survey, "comments"))
    assert decide(cast, survey, action="show", text="never listens to us.").status_code == 302
    text = page(cast.client("viewer"), of(survey, "comments"))
    assert part(text, "shown").count("[…] never listens to us.") == 1
    assert "Tom" not in text
    assert "To be looked at first (9)" in page(cast.client("leader"), of(survey, "comments"))


def test_deciding_can_be_taken_back(cast: Cast) -> None:
    survey = commented(cast, 10)
    decide(cast, survey, action="withhold")
    assert "Withheld (1)" in page(cast.client("leader"), of(survey, "comments"))
    assert "listens" not in page(cast.client("viewer"), of(survey, "comments"))
    decide(cast, survey, action="put-back")
    assert "To be looked at first (10)" in page(cast.client("leader"), of(survey, "comments"))


def test_words_that_nobody_wrote_are_refused_and_kept_in_the_form(cast: Cast) -> None:
    survey = commented(cast, 10)
    response = decide(cast, survey, action="show", text="Tom always listens to us.")
    assert response.status_code == 422
    assert "not put in" in response.content.decode()
    assert "Tom always listens to us." in response.content.decode()
    assert not survey.comments.filter(status="shown")


def test_what_comes_after_reopening_stays_unread_until_there_is_enough_of_it(cast: Cast) -> None:
    survey = commented(cast, 10)
    reopen(survey=survey, closes_at=timezone.now() + timedelta(days=3), actor=cast.leader)
    answer(survey, "Staff", {"s-1": "5"}, comment="I came late.", times=6)
    close_now(survey)
    text = page(cast.client("leader"), of(survey, "comments"))
    assert "To be looked at first (10)" in text
    assert "I came late" not in text


def test_a_survey_without_comments_says_so(cast: Cast) -> None:
    assert "took no comments" in page(cast.client("owner"), of(commented(cast, 10, takes_comments=False), "comments"))


@pytest.mark.parametrize("which", ["organization", "survey"])
def test_a_comment_of_another_survey_is_404(cast: Cast, which: str) -> None:
    survey = commented(cast, 10)
    other = commented(cast, 10)
    if which == "organization":
        other.organization = cast.elsewhere
        other.save()
    comment = other.comments.first()
    assert comment
    assert cast.client("owner").post(of(survey, "comment", comment.pk), {"action": "withhold"}).status_code == 404
    assert not Comment.objects.filter(status="withheld")
