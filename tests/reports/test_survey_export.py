"""A survey's figures as files: harmless in any program, downloaded by few, noted, and never of another's survey."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from organizations.models import AuditEvent, Organization
from reports.sheets import LONGEST_CELL, csv_of, safe, xlsx_of
from reports.survey_tables import NOT_SHOWN, tables_of
from surveys.models import Comment, Survey
from tests.cast import Cast
from tests.reports.test_report_screens import HOSTILE_NAMES
from tests.surveys.build import closed, draft, opened

from .survey_results import HOSTILE, LONG, WHEN, csv_rows, csv_tables, hostile_survey, parts_of, results_of, sheets_of

MIXED = {"5": 2, "4": 3, "3": 2, "2": 3, "1": 2}
ENDINGS = ("csv", "xlsx")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\0=1",
    "  =1",
    "\N{FULLWIDTH EQUALS SIGN}1",
    "\u200b=1",
    "\ufeff=1",
)
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def at(organization: Organization, survey: Survey, ending: str) -> str:
    return f"/o/{organization.slug}/reports/surveys/{survey.pk}.{ending}"


def download(client: Client, survey: Survey, ending: str) -> HttpResponse:
    return client.post(at(survey.organization, survey, ending))


def exports(organization: Organization) -> list[tuple[str, str]]:
    events = AuditEvent.objects.for_organization(organization).filter(action=AuditEvent.Action.EXPORTED)
    return list(events.values_list("actor_name", "subject"))


def cells_of(content: bytes, ending: str) -> list[str]:
    rows = csv_rows(content) if ending == "csv" else [row for rows in sheets_of(content).values() for row in rows]
    return [cell for row in rows for cell in row if isinstance(cell, str)]


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_begins_like_a_formula_is_marked_as_text(cell: str) -> None:
    assert str(safe(cell)).startswith("'")


@pytest.mark.parametrize("cell", ["A-1", "10% or less", "", 5, -3.5, None])
def test_everything_else_stays_as_it_is(cell: str | float | None) -> None:
    assert safe(cell) == cell


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("text", [HOSTILE, LONG, "x" * 40_000, "\ud800 =1", "\0\x07"])
def test_hostile_texts_are_cells_like_others(text: str, ending: str) -> None:
    names = (text[:60], "-1+1", "@SUM(1)")
    tables = tables_of(results_of({"s-1": (MIXED, MIXED, MIXED)}, text=text, names=names), WHEN)
    made = csv_of(tables) if ending == "csv" else xlsx_of(tables, title=text, author=text)
    cells = cells_of(made, ending)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for cell in cells if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", cell)]
    assert max(map(len, cells)) <= LONGEST_CELL + 1
    assert "'@SUM(1)" in cells
    if text == LONG:
        assert LONG in cells


def test_a_csv_is_known_as_utf_8_and_begins_with_the_questions() -> None:
    made = csv_of(tables_of(results_of({"s-1": (MIXED, MIXED, MIXED)}), WHEN))
    assert made.startswith(b"\xef\xbb\xbfToolkit,Assessment,")
    assert [len(table) for table in csv_tables(made)[:2]] == [5, 5]


def test_a_workbook_computes_nothing_links_nowhere_and_merges_no_cells() -> None:
    tables = tables_of(results_of({"s-1": (MIXED, MIXED, MIXED)}, text="=HYPERLINK(1) http://127.0.0.1:9/"), WHEN)
    parts = parts_of(xlsx_of(tables, title="T", author="A"))
    every = "".join(parts.values())
    assert not [
        word for word in ("<f>", "<f ", "mergeCell", "<hyperlink", "externalLink", "vbaProject") if word in every
    ]


def test_a_workbooks_headings_are_headings_stay_in_sight_and_have_room() -> None:
    tables = tables_of(results_of({"s-1": (MIXED, MIXED, MIXED)}), WHEN)
    parts = parts_of(xlsx_of(tables, title="What we say", author="Harbor House"))
    for number in (1, 2, 3):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        assert 'ySplit="1"' in sheet
        assert 'state="frozen"' in sheet
        assert "<cols>" in sheet
        assert 'headerRowCount="0"' not in parts[f"xl/tables/table{number}.xml"]
    assert list(sheets_of(xlsx_of(tables, title="", author=""))) == ["Questions", "Groups", "About"]
    described = parts["docProps/core.xml"]
    assert "<dc:title>What we say</dc:title>" in described
    assert "<dc:creator>Harbor House</dc:creator>" in described


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("who", ["owner", "administrator", "leader"])
def test_downloading_gives_a_file_and_leaves_a_line_in_the_trail(cast: Cast, who: str, ending: str) -> None:
    survey = closed(cast.organization, name="What we say")
    response = download(cast.client(who), survey, ending)
    assert (response.status_code, response["Content-Type"]) == (200, TYPES[ending])
    name = rf'attachment; filename="harbor-house-what-we-say-\d{{4}}-\d\d-\d\d\.{ending}"'
    assert re.fullmatch(name, response["Content-Disposition"])
    assert "Statement 1 holds here." in cells_of(response.content, ending)
    assert exports(cast.organization) == [(f"{who.title()} Person", f"What we say ({ending.upper()})")]


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("who", "status"), [("hr", 403), ("viewer", 403), ("outsider", 404), ("visitor", 302)])
def test_nobody_else_gets_it(cast: Cast, who: str, status: int, ending: str) -> None:
    survey = closed(cast.organization)
    assert download(cast.client(who), survey, ending).status_code == status
    assert exports(cast.organization) == []


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDINGS)
def test_opening_the_address_makes_none(cast: Cast, ending: str) -> None:
    survey = closed(cast.organization)
    response = cast.client("owner").get(at(cast.organization, survey, ending))
    assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDINGS)
def test_another_organizations_survey_is_not_found(cast: Cast, ending: str) -> None:
    theirs = closed(cast.elsewhere)
    assert cast.client("owner").post(at(cast.organization, theirs, ending)).status_code == 404
    assert exports(cast.organization) == exports(cast.elsewhere) == []


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("make", [draft, opened])
def test_a_survey_that_is_not_closed_gives_nothing(cast: Cast, make: object, ending: str) -> None:
    survey = make(cast.organization)  # type: ignore[operator]
    response = download(cast.client("owner"), survey, ending)
    assert (response.status_code, response["Location"]) == (302, f"/o/{cast.organization.slug}/surveys/{survey.pk}/")
    assert exports(cast.organization) == []


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDINGS)
def test_where_too_few_answered_the_file_has_no_figure_of_them(cast: Cast, ending: str) -> None:
    survey = closed(cast.organization, {"Leadership": 2, "Peer workers": 2})
    content = download(cast.client("owner"), survey, ending).content
    tables = csv_tables(content) if ending == "csv" else list(sheets_of(content).values())
    assert {row[2] for row in tables[1][1:]} == {NOT_SHOWN}
    assert {row[9] for row in tables[0][1:]} == {NOT_SHOWN}
    assert {cell for row in tables[0][1:] for cell in (row[8], *row[10:-1])} <= {"", None}


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_hostile_survey_is_a_file_without_comments(cast: Cast, ending: str) -> None:
    survey = hostile_survey(cast.organization)
    Comment.objects.create(
        survey=survey, text="A word in confidence", status="shown", shown_text="A word in confidence"
    )
    content = download(cast.client("owner"), survey, ending).content
    cells = cells_of(content, ending)
    assert LONG in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@")) or "A word in confidence" in cell]


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_the_files_name_is_harmless_whatever_survey_and_organization_are_called(cast: Cast, name: str) -> None:
    survey = closed(cast.organization, name=name[:120])
    Organization.objects.filter(pk=cast.organization.pk).update(name=name)
    response = download(cast.client("owner"), survey, "csv")
    assert re.fullmatch(r'attachment; filename="[a-z0-9_-]{1,112}\.csv"', response["Content-Disposition"])
    assert "Set-Cookie" not in response.headers
