"""Shows where the words that were searched stand in a text, and how close they stand to each other."""

import re
from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .index import SILENT, words_of

WORD = re.compile(r"\w[\w'\N{RIGHT SINGLE QUOTATION MARK}]*")
# What the databases' stemmers take off, roughly, the longest first: enough to mark "boundary" for "boundaries".
ENDING_WORDS = "izations ization ations ation ities izing ized ings ing ies ity ions ion ers ed es er ly y s e"
ENDINGS = ENDING_WORDS.split()
SHORTEST_ROOT = 3
SNIPPET_LENGTH = 220
LEAD = 70  # letters before the first marked word


def root(word: str) -> str:
    """The word without a usual ending; what begins like this counts as the same word."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_ROOT:
            return word.removesuffix(ending)
    return word


def is_one_of(word: str, roots: Sequence[str]) -> bool:
    plain = [word.casefold()] if word.isascii() else words_of(word)
    return any(one.startswith(tuple(roots)) and one not in SILENT for one in plain)


def share(words: Sequence[str], roots: Sequence[str]) -> float:
    """How much of a text, as `words_of` gives it, the words make up, from 0 to 1."""
    return sum(word.startswith(tuple(roots)) for word in words) / len(words) if words else 0.0


def has_all(words: Sequence[str], roots: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in words) for one in roots)


def side_by_side(words: Sequence[str], roots: Sequence[str]) -> float:
    """How many of the words that follow each other in the search do so in the text, from 0 (none) to 1 (all)."""
    followed = list(pairwise(roots))
    found = sum(
        any(one.startswith(first) and two.startswith(second) for one, two in pairwise(words))
        for first, second in followed
    )
    return found / len(followed) if followed else 0.0


def snippet(texts: Sequence[str], roots: Sequence[str]) -> SafeString:
    """A piece of the first text that has one of the words, or of the first text, with the words in <mark>. Escaped."""
    shown = [text for text in texts if text]
    for text in shown:
        if first := next((m for m in WORD.finditer(text) if is_one_of(m[0], roots)), None):
            return marked(_piece(text, first.start()), roots)
    return marked(_piece(shown[0], 0), roots) if shown else SafeString("")


def marked(text: str, roots: Sequence[str]) -> SafeString:
    """The text, escaped, with the words in <mark>."""
    parts: list[tuple[SafeString | str]] = []
    end = 0
    for match in WORD.finditer(text):
        if is_one_of(match[0], roots):
            parts += [(text[end : match.start()],), (format_html("<mark>{}</mark>", match[0]),)]
            end = match.end()
    return format_html_join("", "{}", [*parts, (text[end:],)])


def _piece(text: str, at: int) -> str:
    """Up to SNIPPET_LENGTH letters around a place, cut between words."""
    if len(text) <= SNIPPET_LENGTH:
        return text
    begin = 0 if at <= LEAD else text.find(" ", at - LEAD) + 1
    piece = text[begin : begin + SNIPPET_LENGTH]
    ends = begin + SNIPPET_LENGTH >= len(text)
    if not ends:
        piece = piece.rpartition(" ")[0] or piece
    return f"{'… ' if begin else ''}{piece}{'' if ends else ' …'}"
