"""Terms as they are written in rules, made into regular expressions over `Reading.plain`.

`substance abuse(r)` an optional part · `(drug|alcohol) use` one of several, none where one is empty · `monitor~` a verb
with its endings · `{people}` any of a named list · `report … relapse` or `a (… |)relapse` up to six words between · `-`
also a space or nothing. A space is also a line break, and capitals are small letters. What else regular expressions
know means nothing here.
"""

import re
from collections.abc import Iterable, Mapping

GAP = "…"
_GAP = r"(?:[^ \n!?;]{1,30}+ ){0,6}?"
_PART = re.compile(
    r"(?P<word>[^\W_]+)(?P<verb>~)?|\{(?P<list>[a-z-]+)\}|(?P<gap> … )|(?P<free>\(… \|\))|(?P<other>.)", re.DOTALL
)
_DEEPEST = 6
_TWICE = re.compile(r"[^\s(|]* \|?\) | {2}")

Words = Mapping[str, Iterable[str]]


class TermError(ValueError):
    """A term that cannot be read, and why."""


def any_of(terms: Iterable[str], words: Words | None = None) -> str:
    """One expression for several terms; where more than one fits, the longest is tried first."""
    return (
        "(?:" + "|".join(expression(term, words) for term in sorted(terms, key=lambda term: (-len(term), term))) + ")"
    )


def whole(expression: str) -> str:
    """The same, but never inside a word, nor as the later part of one with a hyphen ("out-patient")."""
    return rf"(?<![^\W_])(?<![^\W_]-){expression}(?![^\W_])"


def expression(term: str, words: Words | None = None, depth: int = 0) -> str:
    """One term as an expression. Raises TermError."""
    if depth > _DEEPEST:
        raise TermError("lists that name each other")
    if twice := _TWICE.search(term):
        raise TermError(f"`{twice[0]}` asks for two spaces, which no text has; write `(a |)b` or `(a|b) c`")
    made: list[str] = []
    barred: list[bool] = []  # for each bracket that is open: has there been a bar?
    for part in _PART.finditer(term.strip().lower()):
        if (other := part["other"]) and other in "()|":
            made.append(_bracket(other, barred))
        else:
            made.append(_piece(part, words or {}, depth))
    if barred:
        raise TermError("a bracket is not closed")
    return "".join(made)


def _bracket(letter: str, barred: list[bool]) -> str:
    if letter == "(":
        barred.append(False)
        return "(?:"
    if not barred:
        raise TermError("a bracket is closed that was not opened, or `|` stands outside round brackets")
    if letter == "|":
        barred[-1] = True
        return "|"
    return ")" if barred.pop() else ")?+"


def _piece(part: re.Match[str], words: Words, depth: int) -> str:
    if name := part["list"]:
        if name not in words:
            raise TermError(f"there is no list `{name}`")
        listed = sorted(words[name], key=len, reverse=True)
        return "(?:" + "|".join(expression(word, words, depth + 1) for word in listed) + ")"
    if part["gap"]:
        return f"[ \n]{_GAP}"
    if part["free"]:
        return _GAP
    if word := part["word"]:
        return _inflected(word) if part["verb"] else re.escape(word)
    return _character(part["other"])


def literal(text: str) -> str:
    """An expression for a text in which no character means anything but itself, spaces and hyphens as in terms."""
    return "".join(_character(letter, marks=False) for letter in text)


def _character(letter: str, *, marks: bool = True) -> str:
    if letter.isspace():
        return "[ \n]"
    if letter == "-":
        return "[- \n]?"
    if letter == "/":
        return " ?/ ?"
    if marks and letter in "~{}[]…":
        raise TermError(f"`{letter}` stands where it means nothing")
    return re.escape(letter)


def _inflected(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb[:-1]}(?:e|es|ed|ing)"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}(?:y|ies|ied|ying)"
    if verb.endswith(("s", "x", "ch", "sh")):
        return f"{verb}(?:es|ed|ing)?+"
    return f"{verb}(?:s|ed|ing)?+"
