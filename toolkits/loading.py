"""Loads a whole folder of fixtures, or nothing of it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, transaction

from . import index, strict_yaml
from .crosscheck import crosscheck
from .fixtures import KINDS as OWN_KINDS
from .fixtures import LIBRARY
from .kinds import AnyFixture, AnyKind, Change, State
from .strict_yaml import FixtureError, Problems, RefusedFixturesError

# In the order in which they are stored; what has vanished is removed in the opposite order.
KINDS: list[AnyKind] = list(OWN_KINDS)


DEMO = "demo"  # the folder of what the demo organization answered, which `load_demo` reads


def register(kind: AnyKind) -> None:
    """Have one more folder loaded. A room calls this in its AppConfig's ready()."""
    if all(known.folder != kind.folder for known in KINDS):
        KINDS.append(kind)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one row stands: before loading when it was only checked, else after it."""

    kind: str
    key: str
    state: State


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the fixtures hold, and how the database stands to it; None where it could not be compared."""

    fixtures: tuple[AnyFixture, ...]
    outcomes: tuple[Outcome, ...] | None

    def state_of(self, fixture: AnyFixture) -> State | None:
        """How a fixture stands: by the row of its own kind, or else by its row in the library."""
        states = {(outcome.kind, outcome.key): outcome.state for outcome in self.outcomes or ()}
        return states.get((fixture.kind, fixture.key), states.get(("collection", fixture.key)))


def load(folder: Path, *, write: bool) -> Inventory:
    """Read and check everything, compare it with the database and, with `write`, store it in one transaction.

    Without `write`, a database that is unreachable or not migrated leaves the outcomes None; with it, that raises
    DatabaseError. Raises RefusedFixturesError if anything is wrong; nothing at all is stored then.
    """
    return store(read_folder(folder), write=write)


def store(fixtures: tuple[AnyFixture, ...], *, write: bool) -> Inventory:
    """The second half of `load`: compare what was read with the database and, with `write`, store it."""
    try:
        with transaction.atomic():
            changes = _plan(fixtures)
            if write:
                outcomes = tuple(Outcome(change.kind, change.key, change.apply()) for change in changes)
                if index.is_empty() or any(outcome.state not in (State.UNCHANGED, State.KEPT) for outcome in outcomes):
                    index.rebuild()
            else:
                outcomes = tuple(Outcome(change.kind, change.key, change.state) for change in changes)
    except DatabaseError:
        if write:
            raise
        return Inventory(fixtures, None)
    return Inventory(fixtures, outcomes)


def read_folder(folder: Path) -> tuple[AnyFixture, ...]:
    """Read every file of every kind and check references between them. Needs no database.

    Raises RefusedFixturesError with all that is wrong. References are checked once every file is right in itself.
    """
    fixtures: list[AnyFixture] = []
    files = {kind.name: sorted((folder / kind.folder).glob(kind.files)) for kind in KINDS}
    errors = _strays(folder, {path for paths in files.values() for path in paths})
    for kind in KINDS:
        for path in files[kind.name]:
            problems = Problems(path.relative_to(folder).as_posix())
            try:
                fixtures.extend(kind.read(strict_yaml.read(path, problems.path), problems))
            except RefusedFixturesError as refused:
                errors.extend(refused.errors)
            errors.extend(problems.errors)
    if not fixtures and not errors:
        # Not harmless: it would remove whatever has been loaded from the right folder.
        errors.append(FixtureError(str(folder), 1, "there are no fixtures in this folder"))
    errors = errors or crosscheck(fixtures)
    errors = errors or [error for kind in KINDS if kind.check for error in kind.check(fixtures)]
    if errors:
        raise RefusedFixturesError(errors)
    return tuple(fixtures)


def _strays(folder: Path, loaded: Set[Path]) -> list[FixtureError]:
    """Files that look like fixtures and that nothing would load: a wrong ending, a wrong folder."""
    return [
        FixtureError(path.relative_to(folder).as_posix(), 1, "nothing loads this: fixtures are <kind>/<name>.yaml")
        for path in folder.rglob("*.y*ml")
        if path not in loaded and (path.suffix != ".yaml" or path.parent != folder / DEMO)
    ]


def _plan(fixtures: Sequence[AnyFixture]) -> list[Change]:
    errors: list[FixtureError] = []
    plans = [
        kind.plan([fixture for fixture in fixtures if fixture.kind == kind.name], errors) for kind in KINDS if kind.plan
    ]
    plans.extend(plan(fixtures) for plan in LIBRARY)
    if errors:
        raise RefusedFixturesError(errors)
    stored = [change for changes in plans for change in changes if change.state is not State.VANISHED]
    removed = [change for changes in reversed(plans) for change in changes if change.state is State.VANISHED]
    return [*stored, *removed]
