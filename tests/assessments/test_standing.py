"""Where an organization stands: three areas side by side, never one number, and what comes next."""

from typing import Any

import pytest
from django.utils import timezone

from assessments.content import Level
from assessments.models import Area, Completion, Instrument, InstrumentVersion, Record
from assessments.results import InstrumentResult, result_of
from assessments.standing import AREAS, InstrumentState, Overview

from . import build

CONTENT = build.instrument([build.section("all", build.item("pay"), build.item("board"))], build.scale(0, 1, 2, None))
KEYS = {"strong": "2", "middle": "1", "low": "0", None: build.UNSURE}


def at(area: str, level: Level | None, *, slug: str = "") -> InstrumentState:
    """A completed instrument of an area; nothing of it is in a database."""
    result = result_of(CONTENT, build.choices(pay=KEYS[level], board=KEYS[level]))
    assert result.level == level
    return state(Instrument(slug=slug or area, area=area), completed=True, result=result)


def state(
    instrument: Instrument,
    *,
    answers: dict[str, Any] | None = None,
    is_complete: bool = False,
    completed: bool = False,
    result: InstrumentResult | None = None,
) -> InstrumentState:
    record = None
    if answers is not None:
        version = InstrumentVersion(content_hash="standing", content_json=CONTENT.as_dict())
        record = Record(answers=answers, version=version, completed_at=timezone.now() if is_complete else None)
    return InstrumentState(instrument, record, Completion(number=1) if completed else None, int(completed), result)


PAY = {"pay": {"choice": "1", "text": ""}}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "new"),
        ({"answers": {}}, "new"),
        ({"answers": PAY}, "under-way"),
        ({"answers": PAY, "completed": True, "is_complete": True}, "complete"),
        ({"answers": PAY, "completed": True}, "reopened"),
        ({"answers": {}, "completed": True}, "reopened"),
    ],
)
def test_a_record_is_new_or_under_way_or_complete_or_reopened(given: dict[str, Any], expected: str) -> None:
    assert state(Instrument(slug="a"), **given).state == expected


@pytest.mark.parametrize(
    ("levels", "expected", "word"),
    [
        (("strong", "strong"), "strong", "Strong"),
        (("strong", "middle"), "middle", "Partly there"),
        (("low", "strong", "middle"), "low", "Needs groundwork"),
        ((None, "strong"), "strong", "Strong"),
        ((None,), None, "Too few answers to say"),
        ((), None, "Not assessed yet"),
    ],
)
def test_an_area_has_the_level_of_its_weakest_instrument(
    levels: tuple[Level | None, ...], expected: Level | None, word: str
) -> None:
    states = tuple(at("culture", level, slug=str(number)) for number, level in enumerate(levels))
    culture = Overview(states).areas[1]
    assert (culture.area, culture.level, culture.level_word) == (Area.CULTURE, expected, word)


@pytest.mark.parametrize("low", AREAS)
@pytest.mark.parametrize("others", ["strong", "middle", None])
def test_a_low_area_is_named_whatever_the_others_are(low: Area, others: Level | None) -> None:
    found = Overview(tuple(at(area, "low" if area == low else others) for area in AREAS))
    assert [area.area for area in found.low_areas] == [low]


def test_there_are_three_areas_and_nothing_sums_them_up() -> None:
    found = Overview((at("motivation", "strong"), at("timeline", "low")))
    assert [area.area for area in found.areas] == [Area.MOTIVATION, Area.CULTURE, Area.RECOVERY]
    assert [each.instrument.slug for each in found.timeline] == ["timeline"]
    assert not found.low_areas, "the timeline is about time and no area"
    assert not {"level", "score", "share", "total", "average"} & set(dir(found))


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("new", "new"), 0),
        (("complete", "new"), 1),
        (("new", "under-way"), 1),
        (("new", "complete", "reopened"), 2),
        (("under-way", "reopened"), 0),
        (("complete", "complete"), None),
        ((), None),
    ],
)
def test_next_is_what_is_under_way_and_then_what_is_new(states: tuple[str, ...], expected: int | None) -> None:
    given: dict[str, dict[str, Any]] = {
        "new": {},
        "under-way": {"answers": PAY},
        "complete": {"answers": PAY, "completed": True, "is_complete": True},
        "reopened": {"answers": PAY, "completed": True},
    }
    found = Overview(tuple(state(Instrument(slug=str(n)), **given[name]) for n, name in enumerate(states)))
    assert found.next_state == (None if expected is None else found.states[expected])
