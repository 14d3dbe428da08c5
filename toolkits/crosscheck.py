"""Checks between files: no name twice, every reference leads somewhere, each assessed item has a link, none is gone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from .kinds import AnyFixture
from .schema import suggestion
from .strict_yaml import FixtureError

Names = dict[tuple[str, str], tuple[str, int]]  # (kind, key) → (path, line)


def crosscheck(fixtures: Sequence[AnyFixture]) -> list[FixtureError]:
    """Return all that is wrong between the files."""
    names, errors = _names(fixtures)
    linked: set[str] = set()
    for fixture in fixtures:
        for reference in fixture.references:
            if (reference.kind, reference.key) not in names:
                near = suggestion(reference.key, (key for kind, key in names if kind == reference.kind))
                message = f"there is no {reference.kind} `{reference.key}`{near}"
                errors.append(FixtureError(fixture.path, reference.line, message))
        if fixture.kind == "link":
            linked.add(fixture.references[0].key)
    errors.extend(
        FixtureError(*names["item", key], f"no link leads from the item `{key}`: add one to a file under links/")
        for key in _assessed(fixtures)
        if key not in linked
    )
    errors.extend(_missing(fixtures))
    return errors


def _names(fixtures: Sequence[AnyFixture]) -> tuple[Names, list[FixtureError]]:
    names: Names = {}
    errors = []
    for fixture in fixtures:
        for kind, key, line in _named_by(fixture):
            if (kind, key) in names:
                path, first = names[kind, key]
                message = f"the {kind} `{key}` stands already in {path}:{first}"
                errors.append(FixtureError(fixture.path, line, message))
            else:
                names[kind, key] = (fixture.path, line)
    return names, errors


def _named_by(fixture: AnyFixture) -> Iterator[tuple[str, str, int]]:
    yield fixture.kind, fixture.key, fixture.line
    for item in fixture.items:
        yield "item", f"{fixture.key}/{item.slug}", item.line


def _assessed(fixtures: Sequence[AnyFixture]) -> Iterator[str]:
    for fixture in fixtures:
        if fixture.kind == "instrument":
            yield from (f"{fixture.key}/{item.slug}" for item in fixture.items)


def _missing(fixtures: Sequence[AnyFixture]) -> Iterator[FixtureError]:
    """What the inventory says is there and is not, or with other counts."""
    held = {
        fixture.key: (fixture.toolkit, tuple(Counter(item.section for item in fixture.items).values()))
        for fixture in fixtures
        if fixture.card
    }
    for fixture in fixtures:
        if fixture.kind != "inventory":
            continue
        for row in fixture.value:
            toolkit, counts = held.get(row.slug, ("", ()))
            if toolkit != fixture.toolkit:
                message = f"`{row.slug}` of this toolkit is not among the fixtures"
                yield FixtureError(fixture.path, row.line, message)
            elif counts != row.counts:
                found = ", ".join(map(str, counts))
                yield FixtureError(fixture.path, row.line, f"`{row.slug}` has {found} items by section")
