"""A record of skills as CSV, out and in. Pure.

What is written reads back exactly, whatever was typed. A cell that a spreadsheet would take for a formula is written
with an apostrophe before it, which is taken away again in reading.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from organizations.text import clean_line

from .answers import NO_ANSWER, Answer, Answers, read_post
from .content import InstrumentContent, Scale, Section
from .results import ItemResult, result_of

HEADINGS = ("Skill", "Function", "Number", "Skill text", "Level", "Date", "Observed by", "Notes")
NEEDED = ("skill", "level", "date", "observed by", "notes")  # the others are there to be read by people
LARGEST = 200_000  # bytes, of a file or of what is pasted
MOST_ROWS = 1_000
MOST_ERRORS = 30
BOM = "\ufeff"

_ESCAPED = re.compile(r"'+[=+\-@\t\r\n\0]")
_TO_ESCAPE = re.compile(r"'*[=+\-@\t\r\n\0]")
# What a spreadsheet computes; "- so far" and "+1 555 0100" are words.
_FORMULA = re.compile(r"=|[+\-@][^\s(]*[(!|]|[+\-@]\$?[A-Za-z]{1,3}\$?\d+\s*(?:[+\-*/:&]|$)")
_AMERICAN_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with a row, counted as a spreadsheet does: the headings are row 1. Row 0 is the whole file."""

    row: int
    text: str

    def __str__(self) -> str:
        return f"Row {self.row}: {self.text}" if self.row else self.text


class SkillsFileError(Exception):
    """A file that cannot be taken, with everything that is wrong with it."""

    def __init__(self, *errors: RowError) -> None:
        super().__init__(*errors)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Change:
    """One skill as it is and as it would be."""

    section: Section
    before: ItemResult
    after: ItemResult


def to_csv(content: InstrumentContent, answers: Answers) -> bytes:
    """Every skill as a row, in UTF-8 with a mark by which Excel knows it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(HEADINGS)
    for section in content.sections:
        for item in section.items:
            answer = answers.get(item.slug, NO_ANSWER)
            level = _level_names(content.scale_of(item)).get(answer.choice, "")
            head = (item.slug, section.title, item.source.number, item.text)
            cells = (*head, level, answer.date, answer.who, answer.text)
            writer.writerow([_escape(cell) for cell in cells])
    return (BOM + written.getvalue()).encode()


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, with or without a mark, or as Excel on Windows writes it. Raises SkillsFileError."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SkillsFileError(
        RowError(0, "This file is not text that we can read. Save it as “CSV UTF-8”, then try again.")
    )


def read_skills(content: InstrumentContent, text: str) -> dict[str, Answer]:
    """The answers that the rows give, by skill. Raises SkillsFileError with all that is wrong, row by row.

    Separators may be commas, semicolons or tabs, columns in any order. Cells left empty are empty answers.
    """
    rows = _rows(text)
    headings = _headings(rows)
    levels = {item.slug: _levels_by_name(content.scale_of(item)) for item in content.items}
    errors: list[RowError] = []
    numbers: dict[str, int] = {}
    post: dict[str, str] = {}
    for number, cells in rows:
        if problem := _shape_problem(cells, headings):
            errors.append(RowError(number, problem))
            continue
        row = dict(zip(headings, map(_unescape, cells), strict=True))
        slug, level = clean_line(row["skill"]), clean_line(row["level"]).casefold()
        if slug not in levels:
            errors.append(
                RowError(number, f"There is no skill “{slug}”. The first column of an exported file names them.")
            )
        elif slug in numbers:
            errors.append(RowError(number, f"The skill “{slug}” stands already in row {numbers[slug]}."))
        elif level and level not in levels[slug]:
            names = ", ".join(f"“{name}”" for name in _level_names(content.scale_of(content.by_slug[slug])).values())
            errors.append(RowError(number, f"“{row['level']}” is not a level. The levels are: {names}."))
        else:
            numbers[slug] = number
            post |= {f"c-{slug}": levels[slug].get(level, ""), f"d-{slug}": _iso_date(row["date"])}
            post |= {f"w-{slug}": row["observed by"], f"t-{slug}": row["notes"], f"was-{slug}": ""}
    posted = read_post(content, post)
    errors.extend(RowError(numbers[slug], problem) for slug, problem in posted.errors.items())
    if errors:
        raise SkillsFileError(*_few(sorted(errors, key=lambda error: error.row)))
    if not numbers:
        raise SkillsFileError(RowError(0, "There are headings and no skills below them."))
    return {slug: sent.answer for slug, sent in posted.answers.items()}


def changes_of(content: InstrumentContent, answers: Answers, rows: Answers) -> tuple[Change, ...]:
    """What would change if the rows were taken: a skill becomes what its row says, the others stay."""
    before, after = result_of(content, answers), result_of(content, {**answers, **rows})
    return tuple(
        Change(old_part.section, old, new)
        for old_part, new_part in zip(before.sections, after.sections, strict=True)
        for old, new in zip(old_part.items, new_part.items, strict=True)
        if old.answer != new.answer
    )


def _escape(cell: str) -> str:
    return f"'{cell}" if _TO_ESCAPE.match(cell) else cell


def _unescape(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell


def _level_names(scale: Scale | None) -> dict[str, str]:
    """By option what stands for it in a file: its label, or its key where two labels read alike."""
    options = scale.options if scale else ()
    labels = {clean_line(option.label).casefold() for option in options}
    alike = len(labels) < len(options)
    return {option.key: option.key if alike else option.label for option in options}


def _levels_by_name(scale: Scale | None) -> dict[str, str]:
    """The option for each name that is understood: its key too, which yields to a label that reads like it."""
    names = _level_names(scale)
    keys = {key.replace("-", " "): key for key in names} | {key: key for key in names}
    return keys | {clean_line(name).casefold(): key for key, name in names.items()}


def _iso_date(text: str) -> str:
    """A date as spreadsheets in the United States write it, 3/31/2026, as 2026-03-31; anything else as it is."""
    found = _AMERICAN_DATE.fullmatch(text.strip())
    if not found:
        return text
    month, day, year = map(int, found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers."""
    text = text.removeprefix(BOM)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS:
                raise SkillsFileError(RowError(number, f"These are too many rows; {MOST_ROWS:,} is the most."))
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise SkillsFileError(RowError(number + 1, f"This row cannot be read: {error}.")) from error


def _headings(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    number, cells = next(rows, (0, []))
    if not cells:
        raise SkillsFileError(RowError(0, "This is empty."))
    headings = [clean_line(cell).casefold() for cell in cells]
    known = {heading.casefold() for heading in HEADINGS}
    problems = [f"The column “{needed}” is missing." for needed in NEEDED if needed not in headings]
    problems += [f"There is no column “{name}”." for name in headings if name not in known]
    problems += [f"The column “{name}” stands here twice." for name in sorted(known) if headings.count(name) > 1]
    if problems:
        raise SkillsFileError(*_few([RowError(number, problem) for problem in problems]))
    return headings


def _shape_problem(cells: Sequence[str], headings: Sequence[str]) -> str:
    if len(cells) != len(headings):
        return f"This row has {len(cells)} cells and the headings {len(headings)}."
    for heading, cell in zip(headings, cells, strict=True):
        if heading in NEEDED and _FORMULA.match(cell.lstrip()):
            return f"In “{heading}” stands a formula. Write what it comes to, or begin with a word if it is a text."
    return ""


def _few(errors: Sequence[RowError]) -> Sequence[RowError]:
    """Enough to mend a file with, and how many more there are."""
    more = len(errors) - MOST_ERRORS
    if more <= 0:
        return errors
    return [*errors[:MOST_ERRORS], RowError(0, f"And {more:,} more like these.")]
