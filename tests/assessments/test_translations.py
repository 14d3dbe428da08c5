"""Translations of instruments: complete, of the present wording, and stored with the version that they belong to."""

from pathlib import Path

import pytest

from assessments.models import Instrument, InstrumentTranslation, InstrumentVersion
from assessments.translating import texts_of, translated
from tests.assessments.test_loading import record_of
from tests.real import load_real_fixtures, real_fixtures
from tests.toolkits.tiny import edit, refusals, tiny_folder
from toolkits.kinds import State
from toolkits.loading import load, read_folder

READY, SPANISH = "instruments/book-ready.yaml", "translations/es/book-ready.yaml"
TEAMS_ANSWER = {"prcoe-culture", "wise-psychosocial", "wise-workplace", "prcoe-recovery"}
TRANSLATION = """\
instrument: book-ready
version: "1"
locale: es
of: "{of}"
status: ours-unreviewed
title: ¿Estamos preparados?
instructions: Elija una para cada frase.
sections: {{statements: Dónde estamos}}
items:
  board: Tenemos una junta.
  budget: Tenemos un presupuesto.
scales:
  true-false: {{"true": Verdadero, "false": Falso}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tiny_folder(tmp_path)
    (folder / SPANISH).parent.mkdir(parents=True)
    (folder / SPANISH).write_text(TRANSLATION.format(of="0" * 16))
    (folder / SPANISH).write_text(TRANSLATION.format(of=wanted(folder)))
    return folder


def wanted(folder: Path) -> str:
    """The hash that the loader asks for."""
    return refusals(folder)[-1].rsplit("`of: ", 1)[1].rstrip("`")


@pytest.mark.django_db
def test_a_translation_is_loaded_with_its_version_and_then_stays(folder: Path) -> None:
    load(folder, write=True)
    row = InstrumentTranslation.objects.get()
    assert (row.version.instrument_id, row.locale, row.status) == ("book-ready", "es", "ours-unreviewed")
    content = translated(row.version.content, row.words)
    assert [item.text for item in content.items] == ["Tenemos una junta.", "Tenemos un presupuesto."]
    assert [option.label for option in content.scales["true-false"].options] == ["Verdadero", "Falso"]
    again = {(one.kind, one.state) for one in load(folder, write=True).outcomes or ()}
    assert ("translation", State.UNCHANGED) in again


@pytest.mark.django_db
def test_in_another_language_an_answer_means_the_same(folder: Path) -> None:
    load(folder, write=True)
    row = InstrumentTranslation.objects.get()
    english, spanish = row.version.content, translated(row.version.content, row.words)
    for one, other in zip(english.items, spanish.items, strict=True):
        assert (one.key, one.scale, one.source, one.kind) == (other.key, other.scale, other.source, other.kind)
    values = [[(o.key, o.value) for o in c.scales["true-false"].options] for c in (english, spanish)]
    assert values[0] == values[1]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  budget: Tenemos un presupuesto.\n", "", "9: `items` lacks `budget`"),
        ("  budget:", "  budgets:", "11: `items` has `budgets`, which the instrument has not; did you mean `budget`?"),
        ("{statements: Dónde estamos}", "{}", "8: `sections` lacks `statements`"),
        (', "false": Falso', "", "13: `true-false` of `scales` lacks `false`"),
        ('"false": Falso', '"no": Falso', "13: `true-false` of `scales` has `no`, which the instrument has not"),
        ("scales:\n", "titles: {board: Junta}\nscales:\n", "12: `titles` has `board`, which the instrument has not"),
        ('version: "1"', 'version: "2"', "2: `version` is 2, and the instrument is at version 1"),
        ("status: ours-unreviewed", "status: ours-reviewed", "5: `status` is `ours-reviewed` where, and only where"),
        ("ours-unreviewed", "ours-unreviewed\nreviewer: Ana", "5: `status` is `ours-reviewed` where, and only where"),
        ("status: ours-unreviewed", "status: fine", "5: `status` is `fine`"),
        ("locale: es", "locale: fr", "3: `locale` is `fr`"),
        ("Tenemos una junta.", '""', "10: `board` is empty"),
        ("instrument: book-ready", "instrument: book-red", "1: `instrument` is `book-red`, so the file must be called"),
        ("title: ¿", "heading: x\ntitle: ¿", "6: unknown key `heading`"),
    ],
)
def test_what_is_missing_unknown_or_wrong_is_refused_with_its_line(folder: Path, old: str, new: str, said: str) -> None:
    edit(folder, SPANISH, old, new)
    assert any(line.startswith(f"{SPANISH}:{said}") for line in refusals(folder)), refusals(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We have a board.", "We have an advisory board."),
        ("title: Are we ready?", "title: Are we quite ready?"),
        ("Choose one for each.", "Choose one for each of them."),
        ('label: "True"', 'label: "Quite true"'),
        ("title: Where we are", "title: Where we stand"),
    ],
)
def test_a_translation_of_an_earlier_wording_is_refused_as_stale(folder: Path, old: str, new: str) -> None:
    edit(folder, READY, old, new)
    (said,) = refusals(folder)
    assert said.startswith(f"{SPANISH}:4: `of` is not of the English text as {READY} has it now.")
    edit(folder, SPANISH, (folder / SPANISH).read_text().split('of: "')[1][:16], wanted(folder))
    assert_it_reads(folder)


def assert_it_reads(folder: Path) -> None:
    assert [one.key for one in read_folder(folder) if one.kind == "translation"] == ["book-ready/es"]


def test_what_is_not_translated_makes_no_translation_stale(folder: Path) -> None:
    edit(folder, READY, "purpose: To find out.", "purpose: To find out more.")
    assert_it_reads(folder)


def test_a_translation_of_nothing_and_one_in_the_wrong_folder_are_refused(folder: Path) -> None:
    (folder / SPANISH).rename(folder / "translations/es/other.yaml")
    edit(folder, "translations/es/other.yaml", "instrument: book-ready", "instrument: other")
    (folder / "translations/stray.yaml").write_text("instrument: stray\n")
    said = refusals(folder)
    assert any(line.startswith("translations/stray.yaml:1: nothing loads this") for line in said)
    (folder / "translations/stray.yaml").unlink()
    assert "translations/es/other.yaml:1: there is no instrument `other`" in refusals(folder)[0]


@pytest.mark.django_db
def test_a_translation_that_is_taken_out_goes_and_a_mended_one_is_changed(folder: Path) -> None:
    load(folder, write=True)
    edit(folder, SPANISH, "una junta", "una junta directiva")
    outcomes = load(folder, write=True).outcomes or ()
    assert ("translation", State.CHANGED) in {(one.kind, one.state) for one in outcomes}
    assert InstrumentTranslation.objects.get().texts["items"]["board"] == "Tenemos una junta directiva."
    (folder / SPANISH).unlink()
    load(folder, write=True)
    assert not InstrumentTranslation.objects.exists()


@pytest.mark.django_db
def test_a_version_in_use_keeps_its_translation_when_the_next_one_comes(folder: Path) -> None:
    load(folder, write=True)
    record_of("book-ready")
    edit(folder, READY, "We have a board.", "We have an advisory board.")
    edit(folder, READY, 'version: "1"', 'version: "2"')
    edit(folder, SPANISH, 'version: "1"', 'version: "2"')
    edit(folder, SPANISH, (folder / SPANISH).read_text().split('of: "')[1][:16], wanted(folder))
    edit(folder, SPANISH, "una junta", "una junta asesora")
    load(folder, write=True)
    stored = dict(InstrumentTranslation.objects.values_list("version__version", "texts__items__board"))
    assert stored == {"1": "Tenemos una junta.", "2": "Tenemos una junta asesora."}
    (folder / SPANISH).unlink()
    load(folder, write=True)
    assert InstrumentVersion.objects.get(translations__isnull=False).version == "1"


def test_what_teams_answer_is_translated_whole_and_said_to_be_ours_and_not_reviewed() -> None:
    translations = {one.value.instrument: one.value for one in real_fixtures() if one.kind == "translation"}
    assert set(translations) >= TEAMS_ANSWER
    assert {one.status for one in translations.values()} == {"ours-unreviewed"}
    instruments = {one.key: one.value for one in real_fixtures() if one.kind == "instrument"}
    for slug, translation in translations.items():
        head = instruments[slug].head
        english = texts_of(instruments[slug].content, title=head.title, instructions=head.instructions)
        assert translation.of == english.hash
        same = set(translation.texts.items.values()) & set(english.items.values())
        assert not same, "left in English"


@pytest.mark.django_db
def test_real_translations_are_loaded() -> None:
    load_real_fixtures()
    found = Instrument.objects.filter(current_version__translations__locale="es").values_list("slug", flat=True)
    assert set(found) >= TEAMS_ANSWER
