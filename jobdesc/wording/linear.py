"""Looks into a regular expression: can it take long, and with which letters does what it finds begin?

`re` has no limit of its own, so an expression must not be able to repeat its way through a long text. Repeats without
an end are refused, and so is one repeat inside another that can give back what it took.
"""

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST_WAYS = 10_000
_NOTHING = {op.AT, op.ASSERT, op.ASSERT_NOT}
_STOP = "\0"
_FEW = 6
_DEEP = 10


class SlowPatternError(ValueError):
    """An expression that could take more than linear time, and why."""


def check_linear(expression: str) -> None:
    """Raise SlowPatternError unless the work from each beginning is limited, or re.error where it is not valid."""
    ways = _ways(_parser.parse(expression))
    if ways > MOST_WAYS:
        raise SlowPatternError(f"can try {ways:,} ways from one word; {MOST_WAYS:,} are allowed")


def beginnings(expression: str, length: int = 3) -> frozenset[str]:
    """With which letters, at most so many, a match can begin; "" is among them where that cannot be told."""
    return frozenset(head.rstrip(_STOP) for head in _heads(_parser.parse(expression), length))


def _ways(items: Iterable[Any]) -> int:
    """How many ways there are to match at one place, at most."""
    ways = 1
    for code, value in items:
        ways *= _ways_of(code, value)
    return ways


def _ways_of(code: Any, value: Any) -> int:
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _ways_of_repeat(code, *value)
    if code is op.SUBPATTERN:
        return _ways(value[3])
    if code is op.ATOMIC_GROUP:
        _ways(value)
        return 1
    if code in (op.ASSERT, op.ASSERT_NOT):
        return _ways(value[1])
    if code is op.BRANCH:
        return _ways_of_branch(value[1])
    if code in (op.GROUPREF, op.GROUPREF_EXISTS):
        raise SlowPatternError("refers back to a group")
    return 1


def _ways_of_repeat(code: Any, least: int, most: int, items: Any) -> int:
    if most == op.MAXREPEAT:
        raise SlowPatternError("repeats without an end (`*`, `+` or `{n,}`); say how often at most")
    inside = _ways(items)
    if code is op.POSSESSIVE_REPEAT:
        return 1
    if inside > 1 and most > 1:
        raise SlowPatternError("has a repeat inside a repeat")
    return int(most) - int(least) + inside


def _ways_of_branch(branches: Any) -> int:
    """Alternatives exclude each other where neither can begin as the other does."""
    ways = [_ways(branch) for branch in branches]
    ending: dict[str, set[int]] = {}  # beginning → the alternatives that begin so, and are not known further
    passing: dict[str, set[int]] = {}  # the same for each shorter piece of it
    for number, branch in enumerate(branches):
        for head in (head.rstrip(_STOP) for head in _heads(branch, _DEEP)):
            ending.setdefault(head, set()).add(number)
            for length in range(len(head) + 1):
                passing.setdefault(head[:length], set()).add(number)
    together = (passing[head].union(*(ending.get(head[:length], ()) for length in range(len(head)))) for head in ending)
    return max(sum(ways[number] for number in numbers) for numbers in together)


def _heads(items: Any, length: int) -> set[str]:
    """Beginnings; one that ends with a stop can go on with anything."""
    found = {""}
    for code, value in items:
        if all(len(head) >= length or head.endswith(_STOP) for head in found):
            break
        more = _heads_of(code, value, length)
        found = {
            head if head.endswith(_STOP) or len(head) >= length else (head + tail)[:length]
            for head in found
            for tail in more
        }
    return found


def _heads_of(code: Any, value: Any, length: int) -> set[str]:
    if code is op.LITERAL:
        return {chr(value)}
    if code in _NOTHING:
        return {""}
    if code is op.IN and len(value) <= _FEW and all(kind is op.LITERAL for kind, _ in value):
        return {chr(letter) for _, letter in value}
    if code is op.BRANCH:
        return set().union(*(_heads(branch, length) for branch in value[1]))
    if code is op.SUBPATTERN:
        return _heads(value[3], length)
    if code is op.ATOMIC_GROUP:
        return _heads(value, length)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        least, most, items = value
        inside = {head + (_STOP if most > 1 and len(head) < length else "") for head in _heads(items, length)}
        return inside | ({""} if least == 0 else set())
    return {_STOP}
