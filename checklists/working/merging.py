"""Two people at one task: what can be taken from both, and what must be asked. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
    values, conflicts = {}, []
    for name, value in mine.items():
        if value in (base[name], theirs[name]):
            continue
        if theirs[name] == base[name]:
            values[name] = value
        else:
            conflicts.append(Conflict(name, theirs[name], value))
    return Merged(values, tuple(conflicts))
