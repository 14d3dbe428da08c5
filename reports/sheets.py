"""Tables as files: one CSV, or one workbook with a sheet for each table. Nothing in a cell is ever computed."""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook

from organizations.text import clean_line, clean_text

Plain = str | int | float | date | None
"""What stands in a cell: a text, a number, a day, or nothing."""

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BEGINS_A_FORMULA = frozenset("=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}")
BEGINS_A_FORMULA |= frozenset("\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}\t\r\0")
_LOOKS_MARKED = re.compile(f"'+[{re.escape(''.join(sorted(BEGINS_A_FORMULA)))}]")
"""Typed like a cell that was marked as text: it is marked once more, or what was typed would be taken for the mark."""
LONGEST_CELL = 32_000
"""A sheet takes 32,767 characters a cell, and of more it keeps none."""


@dataclass(frozen=True)
class Column:
    """A column's heading, which no other column of its table has, and how many characters wide it is in a sheet.

    `has_lines`: its texts are several lines each, and stay so.
    """

    head: str
    width: int
    has_lines: bool = False


@dataclass(frozen=True)
class Table:
    """A table under a short name. Every row has as many cells as there are columns."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Plain, ...], ...]


def safe(cell: Plain, *, has_lines: bool = False) -> Plain:
    """A cell that no program takes for a formula, on one line unless it `has_lines`, without control characters."""
    if not isinstance(cell, str):
        return cell
    line = clean_text(cell) if has_lines else clean_line(cell)
    if len(line) > LONGEST_CELL:
        line = line[:LONGEST_CELL] + "…"
    first = next((letter for letter in cell if unicodedata.category(letter)[0] not in "CZ"), "")
    return f"'{line}" if BEGINS_A_FORMULA & {first, cell[:1]} or _LOOKS_MARKED.match(line) else line


def _safe_row(table: Table, row: Sequence[Plain]) -> list[Plain]:
    return [safe(cell, has_lines=column.has_lines) for cell, column in zip(row, table.columns, strict=True)]


def csv_of(tables: Sequence[Table]) -> bytes:
    """The tables one below the other, an empty line between them; UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for place, table in enumerate(tables):
        if place:
            writer.writerow([])
        writer.writerow([safe(column.head) for column in table.columns])
        writer.writerows(_safe_row(table, row) for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(tables: Sequence[Table], *, title: str, author: str) -> bytes:
    """A workbook with a sheet for each table: headings that stay in sight, no merged cell, no formula, no link."""
    out = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with Workbook(out, never) as book:
        book.set_properties({"title": safe(title), "author": safe(author), "comments": "Made with PeerReady"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E9E3D8", "border": 1})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        for table in tables:
            _add_sheet(book, table, head, body, day)
    return out.getvalue()


def table_name(sheet: str) -> str:
    """What the table of a sheet is called to formulas: letters, digits and underscores, no digit first."""
    return re.sub(r"\W|^(?=\d)", "_", sheet) + "_table"


def _add_sheet(book: Workbook, table: Table, head: object, body: object, day: object) -> None:
    sheet = book.add_worksheet(table.name)
    # As a table of the sheet, so that a screen reader says a cell's heading with it.
    heads = [{"header": str(safe(column.head)), "header_format": head} for column in table.columns]
    described = {"name": table_name(table.name), "title": table.name, "style": "Table Style Light 1", "columns": heads}
    sheet.add_table(0, 0, max(len(table.rows), 1), len(table.columns) - 1, described)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width, body)
    for number, row in enumerate(table.rows, 1):
        for place, cell in enumerate(_safe_row(table, row)):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell, body)
            elif isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            elif cell is not None:
                sheet.write_number(number, place, cell, body)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
