"""Saving in place, while one types: the answer to htmx, and what the open form makes of it."""

import pytest

from assessments.answers import from_json
from assessments.models import Completion, Record
from tests.cast import Cast

from .form import OpenForm, Reader

pytestmark = pytest.mark.django_db


def open_form(cast: Cast, url: str, who: str = "leader") -> OpenForm:
    return OpenForm(cast.client(who), url)


def stored() -> dict[str, str]:
    return {item: answer.choice or answer.text for item, answer in from_json(Record.objects.get().answers).items()}


def test_a_save_answers_the_status_line_with_digests_and_progress(cast: Cast, url: str) -> None:
    form = open_form(cast, url).choose(board="yes")
    response = form.save_in_place()
    answer = response.content.decode()
    assert (response.status_code, stored()) == (200, {"board": "yes"})
    assert answer.strip().startswith("Saved just now")
    assert "<html" not in answer
    assert '<div id="progress" hx-swap-oob="innerHTML">' in answer
    assert "1 of 4" in answer
    assert 'id="problem-board" hx-swap-oob="innerHTML"></div>' in answer
    fields = Reader(answer).fields
    assert fields.keys() == {"was-board", "was-budget", "was-pay", "was-hopes", "was-_present"}
    assert [name for name, value in fields.items() if value] == ["was-board"]


def test_one_goes_on_and_on_without_meeting_oneself(cast: Cast, url: str) -> None:
    form = open_form(cast, url)
    for text in ("M", "More", "More time", "", "Trust"):
        assert form.type(hopes=text).save_in_place().status_code == 200
    assert stored() == {"hopes": "Trust"}


def test_typing_on_while_a_save_is_under_way_is_no_conflict(cast: Cast, url: str) -> None:
    form = open_form(cast, url).type(hopes="More")
    response = form.client.post(url, form.sends(), headers={"HX-Request": "true"})
    form.type(hopes="More time")
    form.fields.update(Reader(response.content.decode()).fields)
    assert form.save_in_place().status_code == 200
    assert stored() == {"hopes": "More time"}


def test_a_lost_reply_is_made_good_by_sending_again(cast: Cast, url: str) -> None:
    form = open_form(cast, url).choose(board="yes").type(hopes="Time")
    form.client.post(url, form.sends(), headers={"HX-Request": "true"})
    assert form.save_in_place().status_code == 200
    assert form.choose(board="no").save_in_place().status_code == 200
    assert stored() == {"board": "no", "hopes": "Time"}


def test_saving_something_else_does_not_undo_what_another_changed(cast: Cast, url: str) -> None:
    open_form(cast, url).choose(board="yes").save()
    ours, theirs = open_form(cast, url), open_form(cast, url, "owner")
    theirs.choose(board="no").save_in_place()
    for text in ("T", "Tr", "Trust"):
        assert ours.type(hopes=text).save_in_place().status_code == 200
    assert stored() == {"board": "no", "hopes": "Trust"}
    assert theirs.choose(pay="yes").save_in_place().status_code == 200
    assert stored() == {"board": "no", "hopes": "Trust", "pay": "yes"}


def test_changing_what_another_changed_meanwhile_is_a_conflict(cast: Cast, url: str) -> None:
    ours, theirs = open_form(cast, url), open_form(cast, url, "owner")
    theirs.choose(board="no").save_in_place()
    ours.type(hopes="Trust").save_in_place()
    assert ours.choose(board="yes").save_in_place().status_code == 409
    assert stored() == {"board": "no", "hopes": "Trust"}


def test_a_conflict_in_place_shows_both_and_its_buttons_work(cast: Cast, url: str) -> None:
    ours, theirs = open_form(cast, url), open_form(cast, url, "owner")
    theirs.type(hopes="Theirs <b>").save_in_place()
    response = ours.type(hopes="Ours").choose(pay="yes").save_in_place()
    answer = response.content.decode()
    assert response.status_code == 409
    assert "not saved yet" in answer
    panel = answer.split('id="problem-hopes"')[1].split("hx-swap-oob")[1]
    assert "Theirs &lt;b&gt;" in panel
    assert "Ours" in panel
    assert "was-hopes" not in Reader(answer).fields
    assert stored() == {"hopes": "Theirs <b>", "pay": "yes"}
    assert ours.save(keep=dict(ours.buttons)["keep"]).status_code == 302
    assert stored() == {"hopes": "Ours", "pay": "yes"}


def test_a_panel_goes_once_its_conflict_is_settled_elsewhere(cast: Cast, url: str) -> None:
    ours, theirs = open_form(cast, url), open_form(cast, url, "owner")
    theirs.type(hopes="Theirs").save_in_place()
    ours.type(hopes="Ours").save_in_place()
    theirs.type(hopes="Ours").save_in_place()
    response = ours.save_in_place()
    assert response.status_code == 200
    assert 'id="problem-hopes" hx-swap-oob="innerHTML"></div>' in response.content.decode()


def test_a_text_that_is_too_long_is_refused_in_place_and_the_rest_is_saved(cast: Cast, url: str) -> None:
    form = open_form(cast, url).type(hopes="x" * 100_000).choose(board="yes")
    response = form.save_in_place()
    answer = response.content.decode()
    assert response.status_code == 422
    assert "100,000 characters" in answer.split('id="problem-hopes"')[1]
    assert "Saved just now" not in answer
    assert stored() == {"board": "yes"}
    assert form.type(hopes="Short").save_in_place().status_code == 200


def test_a_save_after_completion_says_so_and_touches_nothing(cast: Cast, url: str) -> None:
    ours, theirs = open_form(cast, url), open_form(cast, url, "owner")
    theirs.choose(board="yes").save(action="complete")
    response = ours.choose(board="no").save_in_place()
    answer = response.content.decode()
    assert response.status_code == 409
    assert "Not saved." in answer
    assert "completed meanwhile" in answer
    assert "hx-swap-oob" not in answer
    assert (stored(), Completion.objects.count()) == ({"board": "yes"}, 1)


def test_saving_in_place_never_completes(cast: Cast, url: str) -> None:
    form = open_form(cast, url).choose(board="yes")
    form.client.post(url, form.sends(action="complete"), headers={"HX-Request": "true"})
    assert not Completion.objects.exists()


def test_signing_out_meanwhile_answers_401_and_no_page(cast: Cast, url: str) -> None:
    form = open_form(cast, url).choose(board="yes")
    form.client.logout()
    response = form.save_in_place()
    assert (response.status_code, response.content) == (401, b"")
    form.client.force_login(cast.leader)
    assert form.save_in_place().status_code == 200
    assert stored() == {"board": "yes"}


def test_a_text_that_looks_like_a_clients_record_is_saved_and_questioned(cast: Cast, url: str) -> None:
    form = open_form(cast, url).type(hopes="Case no. 48213")
    response = form.save_in_place()
    assert response.status_code == 200
    assert "please take out names" in response.content.decode().split('id="problem-hopes"')[1]
    assert stored() == {"hopes": "Case no. 48213"}
    form.load()
    assert "please take out names" in form.page
    assert "please take out names" not in form.type(hopes="Our cases").save_in_place().content.decode()
