"""The sentence around each place, and what a sentence says that makes it right to leave something alone.

A sentence longer than 600 characters is taken in pieces, so that looking around costs the same everywhere.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from .reading import Reading

LONGEST = 600

_END = re.compile(
    r"(?<!\bU\.S)(?<!\be\.g)(?<!\bi\.e)(?<!\b[DM]r)(?<!\bMs)(?<!\bMrs)(?<!\bNo)"
    r"[.!?][\"')\]]{0,2} (?=[\"'(\[]?[A-Z0-9])|\n"
)
_QUOTED = re.compile(r"\"[^\"\n]{1,80}\"|(?<!\w)'[^'\n]{1,80}'(?!\w)")
_CAPITAL = r"[A-Z][\w&'.]{0,30}+"
_NAME = re.compile(rf"{_CAPITAL}(?:,?(?: (?:of|and|on|for|the|in|to|with|&)){{0,3}}[ \n-]{_CAPITAL}){{1,9}}")
_NAMED = re.compile(
    r"\b(?:Administration|Institutes?|Departments?|Divisions?|Offices?|Bureau|Boards?|Councils?|Commission|Association|"
    r"Act|Amendments|Courts?|Grants?|Centers?|Coalition|Society|Anonymous|Hospital|Alliance|Foundation|Agency|Authority|"
    r"Network|Registry|Survey|Initiative|League|Academy|University|College|Code|Statute|Inc|LLC)\b"
)


@dataclass(frozen=True)
class Scope:
    """One sentence, or a piece of a long one: from `start` to `end` in `Reading.plain`."""

    start: int
    end: int
    plain: str
    cased: str

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        return [(self.start + found.start(), self.start + found.end()) for found in _QUOTED.finditer(self.plain)]

    @cached_property
    def names(self) -> list[tuple[int, int]]:
        """Runs of words with capitals that end as names of offices, laws and the like do, or begin so ("Office of")."""
        if self.cased.isupper():
            return []
        found = ((run, run[0]) for run in _NAME.finditer(self.cased))
        return [
            (self.start + run.start(), self.start + run.end())
            for run, text in found
            if any(
                word.end() >= len(text) - 1 or text[word.end() :].startswith((" of ", " on ", " for "))
                for word in _NAMED.finditer(text)
            )
        ]


@dataclass
class Scopes:
    """The scopes of one text."""

    reading: Reading
    _made: dict[int, Scope] = field(default_factory=dict)

    @cached_property
    def _ends(self) -> list[int]:
        return [found.end() for found in _END.finditer(self.reading.cased)]

    def around(self, place: int) -> Scope:
        """The scope in which a place lies."""
        number = bisect_right(self._ends, place)
        start = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self.reading.plain)
        if end - start > LONGEST:
            start += (place - start) // LONGEST * LONGEST
            end = min(end, start + LONGEST)
        if start not in self._made:
            self._made[start] = Scope(start, end, self.reading.plain[start:end], self.reading.cased[start:end])
        return self._made[start]

    def breaks(self, start: int, end: int) -> bool:
        """Whether a sentence ends between the two; a line that ends does not count."""
        first = bisect_left(self._ends, start + 1)
        ends = self._ends[first : bisect_left(self._ends, end)]
        return any(self.reading.plain[end - 1] != "\n" for end in ends)
