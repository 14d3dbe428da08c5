"""Questions a text that looks like a client's record. PeerReady is about organizations; no client data belongs in it.

It asks and never refuses: a rule that blocks would be worked around, and these patterns are a guess.
"""

import re

_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d{2}"
_LOOKS_LIKE_A_RECORD = re.compile(
    rf"""
    \b(?:d\.?o\.?b\.?|date\ of\ birth|born(?:\ on)?)[\s:]*{_DATE}   # a date of birth
    | \b(?:mrn|ssn|case|docket|inmate|booking|record|chart|client|patient)
      \s*(?:no\.?|nr\.?|number|id|\#)[\s:#]*[a-z]{{0,4}}-?\d{{3,}}          # a record number
    | \b\d{{3}}-\d{{2}}-\d{{4}}\b                                      # a social security number
    | (?-i:\b[A-Z][a-z]+\ [A-Z][a-z]+),?\s*\(?{_DATE}                  # a name with a date
    """,
    re.VERBOSE | re.IGNORECASE,
)

QUESTION = (
    "This reads as if it were about somebody you serve. It is saved, but please take out names, dates of birth and "
    "record numbers of people you serve: PeerReady is about your organization."
)


def looks_like_client_record(text: str) -> bool:
    """Whether the text holds a date of birth, a record number, or a name with a date."""
    return bool(_LOOKS_LIKE_A_RECORD.search(text))
