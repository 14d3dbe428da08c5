"""Two people at one task: what can be taken from both, and what must be asked. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TOGETHER = (
    ("due", "due_by_hand"),
    ("status", "reason", "finished_on"),
    ("owner_kind", "owner_id", "owner_name"),
    ("phase", "place"),
)
"""Fields that say one thing between them: half of mine and half of theirs would say what neither did."""


@dataclass(frozen=True)
class Conflict:
    """A field that both changed differently."""

    name: str
    theirs: Any
    mine: Any


@dataclass(frozen=True)
class Merged:
    """`values` are what only I changed, and is to be saved. With any conflict nothing is, before it is decided."""

    values: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def merge(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    """Merge what I made of `base` with what it has become meanwhile. `mine` may have fewer fields than the others."""
    values: dict[str, Any] = {}
    conflicts = []
    for names in _groups(mine):
        differing = [name for name in names if mine[name] != theirs[name]]
        if not differing or all(mine[name] == base[name] for name in names):
            continue
        if all(theirs[name] == base[name] for name in names):
            values.update({name: mine[name] for name in differing})
        else:
            conflicts += [Conflict(name, theirs[name], mine[name]) for name in differing]
    return Merged(values, tuple(conflicts))


def _groups(mine: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The fields of mine: those that belong together side by side, each other one alone."""
    grouped = {name for group in TOGETHER for name in group}
    groups = [tuple(name for name in group if name in mine) for group in TOGETHER]
    return [*filter(None, groups), *((name,) for name in mine if name not in grouped)]
