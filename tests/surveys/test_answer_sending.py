"""Looking everything over, sending once, and what is said afterwards."""

from collections.abc import Callable

import pytest

from surveys.answering import visiting
from surveys.answering.submitting import LONGEST_COMMENT
from surveys.answering.visiting import COOKIE
from surveys.asking.inviting import new_key
from surveys.closing import close
from surveys.models import Draft, Invitee, Receipt, Response, Survey
from tests.cast import Cast
from tests.factories import GroupFactory
from tests.invariants.page import problems
from tests.surveys.build import leader_of, opened
from tests.surveys.respondent import SLUG, Respondent

RECORD = "Ann Smith, born 3/4/1980, told me."


@pytest.fixture
def survey(cast: Cast) -> Survey:
    return opened(cast.organization, takes_comments=True)


@pytest.fixture
def one(survey: Survey) -> Respondent:
    found = Respondent(survey)
    found.arrive()
    return found


@pytest.fixture
def invited(survey: Survey) -> Callable[[], Respondent]:
    """Somebody with a personal link, on one device after the other."""
    group = GroupFactory(survey=survey, name="Office", way="personal")
    invitee = Invitee.objects.create(survey=survey, group=group, email="one@example.org")

    def arrive() -> Respondent:
        found = Respondent(survey)
        found.open(new_key(survey=survey, group=group, invitee=invitee))
        return found

    return arrive


def test_everything_is_looked_over_with_links_to_what_is_open(one: Respondent) -> None:
    one.save({"s-1": "5", "s-2": "dont_know"})
    response = one.get("review/")
    page = response.content.decode()
    assert problems(response) == []
    assert "2 of 4 questions are answered" in page
    assert "<strong>Strongly agree</strong>" in page
    assert page.count("Not answered") == 2
    assert f'href="{one.base}2/#q-{SLUG}--s-3"' in page
    assert f'id="q-{SLUG}--s-3"' in one.get("2/").content.decode()


def test_sending_stores_one_response_and_erases_the_draft(one: Respondent) -> None:
    one.save({"s-1": "5"})
    response = one.send({"s-1": "5", "s-2": "4"}, comment="  More time,\r\nplease. ")
    assert response["Location"] == f"{one.base}thanks/"
    stored = Response.objects.get()
    assert stored.answers == {f"{SLUG}/s-1": "5", f"{SLUG}/s-2": "4"}
    assert stored.group.name == "Clinical staff"
    assert one.survey.comments.get().text == "More time,\nplease."
    assert not Draft.objects.exists()


def test_what_another_tab_saved_after_the_page_was_made_is_sent_too(one: Respondent) -> None:
    one.save({"s-1": "5"})
    one.save({"s-3": "2"}, page=2)
    one.send({"s-1": "4"})
    assert Response.objects.get().answers == {f"{SLUG}/s-1": "4", f"{SLUG}/s-3": "2"}


def test_sending_nothing_says_so_and_uses_nothing_up(one: Respondent) -> None:
    response = one.send(comment="   ")
    assert response.status_code == 422
    assert problems(response) == []
    assert "Nothing is answered yet, so there is nothing to send." in response.content.decode()
    assert not Response.objects.exists()
    assert not Receipt.objects.exists()


def test_a_comment_alone_is_something(one: Respondent) -> None:
    assert one.send(comment="All is well.").status_code == 302
    assert one.survey.comments.count() == 1


def test_a_comment_that_is_too_long_is_shown_and_not_cut(one: Respondent) -> None:
    response = one.send({"s-1": "5"}, comment="x" * (LONGEST_COMMENT + 1))
    assert response.status_code == 422
    assert "x" * (LONGEST_COMMENT + 1) in response.content.decode()
    assert not Response.objects.exists()
    assert one.send({"s-1": "5"}, comment="x" * LONGEST_COMMENT).status_code == 302


def test_a_comment_that_reads_like_a_clients_record_is_asked_about_once(one: Respondent) -> None:
    response = one.send({"s-1": "5"}, comment=RECORD)
    assert response.status_code == 422
    assert "reads as if it were about somebody you serve" in response.content.decode()
    assert 'name="seen"' in response.content.decode()
    assert one.send({"s-1": "5"}, comment=RECORD, seen="yes").status_code == 302


def test_a_comment_is_kept_on_the_way_back(one: Respondent) -> None:
    assert one.post("review/", {"comment": "So far.", "action": "back"})["Location"] == f"{one.base}2/"
    assert "So far." in one.get("review/").content.decode()


def test_a_survey_without_comments_takes_none(cast: Cast) -> None:
    one = Respondent(opened(cast.organization))
    one.arrive()
    assert "<textarea" not in one.get("review/").content.decode()
    one.send({"s-1": "5"}, comment="Nobody asked.")
    assert not one.survey.comments.exists()
    assert Response.objects.count() == 1


def test_sending_again_after_a_lost_reply_sees_success_and_stores_nothing_more(one: Respondent) -> None:
    for _ in range(3):
        assert one.send({"s-1": "5"})["Location"] == f"{one.base}thanks/"
    assert Response.objects.count() == 1
    assert not Draft.objects.exists()


def test_a_save_that_comes_after_sending_leaves_nothing_behind(one: Respondent) -> None:
    one.send({"s-1": "5"})
    one.save({"s-1": "1"})
    assert not Draft.objects.exists()
    assert one.get("1/")["Location"] == f"{one.base}thanks/"


def test_whoever_sent_and_lost_the_reply_hears_that_it_arrived(invited: Callable[[], Respondent]) -> None:
    one = invited()
    one.send({"s-1": "5"})
    for path in ("", "1/", "review/"):
        assert one.get(path)["Location"] == f"{one.base}thanks/"
    assert one.send({"s-1": "5"})["Location"] == f"{one.base}thanks/"


def test_the_thank_you_page_erases_the_cookie_and_needs_none(one: Respondent) -> None:
    one.send({"s-1": "5"})
    response = one.get("thanks/")
    assert problems(response) == []
    assert response.cookies[COOKIE]["max-age"] == 0
    assert response.cookies[COOKIE]["path"] == one.base
    page = Respondent(one.survey).get("thanks/").content
    assert page == response.content
    for words in ("Your answers have been received", "988", "it is now used up", "Jordan Lee"):
        assert words in page.decode()
    close(survey=one.survey, actor=leader_of(one.survey.organization))
    assert Respondent(one.survey).get("thanks/").status_code == 200


def test_the_thank_you_page_is_not_for_those_who_have_not_sent(one: Respondent) -> None:
    one.save({"s-1": "5"})
    assert one.get("thanks/")["Location"] == one.base
    assert one.client.cookies[COOKIE].value


def test_on_two_devices_the_second_is_told_honestly_and_shown_what_it_had(invited: Callable[[], Respondent]) -> None:
    first, second = invited(), invited()
    second.save({"s-1": "1"})
    first.send({"s-1": "5"})
    response = second.send({"s-1": "1", "s-2": "2"}, comment="Mine.")
    page = response.content.decode()
    assert response.status_code == 409
    assert problems(response) == []
    assert "Your answers were not taken" in page
    assert "Strongly disagree" in page
    assert "Mine." in page
    assert Response.objects.get().answers == {f"{SLUG}/s-1": "5"}
    assert second.get("1/").status_code == 404


def test_answers_sent_after_closing_are_shown_and_not_taken(one: Respondent) -> None:
    close(survey=one.survey, actor=leader_of(one.survey.organization))
    response = one.send({"s-1": "5"})
    assert response.status_code == 409
    assert "Strongly agree" in response.content.decode()
    assert not Response.objects.exists()
    assert one.send().status_code == 404


def test_whoever_lost_the_reply_and_asks_again_after_closing_is_not_told_that_all_is_lost(one: Respondent) -> None:
    one.send({"s-1": "5"})
    close(survey=one.survey, actor=leader_of(one.survey.organization))
    page = one.send({"s-1": "5"}).content.decode()
    assert "what you sent just now has not been kept" in page
    assert "If you had sent your answers before that, they were received then." in page


def test_a_link_cannot_be_sent_for_with_a_key_of_another_survey(cast: Cast, one: Respondent) -> None:
    other = Respondent(opened(cast.elsewhere))
    other.arrive("Leadership")
    key, device = other.client.cookies[COOKIE].value, one.device
    one.client.cookies[COOKIE] = f"{key.partition('.')[0]}.{device}"
    response = one.client.post(
        f"{one.base}review/", {**one.fields({"s-1": "5"}), "action": "send", "token": visiting.form_token(device)}
    )
    assert response.status_code == 409
    assert not Response.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(one: Respondent, method: str) -> None:
    for path in ("", "1/", "review/", "thanks/"):
        assert getattr(one.client, method)(one.base + path).status_code == 405
    assert one.post("thanks/").status_code == 405
