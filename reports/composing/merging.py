"""What somebody typed, put together with what somebody else saved meanwhile, field by field. Pure.

A form says of each field what stood there when it was made (`mark`). What was not changed in the form is left alone, so
it takes nothing back that somebody else did; what two people changed differently is a conflict, and only that waits.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..models import Report

MINE, THEIRS = "mine", "theirs"
SAID = "said-"
"""How the path of a sentence begins; its key follows. Every other path is a field of a report."""


@dataclass(frozen=True)
class Typed:
    """A field as it was sent. `was` is the mark that its form carried, "" where the value is to be taken in any case.

    `decided` is MINE or THEIRS where somebody was asked, `seen` then the mark of what was there as they were asked.
    """

    path: str
    value: Any
    was: str = ""
    decided: str = ""
    seen: str = ""

    @property
    def is_changed(self) -> bool:
        return self.was.partition(".")[0] != digest(self.value)


@dataclass(frozen=True)
class Merged:
    """`was` and `now` are for `saving.change`; `conflicts` are paths that somebody has to decide."""

    was: dict[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()


def digest(value: Any) -> str:
    """Twelve letters that differ where values do."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def mark(shown: Any, stored: Any) -> str:
    """What a form carries of a field: what it shows, and what is stored where that is something else."""
    return digest(shown) if shown == stored else f"{digest(shown)}.{digest(stored)}"


def stored(report: Report, path: str) -> Any:
    """What is stored there; of a sentence that nobody edited, ""."""
    if path.startswith(SAID):
        return report.edits.get(path.removeprefix(SAID), {}).get("text", "")
    return getattr(report, path)


def merge(report: Report, typed: Iterable[Typed], rules: Mapping[str, str]) -> Merged:
    """What to save of it; `rules` is what the rules say by now, by the key of a sentence.

    A sentence that is emptied, or says what the rules say, is no edited one any more.
    """
    merged, edits, conflicts = Merged(), dict(report.edits), []
    for one in typed:
        wanted, there = one.value, stored(report, one.path)
        key = one.path.removeprefix(SAID) if one.path.startswith(SAID) else ""
        if key and wanted == rules.get(key):
            wanted = ""
        if one.decided == THEIRS or wanted == there:
            continue
        asked = one.seen if one.decided == MINE else one.was.rpartition(".")[2]
        if asked and asked != digest(there):
            conflicts.append(one.path)
        elif not key:
            merged.was[one.path], merged.now[one.path] = there, wanted
        elif wanted:
            edits[key] = {"text": wanted, "was": rules.get(key, "")}
        else:
            edits.pop(key, None)
    if edits != report.edits:
        merged.was["edits"], merged.now["edits"] = report.edits, edits
    return Merged(merged.was, merged.now, tuple(conflicts))


def confirmed(edits: Mapping[str, Mapping[str, str]], key: str, rule: str) -> dict[str, Mapping[str, str]]:
    """The edits, with one of them holding good for what the rules say by now."""
    return {**edits, key: {**edits[key], "was": rule}} if key in edits else dict(edits)
