"""Reads a text as rules see it: one alphabet, plain spaces, and each character knows where it was typed.

Letters that look alike are one letter, what cannot be seen is gone, and a line break inside a sentence is a space. A
break behind which something new begins (a bullet, a capital, after a full stop) stays one, and a blank line stays two.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

# Letters of other alphabets that nobody can tell from Latin ones by sight. Accents are taken off before.
_LOOKS_LIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУԌԚԜаԁеіјӏорсѕԛуԝхһοΑΒΕΖΗΙΚΜΝΟΡΤΥΧανιυρχϲıɑɡƖǀ",
    "ABESIJKMHOPCTXYGQWadeijlopcsqywxhoABEZHIKMNOPTYXaviupxciagll",
)
_ODD = re.compile(r" ?[^\x20-\x7e][^\x21-\x7e]*| {2,}[^\x21-\x7e]*")
_BREAKS = "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_MARKS = "-*•·‣▪◦●○–—"  # noqa: RUF001
_SAME = {  # NFKC leaves these alone or makes too much of them
    **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),  # noqa: RUF001
    **dict.fromkeys("“”„‟«»″＂", '"'),  # noqa: RUF001
    **dict.fromkeys("‐‑‒–−﹣－", "-"),  # noqa: RUF001
    **dict.fromkeys("—―", " - "),
    "…": "...",
    "ß": "ss",
    "\u0130": "I",
    "\ufffc": " ",
}


@dataclass(frozen=True)
class Reading:
    """`plain` is lower-case; `cased` has the same length and keeps capitals. `typed` is the text as it was given.

    From each index in `points` on, characters of `plain` stand one by one behind the place in `places` - or, where
    `widths` is not 0, all of them come from that many characters there.
    """

    typed: str
    cased: str
    points: list[int]
    places: list[int]
    widths: list[int]

    @cached_property
    def plain(self) -> str:
        lower = self.cased.lower()
        return lower if len(lower) == len(self.cased) else "".join(_lower(letter) for letter in self.cased)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` up to `end` of `plain` were typed; `end` must be greater than `start`."""
        first, last = bisect_right(self.points, start) - 1, bisect_right(self.points, end - 1) - 1
        begin = self.places[first] + (0 if self.widths[first] else start - self.points[first])
        stop = self.places[last] + (self.widths[last] or end - self.points[last])
        while stop < len(self.typed) and unicodedata.combining(self.typed[stop]):
            stop += 1
        return begin, stop


def read(text: str) -> Reading:
    """Read any text; nothing is refused."""
    pieces: list[str] = []
    points, places, widths = [0], [0], [0]
    length = last = 0

    def put(piece: str, place: int, width: int) -> None:
        nonlocal length
        if piece:
            points.append(length)
            places.append(place)
            widths.append(width)
            pieces.append(piece)
            length += len(piece)

    for run in _ODD.finditer(text):
        put(text[last : run.start()], last, 0)
        space = -1  # where white space began that has not been put yet
        for place in range(run.start(), run.end()):
            piece = _FOLDED[text[place]]
            if piece == " ":
                space = place if space < 0 else space
            elif piece:
                if space >= 0:
                    put(_break(text, space, place, pieces), space, place - space)
                    space = -1
                put(piece, place, 1)
        if space >= 0:
            put(_break(text, space, run.end(), pieces), space, run.end() - space)
        last = run.end()
    put(text[last:], last, 0)
    return Reading(text, "".join(pieces), points, places, widths)


def fold(text: str) -> str:
    """A short text, such as a rule's term, as it stands in `Reading.plain`."""
    return read(text).plain.strip()


def _break(text: str, start: int, end: int, pieces: list[str]) -> str:
    """What white space stands for: a space, a new line, a blank line, or nothing inside a word with a hyphen."""
    white = text[start:end]
    lines = sum(white.count(mark) for mark in _BREAKS) - white.count("\r\n")
    before = pieces[-1][-1] if pieces else ""
    after = text[end] if end < len(text) else ""
    if lines == 0:
        return " "
    if lines > 1:
        return "\n\n"
    if before == "-" and after.islower():
        return ""
    return "\n" if before in ".:;!?" or after.isupper() or after.isdigit() or after in _MARKS else " "


def _lower(letter: str) -> str:
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


class _Folded(dict[str, str]):
    """What a character reads as: letters, " " for any white space, or "" for what is not seen."""

    def __missing__(self, letter: str) -> str:
        self[letter] = piece = _folded(letter)
        return piece


def _folded(letter: str) -> str:
    if letter in _SAME:
        return _SAME[letter]
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me", "Cs"):
        return ""
    bare = "".join(
        part for part in unicodedata.normalize("NFKD", letter.translate(_LOOKS_LIKE)) if not unicodedata.combining(part)
    )
    piece = bare.translate(_LOOKS_LIKE)
    return piece if piece.strip() == piece else " " if not piece.strip() else piece.strip()


_FOLDED = _Folded()
