"""How hard a text is to read, as a school grade. PeerReady heuristic.

The Flesch-Kincaid formula, with syllables counted by groups of vowels. A line counts as a sentence. The libraries that
know syllables better bring whole dictionaries with them; for "this is hard to read" that is not needed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]{0,40}+")
_SENTENCE = re.compile(r"[^\n.!?;:]+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouycgsxz]es)$")


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """`grade` is a U.S. school grade, never below 1; the hardest sentence stands from `start` to `end` of the text."""

    grade: float
    words: int
    sentences: int
    start: int
    end: int


def reading_level(text: str) -> ReadingLevel | None:
    """How hard the text is, or None where it has no words. What is long and not letters counts nothing."""
    words = syllables = sentences = 0
    hardest, place = 0.0, (0, 0)
    for sentence in _SENTENCE.finditer(text):
        found = _WORD.findall(sentence[0])
        if not found:
            continue
        here = sum(map(_syllables, found))
        words, syllables, sentences = words + len(found), syllables + here, sentences + 1
        if len(found) >= 12 and (grade := _grade(len(found), here, 1)) > hardest:
            hardest, place = grade, _trimmed(text, *sentence.span())
    if not words:
        return None
    return ReadingLevel(max(1.0, round(_grade(words, syllables, sentences), 1)), words, sentences, *place)


def _grade(words: int, syllables: int, sentences: int) -> float:
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    word = word.lower()
    return max(1, len(_VOWELS.findall(word)) - bool(_SILENT.search(word)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(" -*•\t")), start + len(piece.rstrip())
