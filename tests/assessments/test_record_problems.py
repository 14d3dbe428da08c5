"""When an answer cannot be saved: nothing typed is lost, and the page says what to do."""

import pytest

from assessments.answers import from_json
from assessments.models import Completion, Record
from tests.cast import Cast

from .form import OpenForm

pytestmark = pytest.mark.django_db


def two_tabs(cast: Cast, url: str) -> tuple[OpenForm, OpenForm]:
    """Ours, the leader's, and theirs, the owner's; both opened when the board was "yes" and the hopes "Time"."""
    OpenForm(cast.client("leader"), url).choose(board="yes").type(hopes="Time").save()
    return OpenForm(cast.client("leader"), url), OpenForm(cast.client("owner"), url)


def stored() -> dict[str, str]:
    return {item: answer.choice or answer.text for item, answer in from_json(Record.objects.get().answers).items()}


def marked(form: OpenForm) -> list[str]:
    """The questions whose panel says that something is wrong."""
    panels = form.page.split('id="problem-')[1:]
    return [panel.split('"')[0] for panel in panels if "item-conflict" in panel or "field-error" in panel]


def test_a_text_that_is_too_long_stays_as_typed_and_the_rest_is_saved(cast: Cast, url: str) -> None:
    form = OpenForm(cast.client("leader"), url)
    text = "1234567890 " * 9_091  # 100 000 characters
    response = form.type(hopes=text).choose(board="yes").save()
    assert response.status_code == 422
    assert "This text has 100,000 characters; 20,000 is the most that can be kept." in form.page
    assert "Not everything is saved yet." in form.page
    assert form.fields["t-hopes"] == text.strip()
    assert (marked(form), stored()) == (["hopes"], {"board": "yes"})
    assert form.type(hopes="Shorter").save().status_code == 302
    assert stored() == {"board": "yes", "hopes": "Shorter"}


def test_a_list_of_names_that_is_too_long_stays_as_typed(cast: Cast, url: str) -> None:
    form = OpenForm(cast.client("leader"), url)
    assert form.type(_present="Ann " * 6_000).save().status_code == 422
    assert form.fields["t-_present"] == ("Ann " * 6_000).strip()
    assert marked(form) == ["_present"]


@pytest.mark.parametrize("fields", [{"c-board": "maybe"}, {"c-board": "\0"}, {"c-board": "yes", "t-board": "and more"}])
def test_what_the_form_never_offered_is_refused(cast: Cast, url: str, fields: dict[str, str]) -> None:
    form = OpenForm(cast.client("leader"), url)
    form.fields.update(fields)
    assert form.type(hopes="Time").save().status_code == 422
    assert (marked(form), stored()) == (["board"], {"hopes": "Time"})


def test_something_wrong_is_not_completed(cast: Cast, url: str) -> None:
    form = OpenForm(cast.client("leader"), url).choose(board="yes").type(hopes="x" * 20_001)
    assert form.save(action="complete").status_code == 422
    assert not Completion.objects.exists()


def test_two_tabs_that_change_different_answers_both_keep_theirs(cast: Cast, url: str) -> None:
    ours, theirs = two_tabs(cast, url)
    theirs.choose(board="no").save()
    assert ours.type(hopes="Trust").save().status_code == 302
    assert stored() == {"board": "no", "hopes": "Trust"}


def test_a_conflict_shows_both_answers_and_saves_neither(cast: Cast, url: str) -> None:
    ours, theirs = two_tabs(cast, url)
    theirs.type(hopes="Theirs <b>").save()
    response = ours.type(hopes="Ours & mine").choose(pay="no").save()
    assert response.status_code == 409
    assert "Somebody else changed this meanwhile" in ours.page
    assert "Theirs &lt;b&gt;" in ours.page
    assert ours.fields["t-hopes"] == "Ours & mine"
    assert (marked(ours), stored()) == (["hopes"], {"board": "yes", "hopes": "Theirs <b>", "pay": "no"})


def test_saving_again_without_a_choice_settles_nothing(cast: Cast, url: str) -> None:
    ours, theirs = two_tabs(cast, url)
    theirs.type(hopes="Theirs").save()
    ours.type(hopes="Ours").save()
    assert ours.save().status_code == ours.save(action="complete").status_code == 409
    assert ours.fields["t-hopes"] == "Ours"
    assert stored()["hopes"] == "Theirs"
    assert not Completion.objects.exists()


@pytest.mark.parametrize(("button", "expected"), [("take", "Theirs"), ("keep", "Ours")])
def test_take_and_keep_settle_a_conflict(cast: Cast, url: str, button: str, expected: str) -> None:
    ours, theirs = two_tabs(cast, url)
    theirs.type(hopes="Theirs").save()
    ours.type(hopes="Ours").save()
    value = dict(ours.buttons)[button]
    response = ours.choose(budget="no").save(**{button: value})
    assert response.status_code == 302
    ours.load()
    assert (ours.fields["t-hopes"], stored()) == (expected, {"board": "yes", "hopes": expected, "budget": "no"})


def test_two_conflicts_are_settled_one_after_the_other(cast: Cast, url: str) -> None:
    ours, theirs = two_tabs(cast, url)
    theirs.type(hopes="Theirs").choose(board="no").save()
    ours.type(hopes="Ours").choose(board="partly").save()
    assert ours.save(take="hopes").status_code == 409
    assert (marked(ours), ours.fields["t-hopes"], ours.fields["c-board"]) == (["board"], "Theirs", "partly")
    assert ours.save(keep=dict(ours.buttons)["keep"]).status_code == 302
    assert stored() == {"board": "partly", "hopes": "Theirs"}


def test_keep_does_not_overwrite_what_came_after_the_page(cast: Cast, url: str) -> None:
    ours, theirs = two_tabs(cast, url)
    theirs.type(hopes="Theirs").save()
    ours.type(hopes="Ours").save()
    theirs.load()
    theirs.type(hopes="A third text").save()
    assert ours.save(keep=dict(ours.buttons)["keep"]).status_code == 409
    assert "A third text" in ours.page
    assert stored()["hopes"] == "A third text"


def test_enter_in_a_field_never_throws_away_what_one_typed(cast: Cast, url: str) -> None:
    """A browser presses the form's first button then."""
    ours, theirs = two_tabs(cast, url)
    theirs.type(_present="Theirs").save()
    ours.type(_present="Ours").save()
    assert ours.buttons[0] == ("action", "save")
    assert ("take", "_present") in ours.buttons


def test_a_save_after_completion_keeps_what_was_typed_until_it_is_reopened(cast: Cast, url: str) -> None:
    ours, theirs = two_tabs(cast, url)
    theirs.save(action="complete")
    response = ours.type(hopes="Trust, too", _present="Ann").choose(board="no").save()
    assert response.status_code == 409
    assert "This assessment was completed meanwhile, so nothing new was saved." in ours.page
    shown = [ours.fields[name] for name in ("t-hopes", "t-_present", "c-board")]
    assert shown == ["Trust, too", "Ann", "no"]
    assert stored() == {"board": "yes", "hopes": "Time"}
    assert Completion.objects.get().answers == Record.objects.get().answers
    theirs.client.post(url + "reopen/")
    assert ours.save().status_code == 302
    assert stored() == {"board": "no", "hopes": "Trust, too"}


def test_what_is_wrong_after_completion_is_named_and_kept_too(cast: Cast, url: str) -> None:
    ours, theirs = two_tabs(cast, url)
    theirs.save(action="complete")
    assert ours.type(hopes="x" * 20_001).choose(board="no").save().status_code == 409
    assert (len(ours.fields["t-hopes"]), ours.fields["c-board"], marked(ours)) == (20_001, "no", ["hopes"])
