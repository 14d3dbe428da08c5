from pathlib import Path

import pytest
from django.utils import timezone

from assessments.models import Completion, Instrument, InstrumentVersion, Record, content_hash
from organizations.models import Organization
from tests.toolkits.tiny import edit, tiny_folder
from toolkits.kinds import State
from toolkits.loading import Inventory, load
from toolkits.models import Toolkit
from toolkits.strict_yaml import RefusedFixturesError

READY = "instruments/book-ready.yaml"


def state(inventory: Inventory) -> State | None:
    return inventory.state_of(next(fixture for fixture in inventory.fixtures if fixture.kind == "instrument"))


def record_of(instrument: str) -> Record:
    organization = Organization.objects.create(slug="north", name="North", kind="recovery", state="OH", staff_count=9)
    version = Instrument.objects.get(slug=instrument).current_version
    assert version
    return Record.objects.create(organization=organization, instrument_id=instrument, version=version)


@pytest.mark.django_db
def test_loaded_content_keeps_every_text_as_it_stands(tmp_path: Path) -> None:
    load(tiny_folder(tmp_path), write=True)
    instrument = Instrument.objects.select_related("current_version").get()
    assert instrument.current_version
    loaded = instrument.current_version.content
    board, budget = loaded.items
    assert (board.key, board.text, board.source.number) == ("book-ready/board", "We have a board.", "1.10")
    assert (board.derived, board.mended) == (False, "")
    assert (budget.derived, budget.mended) == (True, "a ligature")
    assert [option.key for option in loaded.scales["true-false"].options] == ["true", "false"]
    assert loaded.bands
    assert [(band.lowest, band.highest, band.lead_time) for band in loaded.bands.levels] == [
        (2, 2, "A week"),
        (0, 1, ""),
    ]
    assert instrument.current_version.content_hash == content_hash(loaded.as_dict())


@pytest.mark.django_db
def test_changed_title_is_not_another_version(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    record_of("book-ready")
    edit(folder, READY, "Are we ready?", "How ready are we?")
    assert state(load(folder, write=True)) == State.CHANGED
    assert Instrument.objects.get().title == "How ready are we?"
    assert InstrumentVersion.objects.count() == 1


@pytest.mark.django_db
def test_changed_content_replaces_a_version_that_nobody_has_used(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    edit(folder, READY, "We have a board.", "We have an advisory board.")
    assert state(load(folder, write=False)) == State.DIFFERS
    load(folder, write=True)
    assert InstrumentVersion.objects.get().content.items[0].text == "We have an advisory board."


@pytest.mark.django_db
@pytest.mark.parametrize("write", [True, False])
def test_changed_content_of_a_version_in_use_is_refused_and_nothing_is_loaded(tmp_path: Path, write: bool) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    record_of("book-ready")
    edit(folder, READY, "We have a board.", "We have an advisory board.")
    edit(folder, "toolkits/book.yaml", "A Press", "Another Press")
    with pytest.raises(RefusedFixturesError) as refused:
        load(folder, write=write)
    message = "version 1 is in use and its content has changed: give it a new version"
    assert str(refused.value) == f"{READY}:3: {message}"
    assert InstrumentVersion.objects.get().content.items[0].text == "We have a board."
    assert Toolkit.objects.get().publisher == "A Press"


@pytest.mark.django_db
def test_new_version_becomes_current_and_the_one_in_use_stays(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    record = record_of("book-ready")
    edit(folder, READY, "We have a board.", "We have an advisory board.")
    edit(folder, READY, 'version: "1"', 'version: "2"')
    assert state(load(folder, write=True)) == State.CHANGED
    assert state(load(folder, write=True)) == State.UNCHANGED
    current = Instrument.objects.get().current_version
    assert current
    assert current.version == "2"
    record.refresh_from_db()
    assert record.version.content.items[0].text == "We have a board."


@pytest.mark.django_db
def test_version_that_only_a_completion_names_is_in_use(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    record = record_of("book-ready")
    Completion.objects.create(
        record=record, number=1, version=record.version, answers={}, completed_at=timezone.now(), completed_by_name="A"
    )
    edit(folder, READY, 'version: "1"', 'version: "2"')
    load(folder, write=True)
    second = Instrument.objects.get().current_version
    assert second
    Record.objects.update(version=second)
    load(folder, write=True)
    assert set(InstrumentVersion.objects.values_list("version", flat=True)) == {"1", "2"}


@pytest.mark.django_db
def test_older_version_that_nobody_used_goes(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    edit(folder, READY, 'version: "1"', 'version: "2"')
    load(folder, write=True)
    assert InstrumentVersion.objects.get().version == "2"


@pytest.mark.django_db
@pytest.mark.parametrize(("is_used", "expected"), [(True, State.KEPT), (False, State.REMOVED)])
def test_vanished_instrument_goes_unless_it_is_in_use(tmp_path: Path, is_used: bool, expected: State) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    if is_used:
        record_of("book-ready")
    (folder / READY).unlink()
    (folder / "links/book-to-book.yaml").unlink()
    outcomes = {outcome.key: outcome.state for outcome in load(folder, write=True).outcomes or ()}
    assert outcomes["book-ready"] == expected
    if is_used:
        assert Instrument.objects.get().current_version


@pytest.mark.django_db
def test_instruments_stand_by_area_and_then_by_name(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    links = (folder / "links/book-to-book.yaml").read_text()
    for slug, area in (("book-a", "recovery"), ("book-b", "motivation")):
        text = (folder / READY).read_text().replace("book-ready", slug).replace("area: timeline", f"area: {area}")
        (folder / f"instruments/{slug}.yaml").write_text(text)
        (folder / f"links/{slug}-to-book.yaml").write_text(links.replace("book-ready", slug))
    load(folder, write=True)
    assert [instrument.slug for instrument in Instrument.objects.all()] == ["book-b", "book-a", "book-ready"]
