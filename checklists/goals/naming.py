"""Whether a text looks as if it named somebody. A guess of ours: it asks, and never refuses."""

import re

QUESTION = (
    "It is saved, but it reads as if it named somebody. Goals and measures are about the whole program: please take "
    "out names, initials, dates of birth and record numbers of people."
)

_NOT_IN_NAMES = """
a after all an and april asked assessment at august average before behavioral board by care case center central
clinic coalition community counted county court data december department drug each electronic emergency every
excel february for foundation friday from fund general google grant group harbor health hospital house human in
january july june lake management march may mean median medicaid medical medicare mental microsoft monday month
monthly national new no north not november number october of office on our outcome peer people percent program
project quality quarter quarterly record records recovery regional report river safety saint satisfaction
saturday scale school september service services sheet social south spring staff state street sum summer sunday
support survey system team the they this thursday to tool total tuesday united university veterans we wednesday
week weekly west winter with work yearly
"""
_NO_NAMES = frozenset(_NOT_IN_NAMES.split())
_CERTAIN = re.compile(
    r"""
    \b(?:Mr|Mrs|Ms|Mx|Dr)\b\.?\ +[A-Z]                              # Mr. Miller
    | (?<![.\w])(?!U\.\ ?S\.|D\.\ ?C\.)[A-Z]\.\ ?[A-Z]\.            # J.M.
    | (?i:\b(?:d\.?o\.?b|date\ of\ birth|born\ on)\b)
    | (?i:\b(?:mrn|ssn|case|docket|inmate|record|chart|client|patient)\ *(?:no\b\.?|number|id\b|\#)[\ :]*\w*\d{3})
    | \b\d{3}-\d{2}-\d{4}\b                                         # a social security number
    """,
    re.VERBOSE,
)
_AFTER_A_WORD = re.compile(
    r"\b(?i:client|patient|participant|resident|consumer|inmate) (?i:named |called )?([A-Z](?:\.|[a-z]+))"
)
_TWO_NAMES = re.compile(r"\b(?=([A-Z][a-z]+) ([A-Z][a-z]+)\b)")


def may_name_somebody(text: str) -> bool:
    """Whether the text holds what looks like a person's name, initials, date of birth or number."""
    if _CERTAIN.search(text):
        return True
    named = [found.casefold() for found in _AFTER_A_WORD.findall(text)]
    pairs = [{one.casefold(), other.casefold()} for one, other in _TWO_NAMES.findall(text)]
    return any(name not in _NO_NAMES for name in named) or any(not pair & _NO_NAMES for pair in pairs)
