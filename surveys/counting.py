"""From responses to counts, once at closing, and the plain data in which counts and views are kept. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from .confidentiality import UNSURE, Cell, Counts, Published, Row, Share, Tally
from .questions import Question


def count(
    groups: Sequence[str], questions: Sequence[Question], responses: Iterable[tuple[str, Mapping[str, str]]]
) -> Counts:
    """Count responses, each a group's name and its answers. What a question does not ask is passed over."""
    sizes = dict.fromkeys(groups, 0)
    tallies: dict[str, dict[str, dict[str, int]]] = {
        question.key: {group: {} for group in groups} for question in questions
    }
    for group, answers in responses:
        sizes[group] += 1
        for question in questions:
            chosen = answers.get(question.key)
            if chosen in question.takes:
                key = UNSURE if chosen == question.unsure else chosen
                tally = tallies[question.key][group]
                tally[key] = tally.get(key, 0) + 1
    return Counts(sizes, tallies)


def counts_to_json(counts: Counts) -> dict[str, Any]:
    return {
        "groups": list(counts.responses),
        "responses": dict(counts.responses),
        "tallies": {key: dict(row) for key, row in counts.tallies.items()},
    }


def counts_from_json(data: Mapping[str, Any]) -> Counts:
    """Read back what `counts_to_json` wrote, with the groups in their order: PostgreSQL keeps none of keys."""
    groups: list[str] = data["groups"]
    tallies: dict[str, dict[str, Tally]] = {
        key: {group: row[group] for group in groups} for key, row in data["tallies"].items()
    }
    return Counts({group: data["responses"][group] for group in groups}, tallies)


def view_to_json(view: Published) -> dict[str, Any]:
    """As plain data, without what is empty."""
    return {
        "groups": list(view.groups),
        "total": view.total,
        "responses": dict(view.responses),
        "rows": {
            key: {"total": _cell_to_json(row.total), "groups": {g: _cell_to_json(c) for g, c in row.groups.items()}}
            for key, row in view.rows.items()
        },
        "kept": sorted(view.kept),
    }


def view_from_json(data: Mapping[str, Any]) -> Published:
    """Read back what `view_to_json` wrote, with the groups in their order: PostgreSQL keeps none of keys."""
    return Published(
        groups=tuple(data["groups"]),
        total=data["total"],
        responses={group: data["responses"][group] for group in data["groups"]},
        rows={
            key: Row(_cell_from_json(row["total"]), {g: _cell_from_json(row["groups"][g]) for g in data["groups"]})
            for key, row in data["rows"].items()
        },
        kept=frozenset(data["kept"]),
    )


def _cell_to_json(cell: Cell) -> dict[str, Any]:
    return {name: value for name, value in asdict(cell).items() if value not in ("", None, ())}


def _cell_from_json(data: Mapping[str, Any]) -> Cell:
    shares = {name: Share(**data[name]) for name in ("favourable", "unsure") if name in data}
    options = tuple(Share(**share) for share in data.get("options", ()))
    return Cell(**{**data, **shares, "options": options})
