"""Checks between files: no name given twice, every reference leads somewhere, every item has a link."""

from collections.abc import Iterator, Sequence

from .kinds import AnyFixture
from .schema import suggestion
from .strict_yaml import FixtureError

Names = dict[tuple[str, str], tuple[str, int]]  # (kind, key) → (path, line)


def crosscheck(fixtures: Sequence[AnyFixture]) -> list[FixtureError]:
    """Return all that is wrong between the files."""
    names, errors = _names(fixtures)
    used: set[tuple[str, str]] = set()
    for fixture in fixtures:
        for reference in fixture.references:
            used.add((reference.kind, reference.key))
            if (reference.kind, reference.key) not in names:
                near = suggestion(reference.key, (key for kind, key in names if kind == reference.kind))
                message = f"there is no {reference.kind} `{reference.key}`{near}"
                errors.append(FixtureError(fixture.path, reference.line, message))
    errors.extend(
        FixtureError(*names["item", key], f"no link leads from the item `{key}`: add one to a file under links/")
        for kind, key in names
        if kind == "item" and ("item", key) not in used
    )
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
