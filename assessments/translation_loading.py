"""Compares translations with the database and stores them, in the transaction that stores the instruments."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import F

from toolkits.kinds import Change, Fixture, FixtureKind, State
from toolkits.rows import different, remove, update
from toolkits.strict_yaml import FixtureError

from .models import InstrumentTranslation, InstrumentVersion
from .translation_fixture import TranslationFixture, check_translations, read_translation


def plan_translations(fixtures: Sequence[Fixture[TranslationFixture]], errors: list[FixtureError]) -> list[Change]:
    """Say what is to be done about each translation. Those of versions that are no longer current stay as they are."""
    stored = InstrumentTranslation.objects.select_related("version").defer("version__content_json")
    current = stored.filter(version=F("version__instrument__current_version"))
    rows = {(row.version.instrument_id, row.version.version, row.locale): row for row in stored}
    vanished = {row.pk: f"{row.version.instrument_id}/{row.locale}" for row in current}
    changes = []
    for fixture in fixtures:
        values, translation = _values(fixture.value), fixture.value
        row = rows.get((translation.instrument, fixture.version, translation.locale))
        if row is None:
            store = partial(_create, translation, fixture.version, values)
            changes.append(Change("translation", fixture.key, State.NOT_LOADED, store))
        else:
            vanished.pop(row.pk, None)
            changes.append(_change(fixture.key, row, different(row, values)))
    superseded = {fixture.key for fixture in fixtures}
    changes.extend(
        Change("translation", key, State.VANISHED, partial(remove, row))
        for row in rows.values()
        if (key := vanished.get(row.pk)) and key not in superseded
    )
    return changes


def _change(key: str, row: InstrumentTranslation, stale: dict[str, Any]) -> Change:
    if stale:
        return Change("translation", key, State.DIFFERS, partial(update, row, stale))
    return Change("translation", key, State.LOADED, lambda: State.UNCHANGED)


def _values(translation: TranslationFixture) -> dict[str, Any]:
    return {"status": translation.status, "reviewer": translation.reviewer, "texts": translation.texts.as_dict()}


def _create(translation: TranslationFixture, version: str, values: dict[str, Any]) -> State:
    """Only now is there a version to belong to: instruments are stored first."""
    of = InstrumentVersion.objects.only("pk").get(instrument=translation.instrument, version=version)
    InstrumentTranslation.objects.create(version=of, locale=translation.locale, **values)
    return State.CREATED


TRANSLATIONS = FixtureKind(
    "translation", "translations", read_translation, plan_translations, check=check_translations, files="*/*.yaml"
)
