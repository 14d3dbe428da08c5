"""The report as a page, who reads and who downloads it, and what happens when there is no PDF."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import Client

from organizations.models import AuditEvent, Organization
from reports import issue, views
from reports.pdf import ReportFailed, ReportTooLarge
from reports.readiness import Readiness, build
from tests.assessments.screen import page, queries
from tests.cast import EVERYBODY, MEMBERS, Cast
from tests.factories import InstrumentFactory, LinkFactory
from tests.invariants.page import problems
from tests.organizations.test_hostile_names import NAMES

from .test_readiness import completed

pytestmark = pytest.mark.django_db
DOWNLOADERS, READERS = ("owner", "administrator", "leader"), ("hr", "viewer")
PAGES = ("", "readiness/")
BUTTON, PDF = "Download as PDF", b"%PDF-made-up"
HOSTILE_NAMES = {
    **NAMES,
    "header": 'House"; filename="evil.exe',
    "lines": "House\r\nSet-Cookie: a=b",
    "no slug": "!!!",
    "turned": "House \u202efdp.exe",
    "dots": "../../../etc/passwd\\..\\",
    "long": "x" * 150,
}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making the PDF itself is tested in test_report_pdf.py; it takes seconds."""
    monkeypatch.setattr(issue, "render_pdf", lambda html: PDF)


def at(organization: Organization, address: str = "") -> str:
    return f"/o/{organization.slug}/reports/{address}"


def download(client: Client, organization: Organization) -> HttpResponse:
    return client.post(at(organization, "readiness.pdf"))


def exports(organization: Organization) -> list[tuple[str, str]]:
    events = AuditEvent.objects.for_organization(organization).filter(action=AuditEvent.Action.EXPORTED)
    return list(events.values_list("actor_name", "subject"))


def answer(organization: Organization) -> None:
    completed(organization, InstrumentFactory(slug="ready", area="culture"), "More time", board="yes", pay="no")


@pytest.mark.parametrize("who", MEMBERS)
@pytest.mark.parametrize("done", [True, False], ids=["something", "nothing"])
def test_every_role_reads_and_only_some_are_offered_the_pdf(cast: Cast, who: str, done: bool) -> None:
    if done:
        answer(cast.organization)
    client = cast.client(who)
    report, index = (page(client, at(cast.organization, address)) for address in ("readiness/", ""))
    assert ("More time" in report) is done
    assert (BUTTON in report) is (who in DOWNLOADERS)
    assert (BUTTON in index) is (done and who in DOWNLOADERS)


@pytest.mark.parametrize("who", DOWNLOADERS)
def test_downloading_gives_a_file_and_leaves_a_line_in_the_trail(cast: Cast, quick: None, who: str) -> None:
    response = download(cast.client(who), cast.organization)
    assert (response.status_code, response["Content-Type"], response.content) == (200, "application/pdf", PDF)
    assert response["Content-Disposition"].startswith("attachment; ")
    assert exports(cast.organization) == [(f"{who.title()} Person", "Readiness report (PDF)")]


@pytest.mark.parametrize("who", READERS)
def test_readers_are_refused_the_pdf(cast: Cast, quick: None, who: str) -> None:
    response = download(cast.client(who), cast.organization)
    assert response.status_code == 403
    assert problems(response) == []
    assert exports(cast.organization) == []


def test_an_outsider_finds_nothing(cast: Cast, quick: None) -> None:
    client = cast.client("outsider")
    assert {client.get(at(cast.organization, address)).status_code for address in PAGES} == {404}
    assert download(client, cast.organization).status_code == 404
    assert exports(cast.organization) == []


def test_who_is_not_signed_in_is_sent_to_sign_in(cast: Cast, quick: None) -> None:
    client = cast.client("visitor")
    for response in (*(client.get(at(cast.organization, a)) for a in PAGES), download(client, cast.organization)):
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_the_demos_report_and_nobody_downloads_it(
    cast: Cast, demo: Organization, quick: None, who: str
) -> None:
    answer(demo)
    client = cast.client(who)
    assert "More time" in page(client, at(demo, "readiness/"))
    assert not any(BUTTON in page(client, at(demo, address)) for address in PAGES)
    refused = download(client, demo)
    assert refused.status_code == (302 if who == "visitor" else 403)
    assert exports(demo) == []


def test_opening_the_pdfs_address_makes_none_and_says_what_to_do(cast: Cast, quick: None) -> None:
    response = cast.client("owner").get(at(cast.organization, "readiness.pdf"))
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert problems(response) == []
    assert exports(cast.organization) == []


@pytest.mark.parametrize("done", [True, False], ids=["something", "nothing"])
@pytest.mark.parametrize(("error", "words"), [(ReportTooLarge, "too large for one PDF"), (ReportFailed, "try again")])
def test_without_a_pdf_the_page_says_why_and_leads_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Callable[[], Exception], words: str, done: bool
) -> None:
    def fail(html: str) -> bytes:
        raise error()

    if done:
        answer(cast.organization)
    monkeypatch.setattr(issue, "render_pdf", fail)
    response = download(cast.client("leader"), cast.organization)
    assert (response.status_code, response["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert problems(response) == []
    text = response.content.decode()
    assert words in text.split("alert-danger")[1].split("</div>")[0]
    onward = at(cast.organization, "readiness/") if done else f"/o/{cast.organization.slug}/assess/"
    assert f'href="{onward}"' in text.split("<main")[1]
    assert (BUTTON in text) is done
    assert exports(cast.organization) == []


@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_the_files_name_is_harmless_whatever_the_organizations_is(cast: Cast, quick: None, name: str) -> None:
    cast.organization.name = name
    cast.organization.save()
    response = download(cast.client("owner"), cast.organization)
    assert response.status_code == 200
    assert re.fullmatch(
        r'attachment; filename="([a-z0-9_-]{1,160}-)?readiness-\d{4}-\d\d-\d\d\.pdf"', response["Content-Disposition"]
    )
    assert "Set-Cookie" not in response.headers


def test_page_and_file_bear_the_day_that_it_is_here(cast: Cast, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(organization: Organization) -> Readiness:
        return replace(build(organization), made_at=datetime(2026, 3, 5, 2, tzinfo=UTC))

    monkeypatch.setattr(views, "build", late)
    client = cast.client("owner")
    assert "Harbor House, March 4, 2026" in page(client, at(cast.organization, "readiness/"))
    assert "harbor-house-readiness-2026-03-04.pdf" in download(client, cast.organization)["Content-Disposition"]


def test_answers_and_names_are_shown_and_not_obeyed(cast: Cast) -> None:
    hostile = "</p><script>alert(1)</script>{{ 7|add:1 }}"
    done = completed(cast.organization, InstrumentFactory(area="culture"), hostile, board="no")
    done.present = hostile
    done.save()
    text = page(cast.client("viewer"), at(cast.organization, "readiness/"))
    assert "<script>alert" not in text
    assert text.count("&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:1 }}") == 2


@pytest.mark.parametrize("address", PAGES)
def test_queries_do_not_grow_with_what_was_answered(cast: Cast, address: str) -> None:
    client = cast.client("leader")
    answer(cast.organization)
    LinkFactory(from_key="ready/pay")
    few = queries(client, at(cast.organization, address))
    for n in range(4):
        completed(cast.organization, InstrumentFactory(slug=f"more-{n}"), board="no")
        LinkFactory(from_key=f"more-{n}/board")
    assert queries(client, at(cast.organization, address)) == few <= 12
