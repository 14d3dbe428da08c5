"""Survey results for tests of what leaves the screen: made up without a database, or closed by the real actions."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from assessments.content import InstrumentContent, parse
from assessments.models import Instrument, InstrumentVersion, content_hash
from organizations.models import Organization
from surveys.confidentiality import Counts, Tally, publish
from surveys.models import Group, Snapshot, Survey
from surveys.questions import Part, Questionnaire, questions_of
from surveys.reading.results import Results
from tests.surveys.build import KINDS, closed, survey_content, survey_instrument
from toolkits.models import Toolkit

WHEN = datetime(2026, 3, 5, 15, tzinfo=UTC)
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = (
    "=cmd|' /C calc'!A0 <b>&amp; ]]> </p><script>alert(1)</script> {{ 7|add:1 }} \x07\x1b[2J \u200f\u202eמרכז 你好"
)
HOSTILE_NAME = "@SUM(1) <i>& ]]> \u200fמרכז"
LONG = "x" * 10_000


def results_of(
    tallies: Mapping[str, Sequence[Tally]],
    *,
    text: str = "",
    names: Sequence[str] = ("Leadership", "Clinical", "Peers"),
) -> Results:
    """Results of made-up answers, without a database: by question's slug ("s-1"), what each group chose.

    `text` replaces what every question says; the groups are called `names`.
    """
    data = survey_content("culture-check", len(tallies)).as_dict()
    for section in data["sections"] if text else ():
        section["title"] = text
        for item in section["items"]:
            item["text"] = text
    content = parse(data)
    toolkit = Toolkit(slug="handbook", title=text or "A Handbook", credit="Made by a press.")
    instrument = Instrument(
        slug="culture-check", title=text or "Our culture", toolkit=toolkit, pages="5", area="culture"
    )
    asked = Questionnaire(_parts(instrument, content))
    groups = tuple(Group(name=name, kind=KINDS.get(name, "other"), expected=20, pk=n) for n, name in enumerate(names))
    by_key = {f"culture-check/{slug}": dict(zip(names, each, strict=True)) for slug, each in tallies.items()}
    sizes = {name: max((sum(each[n].values()) for each in tallies.values()), default=0) for n, name in enumerate(names)}
    organization = Organization(name=text or "Harbor House", slug="harbor-house")
    survey = Survey(
        pk=1, organization=organization, name=text or "What we say", asked_by="Jo", opens_at=WHEN, closed_at=WHEN
    )
    view = publish(asked.asked, Counts(sizes, by_key), survey.thresholds)
    return Results(survey, Snapshot(survey=survey, number=1), asked, groups, view)


def _parts(instrument: Instrument, content: InstrumentContent) -> tuple[Part, ...]:
    return tuple(Part(instrument, content, section, questions, "2") for section, questions in questions_of(content))


def hostile_survey(organization: Organization) -> Survey:
    """A closed survey in which every text that somebody can choose is hostile, and one is very long."""
    instrument = survey_instrument("hostile")
    Instrument.objects.filter(pk=instrument.pk).update(title=HOSTILE[:150])
    data = instrument.current_version.content_json  # type: ignore[union-attr]
    for n, section in enumerate(data["sections"]):
        section["title"] = HOSTILE
        for item in section["items"]:
            item["text"] = LONG if n else HOSTILE
    version = InstrumentVersion.objects.filter(pk=instrument.current_version_id)
    version.update(content_json=data, content_hash=content_hash(data))
    groups = {HOSTILE_NAME: 12, f"-{HOSTILE_NAME}": 6, "\u202eGroup": 3, "Leadership": 12}
    instrument.refresh_from_db()
    return closed(organization, groups, answers="54412", instruments=[instrument], name=HOSTILE[:110])


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def csv_tables(content: bytes) -> list[list[list[str]]]:
    """The tables of a CSV, between empty lines."""
    tables: list[list[list[str]]] = [[]]
    for row in csv_rows(content):
        if row:
            tables[-1].append(row)
        else:
            tables.append([])
    return tables


def parts_of(content: bytes) -> dict[str, str]:
    """The XML files of a workbook by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def sheets_of(content: bytes) -> dict[str, list[list[str | float | None]]]:
    """The sheets of a workbook by name, each a list of rows as wide as the first."""
    parts = parts_of(content)
    strings = ["".join(t.text or "" for t in si.iter(f"{SHEET}t")) for si in _xml(parts["xl/sharedStrings.xml"])]
    names = [sheet.get("name") or "" for sheet in _xml(parts["xl/workbook.xml"]).iter(f"{SHEET}sheet")]
    found = {}
    for number, name in enumerate(names, 1):
        rows: list[list[str | float | None]] = []
        for row in _xml(parts[f"xl/worksheets/sheet{number}.xml"]).iter(f"{SHEET}row"):
            cells = {_column(cell.get("r") or ""): _value(cell, strings) for cell in row}
            width = len(rows[0]) if rows else max(cells) + 1
            rows.append([cells.get(place) for place in range(width)])
        found[name] = rows
    return found


def _xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own file


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = 26 * number + ord(letter) - 64
    return number - 1


def _value(cell: ET.Element, strings: Sequence[str]) -> str | float | None:
    value = cell.find(f"{SHEET}v")
    if value is None or value.text is None:
        return None
    return strings[int(value.text)] if cell.get("t") == "s" else float(value.text)
