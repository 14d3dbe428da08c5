"""The one way in: what should be looked at in a text, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from .exceptions import Exceptions
from .matching import Hit, hits, spans
from .reading import Reading, read
from .reading_level import reading_level
from .rules import GROUPS, SEVERITIES, Rule, Rules
from .scopes import Scopes

READING_LEVEL = "reading-level"
MOST_PLACES = 3_000  # of a longer list nobody reads the rest, and a page could not show it
LEAST_WORDS = 100
HOW_MEASURED = "Flesch-Kincaid grade; PeerReady heuristic"
HARD = 15.0  # PeerReady heuristic: the toolkits' own sample texts lie below it


@dataclass(frozen=True, slots=True)
class Finding:
    """One mark. `text[start:end] == matched`, in code points of the text as it was typed.

    `group` is one of rules.GROUPS, `severity` one of rules.SEVERITIES. `replacement` can be taken over as it stands; ""
    where only a person can say. `rule` is the rule's slug.
    """

    start: int
    end: int
    group: str
    severity: str
    matched: str
    reason: str
    replacement: str
    source: str
    rule: str


def review(text: str, rules: Rules, extra: Iterable[Rule] = ()) -> tuple[Finding, ...]:
    """All that `rules` and `extra` find, in the order of the text; no two findings overlap.

    Where two do, the more severe is kept, then the longer. Of two groups both are kept, and the longer is cut short.
    Takes any text, never raises, and takes time in proportion to the text's length. What matches is looked at up to
    MOST_PLACES times.
    """
    reading = read(text)
    exceptions = Exceptions(reading, Scopes(reading), spans(reading.plain, rules.names))
    places = islice(hits(reading.plain, (*rules.rules, *extra)), MOST_PLACES)
    found = [hit for hit in places if not exceptions.excuse(hit)]
    findings = [_finding(reading, hit) for hit in _settled(found) if _has_words(reading.plain[hit.start : hit.end])]
    findings.extend(_hard_to_read(text, findings))
    return tuple(sorted(findings, key=lambda finding: finding.start))


def _hard_to_read(text: str, findings: list[Finding]) -> list[Finding]:
    """One mark for a text that is hard to read as a whole: on its hardest sentence, up to the next mark in there."""
    level = reading_level(text)
    if level is None or level.words < LEAST_WORDS or level.grade < HARD or level.start == level.end:
        return []
    inside = [finding for finding in findings if finding.end > level.start and finding.start < level.end]
    end = min((finding.start for finding in inside), default=level.end)
    end = level.start + len(text[level.start : end].rstrip())
    if end <= level.start:
        return []
    reason = (
        f"This text as a whole reads at about grade {level.grade:.0f}, and this is its hardest stretch: shorter "
        "sentences and everyday words let more people see themselves in the job."
    )
    matched = text[level.start : end]
    return [Finding(level.start, end, "language", "consider", matched, reason, "", HOW_MEASURED, READING_LEVEL)]


def _settled(found: list[Hit]) -> list[Hit]:
    """Hits without overlaps: first within each group, then between groups."""
    kept: list[Hit] = []
    for group in GROUPS:
        kept = _beside(kept, _strongest([hit for hit in found if hit.rule.group == group]))
    return kept


def _strongest(found: list[Hit]) -> list[Hit]:
    """Of hits that overlap, the most severe, then the longest, then the first."""
    ranked = sorted(
        found, key=lambda hit: (SEVERITIES.index(hit.rule.severity), hit.start - hit.end, hit.start, hit.rule.slug)
    )
    taken: set[int] = set()
    kept = []
    for hit in ranked:
        place = range(hit.start, hit.end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _beside(kept: list[Hit], more: list[Hit]) -> list[Hit]:
    """Both lists together. What of `more` holds something kept is cut down to the words before it, or behind it."""
    result, number = list(kept), 0
    for hit in more:
        while number < len(kept) and kept[number].end <= hit.start:
            number += 1
        inner = [other for other in kept[number : number + 20] if other.start < hit.end]
        result.extend([hit] if not inner else _cut(hit, inner))
    return sorted(result, key=lambda hit: hit.start)


def _cut(hit: Hit, inner: list[Hit]) -> list[Hit]:
    if inner[0].start > hit.start:
        return [Hit(hit.start, inner[0].start, hit.rule, is_cut=True)]
    end = inner[1].start if len(inner) > 1 else hit.end
    return [Hit(inner[0].end, end, hit.rule, is_cut=True)] if inner[0].end < end else []


def _finding(reading: Reading, hit: Hit) -> Finding:
    start, end = _trimmed(reading.plain, hit.start, hit.end)
    found = reading.plain[start:end]
    start, end = reading.place(start, end)
    matched = reading.typed[start:end]
    replacement = "" if hit.is_cut else hit.rule.replacement_for(found)
    if matched[:1].isupper() and not matched[:2].isupper():
        replacement = replacement[:1].upper() + replacement[1:]
    rule = hit.rule
    return Finding(start, end, rule.group, rule.severity, matched, rule.reason, replacement, rule.source, rule.slug)


def _has_words(piece: str) -> bool:
    return any(letter.isalnum() for letter in piece)


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    piece = plain[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()) or end
