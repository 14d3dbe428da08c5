"""Skills as CSV: what goes out comes back exactly, and a file with a mistake changes nothing."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.answers import EARLIEST, LATEST, Answer, from_json, to_json
from assessments.content import Option, Scale
from assessments.skills_csv import (
    HEADINGS,
    MOST_ERRORS,
    MOST_ROWS,
    SkillsFileError,
    changes_of,
    decode,
    read_skills,
    to_csv,
)
from organizations.text import clean_text

from .build import real
from .skills import LEVELS, skills_content

CONTENT = skills_content()
HEAD = "Skill,Level,Date,Observed by,Notes\n"
texts = st.text(max_size=60).map(clean_text)
nasty = st.tuples(st.sampled_from(["=", "+", "-", "@", "'", "''=", "'-", ";", '"', "=SUM(A1)", "a\n\tb", "ü"]), texts)
notes = texts | nasty.map("".join).map(clean_text)
answers = st.builds(
    Answer,
    choice=st.sampled_from(["", *LEVELS.by_key]),
    text=notes,
    who=notes.map(lambda text: text[:100].strip()),
    date=st.just("") | st.dates(EARLIEST, LATEST).map(date.isoformat),
)
records = st.fixed_dictionaries({item.slug: answers for item in CONTENT.items})


def refused(text: str) -> list[str]:
    with pytest.raises(SkillsFileError) as raised:
        read_skills(CONTENT, text)
    return [str(error) for error in raised.value.errors]


@given(records)
def test_what_goes_out_comes_back_exactly(record: dict[str, Answer]) -> None:
    assert read_skills(CONTENT, decode(to_csv(CONTENT, record))) == record


@given(records, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_it_comes_back_from_a_program_that_writes_otherwise(
    record: dict[str, Answer], separator: str, encoding: str
) -> None:
    rows = csv.reader(io.StringIO(decode(to_csv(CONTENT, record)), newline=""))
    saved = io.StringIO(newline="")
    csv.writer(saved, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(reversed_columns(rows))
    assert read_skills(CONTENT, decode(saved.getvalue().encode(encoding))) == record


def reversed_columns(rows: "csv._reader") -> list[list[str]]:
    return [row[::-1] for row in rows]


@given(records)
def test_no_cell_begins_like_a_formula(record: dict[str, Answer]) -> None:
    for row in csv.reader(io.StringIO(decode(to_csv(CONTENT, record)), newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))]


@given(records, records)
def test_only_what_differs_is_a_change(before: dict[str, Answer], rows: dict[str, Answer]) -> None:
    changed = {change.before.item.slug for change in changes_of(CONTENT, before, rows)}
    assert changed == {slug for slug in rows if before[slug] != rows[slug]}


def test_the_real_list_goes_out_whole_and_comes_back() -> None:
    content = real("wps-skills")
    filled = {item.slug: Answer("signed-off", "— seen twice", "RT", "2026-03-31") for item in content.items}
    data = to_csv(content, filled)
    rows = list(csv.reader(io.StringIO(decode(data), newline="")))
    assert tuple(rows[0]) == HEADINGS
    assert [row[3] for row in rows[1:]] == [item.text for item in content.items]
    assert len(rows) == 109
    assert {row[4] for row in rows[1:]} == {"On their own, signed off"}
    assert from_json(to_json(read_skills(content, decode(data)))) == filled


def test_levels_that_read_alike_go_by_their_keys() -> None:
    of = Scale("level", "ours", (Option("one", "Done", 0), Option("two", "done", 1)))
    content = skills_content(of=of)
    record = {"greets": Answer("one"), "listens": Answer("two"), "shares": Answer()}
    assert read_skills(content, decode(to_csv(content, record))) == record


@pytest.mark.parametrize("level", ["With support", "with  SUPPORT ", "with-support", "with support"])
def test_a_level_is_known_by_its_words_or_its_key(level: str) -> None:
    assert read_skills(CONTENT, f"{HEAD}greets,{level},,,") == {"greets": Answer("with-support")}


def test_dates_are_read_as_spreadsheets_in_the_united_states_write_them() -> None:
    assert read_skills(CONTENT, f"{HEAD}greets,,3/4/2026,,")["greets"].date == "2026-03-04"


def test_a_file_from_excel_on_windows_is_read() -> None:
    data = "Skill;Level;Date;Observed by;Notes\r\ngreets;;;Zoë;“good”\r\n".encode("cp1252")
    assert read_skills(CONTENT, decode(data)) == {"greets": Answer("", "“good”", "Zoë")}


@pytest.mark.parametrize("data", ["Skill".encode("utf-16"), b"Sk\0ill", b"\x81\x8d\xff\x90", b"PK\x03\x04\0\0\x81"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(SkillsFileError, match="not text that we can read"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("", ["This is empty."]),
        (HEAD, ["There are headings and no skills below them."]),
        ("Skill,Level,Date,Observed by\n", ["Row 1: The column “notes” is missing."]),
        (f"{HEAD.strip()},Pay\n", ["Row 1: There is no column “pay”."]),
        (f"{HEAD.strip()},level\n", ["Row 1: The column “level” stands here twice."]),
        (f"{HEAD}greets,,,\n", ["Row 2: This row has 4 cells and the headings 5."]),
        (f"{HEAD}\ngreets,,,,,\n", ["Row 3: This row has 6 cells and the headings 5."]),
        (f'{HEAD}greets,,,,"open\n', ["Row 2: This row cannot be read: unexpected end of data."]),
        (f"{HEAD}greets,,,,{'x' * 20_001}\n", ["Row 2: This text has 20,001 characters"]),
        (f"{HEAD}greets,,,{'x' * 101},\n", ["Row 2: This name has 101 characters"]),
    ],
)
def test_a_broken_file_is_refused_with_its_row(text: str, errors: list[str]) -> None:
    found = refused(text)
    assert len(found) == len(errors)
    assert all(one.startswith(start) for one, start in zip(found, errors, strict=True)), found


def test_every_mistake_is_told_with_its_row() -> None:
    rows = [
        "nope,,,,",
        "greets,Superb,,,",
        "listens,,2026-02-30,,",
        "listens,,,,",
        "shares,,,,=1+1",
        "shares,,1/1/1880,,",
    ]
    found = refused(HEAD + "\n".join(rows))
    words = [
        "no skill “nope”",
        "“Superb” is not a level",
        "not a date",
        "already in row 4",
        "a formula",
        "cannot be right",
    ]
    assert [error.split(":")[0] for error in found] == [f"Row {n}" for n in range(2, 8)]
    assert all(word in error for word, error in zip(words, found, strict=True)), found


@pytest.mark.parametrize("cell", ["=A1", "=cmd|' /C calc'!A0", "+A1+A2", "-2+3+cmd|x", "@SUM(A1)", " =A1", "\t=A1"])
def test_a_formula_is_refused(cell: str) -> None:
    assert "formula" in refused(f'{HEAD}greets,,,,"{cell}"')[0]


@pytest.mark.parametrize("cell", ["- so far so good", "+1 555 0100", "@ the ward", "-", "'=A1", "a = b", "-B12 given"])
def test_words_are_no_formula(cell: str) -> None:
    expected = cell.removeprefix("'") if cell == "'=A1" else cell
    assert read_skills(CONTENT, f'{HEAD}greets,,,,"{cell}"')["greets"].text == expected


def test_too_many_rows_are_refused_at_once_and_mistakes_are_not_listed_for_ever() -> None:
    assert refused(HEAD + "greets,,,,\n" * MOST_ROWS) == [
        f"Row {MOST_ROWS + 1}: These are too many rows; {MOST_ROWS:,} is the most."
    ]
    found = refused(HEAD + "nope,,,,\n" * (MOST_ERRORS + 5))
    assert found[-1] == "And 5 more like these."
    assert len(found) == MOST_ERRORS + 1
