"""The steps of a description: who may, saving with a button and in place, mistakes, two people, and all on one page."""

from dataclasses import replace

import pytest

from jobdesc.drafting.document import Document
from jobdesc.drafting.forms import FORMS
from jobdesc.drafting.saving import put_away, save
from jobdesc.models import OwnTerm
from organizations.models import Role
from tests.cast import Cast

from .build import a_document, description_of
from .pages import at, fields_of, form_of, now, send, version_in

STEPS = [*FORMS, "all"]


@pytest.mark.parametrize("step", STEPS)
def test_only_those_who_draft_open_a_step(cast: Cast, step: str) -> None:
    made = description_of(cast.organization)
    path = at(made, f"draft/{step}/")
    assert cast.client("outsider").get(path).status_code == 404
    assert cast.client(Role.VIEWER).get(path).status_code == 403
    assert cast.client("hr").get(path).status_code == 200
    assert cast.client("hr").put(path).status_code == 405
    assert cast.client("hr").get(at(made, "draft/none/")).status_code == 404
    put_away(description=made, actor=None)
    assert cast.client("hr").post(path).status_code == 409


@pytest.mark.parametrize("step", STEPS)
def test_saving_what_stands_there_changes_nothing(cast: Cast, step: str) -> None:
    made = description_of(cast.organization, a_document(3))
    client = cast.client("hr")
    assert send(client, made, step, form_of(client, made, step)).status_code == 302
    assert now(made).version == 1


def test_a_button_saves_and_goes_on(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    typed = form_of(client, made, "pay") | {"hours": "20 hours"}
    assert send(client, made, "pay", typed).headers["Location"] == at(made, "draft/pay/")
    assert now(made).document.hours == "20 hours"
    answer = send(client, made, "start", form_of(client, made, "start"), do="next")
    assert answer.headers["Location"] == at(made, "draft/who/")


def test_in_place_the_save_says_so_with_version_and_preview(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    answer = send(client, made, "start", {"version": "1", "title": "Recovery <b>Coach"}, in_place=True)
    assert answer.status_code == 200
    assert version_in(answer) == 2
    words = answer.content.decode()
    assert "Saved at" in words
    assert "Recovery &lt;b&gt;Coach" in words
    assert 'id="fields"' not in words
    assert "<html" not in words


def test_in_place_the_marks_in_what_was_typed_come_along_and_go_again(cast: Cast) -> None:
    OwnTerm.objects.create(organization=cast.organization, term="wizardry", reason="We say practice.")
    made, client = description_of(cast.organization), cast.client("hr")
    typed = form_of(client, made, "parts")
    marked = send(client, made, "parts", {**typed, "growth": "Much wizardry."}, in_place=True).content.decode()
    assert '<div id="marks" hx-swap-oob="true">' in marked
    assert "“wizardry”" in marked
    assert "1 thing to look at</a>" in marked
    typed = form_of(client, made, "parts")
    mended = send(client, made, "parts", {**typed, "growth": "Much practice."}, in_place=True).content.decode()
    assert '<div id="marks" hx-swap-oob="true">' in mended
    assert "to look at" not in mended


def test_in_place_what_others_added_to_the_same_step_comes_along_and_is_not_lost(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    typed = form_of(client, made, "parts")
    theirs = replace(
        made.document, reports_to="The judge", required=(*made.document.required, *made.document.preferred)
    )
    save(description=made, version=1, document=replace(theirs, preferred=()), actor=None)
    answer = send(client, made, "parts", typed | {"growth": "A lead role."}, in_place=True)
    assert version_in(answer) == 3
    assert 'id="fields"' in answer.content.decode()
    assert (now(made).document.reports_to, now(made).document.growth) == ("The judge", "A lead role.")
    assert len(now(made).document.required) == 2


def test_what_cannot_be_taken_is_named_and_the_rest_is_saved(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    typed = form_of(client, made, "pay") | {"pay_low": "twenty", "hours": "20 hours"}
    answer = send(client, made, "pay", typed)
    assert answer.status_code == 422
    assert fields_of(answer)["pay_low"] == ["twenty"]
    assert (now(made).document.pay_low, now(made).document.hours) == ("22.50", "20 hours")
    in_place = send(client, made, "pay", fields_of(answer) | {"hours": "21 hours"}, in_place=True)
    assert in_place.status_code == 422
    assert "in figures" in in_place.content.decode()
    mended = send(client, made, "pay", fields_of(answer) | {"pay_low": "20", "version": "3"}, in_place=True)
    assert 'id="fields"' in mended.content.decode()
    assert "field-error" not in mended.content.decode()


def test_after_a_mistake_the_page_shows_what_others_saved_too(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    typed = form_of(client, made, "pay") | {"pay_low": "twenty"}
    save(description=made, version=1, document=replace(made.document, hours="Their hours"), actor=None)
    answer = send(client, made, "pay", typed)
    assert fields_of(answer)["hours"] == ["Their hours"]
    send(client, made, "pay", fields_of(answer) | {"pay_low": "20"})
    assert (now(made).document.hours, now(made).document.pay_low) == ("Their hours", "20")


@pytest.mark.parametrize("in_place", [True, False])
def test_two_who_change_the_same_are_asked_and_nothing_typed_is_lost(cast: Cast, in_place: bool) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    duty = made.document.responsibilities[0].duties[0]
    name = f"duties-{made.document.responsibilities[0].id}-{duty.id}"
    typed = form_of(client, made, "parts")
    send(client, made, "parts", typed | {name: "Theirs"})
    mine = typed | {name: "Mine", "growth": "Mine too"}
    answer = send(client, made, "parts", mine, in_place=in_place)
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "Responsibility 1, duty 1" in words
    assert "Theirs" in words
    assert now(made).document.growth != "Mine too"
    if not in_place:
        mine = fields_of(answer)
        assert (mine[name], mine["version"]) == (["Mine"], ["1"])
    keep = f"keep-responsibilities/{made.document.responsibilities[0].id}/duties/{duty.id}"
    assert send(client, made, "parts", mine | {keep: "theirs"}).status_code == 302
    saved = now(made).document
    assert (saved.responsibilities[0].duties[0].text, saved.growth) == ("Theirs", "Mine too")


def test_a_form_sent_twice_is_one_change(cast: Cast) -> None:
    made = description_of(cast.organization, Document(title="Coach"))
    client = cast.client("hr")
    typed = {"version": "1", "categories": "provides-support", "competencies": "samhsa-competencies/conveys-hope"}
    for _ in range(2):
        send(client, made, "competencies", typed)
    assert now(made).version == 2
    assert [len(one.duties) for one in now(made).document.responsibilities] == [1]


def test_the_page_of_all_does_what_the_steps_do_one_by_one(cast: Cast) -> None:
    client = cast.client("hr")
    typed = {
        "title": "Recovery Coach",
        "setting": "court",
        "populations": ["wise-lived-experience/adult-clients"],
        "peer_workers": "2",
        "categories": ["provides-support"],
        "competencies": ["samhsa-competencies/conveys-hope"],
        "function": ["aaaaaaaaaaaa"],
        "function-aaaaaaaaaaaa": "Be there",
        "required": ["bbbbbbbbbbbb"],
        "required-bbbbbbbbbbbb": "Patience",
        "pay_low": "20",
        "pay_per": "hour",
        "state": "OH",
    }
    one, other = (description_of(cast.organization, Document(title="x")) for _ in range(2))
    send(client, one, "all", {"version": "1", **typed})
    for n, step in enumerate(("start", "parts", "who", "competencies", "pay"), start=1):
        send(client, other, step, {"version": str(n), **typed})
    assert now(one).document == now(other).document
    assert now(one).version == 2
    assert [line.text for line in now(one).document.required][1:] == ["Patience"]


def test_what_reads_like_a_clients_record_is_asked_about_and_saved(cast: Cast) -> None:
    made = description_of(cast.organization)
    client = cast.client("hr")
    typed = {"version": "1", "title": "Coach of Jane Doe, 3/4/1980"}
    assert "about somebody you serve" in send(client, made, "start", typed, in_place=True).content.decode()
    assert now(made).title.startswith("Coach of Jane")


def test_a_description_that_changed_since_is_undone_only_where_nobody_changed_the_same(cast: Cast) -> None:
    made = description_of(cast.organization, versions=2)
    client = cast.client("hr")
    save(description=made, version=2, document=replace(now(made).document, title="Since"), actor=None)
    client.post(at(made, "draft/undo/2/"))
    assert (now(made).title, now(made).document.growth) == ("Since", a_document().growth)
    save(description=made, version=4, document=replace(now(made).document, title="Again"), actor=None)
    client.post(at(made, "draft/undo/3/"))
    assert now(made).title == "Again"
    client.post(at(made, "draft/undo/99/"))
    assert now(made).version == 5


def test_going_on_leads_to_what_is_missing(cast: Cast) -> None:
    client = cast.client("hr")
    assert (
        client.get(at(description_of(cast.organization, Document(title="x")), "draft/"))
        .headers["Location"]
        .endswith("who/")
    )
