"""Score sheets: one's own, and side by side once one's own is finished."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobdesc.drafting.saving import put_away
from jobdesc.kit.interviewing import end_interview
from jobdesc.models import Description, Interview, ScoreSheet
from tests.cast import Cast
from tests.invariants.page import problems
from tests.jobdesc.build import description_of
from tests.jobdesc.kit import interview_of, sheet_of

DONE = {"score-1": "3", "score-2": "none"}


@pytest.fixture
def job(cast: Cast) -> Description:
    return description_of(cast.organization, approved=True)


@pytest.fixture
def interview(job: Description) -> Interview:
    return interview_of(job)


def at(interview: Interview, name: str, *more: int) -> str:
    return reverse(f"jobdesc:{name}", args=[interview.description.organization.slug, interview.pk, *more])


def of(sheet: ScoreSheet) -> str:
    return at(sheet.interview, "score-sheet", sheet.pk)


def read(response: Any) -> str:
    assert not problems(response)
    return " ".join(response.content.decode().split())


def test_every_member_fills_their_own_and_nobody_else_does(cast: Cast, interview: Interview) -> None:
    for name in ("scores", "summary"):
        found = [cast.client(who).get(at(interview, name)).status_code for who in ("outsider", "viewer", "hr")]
        assert found == [404, 200, 200]
    assert cast.client("viewer").post(at(interview, "summary")).status_code == 405
    response = cast.client("viewer").post(at(interview, "scores"), {"candidate": " k\0-7 "})
    sheet = ScoreSheet.objects.get()
    assert response["Location"] == of(sheet)
    assert (sheet.candidate, sheet.interviewer, sheet.interviewer_name) == ("K-7", cast.viewer, "Viewer Person")
    cast.client("viewer").post(at(interview, "scores"), {"candidate": "K-7"})
    assert ScoreSheet.objects.count() == 1


@pytest.mark.parametrize("who", ["owner", "hr", "outsider"])
def test_somebody_elses_sheet_is_404_whatever_one_may_do(cast: Cast, interview: Interview, who: str) -> None:
    sheet = sheet_of(interview, cast.viewer)
    assert cast.client(who).get(of(sheet)).status_code == 404
    assert cast.client(who).post(of(sheet), {"do": "erase", "version": "1"}).status_code == 404
    other = interview_of(interview.description)
    assert cast.client("viewer").get(at(other, "score-sheet", sheet.pk)).status_code == 404
    assert ScoreSheet.objects.exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "Give the code"),
        ("K" * 5_000, "20 characters at most"),
        ("kim@example.org", "reads like an e-mail address"),
        ("<b>K</b>", "letters, digits and hyphens"),
        ("=1+1", "letters, digits and hyphens"),
        ("١٢", "letters, digits and hyphens"),
    ],
)
def test_what_is_no_code_is_refused_in_words(cast: Cast, interview: Interview, code: str, said: str) -> None:
    response = cast.client("viewer").post(at(interview, "scores"), {"candidate": code})
    assert response.status_code == 422
    assert said in read(response)
    assert not ScoreSheet.objects.exists()


def test_what_reads_like_a_name_is_asked_about_once(cast: Cast, interview: Interview) -> None:
    client = cast.client("viewer")
    response = client.post(at(interview, "scores"), {"candidate": "Maria Lopez"})
    assert response.status_code == 422
    assert "A code that tells nothing keeps" in read(response)
    assert not ScoreSheet.objects.exists()
    client.post(at(interview, "scores"), {"candidate": "Maria Lopez", "asked": "MARIA-LOPEZ"})
    assert ScoreSheet.objects.get().candidate == "MARIA-LOPEZ"


def test_steps_are_saved_and_what_is_off_the_scale_is_passed_over(cast: Cast, interview: Interview) -> None:
    sheet = sheet_of(interview, cast.viewer)
    posted = {"do": "save", "version": "1", "score-1": "4", "score-2": "5", "score-3": "1"}
    assert cast.client("viewer").post(of(sheet), posted).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.scores, sheet.version, sheet.finished_at) == ({"1": "4"}, 2, None)
    assert 'value="4" checked' in read(cast.client("viewer").get(of(sheet)))


def test_finishing_wants_a_step_or_a_word_for_each_question_and_keeps_what_there_is(
    cast: Cast, interview: Interview
) -> None:
    sheet, client = sheet_of(interview, cast.viewer), cast.client("viewer")
    response = client.post(of(sheet), {"do": "finish", "version": "1", "score-1": "2"})
    assert response.status_code == 422
    assert 'href="#question-2"' in read(response)
    sheet.refresh_from_db()
    assert (sheet.scores, sheet.finished_at) == ({"1": "2"}, None)
    assert client.post(of(sheet), {"do": "finish", "version": "2", **DONE})["Location"] == at(interview, "summary")
    sheet.refresh_from_db()
    assert sheet.finished_at


def test_a_finished_sheet_stays_as_it_is(cast: Cast, interview: Interview) -> None:
    sheet = sheet_of(interview, cast.viewer, scores="12", finished=True)
    for do in ("save", "finish", "erase"):
        response = cast.client("viewer").post(of(sheet), {"do": do, "version": "2", **DONE})
        assert response.status_code == 409
        assert "stays as it is" in read(response)
    assert ScoreSheet.objects.get().scores == {"1": "1", "2": "2"}


def test_two_tabs_lose_nothing(cast: Cast, interview: Interview) -> None:
    sheet, client = sheet_of(interview, cast.viewer), cast.client("viewer")
    client.post(of(sheet), {"do": "save", "version": "1", "score-1": "4", "score-2": "2"})
    response = client.post(of(sheet), {"do": "finish", "version": "1", "score-1": "1", "score-2": "2"})
    assert response.status_code == 409
    page = read(response)
    assert page.count("In the other tab:") == 1
    assert "In the other tab: 4, All of it, and more." in page
    assert 'name="score-1" value="1" checked' in page
    assert 'name="version" value="2"' in page
    sheet.refresh_from_db()
    assert (sheet.scores, sheet.finished_at) == ({"1": "4", "2": "2"}, None)


def test_a_mistyped_code_can_be_erased_and_frees_the_questions(cast: Cast, interview: Interview) -> None:
    sheet = sheet_of(interview, cast.viewer)
    assert cast.client("viewer").post(of(sheet), {"do": "erase"})["Location"] == at(interview, "scores")
    assert not ScoreSheet.objects.exists()


def test_nobody_sees_anothers_before_finishing_their_own(cast: Cast, interview: Interview) -> None:
    sheet_of(interview, cast.viewer, "K-7", "14", finished=True)
    mine = sheet_of(interview, cast.hr, "K-7", "3")
    for who in ("hr", "owner", "leader"):
        page = read(cast.client(who).get(at(interview, "summary")))
        assert "Viewer Person" not in page
        assert "<strong>K-7</strong>: 1 finished sheet" in page
    cast.client("hr").post(of(mine), {"do": "finish", "version": "2", "score-1": "4", "score-2": "4"})
    page = read(cast.client("hr").get(at(interview, "summary")))
    assert "Viewer Person" in page
    assert "Talk these over first" in page
    assert "<strong>Question 1</strong>, 3 steps apart" in page
    assert "Viewer Person" not in read(cast.client("leader").get(at(interview, "summary")))


def test_an_unfinished_sheet_is_nobodys_to_see_and_other_candidates_stay_closed(
    cast: Cast, interview: Interview
) -> None:
    sheet_of(interview, cast.viewer, "K-7", "14")
    sheet_of(interview, cast.viewer, "M-2", "14", finished=True)
    sheet_of(interview, cast.hr, "K-7", "44", finished=True)
    page = read(cast.client("hr").get(at(interview, "summary")))
    assert "Viewer Person" not in page
    assert "1 not finished yet" in page
    assert "<strong>M-2</strong>" in page
    assert "Candidate M-2" not in page


def test_who_drafts_and_does_not_interview_may_say_so_and_read(cast: Cast, interview: Interview) -> None:
    sheet_of(interview, cast.viewer, scores="13", finished=True)
    closed, opened = at(interview, "summary"), at(interview, "summary") + "?only-reads=K-7"
    page = read(cast.client("hr").get(closed))
    assert "I do not interview K-7" in page
    assert "Viewer Person" not in page
    assert "Viewer Person" in read(cast.client("hr").get(opened))
    other = interview_of(interview.description)
    sheet_of(other, cast.leader, scores="13", finished=True)
    assert "Leader Person" not in read(cast.client("viewer").get(at(other, "summary") + "?only-reads=K-7"))
    sheet_of(interview, cast.hr)
    assert "Viewer Person" not in read(cast.client("hr").get(opened))


def test_nothing_is_scored_for_what_was_put_away_and_the_sheets_can_still_be_erased(
    cast: Cast, interview: Interview
) -> None:
    sheet = sheet_of(interview, cast.viewer)
    put_away(description=interview.description, actor=cast.owner)
    client = cast.client("viewer")
    assert client.post(of(sheet), DONE | {"do": "finish", "version": "1"}).status_code == 409
    assert client.post(at(interview, "scores"), {"candidate": "K-8"}).status_code == 409
    assert cast.client("hr").post(at(interview, "interview-questions"), {"do": "save"}).status_code == 409
    assert "has been put away" in read(client.get(of(sheet)))
    assert ScoreSheet.objects.get().scores == {}
    cast.client("hr").post(at(interview, "interview-end"))
    assert not ScoreSheet.objects.exists()


def test_the_summary_is_no_ranking_and_says_so(cast: Cast, interview: Interview) -> None:
    for code, scores in (("B-1", "44"), ("A-1", "11")):
        sheet_of(interview, cast.viewer, code, scores, finished=True)
    page = read(cast.client("viewer").get(at(interview, "summary")))
    assert page.index("Candidate A-1") < page.index("Candidate B-1")
    assert "nobody is ranked" in page
    for word in ("average", "mean ", "total", "points"):
        assert word not in page.lower()


def test_after_the_end_nothing_is_left_to_see_or_to_save(cast: Cast, interview: Interview) -> None:
    sheet = sheet_of(interview, cast.viewer, "K-7", "14")
    end_interview(interview=interview, actor=cast.hr)
    assert cast.client("viewer").post(of(sheet), {"do": "save", "version": "2"}).status_code == 404
    assert "K-7" not in read(cast.client("viewer").get(at(interview, "summary")))
    assert "erased" in read(cast.client("viewer").get(at(interview, "scores")))


@pytest.mark.parametrize("name", ["score-sheet", "scores", "summary"])
def test_a_page_asks_as_often_for_many_sheets_as_for_one(cast: Cast, interview: Interview, name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(of(sheet) if name == "score-sheet" else at(interview, name))
        return len(found)

    sheet, client = sheet_of(interview, cast.viewer, "K-0", "12", finished=True), cast.client("viewer")
    queries()
    at_one = queries()
    for n in range(3):
        sheet_of(interview, cast.viewer, f"K-{n}", "" if n == 0 else "12", finished=n > 0)
        sheet_of(interview, cast.hr, f"K-{n}", "13", finished=True)
    assert queries() == at_one <= 12
