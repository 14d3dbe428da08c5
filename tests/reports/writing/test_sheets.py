"""An issue's figures as a workbook: every figure, numbers as numbers, days as days, and nothing is computed."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from organizations.ending import erase_folder
from reports.delivering import file_of
from reports.models import Issue
from reports.sheets import Column, Table, csv_of
from reports.sheets import xlsx_of as book_of
from reports.writing.sheets import sheet_names, xlsx_of
from tests.cast import Cast
from tests.reports.issues import issue_of
from tests.reports.survey_results import HOSTILE, parts_of, sheets_of

FIRST = date(1899, 12, 30)
"""From which on sheets count days."""


@pytest.fixture
def made(cast: Cast) -> Issue:
    return issue_of(cast.organization, team="Said by the team.")


def change(issue: Issue, key: str, **figure: object) -> None:
    part = issue.parts.get(key=key)
    part.figures[0].update(figure)
    part.save()


@pytest.mark.django_db
def test_there_is_a_sheet_on_the_report_and_one_for_each_part_with_figures(made: Issue) -> None:
    part = made.parts.get(key="method")
    part.figures = []
    part.save()
    found = sheets_of(xlsx_of(made))
    assert list(found) == ["About", "The summary", "The standing", "The team"]
    about = {str(row[0]): row[1] for row in found["About"]}
    assert (about["Report"], about["Number"], about["Organization"]) == ("For the board", 1, "Harbor House")
    assert about["Issued"] == (timezone.localdate(made.issued_at) - FIRST).days
    assert {"n and of", "Not shown", "Value"} <= set(about)
    assert found["The team"][0] == ["Part", "About", "Figure", "As shown", "Value", "Unit", "n", "of", "Date"]


@pytest.mark.django_db
def test_numbers_are_numbers_and_days_are_days(made: Issue) -> None:
    change(made, "summary", on="2026-11-05", value=62.5)
    change(made, "team", on="1812-01-01")
    change(made, "standing", on="no day", value=None)
    found = sheets_of(xlsx_of(made))
    assert found["The summary"][1][3:] == ["17", 62.5, "%", 3, 4, (date(2026, 11, 5) - FIRST).days]
    assert found["The team"][1][8] == "1812-01-01"
    assert (found["The standing"][1][4], found["The standing"][1][8]) == (None, "no day")
    assert 'formatCode="yyyy-mm-dd"' in parts_of(xlsx_of(made))["xl/styles.xml"]


@pytest.mark.django_db
def test_nothing_is_computed_and_heads_stay_in_sight(made: Issue) -> None:
    change(made, "team", label="=HYPERLINK(1)", about=HOSTILE, said="+1")
    Issue.objects.update(name=f"={HOSTILE}"[:150], organization_name="@SUM(1)")
    parts = parts_of(xlsx_of(Issue.objects.get()))
    every = "".join(parts.values())
    assert not [word for word in ("<f>", "<f ", "<hyperlink", "mergeCell", "vbaProject") if word in every]
    assert "'=HYPERLINK(1)" in parts["xl/sharedStrings.xml"]
    for n in range(1, 6):
        assert 'ySplit="1"' in parts[f"xl/worksheets/sheet{n}.xml"]
        assert "<autoFilter " in parts[f"xl/tables/table{n}.xml"]


@pytest.mark.django_db
def test_a_part_that_is_left_out_is_in_no_sheet(made: Issue) -> None:
    erase_folder("issues")
    whole, less = (sheets_of(file_of(made, "xlsx", left_out)) for left_out in ((), ("team",)))
    assert [name for name in whole if name not in less] == ["The team"]
    assert not [cell for rows in less.values() for row in rows for cell in row if "team" in str(cell)]
    none = sheets_of(xlsx_of(made, []))
    assert list(none) == ["About"]
    assert ["Figures", "There are no figures in this report."] in none["About"]


@given(st.lists(st.text(max_size=40), max_size=6))
def test_every_sheet_has_a_name_that_excel_takes_and_no_other_has(titles: list[str]) -> None:
    names = sheet_names([*titles, "About", "about", "A:b", "A?b", "A b", "2026", "History", "'", "x" * 40, "x" * 41])
    assert len({name.casefold() for name in names} | {"history"}) == len(names) + 1
    assert all(0 < len(name.encode("utf-16-le")) <= 62 for name in names)
    assert not [name for name in names if set(name) & set("[]:*?/\\") or name.strip("'") != name]
    tables = [Table(name, (Column("A", 9),), ()) for name in names]
    described = [one for name, one in parts_of(book_of(tables, title="", author="")).items() if "tables/" in name]
    assert len(described) == len(names), "each is a table of its sheet"


def test_a_csv_says_a_day_as_it_is_written_everywhere() -> None:
    table = Table("A", (Column("Day", 9),), ((date(2026, 11, 5),),))
    assert csv_of([table]).decode("utf-8-sig") == "Day\r\n2026-11-05\r\n"
