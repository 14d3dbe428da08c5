"""When what a rule finds is left alone: in names, where a word is only mentioned, where a boundary is stated."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from . import cues
from .matching import Hit
from .reading import Reading
from .rules import Rule
from .scopes import Scope, Scopes


@dataclass
class Exceptions:
    """What may be left alone in one text."""

    reading: Reading
    scopes: Scopes
    names: list[tuple[int, int]]  # of names that are known, in order
    _known: dict[tuple[str, int], list[tuple[int, int]]] = field(default_factory=dict)

    def excuse(self, hit: Hit) -> bool:
        """Whether there is a good reason for what was found."""
        scope, rule = self.scopes.around(hit.start), hit.rule
        if (
            self.scopes.breaks(hit.start, hit.end)
            or _touches(hit, self._within(rule, scope))
            or self._beside(rule, scope)
        ):
            return True
        if rule.group == "language":
            return self._is_name(hit, scope) or self._is_mentioned(hit, scope)
        if rule.even_denied:
            return False
        if rule.fits_when_asked and self._spans("asked", cues.ASKED, scope):
            return True
        return self._is_denied(hit, scope) or (rule.group == "role" and _is_for_others(hit, scope))

    def _within(self, rule: Rule, scope: Scope) -> list[tuple[int, int]]:
        return self._spans("within", rule.within, scope)

    def _beside(self, rule: Rule, scope: Scope) -> bool:
        return bool(self._spans("beside", rule.beside, scope))

    def _spans(self, kind: str, pattern: re.Pattern[str] | None, scope: Scope) -> list[tuple[int, int]]:
        if pattern is None:
            return []
        key = (f"{kind}{id(pattern)}", scope.start)
        if key not in self._known:
            found = pattern.finditer(scope.plain)
            self._known[key] = [(scope.start + each.start(), scope.start + each.end()) for each in found]
        return self._known[key]

    def _is_name(self, hit: Hit, scope: Scope) -> bool:
        number = bisect_right(self.names, (hit.start, len(self.reading.plain)))
        return _inside(hit, self.names[max(0, number - 3) : number]) or _inside(hit, scope.names)

    def _is_mentioned(self, hit: Hit, scope: Scope) -> bool:
        """Whether the sentence speaks of the word, and does not use it."""
        before = scope.plain[max(0, hit.start - scope.start - 40) : hit.start - scope.start]
        listed = self._spans("list", cues.MENTION_LIST, scope)
        if cues.MENTION_BEFORE.search(before) or (listed and listed[0][1] <= hit.start):
            return True
        return bool(_inside(hit, scope.quotations) and self._spans("mention", cues.MENTIONED, scope))

    def _is_denied(self, hit: Hit, scope: Scope) -> bool:
        denials = self._spans("not", cues.DENIED, scope)
        if _touches(hit, denials):
            return True
        last = max((end for _, end in denials if end <= hit.start), default=-1)
        if last >= 0:
            between = scope.plain[last - scope.start : hit.start - scope.start]
            if not cues.YET.search(between) and (";" not in between or ":" in between):
                return True
        after = scope.plain[hit.end - scope.start : hit.end - scope.start + 60]
        return bool(cues.DENIED_AFTER.search(after.split(";")[0])) or self._is_listed_as_boundary(hit.start)

    def _is_listed_as_boundary(self, place: int) -> bool:
        number = bisect_right(self._boundaries, (place, len(self.reading.plain) + 1)) - 1
        return number >= 0 and place < self._boundaries[number][1]

    @cached_property
    def _boundaries(self) -> list[tuple[int, int]]:
        """Lists below a line that says that they are not part of the role."""
        found: list[tuple[int, int]] = []
        start = place = 0
        is_open = with_colon = False
        for line in [*self.reading.plain.split("\n"), ""]:
            is_bullet = bool(cues.BULLET.match(line))
            if is_open and not is_bullet and (line.strip() or start < place - 1) and not (with_colon and line.strip()):
                found.append((start, place))
                is_open = False
            if line.strip() and not is_bullet and len(line) < 200 and cues.BOUNDARY_HEADING.search(line):
                bare = line.rstrip()
                is_open, with_colon = bare.endswith(":") or bare[-1] not in ".!?,;", bare.endswith(":")
                start = place + len(line) + 1
            place += len(line) + 1
        return found


def _touches(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    return any(start < hit.end and hit.start < end for start, end in spans)


def _inside(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in spans)


def _is_for_others(hit: Hit, scope: Scope) -> bool:
    """Whether somebody else does it, or the person themselves, with support."""
    before = scope.plain[: hit.start - scope.start][-110:]
    by_others = cues.BY_OTHERS.search(before) and not cues.WITH_OTHERS.search(before)
    return bool(cues.HELPED.search(before) or by_others)
