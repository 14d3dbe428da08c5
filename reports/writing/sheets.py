"""An issue's figures as a workbook: a sheet on what they are, and one for each part that shows any."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from organizations.text import clean_line

from .. import sheets
from ..issued_figures import figures_in, figures_table
from ..models import Issue, IssuePart
from ..sheets import Column, Plain, Table, table_name

ABOUT = "About"
LONGEST_NAME = 31
"""What a sheet may be called at most, in letters."""
FIRST_YEAR = 1900
"""Sheets know no earlier days; such a one stays a text."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
HOW_TO_READ = (
    ("As shown", "The figure as the report says it."),
    ("Value", "The same as a number, where it is one. Its unit stands beside it."),
    ("n and of", "What a figure rests on: n of so many questions, people or tasks. Empty where nothing is counted."),
    ("Not shown", "So few people answered that the figure could tell what one of them said."),
    ("Date", "When it was completed, closed or counted. Empty where it is as of the day of issue."),
)


def xlsx_of(issue: Issue, parts: Sequence[IssuePart] | None = None) -> bytes:
    """All figures of the issue, or of those parts of it alone. One query without `parts`."""
    told = [(part.title, figures_in([part])) for part in (issue.parts.all() if parts is None else parts)]
    told = [(title, figures) for title, figures in told if figures]
    names = sheet_names([ABOUT, *(title for title, _ in told)])
    tables = [_about(issue, names[0], has_any=bool(told))]
    tables += [_dated(name, figures_table(figures)) for name, (_, figures) in zip(names[1:], told, strict=True)]
    return sheets.xlsx_of(tables, title=issue.name, author=issue.organization_name)


def sheet_names(titles: Iterable[str]) -> list[str]:
    """A name for a sheet of each title: one that Excel takes, and no other sheet has, as Excel compares them."""
    names: list[str] = []
    taken = {_compared("History")}  # Excel keeps it for itself
    for title in titles:
        whole = _FORBIDDEN.sub(" ", clean_line(title))
        name, number = _cut(whole), 1
        while _compared(name) in taken:
            number += 1
            name = _cut(whole, f" {number}")
        taken.add(_compared(name))
        names.append(name)
    return names


def _cut(title: str, end: str = "") -> str:
    # Excel counts in units of UTF-16, of which a letter has at most two.
    begin, most = "", LONGEST_NAME - len(end)
    for letter in " ".join(title.split()).strip("' "):
        if len((begin + letter).encode("utf-16-le")) > 2 * most:
            break
        begin += letter
    return (begin.strip("' ") or "Part") + end


def _compared(name: str) -> str:
    """What has to differ between two sheets, as Excel compares them: the names of their tables too."""
    return table_name(name).casefold()


def _about(issue: Issue, name: str, *, has_any: bool) -> Table:
    rows: list[tuple[Plain, ...]] = [
        ("Report", issue.name),
        ("Number", issue.number),
        ("Issued", timezone.localdate(issue.issued_at)),
        ("Organization", issue.organization_name),
        ("What it is", issue.details),
        *HOW_TO_READ,
        ("Made with", "PeerReady"),
    ]
    if not has_any:
        rows.insert(5, ("Figures", "There are no figures in this report."))
    return Table(name, (Column("What", 16), Column("Said", 90)), tuple(rows))


def _dated(name: str, table: Table) -> Table:
    """The table under that name, with days as days."""
    return Table(name, table.columns, tuple((*row[:-1], _day(row[-1])) for row in table.rows))


def _day(cell: Plain) -> Plain:
    try:
        day = date.fromisoformat(cell) if isinstance(cell, str) else None
    except ValueError:
        day = None
    return day if day and day.year >= FIRST_YEAR else cell
