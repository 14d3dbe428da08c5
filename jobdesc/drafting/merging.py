"""Two people at one description: what can be taken from both, and what must be asked. Pure.

A description is taken apart into paths: `title`, `required` (the lines in order), `required/<line>`,
`responsibilities/<id>/name`, `responsibilities/<id>/duties/<line>`. Each path is merged for itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .document import KEYS, LINES, TEXTS, Document, Line, Responsibility

MINE, THEIRS = "mine", "theirs"
Flat = dict[str, Any]


@dataclass(frozen=True)
class Conflict:
    """A path that both changed differently. What somebody removed is an empty text."""

    path: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """`document` holds what both did; where there are conflicts, theirs until it is decided."""

    document: Document
    conflicts: tuple[Conflict, ...]


def merge(base: Document, theirs: Document, mine: Document, decided: Mapping[str, str] | None = None) -> Merged:
    """Merge what I made of `base` with what it has become meanwhile. `decided` says whose to keep (MINE or THEIRS), by
    path. A line that one removed and the other reworded stays, reworded.
    """
    was, now, new = flatten(base), flatten(theirs), flatten(mine)
    merged: Flat = {}
    conflicts = []
    for path in dict.fromkeys((*now, *new)):
        before, there, here = was.get(path), now.get(path), new.get(path)
        if isinstance(there, tuple) or isinstance(here, tuple):
            merged[path] = _merge_order(before or (), there or (), here or ())
        elif here in (before, there):
            merged[path] = there
        elif there == before or there is None or (decided or {}).get(path) == MINE:
            merged[path] = here
        else:
            merged[path] = there
            if here is not None and (decided or {}).get(path) != THEIRS:
                conflicts.append(Conflict(path, _text(there), _text(here)))
    _keep_reworded(merged, was, now, new)
    return Merged(unflatten(merged), tuple(conflicts))


def differences(before: Document, after: Document) -> tuple[Conflict, ...]:
    """Every path whose text differs, `theirs` as it was before and `mine` as it is after."""
    was, now = flatten(before), flatten(after)
    texts = {path for path in (*was, *now) if not isinstance(was.get(path, now.get(path)), tuple)}
    return tuple(
        Conflict(path, _text(was.get(path)), _text(now.get(path)))
        for path in dict.fromkeys((*now, *was))
        if path in texts and _text(was.get(path)) != _text(now.get(path))
    )


def flatten(document: Document) -> Flat:
    """Path to text, line, or (for what has an order) keys."""
    flat: Flat = {name: getattr(document, name) for name in (*TEXTS, *KEYS)}
    for name in LINES:
        _put(flat, name, getattr(document, name))
    flat["responsibilities"] = tuple(one.id for one in document.responsibilities)
    for one in document.responsibilities:
        flat |= {f"responsibilities/{one.id}/name": one.name, f"responsibilities/{one.id}/category": one.category}
        _put(flat, f"responsibilities/{one.id}/duties", one.duties)
    return flat


def unflatten(flat: Flat) -> Document:
    """The document of these paths; paths below what is not in an order any more are dropped."""
    responsibilities = tuple(
        Responsibility(
            key,
            flat.get(f"responsibilities/{key}/name") or "",
            flat.get(f"responsibilities/{key}/category") or "",
            _lines(flat, f"responsibilities/{key}/duties"),
        )
        for key in flat["responsibilities"]
    )
    others: Flat = {name: flat[name] for name in (*TEXTS, *KEYS)}
    others |= {name: _lines(flat, name) for name in LINES}
    return Document(**others, responsibilities=responsibilities)


def _put(flat: Flat, path: str, lines: Sequence[Line]) -> None:
    flat[path] = tuple(one.id for one in lines)
    flat |= {f"{path}/{one.id}": one for one in lines}


def _lines(flat: Flat, path: str) -> tuple[Line, ...]:
    found = (flat.get(f"{path}/{key}") for key in flat.get(path, ()))
    return tuple(one for one in found if one is not None)


def _merge_order(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> tuple[str, ...]:
    """Mine in my order, without what they removed, with what they added behind what it stood behind for them."""
    if tuple(mine) == tuple(base):
        return tuple(theirs)
    order = [key for key in mine if key in theirs or key not in base]
    for at, key in enumerate(theirs):
        if key not in base and key not in order:
            before = theirs[at - 1] if at else None
            order.insert(order.index(before) + 1 if before in order else (0 if at == 0 else len(order)), key)
    return tuple(order)


def _keep_reworded(merged: Flat, was: Flat, now: Flat, new: Flat) -> None:
    """Put back what one side removed while the other reworded it or added to it: nothing is lost silently."""
    for one, other in ((now, new), (new, now)):
        for path, value in one.items():
            is_new = path not in was or _text(value) != _text(was[path])
            if is_new and path not in other and not isinstance(value, tuple):
                merged[path] = value
                _put_back(merged, path, was)


def _put_back(merged: Flat, path: str, was: Flat) -> None:
    """See that the orders lead to this path again, and that a responsibility has its name."""
    if path.startswith("responsibilities/"):
        key = path.split("/")[1]
        if key not in merged["responsibilities"]:
            merged["responsibilities"] = (*merged["responsibilities"], key)
            for name in ("name", "category"):
                at = f"responsibilities/{key}/{name}"
                merged[at] = merged.get(at) or was.get(at, "")
    parent, _, key = path.rpartition("/")
    if isinstance(merged[path], Line) and key not in merged.get(parent, ()):
        merged[parent] = (*(merged.get(parent) or ()), key)


def _text(value: Any) -> str:
    return value.text if isinstance(value, Line) else value or ""


def reword(line: Line, text: str) -> Line:
    """The same line with another text: where it began and which competency it asks for stay."""
    return replace(line, text=text)
