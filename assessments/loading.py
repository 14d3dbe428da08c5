"""Compares instruments with the database and stores them; the loader in `toolkits` calls this."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import RESTRICT, RestrictedError

from toolkits.kinds import Change, Fixture, FixtureKind, State
from toolkits.rows import different, plan_rows
from toolkits.strict_yaml import FixtureError

from .instrument_fixture import InstrumentFixture, read_instrument
from .models import Area, Instrument, InstrumentVersion, Path, content_hash
from .path_fixture import PathFixture, read_path


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the rows of one instrument should say."""

    slug: str
    version: str
    head: dict[str, Any]
    content: dict[str, Any]
    content_hash: str


def plan_instruments(fixtures: Sequence[Fixture[InstrumentFixture]], errors: list[FixtureError]) -> list[Change]:
    """Say what is to be done about each instrument. A changed version in use is refused, at the line of its number."""
    rows = {row.slug: row for row in Instrument.objects.from_toolkits()}
    # Locked, so that no record begins to use a version while it is being replaced.
    versions = list(
        InstrumentVersion.objects.filter(instrument__organization=None)
        .select_for_update(of=("self",))
        .defer("content_json")
    )
    used = _used()
    changes = []
    for fixture in fixtures:
        wanted = _wanted(fixture)
        row = rows.pop(fixture.key, None)
        own = [version for version in versions if version.instrument_id == fixture.key]
        same = next((version for version in own if version.version == wanted.version), None)
        outdated = [version.pk for version in own if version is not same and version.pk not in used]
        if same and same.pk in used and same.content_hash != wanted.content_hash:
            message = f"version {wanted.version} is in use and its content has changed: give it a new version"
            errors.append(FixtureError(fixture.path, fixture.value.version_line, message))
        if row and not outdated and _is_stored(row, same, wanted):
            changes.append(Change("instrument", fixture.key, State.LOADED, lambda: State.UNCHANGED))
        else:
            state = State.DIFFERS if row else State.NOT_LOADED
            changes.append(Change("instrument", fixture.key, state, partial(_store, wanted, outdated)))
    changes.extend(Change("instrument", row.slug, State.VANISHED, partial(_remove, row)) for row in rows.values())
    return changes


def _used() -> set[int]:
    """The versions that something rests on, in whichever room: records, completions, surveys."""
    resting = [one for one in InstrumentVersion._meta.related_objects if one.on_delete is RESTRICT]
    return {
        pk
        for one in resting
        for pk in one.related_model._base_manager.order_by().values_list(one.field.attname, flat=True).distinct()
    }


def _wanted(fixture: Fixture[InstrumentFixture]) -> _Wanted:
    content = fixture.value.content.as_dict()
    position = Area.values.index(fixture.value.head.area)
    head = {**asdict(fixture.value.head), "toolkit_id": fixture.toolkit, "position": position}
    return _Wanted(fixture.key, fixture.version, head, content, content_hash(content))


def _is_stored(row: Instrument, version: InstrumentVersion | None, wanted: _Wanted) -> bool:
    if version is None or version.content_hash != wanted.content_hash:
        return False
    return row.current_version_id == version.pk and not different(row, wanted.head)


def _store(wanted: _Wanted, outdated: Sequence[int]) -> State:
    """Write the instrument and its version, make that version the current one, delete unused older versions."""
    instrument, is_new = Instrument.objects.update_or_create(slug=wanted.slug, defaults=wanted.head)
    instrument.current_version, _ = InstrumentVersion.objects.update_or_create(
        instrument=instrument,
        version=wanted.version,
        defaults={"content_json": wanted.content, "content_hash": wanted.content_hash},
    )
    instrument.save(update_fields=["current_version"])
    InstrumentVersion.objects.filter(pk__in=outdated).delete()
    return State.CREATED if is_new else State.CHANGED


def _remove(instrument: Instrument) -> State:
    """Delete an instrument with its versions, unless somebody has a record of it."""
    try:
        with transaction.atomic():
            instrument.current_version = None
            instrument.save(update_fields=["current_version"])
            instrument.versions.all().delete()
            instrument.delete()
    except RestrictedError:
        return State.KEPT
    return State.REMOVED


def plan_paths(fixtures: Sequence[Fixture[PathFixture]], errors: list[FixtureError]) -> list[Change]:
    wanted = {
        fixture.key: {
            **asdict(fixture.value),
            "slug": fixture.key,
            "kinds": list(fixture.value.kinds),
            "states": list(fixture.value.states),
            "steps": list(fixture.value.steps),
        }
        for fixture in fixtures
    }
    return plan_rows("path", Path, wanted, lambda row: row.slug)


PATHS = FixtureKind("path", "paths", read_path, plan_paths)
INSTRUMENTS = FixtureKind("instrument", "instruments", read_instrument, plan_instruments)
