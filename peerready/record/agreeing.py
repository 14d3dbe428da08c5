"""Whether the lines of a record agree with one another: nothing twice, and each way leads where it should. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from checklists.working.dependencies import circle
from organizations.models import Organization

from .columns import columns
from .contents import Part, Row
from .naming import OWN
from .parts import AGREE, BY_NAME, PARTS

MOST_NEEDS = 5_000


class Seen:
    """What has to be remembered of the lines that went by, and no more."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.kept: dict[str, dict[str, dict[int, Any]]] = {name: defaultdict(dict) for name in BY_NAME}
        self.ways = {part.name: _fields_of_ways(part) for part in PARTS}
        self.keys = {part.name: _unique(part) for part in PARTS}
        self.once: dict[tuple[str, int], set[tuple[Any, ...]]] = defaultdict(set)
        self.twice: list[str] = []
        self.needs: dict[int, dict[int, list[int]]] = defaultdict(dict)
        self.groups: dict[int, set[str]] = defaultdict(set)
        self.views: dict[int, tuple[int, set[str]]] = {}

    def add(self, part: Part, number: int, row: Row) -> None:
        for name in self.ways[part.name]:
            self.kept[part.name][name][number] = row.get(name)
        for n, names in enumerate(self.keys[part.name]):
            value = tuple(row.get(name) for name in names)
            if None not in value:
                if value in self.once[part.name, n]:
                    self.twice.append(f"{part.file}, line {number}: this is there twice.")
                self.once[part.name, n].add(value)
        match part.name:
            case "tasks":
                self.needs[row["plan"]][row["number"]] = row.get("needs", [])
            case "survey-groups":
                self.groups[row["survey"]].add(row["name"])
            case "survey-results":
                self.views[number] = row["survey"], set(row["view"]["groups"])

    def problems(self) -> Iterator[str]:
        """What does not agree, in words."""
        yield from self.twice
        for name, one, other in AGREE:
            for number in self.kept[name][one.split(".")[0]]:
                found = self._follow(name, number, one)
                if found is not None and found != self._follow(name, number, other):
                    yield f"{BY_NAME[name].file}, line {number}: “{one}” leads to something else's."
        for number, (survey, groups) in self.views.items():
            if groups != self.groups[survey]:
                yield f"{BY_NAME['survey-results'].file}, line {number}: its groups are not those of its survey."
        for plan, needs in self.needs.items():
            yield from _wrong_needs(plan, needs)

    def _follow(self, part: str, number: int, way: str) -> Any:
        """Where a way leads from a line; None where it ends before."""
        if not way:
            return f"{OWN}{number}" if part == "own-instruments" else number
        value: Any = number
        for name in way.split("."):
            value = self.kept[part][name].get(value)
            if value is None:
                return None
            column = next(column for column in columns(BY_NAME[part]) if column.name == name)
            part = column.of or part
        return value


def _fields_of_ways(part: Part) -> set[str]:
    """The fields of a part that some way of AGREE passes."""
    found = set()
    for name, *ways in AGREE:
        for way in ways:
            here = BY_NAME[name]
            for step in way.split(".") if way else ():
                if here is part:
                    found.add(step)
                column = next(column for column in columns(here) if column.name == step)
                here = BY_NAME[column.of] if column.of else here
    return found


def _unique(part: Part) -> list[tuple[str, ...]]:
    """By which fields no two lines of a part may be the same. All are of one organization."""
    of_organization = {field.name for field in part.model._meta.concrete_fields if field.related_model is Organization}
    known = {column.name for column in columns(part)}
    found: list[tuple[str, ...]] = [(column.name,) for column in columns(part) if column.field.unique]
    for constraint in part.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            names = tuple(name for name in constraint.fields if name not in of_organization)
            if set(names) <= known:
                found.append(names)
    return found


def _wrong_needs(plan: int, needs: Mapping[int, list[int]]) -> Iterator[str]:
    if any(before not in needs for wanted in needs.values() for before in wanted):
        yield f"plan {plan}: a task waits for one that is not there."
    elif sum(map(len, needs.values())) > MOST_NEEDS:
        yield f"plan {plan}: too many tasks wait for one another."
    elif any(circle(needs, number, wanted) for number, wanted in needs.items() if wanted):
        yield f"plan {plan}: tasks wait for one another in a circle."
