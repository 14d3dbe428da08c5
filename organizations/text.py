"""What people type, made safe to keep: no invisible control characters, one kind of line end."""

import re
import unicodedata

# NUL breaks PostgreSQL and XML, the other C0 and C1 controls break DOCX, CSV and terminals; newline and tab are text.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# In a one-line name these can make a name read as another one ("Trojan source").
_BIDI_CONTROLS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """Return `text` with Unix line ends and without control characters or surrounding white space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE_SURROGATES.sub("", _CONTROLS.sub("", text)).strip()


def clean_line(text: str) -> str:
    """Return `text` as one line, as for a name: white space folded, no controls of any kind.

    A name of nothing visible, such as zero-width spaces alone, comes back empty.
    """
    line = " ".join(_BIDI_CONTROLS.sub("", clean_text(text)).split())
    is_visible = any(unicodedata.category(letter)[0] not in "CMZ" for letter in line)
    return line if is_visible else ""
