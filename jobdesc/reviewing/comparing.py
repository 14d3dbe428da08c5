"""Two versions of a description side by side, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..drafting.document import Document
from ..hiring.content import Hiring
from .places import Placed, everything

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORK = 400_000
"""Words before times words after: where there would be more, a changed stretch is shown as replaced as a whole."""


@dataclass(frozen=True)
class Bit:
    """A stretch of words. `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One place in both versions. `kind` is "same", "changed", "gone", "new" or "moved"; `bits` are both sides as one
    text, what is gone in front of what came for it.
    """

    kind: str
    label: str
    bits: tuple[Bit, ...]

    @property
    def before(self) -> tuple[Bit, ...]:
        return tuple(bit for bit in self.bits if bit.kind != "new")

    @property
    def after(self) -> tuple[Bit, ...]:
        return tuple(bit for bit in self.bits if bit.kind != "gone")


def compare(before: Document, after: Document, content: Hiring) -> tuple[Difference, ...]:
    """Every place of both versions in the order of the later one; what is gone stands where it stood."""
    was = {one.path: one for one in everything(before, content) if one.text}
    now = {one.path: one for one in everything(after, content) if one.text}
    moved = _moved([path for path in was if path in now], [path for path in now if path in was])
    found = []
    for path in _order(list(was), list(now)):
        earlier, later = was.get(path), now.get(path)
        label = later.label if later else earlier.label if earlier else ""
        bits = between(earlier.text if earlier else "", later.text if later else "")
        found.append(Difference(_kind(earlier, later, is_moved=path in moved), label, bits))
    return tuple(found)


def _kind(earlier: Placed | None, later: Placed | None, *, is_moved: bool) -> str:
    if earlier is None or later is None:
        return "new" if earlier is None else "gone"
    if earlier.text != later.text:
        return "changed"
    return "moved" if is_moved else "same"


def between(before: str, after: str) -> tuple[Bit, ...]:
    """Two texts in bits: without those that are new they are the first, without those that are gone the second."""
    bits = []
    for is_same, gone, came in _stretches(_WORDS.findall(before), _WORDS.findall(after)):
        if is_same:
            bits.append(Bit("same", "".join(came)))
        else:
            bits += [Bit("gone", "".join(gone)), Bit("new", "".join(came))]
    return tuple(bit for bit in bits if bit.text)


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Stretches that are the same and that are not, in turn."""
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    most = min(len(old), len(new)) - start
    back = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    stop_old, stop_new = len(old) - back, len(new) - back
    yield True, old[:start], new[:start]
    middle_old, middle_new = old[start:stop_old], new[start:stop_new]
    if len(middle_old) * len(middle_new) > MOST_WORK:
        yield False, middle_old, middle_new
    else:
        yield from _matched(middle_old, middle_new)
    yield True, old[stop_old:], new[stop_new:]


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """By difflib; blanks between two changed words count as changed, so that a sentence stays readable."""
    gone: list[str] = []
    came: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_blank = kind == "equal" and not "".join(old[a:b]).strip()
        if kind == "equal" and not is_blank:
            yield False, gone, came
            yield True, old[a:b], new[c:d]
            gone, came = [], []
        else:
            gone.extend(old[a:b])
            came.extend(new[c:d])
    yield False, gone, came


def _order(was: Sequence[str], now: Sequence[str]) -> list[str]:
    """All paths of now in their order; each that is gone behind the one that it stood behind."""
    order, known = list(now), set(now)
    for at, path in enumerate(was):
        if path not in known:
            order.insert(order.index(was[at - 1]) + 1 if at else 0, path)
            known.add(path)
    return order


def _moved(was: Sequence[str], now: Sequence[str]) -> set[str]:
    """Paths of lines that stand in another order among the rest."""
    kept: set[str] = set()
    for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        kept.update(was[block.a : block.a + block.size])
    return set(now) - kept
