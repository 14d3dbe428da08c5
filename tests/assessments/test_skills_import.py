"""Taking a person's skills out as CSV and bringing them back, on screen."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assessments.models import Record
from assessments.person_forms import TOO_LARGE
from assessments.skills_csv import LARGEST
from organizations.models import AuditEvent
from tests.cast import Cast

from .form import Reader
from .skills import skills_instrument, skills_record

HEAD = "Skill,Level,Date,Observed by,Notes\n"
GREETS = HEAD + "greets,With support,3/4/2026,AB,Again.\n"


@pytest.fixture
def record(cast: Cast) -> Record:
    return skills_record(cast.organization, skills_instrument())


@pytest.fixture
def person(cast: Cast, record: Record) -> str:
    return f"/o/{cast.organization.slug}/assess/{record.instrument_id}/people/{record.pk}/"


@pytest.fixture
def hr(cast: Cast) -> Client:
    return cast.client("hr")


def upload(data: str | bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("skills.csv", data.encode() if isinstance(data, str) else data)}


def confirmed(page: str) -> dict[str, str]:
    """What the page that shows the changes would send."""
    fields = Reader(page).fields
    return {name: fields[name].replace("\n", "\r\n") for name in ("seen", "text")}


def answers(record: Record) -> Any:
    record.refresh_from_db()
    return record.answers


def test_an_export_is_a_file_and_leaves_a_line_in_the_trail(hr: Client, person: str, record: Record) -> None:
    response = hr.post(f"{person}export.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f'filename="skills-jm-{timezone.localdate()}.csv"' in response.headers["Content-Disposition"]
    assert "greets,Engages people,1,Greets whoever comes in" in response.content.decode("utf-8-sig")
    event = AuditEvent.objects.for_organization(record.organization)[0]
    assert (event.action, event.subject) == ("exported", "Skills skills (a person), as CSV")


@pytest.mark.parametrize("way", ["file", "text"])
def test_an_import_shows_first_what_would_change(hr: Client, person: str, record: Record, way: str) -> None:
    before = answers(record)
    response = hr.post(f"{person}import/", upload(GREETS) if way == "file" else {"text": GREETS})
    text = response.content.decode()
    assert response.status_code == 200
    assert "1 of the 1 skill in the file would change" in " ".join(text.split())
    assert "Again." in text
    assert "On the ward." in text
    assert answers(record) == before

    done = hr.post(f"{person}import/", confirmed(text), follow=True)
    assert "1 skill changed, 2 stayed as they were." in done.content.decode()
    greets = {"choice": "with-support", "text": "Again.", "who": "AB", "date": "2026-03-04"}
    assert answers(record) == {**before, "greets": greets}
    assert record.saved_by is not None
    assert record.saved_by.email == "hr@example.org"
    event = AuditEvent.objects.for_organization(record.organization)[0]
    assert (event.action, event.subject) == ("imported", "Skills skills (a person) (CSV)")


def test_importing_the_earlier_export_undoes_an_import(hr: Client, person: str, record: Record) -> None:
    before = answers(record)
    export = hr.post(f"{person}export.csv").content
    rows = HEAD + "greets,,,,\nshares,Not yet shown,,,\n"
    for data in (rows, export):
        page = hr.post(f"{person}import/", upload(data)).content.decode()
        assert hr.post(f"{person}import/", confirmed(page)).status_code == 302
        if data == rows:
            assert "emptied" in page
            assert answers(record).keys() == {"listens", "shares"}
    assert answers(record) == before


def test_a_file_that_changes_nothing_says_so(hr: Client, person: str, record: Record) -> None:
    response = hr.post(f"{person}import/", upload(hr.post(f"{person}export.csv").content), follow=True)
    assert "The record says all of this already." in response.content.decode()


def test_a_mistake_in_one_row_imports_nothing(hr: Client, person: str, record: Record) -> None:
    before = answers(record)
    bad = f"{GREETS}nope,,,,<script>\n"
    for extra in ({}, {"seen": "anything"}):
        response = hr.post(f"{person}import/", {"text": bad, **extra})
        assert response.status_code == 422
        assert "Row 3: There is no skill “nope”." in response.content.decode()
        assert bad.splitlines()[-1] not in response.content.decode(), "unescaped"
    assert answers(record) == before


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({}, "Choose a file, or paste cells below."),
        ({"text": GREETS, **upload(GREETS)}, "not both"),
        ({"text": "x" * (LARGEST + 1)}, TOO_LARGE),
        (upload("x" * (LARGEST + 1)), TOO_LARGE),
        (upload(b""), "empty"),
        (upload(GREETS.encode("utf-16")), "not text that we can read"),
    ],
)
def test_what_is_no_csv_is_told_at_the_field(
    hr: Client, person: str, record: Record, sent: dict[str, Any], problem: str
) -> None:
    for each in sent.values():
        if not isinstance(each, str):
            each.seek(0)
    response = hr.post(f"{person}import/", sent)
    assert response.status_code == 422
    assert problem in response.content.decode()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(hr: Client, person: str, record: Record) -> None:
    page = hr.post(f"{person}import/", {"text": GREETS}).content.decode()
    meanwhile = {"greets": {"choice": "not-yet", "text": "Meanwhile."}}
    Record.objects.update(answers=meanwhile)
    response = hr.post(f"{person}import/", confirmed(page))
    assert response.status_code == 409
    assert "changed meanwhile" in response.content.decode()
    assert "Meanwhile." in response.content.decode()
    assert answers(record) == meanwhile
    assert hr.post(f"{person}import/", confirmed(response.content.decode())).status_code == 302
    assert answers(record)["greets"]["text"] == "Again."


def test_a_complete_record_takes_no_import(hr: Client, person: str, record: Record) -> None:
    page = hr.post(f"{person}import/", {"text": GREETS}).content.decode()
    before = answers(record)
    Record.objects.update(completed_at=timezone.now())
    assert "Open it again" in hr.get(f"{person}import/").content.decode()
    for sent in ({"text": GREETS}, confirmed(page)):
        assert hr.post(f"{person}import/", sent).status_code == 409
    assert answers(record) == before


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403), ("administrator", 403)])
def test_nobody_else_imports(cast: Cast, person: str, record: Record, who: str, status: int) -> None:
    before = answers(record)
    assert cast.client(who).post(f"{person}import/", {"text": GREETS, "seen": "x"}).status_code == status
    assert answers(record) == before
