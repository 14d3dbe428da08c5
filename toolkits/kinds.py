"""What the loader needs to know of one kind of fixture, so that a room can have its own content loaded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from .sources import Source
from .strict_yaml import FixtureError, MapNode, Problems

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name by which a fixture means another one, or an item of one; `line` is where it says so."""

    kind: str
    key: str
    line: int


Parts = dict[str, str | list[str]]  # what stands beside an item's text, by column


@dataclass(frozen=True, slots=True)
class FixtureItem:
    """An item inside a fixture, as links, the library and the inventory know it."""

    slug: str
    section: str
    text: str
    source: Source
    line: int
    title: str = ""
    parts: Parts = field(default_factory=dict)
    derived: bool = False
    mended: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What the library shows of a fixture with items: a row of Collection, all but its slug, kind and toolkit.

    `sections` and `columns` are plain mappings, ready to be stored as JSON.
    """

    title: str
    purpose: str
    heading: str
    pages: str
    credit: str
    topics: tuple[str, ...]
    sections: tuple[dict[str, str], ...]
    columns: tuple[dict[str, str], ...] = ()
    shown: str = "list"
    is_handout: bool = False


@dataclass(frozen=True, slots=True)
class Fixture(Generic[T]):
    """One thing read from a file: a toolkit, an entry, a link, an instrument.

    `key` is unique within its kind. Items are known to others as ("item", "<key>/<slug>"). What has a card and items
    stands in the library.
    """

    kind: str
    key: str
    path: str
    line: int
    value: T
    toolkit: str = ""
    version: str = ""
    references: tuple[Reference, ...] = ()
    items: tuple[FixtureItem, ...] = ()
    card: Card | None = None


class State(StrEnum):
    """How a fixture and its row stand to each other: the first four before loading, the others after it."""

    NOT_LOADED = "not loaded"
    DIFFERS = "differs"
    LOADED = "loaded"
    VANISHED = "no longer in the fixtures"
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    KEPT = "kept, because it is in use"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done about one row. `apply` does it and returns how the row stands then."""

    kind: str
    key: str
    state: State
    apply: Callable[[], State]


@dataclass(frozen=True, slots=True)
class FixtureKind(Generic[T]):
    """A folder of fixtures and how it is read and stored. `name` is the `kind` of every fixture in it, `files` which
    paths below the folder are its files.

    - `read` turns one file into its fixtures, notes what is wrong, and never touches the database.
    - `plan` compares all fixtures of the kind with the database and says what is to be done, without doing it; what
      must not be done (changing a version in use) it adds to the errors. None where the library stores all there is.
    - `check` is asked what is wrong between its fixtures and all others, once every file is right in itself.
    """

    name: str
    folder: str
    read: Callable[[MapNode, Problems], Sequence[Fixture[T]]]
    plan: Callable[[Sequence[Fixture[T]], list[FixtureError]], list[Change]] | None = None
    check: "Callable[[Sequence[AnyFixture]], list[FixtureError]] | None" = None
    files: str = "*.yaml"


AnyFixture = Fixture[Any]
AnyKind = FixtureKind[Any]
