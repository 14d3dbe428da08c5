import json
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments import content
from assessments.content import InstrumentContent, parse
from assessments.models import Completion, Instrument, InstrumentVersion, Record, content_hash
from organizations.models import Organization
from tests.toolkits.tiny import edit, refusals, tiny_folder
from toolkits.kinds import State
from toolkits.loading import Inventory, load
from toolkits.models import Toolkit
from toolkits.sources import Source
from toolkits.strict_yaml import RefusedFixturesError

READY = "instruments/book-ready.yaml"


def state(inventory: Inventory) -> State | None:
    return inventory.state_of(next(fixture for fixture in inventory.fixtures if fixture.kind == "instrument"))


def record_of(instrument: str) -> Record:
    organization = Organization.objects.create(slug="north", name="North", kind="recovery", state="OH", staff_count=9)
    version = Instrument.objects.get(slug=instrument).current_version
    assert version
    return Record.objects.create(organization=organization, instrument_id=instrument, version=version)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kind: choice", "kind: essay", 24, "`kind` is `essay`, and must be one of"),
        ("        scale: true-false\n", "", 24, "`kind` is `choice`, which needs a `scale`"),
        ("scale: true-false", "scale: false-true", 26, "`scale` is `false-true`, which does not stand under `scales`"),
        ("scales:\n", "scales:\n  spare: {origin: ours, options: []}\n", 12, "must be a list"),
        ("scales:\n  true", "scales:\n  untrue", 12, "`untrue-false` is a scale that no item uses"),
        ('{key: "false"', '{key: "true"', 14, "`options` has the key `true` twice"),
        ('"False", value: "0"', '"False", value: ""', 14, "needs at least two options with a value"),
        ('value: "0"', 'value: "0.5"', 16, "must be a whole number"),
        ('value: "0"', "worth: 0", 16, "unknown key `worth`"),
        ('statements: "2"', 'statements: "3"', 17, "`statements` does not agree with the 2 items below"),
        ('{statements: "2"}', "{}", 17, "`statements` is missing"),
        ('{statements: "2"}', '{statements: "2", more: "0"}', 17, "unknown key `more`"),
        ("item: budget", "item: board", 28, "`item` is `board`, which stands already in line 23"),
        ("        source:", "        # source:", 23, "`source` is missing"),
        ('page: "3", ', "", 27, "`page` is missing"),
        (', number: "2"', "", 32, "`number` is missing"),
        ("derived: yes", "derived: no", 33, "`derived` must be `yes`"),
        ("mended: a ligature", "mended:", 34, "`mended` is empty"),
        ('to: "2"', 'to: "3"', 40, "`to` must be 2, the most points"),
        ('from: "0"', 'from: "1"', 41, "`from` must be 0, the fewest points"),
        ('to: "1"', 'to: "0"', 41, "`to` must be 1: bands go from the highest to the lowest, without gaps"),
        ('from: "2"', 'from: "1"', 41, "`to` must be 0"),
        ('from: "2", to: "2"', 'from: "3", to: "2"', 40, "`from` is more than `to`"),
        ("band: first-steps", "band: nearly-there", 40, "`band` `nearly-there` stands twice"),
        ("level: low", "level: poor", 41, "`level` is `poor`"),
        ("counts: points", "counts: means", 37, "`counts` is `means`"),
        ("area: timeline", "area: time", 5, "`area` is `time`"),
        ('minutes: "5"', 'minutes: "0"', 6, "`minutes` must be 1 or more"),
        ('version: "1"', 'version: ""', 3, "`version` is empty"),
        ("bands:", "reading: {rule: by-heart, source: {}}\nbands:", 35, "`rule` is `by-heart`"),
        (
            "bands:",
            'reading: {rule: hopes-and-worries, source: {heading: A, page: "", number: ""}}\nbands:',
            35,
            "`rule` `hopes-and-worries` reads the sections hopes, worries, which are missing",
        ),
    ],
)
def test_instrument_is_refused(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    folder = tiny_folder(tmp_path)
    edit(folder, READY, old, new)
    assert any(refusal.startswith(f"{READY}:{line}: ") and message in refusal for refusal in refusals(folder))


def test_option_without_a_value_lowers_the_fewest_points(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    edit(folder, READY, 'value: "0"}', 'value: "2"}\n      - {key: dont_know, label: "?", value: ""}')
    assert refusals(folder) == [f"{READY}:41: `to` must be 4, the most points that can be reached"]


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


texts = st.text(max_size=20)
sources = st.builds(Source, texts, texts, texts, texts)
origins = st.sampled_from(content.ORIGINS)
options = st.builds(content.Option, texts, texts, st.none() | st.integers())
scales = st.builds(content.Scale, texts, origins, st.lists(options, max_size=3).map(tuple), texts)
items = st.builds(
    content.Item, texts, texts, st.sampled_from(content.KINDS), texts, st.none() | texts, sources, st.booleans(), texts
)
sections = st.builds(content.Section, texts, texts, origins, st.lists(items, max_size=2).map(tuple))
levels = st.builds(
    content.Band, texts, st.integers(), st.integers(), st.sampled_from(content.LEVELS), texts, texts, texts
)
contents = st.builds(
    InstrumentContent,
    slug=texts,
    toolkit=texts,
    sections=st.lists(sections, max_size=2).map(tuple),
    scales=st.dictionaries(texts, scales, max_size=2),
    bands=st.none() | st.builds(content.Bands, origins, sources, st.lists(levels, max_size=2).map(tuple)),
    reading=st.none() | st.builds(content.Reading, texts, sources),
)


@given(contents)
def test_content_survives_being_stored_as_json(written: InstrumentContent) -> None:
    read = parse(json.loads(json.dumps(written.as_dict())))
    assert read == written
    assert content_hash(read.as_dict()) == content_hash(written.as_dict())
