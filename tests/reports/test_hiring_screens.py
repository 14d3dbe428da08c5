"""Who takes a description's papers, what is noted of it, and the page with text to paste."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from jobdesc.models import Description
from organizations.models import AuditEvent, Organization
from reports.hiring import paper as making
from reports.pdf import ReportTooLarge
from tests.cast import Cast
from tests.invariants.page import problems
from tests.jobdesc.build import a_document, description_of

from .survey_results import HOSTILE
from .test_report_screens import HOSTILE_NAMES

pytestmark = pytest.mark.django_db
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
MADE, READ = ("docx", "pdf"), ("html", "md")


@pytest.fixture
def approved(cast: Cast) -> Description:
    return description_of(cast.organization, a_document(title="Peer worker"), approved=True)


def url(description: Description, rest: str = "") -> str:
    return f"/o/{description.organization.slug}/reports/jobs/{description.pk}/{rest}"


def take(client: Client, description: Description, ending: str, paper: str = "description") -> HttpResponse:
    ask = client.post if ending in MADE else client.get
    return ask(url(description, f"{paper}.{ending}"))


def exports(organization: Organization) -> list[str]:
    found = AuditEvent.objects.filter(organization=organization, action=AuditEvent.Action.EXPORTED)
    return list(found.values_list("subject", flat=True))


@pytest.fixture(autouse=True)
def _no_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "render_pdf", lambda html, style: b"%PDF-1.7")


@pytest.mark.parametrize("who", ["owner", "administrator", "leader", "hr"])
@pytest.mark.parametrize("ending", TYPES)
def test_who_drafts_takes_it(cast: Cast, approved: Description, who: str, ending: str) -> None:
    response = take(cast.client(who), approved, ending)
    assert (response.status_code, response["Content-Type"]) == (200, TYPES[ending])
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert exports(cast.organization) == ([f"Peer worker, description ({ending.upper()})"] if ending in MADE else [])


@pytest.mark.parametrize("ending", TYPES)
@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404), ("visitor", 302)])
def test_nobody_else_does(cast: Cast, approved: Description, who: str, status: int, ending: str) -> None:
    client = cast.client(who)
    assert take(client, approved, ending).status_code == status
    assert client.get(url(approved)).status_code == status
    assert client.get(url(approved, "description/paste/")).status_code == status
    assert exports(cast.organization) == []


def test_another_method_is_refused_and_anothers_description_is_not_found(cast: Cast, approved: Description) -> None:
    theirs = description_of(cast.elsewhere, approved=True)
    client = cast.client("hr")
    slug = cast.organization.slug
    for ending in TYPES:
        ask = client.get if ending in MADE else client.post
        assert ask(url(approved, f"description.{ending}")).status_code == 405
        other = client.post if ending in MADE else client.get
        assert other(f"/o/{slug}/reports/jobs/{theirs.pk}/description.{ending}").status_code == 404
    assert exports(cast.organization) == []


@pytest.mark.parametrize("name", ["evaluation", "nothing", "interview-guide-1"])
def test_without_an_approved_version_there_is_only_the_draft(cast: Cast, name: str) -> None:
    draft = description_of(cast.organization)
    client = cast.client("hr")
    assert take(client, draft, "docx", name).status_code == 404
    assert take(client, draft, "docx", "draft").status_code == 200


def test_the_page_offers_each_paper_in_each_form(cast: Cast, approved: Description) -> None:
    response = cast.client("hr").get(url(approved))
    text = response.content.decode()
    assert problems(response) == []
    for name in ("description", "boundaries", "supervision", "evaluation", "work-plan"):
        assert f'action="{url(approved, f"{name}.docx")}"' in text
        assert f'action="{url(approved, f"{name}.pdf")}"' in text
        assert f'href="{url(approved, f"{name}/paste/")}"' in text


def test_the_page_of_a_draft_says_what_comes_later(cast: Cast) -> None:
    response = cast.client("hr").get(url(description_of(cast.organization)))
    assert problems(response) == []
    assert "Job description, draft" in response.content.decode()
    assert "come from an approved version" in response.content.decode()


def test_what_is_to_be_pasted_stands_in_a_field_as_it_is(cast: Cast) -> None:
    found = description_of(cast.organization, a_document(title=HOSTILE[:150]), approved=True)
    response = cast.client("hr").get(url(found, "description/paste/"))
    text = response.content.decode()
    assert problems(response) == []
    assert "<script>alert" not in text
    assert "&lt;h2&gt;" in text, "HTML to copy is shown as letters"
    assert "&amp;lt;script&amp;gt;" in text, "and what was typed is escaped in it"


@pytest.mark.parametrize("ending", MADE)
@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_a_files_name_is_harmless(cast: Cast, name: str, ending: str) -> None:
    found = description_of(cast.organization, a_document(title=name[:150]), approved=True)
    Organization.objects.filter(pk=cast.organization.pk).update(name=name)
    response = take(cast.client("hr"), found, ending)
    assert re.fullmatch(rf'attachment; filename="[a-z0-9_-]{{1,112}}\.{ending}"', response["Content-Disposition"])


def test_a_paper_that_is_too_large_for_a_pdf_says_so(
    cast: Cast, approved: Description, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(html: str, style: str) -> bytes:
        raise ReportTooLarge

    monkeypatch.setattr(making, "render_pdf", fail)
    response = take(cast.client("hr"), approved, "pdf")
    assert response.status_code == 503
    assert problems(response) == []
    assert "too large for one PDF" in response.content.decode()
    assert exports(cast.organization) == []
