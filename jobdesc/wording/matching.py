"""Finds where rules match. Each is tried only where a word begins as its terms do, so that many cost little."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .rules import Expression, Rule


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule, and from where to where in `Reading.plain` it matches."""

    start: int
    end: int
    rule: Rule
    is_cut: bool = False  # not all that matched, since another finding holds the rest


@dataclass(frozen=True, slots=True)
class _Index:
    """`begins` finds each place where something could begin; `numbers` says which expressions begin so."""

    begins: re.Pattern[str]
    numbers: dict[str, tuple[int, ...]]
    anywhere: tuple[int, ...]


@lru_cache(maxsize=64)
def _index(expressions: tuple[Expression, ...]) -> _Index:
    numbers: dict[str, list[int]] = {}
    for number, expression in enumerate(expressions):
        for head in expression.heads:
            numbers.setdefault(head, []).append(number)
    anywhere = tuple(numbers.pop("", ()))
    for head in sorted(numbers, key=len):  # what begins with two letters begins with these and any third one, too
        for shorter in (head[:length] for length in range(1, len(head))):
            numbers[head] = [*numbers.get(shorter, ()), *numbers[head]]
    by_letter: dict[str, list[str]] = {}
    for head in sorted(numbers, key=len, reverse=True):
        by_letter.setdefault(head[0], []).append(re.escape(head[1:]))
    letters = [f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items())]
    if anywhere or not letters:
        letters.append("[^\\W_]")
    begins = re.compile(rf"(?<![^\W_])(?=({'|'.join(letters)}))")
    return _Index(begins, {head: tuple(dict.fromkeys(found)) for head, found in numbers.items()}, anywhere)


def hits(plain: str, rules: Sequence[Rule]) -> Iterator[Hit]:
    """All places where a rule matches, by where they begin; for each rule only the first way to match from there."""
    for start, end, number in _places(plain, tuple(rule.expression for rule in rules)):
        yield Hit(start, end, rules[number])


def spans(plain: str, expressions: tuple[Expression, ...]) -> list[tuple[int, int]]:
    """Where any of the expressions matches."""
    return [(start, end) for start, end, _ in _places(plain, expressions)]


def _places(plain: str, expressions: tuple[Expression, ...]) -> Iterator[tuple[int, int, int]]:
    index = _index(expressions)
    matches = [expression.pattern.match for expression in expressions]
    ends = [0] * len(expressions)  # what begins inside the rule's last match is no second one
    for word in index.begins.finditer(plain):
        start = word.start()
        for number in (*index.numbers.get(word[1], ()), *index.anywhere):
            if start >= ends[number] and (found := matches[number](plain, start)):
                ends[number] = end = found.end()
                if end > start:
                    yield start, end, number
