"""Reads a recommended path: which instruments, in which order, for whom, and why."""

from dataclasses import dataclass

from organizations.models import Kind
from organizations.models.organization import states
from toolkits.kinds import Fixture, Reference
from toolkits.schema import Fields
from toolkits.strict_yaml import MapNode, Problems


@dataclass(frozen=True, slots=True)
class PathFixture:
    """The values of a row of Path but its slug."""

    title: str
    audience: str
    reason: str
    position: int
    kinds: tuple[str, ...]
    states: tuple[str, ...]
    steps: tuple[dict[str, str], ...]


def read_path(node: MapNode, problems: Problems) -> list[Fixture[PathFixture]]:
    """Read one file of fixtures/paths/."""
    fields = Fields(
        node,
        problems,
        required=("path", "title", "for", "reason", "position", "steps"),
        optional=("kinds", "states"),
    )
    steps = fields.each("steps", required=("instrument", "reason"))
    value = PathFixture(
        title=fields.text("title", longest=120),
        audience=fields.text("for", longest=200),
        reason=fields.text("reason"),
        position=fields.number("position"),
        kinds=fields.some_of("kinds", Kind.values),
        states=fields.some_of("states", [code for code, _ in states()]),
        steps=tuple({"instrument": step.name("instrument"), "reason": step.text("reason")} for step in steps),
    )
    references = tuple(Reference("instrument", step.name("instrument"), step.line_of("instrument")) for step in steps)
    key, line = fields.name_of_file("path"), fields.line_of("path")
    return [Fixture("path", key, problems.path, line, value, references=references)]
