"""What the fixtures hold and how the database stands to it, as a table, as lines and as plain data."""

import json
from collections import Counter
from collections.abc import Sequence

from .kinds import AnyFixture, State
from .loading import KINDS, Inventory

NOT_COMPARED = "not compared"
COLUMNS = ("name", "kind", "toolkit", "version", "items", "derived", "mended", "state")
PLURALS = {"entry": "entries"}
UNREMARKABLE = (State.LOADED, State.UNCHANGED, State.CREATED)


def as_table(inventory: Inventory) -> str:
    """One row for each fixture that has items."""
    rows = [COLUMNS, *(_row(inventory, fixture) for fixture in inventory.fixtures if fixture.items)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(_joined(row, widths) for row in rows)


def summary(inventory: Inventory) -> str:
    """How many of each kind stand how, and each row by name that was changed, removed or kept."""
    if inventory.outcomes is None:
        counted = Counter(fixture.kind for fixture in inventory.fixtures)
        counts = ", ".join(f"{counted[kind.name]} {kind.folder}" for kind in KINDS if counted[kind.name])
        return f"The files are right: {counts}. The database could not be compared: it is out of reach or not migrated."
    states: dict[str, Counter[State]] = {}
    for outcome in inventory.outcomes:
        states.setdefault(outcome.kind, Counter())[outcome.state] += 1
    lines = [
        f"{PLURALS.get(kind, f'{kind}s')}: {', '.join(f'{number} {state}' for state, number in counted.items())}"
        for kind, counted in states.items()
    ]
    remarkable = [outcome for outcome in inventory.outcomes if outcome.state not in (*UNREMARKABLE, State.NOT_LOADED)]
    lines.extend(f"  {outcome.kind} {outcome.key}: {outcome.state}" for outcome in remarkable)
    return "\n".join(lines)


def completeness(inventory: Inventory) -> str:
    """That all is there which the toolkits' inventories name; it would not have been read otherwise."""
    expected = sum(len(fixture.value) for fixture in inventory.fixtures if fixture.kind == "inventory")
    items = sum(len(fixture.items) for fixture in inventory.fixtures)
    return f"Complete: all {expected} in the inventory are there with the counts it names, {items} items in all."


def as_json(inventory: Inventory) -> str:
    """A list of every fixture that has items, with the items in their order."""
    listed = [
        {
            "slug": fixture.key,
            "kind": fixture.kind,
            "toolkit": fixture.toolkit,
            "version": fixture.version,
            "state": inventory.state_of(fixture) or NOT_COMPARED,
            "items": [
                {
                    "slug": item.slug,
                    "section": item.section,
                    "number": item.source.number,
                    "title": item.title,
                    "text": item.text,
                }
                for item in fixture.items
            ],
        }
        for fixture in inventory.fixtures
        if fixture.items
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False)


def _row(inventory: Inventory, fixture: AnyFixture) -> tuple[str, ...]:
    sections = Counter(item.section for item in fixture.items)
    return (
        fixture.key,
        fixture.kind,
        fixture.toolkit,
        fixture.version,
        ", ".join(map(str, sections.values())),
        str(sum(item.derived for item in fixture.items)),
        str(sum(bool(item.mended) for item in fixture.items)),
        inventory.state_of(fixture) or NOT_COMPARED,
    )


def _joined(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
