"""Saving a report as it is typed: in place, by two people at once, and the summary's sentences."""

import pytest
from django.http import HttpResponse
from django.test import Client

from assessments.models import Completion
from reports.composing.material import gather
from reports.composing.summary import sentences
from reports.models import Report
from tests.assessments.screen import page
from tests.cast import Cast
from tests.invariants.page import problems
from tests.reports.test_readiness import completed, instrument

from .test_compose_screens import at, begun, form_of, send

pytestmark = pytest.mark.django_db


def open_form(client: Client, cast: Cast, report: Report) -> dict[str, object]:
    """The form as somebody has it before them."""
    marks = client.get(at(cast, f"compose/{report.pk}/")).context["marks"]
    return form_of(report) | {f"was-{path}": found for path, found in marks}


def post(
    client: Client, cast: Cast, report: Report, sent: dict[str, object], *, in_place: bool = False
) -> HttpResponse:
    headers = {"HX-Request": "true"} if in_place else {}
    response = client.post(at(cast, f"compose/{report.pk}/"), sent, headers=headers)
    report.refresh_from_db()
    return response


@pytest.fixture
def culture(cast: Cast) -> str:
    """The key of a sentence that there is."""
    completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    return "area/culture"


def rule(cast: Cast, key: str) -> str:
    return next(one.text for one in sentences(gather(cast.organization)) if one.key == key)


def test_saving_in_place_says_so_and_sends_no_field_back(cast: Cast) -> None:
    report = begun(cast)
    response = send(cast, report, in_place=True, name="For the <i>judge</i>")
    text = response.content.decode()
    assert response.status_code == 200
    assert "Last saved at" in text
    assert "For the &lt;i&gt;judge&lt;/i&gt;</h1>" in text
    assert "<textarea" not in text
    assert 'name="introduction"' not in text


def test_one_save_after_another_in_place_goes_on_from_the_marks_sent_back(cast: Cast) -> None:
    report, client = begun(cast), cast.client("owner")
    sent = open_form(client, cast, report)
    for name in ("One", "Two", "One"):
        response = post(client, cast, report, sent | {"name": name}, in_place=True)
        assert (response.status_code, report.name) == (200, name)
        sent |= {f"was-{path}": found for path, found in response.context["marks"]}


def test_two_people_who_change_different_fields_lose_nothing(cast: Cast) -> None:
    report, one, other = begun(cast), cast.client("owner"), cast.client("leader")
    mine, theirs = open_form(one, cast, report), open_form(other, cast, report)
    post(one, cast, report, mine | {"introduction": "Mine"}, in_place=True)
    response = post(other, cast, report, theirs | {"asked": "Theirs"}, in_place=True)
    assert (report.introduction, report.asked) == ("Mine", "Theirs")
    text = response.content.decode()
    assert "Somebody else changed this meanwhile: Introduction." in " ".join(text.split())
    theirs |= {f"was-{path}": found for path, found in response.context["marks"]}
    post(other, cast, report, theirs | {"asked": "Theirs again"}, in_place=True)
    assert report.introduction == "Mine", "an old form takes nothing back"


@pytest.mark.parametrize("in_place", [True, False])
def test_who_changes_the_same_differently_is_shown_both(cast: Cast, in_place: bool) -> None:
    report, one, other = begun(cast), cast.client("owner"), cast.client("leader")
    mine, theirs = open_form(one, cast, report), open_form(other, cast, report)
    post(one, cast, report, mine | {"introduction": "By the owner", "asked": "Decide"})
    response = post(other, cast, report, theirs | {"introduction": "By the leader", "name": "New"}, in_place=in_place)
    text = response.content.decode()
    assert response.status_code == 409
    assert "By the owner" in text
    assert "By the leader" in text
    assert (report.introduction, report.name, report.asked) == ("By the owner", "New", "Decide")
    if not in_place:
        assert problems(response) == []


@pytest.mark.parametrize(("choice", "kept"), [("mine", "By the leader"), ("theirs", "By the owner")])
def test_a_conflict_is_decided_by_a_button(cast: Cast, choice: str, kept: str) -> None:
    report, one, other = begun(cast), cast.client("owner"), cast.client("leader")
    mine, theirs = open_form(one, cast, report), open_form(other, cast, report)
    post(one, cast, report, mine | {"introduction": "By the owner"})
    theirs |= {"introduction": "By the leader"}
    clash = post(other, cast, report, theirs).context["clashes"][0]
    theirs |= {"keep-introduction": choice, "seen-introduction": clash.seen}
    assert post(other, cast, report, theirs, in_place=True).status_code == 409, "a choice is not made by coming past it"
    assert post(other, cast, report, theirs | {"do": "save"}).status_code == 302
    assert report.introduction == kept


def test_a_sentence_is_edited_marked_and_put_back(cast: Cast, culture: str) -> None:
    report, name, client = begun(cast), "said-area/culture", cast.client("owner")
    sent = open_form(client, cast, report)
    post(client, cast, report, sent | {name: "We are <b>good</b> at this."})
    assert report.edits == {culture: {"text": "We are <b>good</b> at this.", "was": rule(cast, culture)}}
    text = page(client, at(cast, f"compose/{report.pk}/"))
    assert "We are &lt;b&gt;good&lt;/b&gt; at this." in text
    assert "Edited. The rules say:" in text
    assert "have moved" not in text
    post(
        client,
        cast,
        report,
        open_form(client, cast, report) | {name: "We are <b>good</b> at this.", "do": f"back:{culture}"},
    )
    assert report.edits == {}


def test_an_untouched_sentence_is_never_saved_as_edited(cast: Cast, culture: str) -> None:
    report, client = begun(cast), cast.client("owner")
    sent = open_form(client, cast, report) | {"said-area/culture": rule(cast, culture), "name": "New"}
    post(client, cast, report, sent, in_place=True)
    assert (report.name, report.edits) == ("New", {})


def test_an_edited_sentence_whose_figures_moved_is_marked_until_somebody_says_that_it_holds(
    cast: Cast, culture: str
) -> None:
    report, client = begun(cast, edits={culture: {"text": "Ours.", "was": "Culture: 12%."}}), cast.client("owner")
    text = page(client, at(cast, f"compose/{report.pk}/"))
    assert "The figures have moved since you edited this" in text
    post(
        client, cast, report, open_form(client, cast, report) | {"said-area/culture": "Ours.", "do": f"keep:{culture}"}
    )
    assert report.edits == {culture: {"text": "Ours.", "was": rule(cast, culture)}}
    assert "have moved" not in page(client, at(cast, f"compose/{report.pk}/"))


def test_two_people_edit_two_sentences(cast: Cast, culture: str) -> None:
    report, one, other = begun(cast), cast.client("owner"), cast.client("leader")
    mine, theirs = open_form(one, cast, report), open_form(other, cast, report)
    post(one, cast, report, mine | {"said-area/culture": "Mine."}, in_place=True)
    post(other, cast, report, theirs | {"said-well/a/board": "Theirs."}, in_place=True)
    assert {key: edit["text"] for key, edit in report.edits.items()} == {culture: "Mine.", "well/a/board": "Theirs."}
    response = post(other, cast, report, theirs | {"said-area/culture": "Theirs."}, in_place=True)
    assert response.status_code == 409
    assert report.edits[culture]["text"] == "Mine."


def test_a_sentence_too_long_or_no_longer_there_is_not_saved_and_said_so(cast: Cast, culture: str) -> None:
    report = begun(cast)
    long = send(cast, report, in_place=True, **{"said-area/culture": "x" * 1_001})
    assert long.status_code == 422
    assert "at most 1000 characters" in long.content.decode()
    gone = send(cast, report, in_place=True, **{"said-round/none": "Mine."})
    assert "is not in the summary any more" in gone.content.decode()
    assert Report.objects.get().edits == {}
    Completion.objects.all().delete()


def test_a_report_that_was_removed_meanwhile_is_gone(cast: Cast) -> None:
    report, client = begun(cast), cast.client("owner")
    sent = open_form(client, cast, report)
    Report.objects.all().delete()
    assert client.post(at(cast, f"compose/{report.pk}/"), sent, headers={"HX-Request": "true"}).status_code == 404


def test_a_full_disk_costs_the_logo_and_nothing_else(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from .test_compose_screens import png

    def full(*given: object) -> str:
        raise OSError("No space left on device")

    monkeypatch.setattr("reports.compose_saving.keep_logo", full)
    report = begun(cast)
    response = send(cast, report, logo=png(), logo_words="Ours", asked="Decide.")
    assert response.status_code == 422
    assert "could not be stored" in response.content.decode()
    report.refresh_from_db()
    assert (report.logo, report.asked) == ("", "Decide.")
