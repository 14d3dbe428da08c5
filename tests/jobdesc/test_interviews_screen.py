"""Interview guides: the list, choosing, the guide, changing, ending."""

from typing import Any

import pytest
from django.urls import reverse

from jobdesc.drafting.saving import put_away
from jobdesc.kit.interviewing import end_interview
from jobdesc.kit.questions import Asked
from jobdesc.models import Description, Interview, ScoreSheet
from organizations.models import AuditEvent
from tests.cast import Cast
from tests.invariants.page import problems
from tests.jobdesc.build import a_document, description_of
from tests.jobdesc.kit import interview_of, sheet_of
from tests.real import load_real_fixtures

HOSTILE = '<img src=x onerror="x">]]></textarea></script>'


@pytest.fixture
def job(cast: Cast) -> Description:
    return description_of(cast.organization, a_document(), approved=True)


@pytest.fixture
def interview(job: Description) -> Interview:
    return interview_of(job)


def at(cast: Cast, name: str, pk: int) -> str:
    return reverse(f"jobdesc:{name}", args=[cast.organization.slug, pk])


def index(cast: Cast) -> str:
    return reverse("jobdesc:interviews", args=[cast.organization.slug])


def read(response: Any) -> str:
    assert not problems(response)
    return str(response.content.decode())


def test_who_may_do_what(cast: Cast, job: Description, interview: Interview) -> None:
    statuses = {
        ("interview-new", job.pk): [404, 403, 200],
        ("interview", interview.pk): [404, 200, 200],
        ("interview-questions", interview.pk): [404, 403, 200],
        ("interview-end", interview.pk): [404, 403, 200],
    }
    for (name, pk), expected in statuses.items():
        found = [cast.client(who).get(at(cast, name, pk)).status_code for who in ("outsider", "viewer", "hr")]
        assert found == expected, name
        assert cast.client("hr").delete(at(cast, name, pk)).status_code == 405
    assert cast.client("outsider").get(index(cast)).status_code == 404


@pytest.mark.parametrize("name", ["interview", "interview-questions", "interview-end", "scores", "summary"])
def test_another_organizations_interview_is_404(cast: Cast, name: str) -> None:
    theirs = interview_of(description_of(cast.elsewhere, approved=True))
    assert cast.client("owner").get(at(cast, name, theirs.pk)).status_code == 404
    assert cast.client("owner").post(at(cast, name, theirs.pk), {"do": "end"}).status_code in {404, 405}
    assert Interview.objects.get(pk=theirs.pk).ended_at is None


def test_the_list_is_empty_first_then_says_what_is_mine_to_fill(cast: Cast, interview: Interview) -> None:
    assert "Nobody has begun a score sheet" in read(cast.client("viewer").get(index(cast)))
    sheet_of(interview, cast.viewer)
    sheet_of(interview, cast.hr, scores="12", finished=True)
    page = read(cast.client("viewer").get(index(cast)))
    assert "1 candidate<" in page
    assert "1 sheet finished" in page
    assert "1 of yours to finish" in page
    assert "of yours to finish" not in read(cast.client("hr").get(index(cast)))
    Interview.objects.all().delete()
    assert "No interviews going on" in read(cast.client("viewer").get(index(cast)))


def test_questions_are_chosen_from_the_toolkits_with_their_source_and_ticked_as_suggested(
    cast: Cast, job: Description
) -> None:
    load_real_fixtures()
    page = read(cast.client("hr").get(at(cast, "interview-new", job.pk)))
    assert page.count('name="question"') == 52
    assert page.count("checked>") == 2 + 2 + 1 + 1  # openers, the one category of its duties, scenario, closer
    assert "What may not be asked before an offer" in page
    assert "/library/" in page
    keys = ["interview/unopened-bills", "interview/recovery-plan", "forged/key", "\0", "x" * 5_000]
    response = cast.client("hr").post(at(cast, "interview-new", job.pk), {"question": keys, "own": "Why us?\n\n"})
    made = Interview.objects.get()
    assert response["Location"] == at(cast, "interview", made.pk)
    assert [one["key"] for one in made.questions] == ["interview/recovery-plan", "", "interview/unopened-bills"]
    assert made.revision == job.approved
    guide = read(cast.client("viewer").get(at(cast, "interview", made.pk)))
    assert guide.index("recovery plan") < guide.index("Why us?") < guide.index("Maria")
    assert "Read the scenario aloud" in guide
    assert "Starts from what the person wants" in guide
    assert "own question" in guide


def test_nothing_chosen_is_said_and_nothing_made(cast: Cast, job: Description) -> None:
    response = cast.client("hr").post(at(cast, "interview-new", job.pk), {"question": ["forged/key"], "own": " \n"})
    assert response.status_code == 422
    assert "Choose at least one question" in read(response)
    assert not Interview.objects.exists()


def test_a_draft_leads_to_the_kit_and_what_is_put_away_is_refused(cast: Cast, job: Description) -> None:
    draft = description_of(cast.organization)
    assert cast.client("hr").get(at(cast, "interview-new", draft.pk))["Location"] == at(cast, "kit", draft.pk)
    put_away(description=job, actor=cast.hr)
    assert cast.client("hr").post(at(cast, "interview-new", job.pk), {"own": "Why?"}).status_code == 409


@pytest.mark.parametrize("question", ["Have you ever been hospitalized for your addiction?", "What is your diagnosis?"])
def test_an_own_question_that_looks_forbidden_is_marked(cast: Cast, job: Description, question: str) -> None:
    made = interview_of(job, (Asked(question), Asked("What do you like about this work?")))
    page = read(cast.client("viewer").get(at(cast, "interview", made.pk)))
    assert page.count("This looks like something that may not be asked before an offer.") == 1


def test_a_text_like_a_clients_record_is_asked_about(cast: Cast, job: Description) -> None:
    own = {"own": "What of John Smith, 1/2/1990, case no. 55123?"}
    response = cast.client("hr").post(at(cast, "interview-new", job.pk), own, follow=True)
    assert "about somebody you serve" in response.content.decode()


def test_questions_are_moved_and_reworded_by_buttons(cast: Cast, interview: Interview) -> None:
    url, client = at(cast, "interview-questions", interview.pk), cast.client("hr")
    page = read(client.get(url))
    assert 'value="down-1"' in page
    assert 'value="up-1"' not in page
    client.post(url, {"do": "down-1", "version": "1", "text-1": "How do you earn trust?"})
    interview.refresh_from_db()
    assert [one["text"] for one in interview.questions] == [
        "What would you do on a hard day?",
        "How do you earn trust?",
    ]


def test_two_people_changing_it_is_a_409_in_words_and_nothing_is_lost(cast: Cast, interview: Interview) -> None:
    url = at(cast, "interview-questions", interview.pk)
    assert cast.client("hr").post(url, {"do": "down-1", "version": "1"}).status_code == 302
    response = cast.client("leader").post(url, {"do": "out-1", "version": "1"})
    assert response.status_code == 409
    assert "Somebody else changed this meanwhile." in read(response)
    interview.refresh_from_db()
    assert len(interview.questions) == 2


@pytest.mark.parametrize("version", ["", "9" * 30, "-1", "x", "\0"])
def test_a_forged_version_is_a_stale_one(cast: Cast, interview: Interview, version: str) -> None:
    url = at(cast, "interview-questions", interview.pk)
    assert cast.client("hr").post(url, {"do": "out-1", "version": version}).status_code == 409


def test_the_last_question_stays(cast: Cast, job: Description) -> None:
    made = interview_of(job, (Asked("Only one?"),))
    cast.client("hr").post(at(cast, "interview-questions", made.pk), {"do": "out-1", "version": "1"})
    assert len(Interview.objects.get(pk=made.pk).questions) == 1


def test_with_a_sheet_the_questions_stand_fixed(cast: Cast, interview: Interview) -> None:
    sheet_of(interview, cast.viewer)
    url = at(cast, "interview-questions", interview.pk)
    assert "can no longer be changed" in read(cast.client("hr").get(url))
    response = cast.client("hr").post(url, {"do": "out-1", "version": "1"})
    assert response.status_code == 409
    assert "everybody is asked the same" in read(response)
    interview.refresh_from_db()
    assert interview.version == 1
    assert url not in read(cast.client("hr").get(at(cast, "interview", interview.pk)))


def test_ending_asks_then_erases_every_sheet_and_leaves_a_line(cast: Cast, interview: Interview) -> None:
    sheet_of(interview, cast.viewer, scores="12", finished=True)
    sheet_of(interview, cast.hr)
    url = at(cast, "interview-end", interview.pk)
    asked = read(cast.client("hr").get(url))
    assert "2 of them, 1 not finished yet" in " ".join(asked.split())
    assert ScoreSheet.objects.count() == 2
    cast.client("hr").post(url)
    assert not ScoreSheet.objects.exists()
    event = AuditEvent.objects.for_organization(cast.organization).get(action="scores-erased")
    assert event.subject == "Peer support worker"
    guide = read(cast.client("viewer").get(at(cast, "interview", interview.pk)))
    assert "keeps no evaluation of a person" in guide
    assert "How do you build trust?" in guide
    cast.client("hr").post(url)
    assert AuditEvent.objects.filter(action="scores-erased").count() == 1


def test_nothing_can_be_done_with_what_has_ended(cast: Cast, interview: Interview) -> None:
    end_interview(interview=interview, actor=None)
    change = cast.client("hr").post(at(cast, "interview-questions", interview.pk), {"do": "out-1", "version": "1"})
    begin = cast.client("hr").post(at(cast, "scores", interview.pk), {"candidate": "K-7"})
    assert (change.status_code, begin.status_code) == (409, 409)
    assert "have ended" in read(begin)
    assert "Ended (1)" in read(cast.client("hr").get(index(cast)))


def test_hostile_words_stay_words(cast: Cast, job: Description) -> None:
    made = interview_of(job, (Asked(HOSTILE, listen_for=(HOSTILE,)),))
    for name in ("interview", "interview-questions"):
        assert "<img" not in read(cast.client("hr").get(at(cast, name, made.pk)))
