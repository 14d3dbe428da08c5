"""What the wording review marks in a whole description, or in any texts, by place. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..drafting.document import Document
from ..wording.reading_level import reading_level
from ..wording.reviewing import HARD, HOW_MEASURED, LEAST_WORDS, READING_LEVEL, Finding, review
from ..wording.rules import Rule, Rules
from .places import Placed, written

LONGEST_MATCH = 200
"""So many characters of what was matched tell one decision from another."""
AROUND = 160
"""So much of a long text is shown before and behind what is marked."""


@dataclass(frozen=True)
class Ruling:
    """Somebody decided to leave a mark as it is."""

    pk: int
    rule: str
    matched: str
    reason: str
    by: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, marked if `finding` is there."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True)
class Mark:
    """A finding in its place. `ruling` says why it may stay, where somebody decided so."""

    place: Placed
    finding: Finding
    ruling: Ruling | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text around, with what is marked; of a long one only what stands near."""
        text, start, end = self.place.text, self.finding.start, self.finding.end
        before, after = text[:start], text[end:]
        if len(before) > AROUND:
            before = "… " + before[-AROUND:].partition(" ")[2]
        if len(after) > AROUND:
            after = after[:AROUND].rpartition(" ")[0] + " …"
        return tuple(one for one in (Piece(before), Piece(text[start:end], self.finding), Piece(after)) if one.text)

    @property
    def key(self) -> tuple[str, str]:
        return self.finding.rule, settled_as(self.finding.matched)

    @property
    def replaced(self) -> str:
        """The whole text with the replacement taken over."""
        finding = self.finding
        return self.place.text[: finding.start] + finding.replacement + self.place.text[finding.end :]


def settled_as(matched: str) -> str:
    """What was matched, as a decision about it is kept."""
    return " ".join(matched.lower().split())[:LONGEST_MATCH]


def marks_of_document(
    document: Document, rules: Rules, extra: Sequence[Rule] = (), rulings: Iterable[Ruling] = ()
) -> tuple[Mark, ...]:
    """Every mark of a description in the order in which it reads, the overruled ones with their ruling."""
    places = tuple(one for one in written(document) if one.text)
    return marks_of_places(places, rules, extra, rulings)


def marks_of_places(
    places: Sequence[Placed], rules: Rules, extra: Sequence[Rule] = (), rulings: Iterable[Ruling] = ()
) -> tuple[Mark, ...]:
    """Each text is reviewed for itself, so that what is marked lies in one place; how hard all are to read together
    is a mark on the hardest sentence.
    """
    decided = {(one.rule, one.matched): one for one in rulings}
    reading = _reviewer(rules, tuple(extra))
    found = [Mark(place, finding) for place in places for finding in reading(place.text)]
    if not any(mark.finding.rule == READING_LEVEL for mark in found):
        found.extend(_hard_to_read(places, found))
    return tuple(Mark(one.place, one.finding, decided.get(one.key)) for one in found)


def marks_of_texts(
    texts: Mapping[str, str], rules: Rules, extra: Sequence[Rule] = ()
) -> dict[str, tuple[tuple[Finding, ...], tuple[Piece, ...]]]:
    """Texts that belong to no description, such as interview questions by their key: of each that has any, what is
    marked, and the text in pieces for jobdesc/review/_marked.html.
    """
    reading = _reviewer(rules, tuple(extra))
    found = {key: reading(text) for key, text in texts.items()}
    return {key: (findings, pieces_of(texts[key], findings)) for key, findings in found.items() if findings}


def pieces_of(text: str, findings: Iterable[Finding]) -> tuple[Piece, ...]:
    """A text cut where marks begin and end; the pieces together are the text."""
    pieces, last = [], 0
    for finding in findings:
        pieces += [Piece(text[last : finding.start]), Piece(text[finding.start : finding.end], finding)]
        last = finding.end
    return tuple(one for one in (*pieces, Piece(text[last:])) if one.text)


def of_step(marks: Iterable[Mark], *steps: str) -> tuple[Mark, ...]:
    """The open marks in the texts that these steps ask for."""
    return tuple(mark for mark in marks if mark.place.step in steps and mark.ruling is None)


@lru_cache(maxsize=8)
def _reviewer(rules: Rules, extra: tuple[Rule, ...]) -> Callable[[str], tuple[Finding, ...]]:
    """`review` with these rules, which remembers the latest texts: between two saves nearly all are the same."""
    return lru_cache(maxsize=1_000)(lambda text: review(text, rules, extra))


def _hard_to_read(places: Sequence[Placed], found: Sequence[Mark]) -> list[Mark]:
    """One mark where all texts together are hard to read, on the hardest sentence as far as nothing else is marked."""
    whole = "\n\n".join(place.text for place in places)
    level = reading_level(whole)
    if level is None or level.words < LEAST_WORDS or level.grade < HARD or level.start == level.end:
        return []
    at = 0
    for place in places:
        if at <= level.start < at + len(place.text):
            start = level.start - at
            end = min((m.finding.start for m in found if m.place == place and m.finding.end > start), default=10**9)
            end = min(end, level.end - at, len(place.text))
            matched = place.text[start:end].rstrip()
            reason = (
                f"The description as a whole reads at about grade {level.grade:.0f}, and this is its longest stretch: "
                "shorter sentences and everyday words let more people see themselves in the job."
            )
            finding = Finding(
                start, start + len(matched), "language", "consider", matched, reason, "", HOW_MEASURED, READING_LEVEL
            )
            return [Mark(place, finding)] if matched else []
        at += len(place.text) + 2
    return []
