"""The questions change while a form is open: what was typed for those that are gone is shown, not dropped."""

from dataclasses import replace
from typing import Any

import pytest

from assessments import authoring
from assessments.models import Completion, Instrument, Record
from assessments.views import record as record_view
from tests.cast import Cast
from tests.factories import OwnInstrumentFactory, RecordFactory

from .form import OpenForm, Reader
from .screen import page

pytestmark = pytest.mark.django_db
NOTICE = "The questions have changed meanwhile"


@pytest.fixture
def own(cast: Cast) -> Instrument:
    """Its last question, `hopes`, is the only one of its second part."""
    return OwnInstrumentFactory(organization=cast.organization)


@pytest.fixture
def at(cast: Cast, own: Instrument) -> str:
    return f"/o/{cast.organization.slug}/assess/{own.slug}/"


@pytest.fixture
def form(cast: Cast, at: str) -> OpenForm:
    return OpenForm(cast.client("leader"), at)


def drop(cast: Cast, own: Instrument, *gone: str) -> None:
    """Somebody takes questions out."""
    own.refresh_from_db()
    assert own.current_version
    content = own.current_version.content
    parts = [replace(s, items=tuple(i for i in s.items if i.slug not in gone)) for s in content.sections]
    authoring.change_instrument(
        instrument=own,
        head=authoring.head_of(own),
        content=replace(content, sections=tuple(part for part in parts if part.items)),
        based_on=authoring.state_of(own),
        actor=cast.owner,
    )


def stored() -> set[str]:
    return {slug for record in Record.objects.all() for slug in record.answers}


def test_what_was_typed_for_a_question_that_is_gone_is_shown_and_the_rest_is_saved(
    cast: Cast, own: Instrument, form: OpenForm
) -> None:
    drop(cast, own, "hopes", "budget")
    response = form.type(hopes="Rest <b>\nand quiet").choose(board="yes", budget="no").save(action="complete")
    assert response.status_code == 409
    assert NOTICE in form.page
    assert "2 of your answers" in form.page
    assert "Rest &lt;b&gt;<br>and quiet" in form.page
    assert "t-hopes" not in form.fields
    assert (stored(), Completion.objects.exists()) == ({"board"}, False)
    assert form.save().status_code == 302
    assert NOTICE not in page(form.client, form.url)


def test_in_place_the_status_line_says_so_and_the_form_stays(cast: Cast, own: Instrument, form: OpenForm) -> None:
    drop(cast, own, "hopes")
    response = form.type(hopes="Rest").choose(board="yes").save_in_place()
    answer = response.content.decode()
    assert response.status_code == 409
    assert "Not everything is saved." in answer
    assert "The questions have changed meanwhile" in answer
    assert "Saved just now" not in answer
    assert not {"was-hopes", "version"} & set(Reader(answer).fields)
    assert stored() == {"board"}
    assert form.save_in_place().status_code == 409
    assert form.save().status_code == 409
    assert "Rest" in form.page


def test_a_record_that_moved_on_meanwhile_loses_nothing_unsaid(
    cast: Cast, own: Instrument, at: str, form: OpenForm
) -> None:
    record = RecordFactory(organization=cast.organization, instrument=own)
    form.load()
    drop(cast, own, "hopes")
    seen = authoring.state_before_moving(Record.objects.get())
    authoring.move_to_current_version(record=record, seen=seen, actor=cast.owner)
    assert form.type(hopes="Rest").save().status_code == 409
    assert "Rest" in form.page


def test_nothing_is_said_where_nothing_was_typed_for_what_is_gone(cast: Cast, own: Instrument, form: OpenForm) -> None:
    drop(cast, own, "hopes")
    assert form.type(_present="All").choose(board="yes").save().status_code == 302
    assert stored() == {"board"}


def test_the_same_version_or_none_named_is_no_change(own: Instrument, form: OpenForm) -> None:
    form.fields["t-unknown"] = "x"
    assert form.save().status_code == 302
    del form.fields["version"]
    assert form.save().status_code == 302


def test_a_part_that_is_gone_shows_its_texts_on_the_page_of_the_whole(
    cast: Cast, own: Instrument, at: str, form: OpenForm
) -> None:
    part = OpenForm(form.client, f"{at}sections/open/").type(hopes="Rest")
    drop(cast, own, "hopes")
    assert part.save_in_place().status_code == 409
    assert part.save(action="next").status_code == 409
    assert "Rest" in part.page
    assert f'action="{at}" id="record"' in part.page
    assert form.client.get(part.url).status_code == 404
    assert form.client.post(part.url, {"t-hopes": "Rest"}).status_code == 404


def test_the_list_of_parts_shows_it_too(cast: Cast, own: Instrument, at: str, form: OpenForm) -> None:
    assert own.current_version
    content = own.current_version.content
    first, last = content.sections
    apart = (replace(first, items=first.items[:2]), replace(first, slug="apart", items=first.items[2:]), last)
    aimed = replace(content, sections=tuple(replace(part, audience="The board") for part in apart))
    authoring.change_instrument(
        instrument=own,
        head=authoring.head_of(own),
        content=aimed,
        based_on=authoring.state_of(own),
        actor=cast.owner,
    )
    part = OpenForm(form.client, f"{at}sections/open/").type(hopes="Rest")
    drop(cast, own, "hopes")
    part.save()
    assert "Part by part" in part.page
    assert NOTICE in part.page
    assert "version" in part.fields


def test_a_change_between_reading_and_saving_is_met_by_reading_again(
    cast: Cast, own: Instrument, form: OpenForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = record_view.read_post

    def read_then_change(*args: Any) -> Any:
        posted = read(*args)
        monkeypatch.undo()
        drop(cast, own, "hopes")
        return posted

    monkeypatch.setattr(record_view, "read_post", read_then_change)
    assert form.type(hopes="Rest").choose(board="yes").save().status_code == 409
    assert "Rest" in form.page
    assert stored() == {"board"}


@pytest.mark.parametrize("renamed", [True, False])
def test_a_person_renamed_or_deleted_while_being_saved_does_not_come_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, renamed: bool
) -> None:
    own = OwnInstrumentFactory(organization=cast.organization, about="person")
    record = RecordFactory(organization=cast.organization, instrument=own, subject="JM", answers={})
    form = OpenForm(cast.client("hr"), f"/o/{cast.organization.slug}/assess/{own.slug}/people/{record.pk}/")
    read = record_view.read_post

    def change_then_read(*args: Any) -> Any:
        if renamed:
            Record.objects.update(subject="K-07")
        else:
            Record.objects.all().delete()
        return read(*args)

    monkeypatch.setattr(record_view, "read_post", change_then_read)
    assert form.choose(board="yes").save().status_code == (302 if renamed else 404)
    saved = [(r.pk, r.subject, list(r.answers)) for r in Record.objects.all()]
    assert saved == ([(record.pk, "K-07", ["board"])] if renamed else [])
