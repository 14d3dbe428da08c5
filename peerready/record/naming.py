"""Names of own assessments. They are random and say nothing, so a record calls them by number: own-instrument:1. Pure.

Natural keys begin with such a name ("own-abc/board"), and stand in answers, results and contents.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

OWN = "own-instrument:"
_NUMBERED = re.compile(rf"{OWN}([1-9][0-9]{{0,5}})(?=/|$)")


@dataclass(frozen=True)
class Names:
    """Which names there are here, and their numbers in the record."""

    numbers: Mapping[str, int]
    slugs: Mapping[int, str]

    @classmethod
    def of_slugs(cls, numbers: Mapping[Any, int]) -> "Names":
        return cls(numbers, {number: slug for slug, number in numbers.items()})

    def out(self, value: Any) -> Any:
        """Data with numbers in place of names; nothing else is changed."""
        return _through(value, self._out) if self.numbers else value

    def into(self, value: Any) -> Any:
        """Data with names in place of numbers. A number that the record does not have stays as it is."""
        return _through(value, self._into) if self.slugs else value

    def _out(self, text: str) -> str:
        slug, slash, rest = text.partition("/")
        return f"{OWN}{self.numbers[slug]}{slash}{rest}" if slug in self.numbers else text

    def _into(self, text: str) -> str:
        found = _NUMBERED.match(text)
        slug = self.slugs.get(int(found[1])) if found else None
        return slug + text[found.end() :] if found and slug else text


def own_number(reference: str) -> int | None:
    """The number of an own assessment that a reference names; None where it names a toolkit's."""
    found = _NUMBERED.fullmatch(reference)
    return int(found[1]) if found else None


def _through(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_through(one, change) for one in value]
    if isinstance(value, dict):
        return {change(name): _through(one, change) for name, one in value.items()}
    return value
