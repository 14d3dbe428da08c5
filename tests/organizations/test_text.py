import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizations.fields import LineField, ParagraphsField
from organizations.text import clean_line, clean_text

# Surrogates too: they come in through JSON and broken URLs.
anything = st.text(st.characters(exclude_categories=()))
CONTROLS_AND_SURROGATES = {"Cc", "Cs"}
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(anything)
def test_paragraphs_keep_no_control_character_but_newline_and_tab(text: str) -> None:
    kept = set(clean_text(text)) - {"\n", "\t"}
    assert not [c for c in kept if unicodedata.category(c) in CONTROLS_AND_SURROGATES]


@given(anything)
def test_a_line_keeps_no_control_character_at_all(text: str) -> None:
    kept = clean_line(text)
    assert not [c for c in kept if unicodedata.category(c) in CONTROLS_AND_SURROGATES or c in BIDI_CONTROLS]
    assert len(kept.splitlines()) <= 1


@given(anything)
@pytest.mark.parametrize("clean", [clean_text, clean_line])
def test_cleaning_twice_is_cleaning_once(clean, text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(anything)
def test_what_is_kept_can_be_stored_as_utf8(text: str) -> None:
    assert clean_text(text).encode().decode() == clean_text(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M"])))
def test_letters_and_signs_of_any_language_stay(text: str) -> None:
    visible = f"a{text}"  # marks alone, with no letter to stand on, are nothing that can be seen
    assert clean_line(visible) == visible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Windows\r\nand old Mac\rlines", "Windows\nand old Mac\nlines"),
        ("  spaces around\n\n", "spaces around"),
        ("a\ttab", "a\ttab"),
        ("N\x00UL and \x1b[31mred\x1b[0m", "NUL and [31mred[0m"),
        ("\ufeffa byte order mark", "a byte order mark"),
        ("👩🏽\u200d⚕️ and עברית", "👩🏽\u200d⚕️ and עברית"),
    ],
)
def test_paragraphs_are_kept_as_meant(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_is_folded_to_single_spaces() -> None:
    assert clean_line("  Harbor\t House \n Recovery\u3000Center ") == "Harbor House Recovery Center"


def test_a_line_cannot_be_made_to_read_backwards() -> None:
    assert clean_line("invoice\u202efdp.exe") == "invoicefdp.exe"


def test_fields_clean_before_anything_else_sees_the_value() -> None:
    assert LineField(max_length=5).clean("\x00a\u202e\n  b ") == "a b"
    assert ParagraphsField().clean("a\x00\r\nb") == "a\nb"


def test_a_text_of_nothing_but_controls_counts_as_empty() -> None:
    assert LineField(required=False).clean("\x00\u202e \r\n") == ""
    assert not LineField().to_python(None)
