"""Reads what each toolkit must have been given: a list of its files with their counts, so that none can go missing."""

from dataclasses import dataclass

from .kinds import Fixture
from .schema import Fields
from .strict_yaml import MapNode, Problems


@dataclass(frozen=True, slots=True)
class Expected:
    """The slug of an instrument or collection, and how many items each of its sections has, in order."""

    slug: str
    counts: tuple[int, ...]
    line: int


def read_inventory(node: MapNode, problems: Problems) -> list[Fixture[tuple[Expected, ...]]]:
    fields = Fields(node, problems, required=("inventory", "holds"))
    holds = tuple(
        Expected(row.name("name"), tuple(map(int, _numbers(row))), row.line_of("name"))
        for row in fields.each("holds", required=("name", "items"))
    )
    key = fields.name_of_file("inventory")
    return [Fixture("inventory", key, problems.path, fields.line_of("inventory"), holds, toolkit=key)]


def _numbers(row: Fields) -> list[str]:
    numbers = [number.strip() for number in row.text("items").split(",")]
    if not all(number.isdecimal() and len(number) < 4 for number in numbers):
        row.refuse("items", "must be numbers with commas between them, one for each section")
        return []
    return numbers
