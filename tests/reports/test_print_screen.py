"""The address of blank prints: who gets them, of what, and that the same print is rendered once."""

import time
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from organizations.models import AuditEvent, Organization
from peerready.settings import CACHES
from reports import issue
from reports.pdf import ReportFailed, ReportTooLarge
from tests.assessments.screen import page
from tests.cast import EVERYBODY, MEMBERS, Cast
from tests.factories import InstrumentFactory, OwnInstrumentFactory
from tests.invariants.page import problems
from tests.toolkits.build import CollectionFactory, item_of

pytestmark = pytest.mark.django_db


class Rendered(list[str]):
    """The HTML of each print that was rendered; making the PDF itself is tested in test_print_pdf.py."""

    error: Exception | None = None

    def render(self, html: str, style: str) -> bytes:
        assert style == "forms"
        if self.error:
            raise self.error
        self.append(html)
        return f"%PDF-{len(self)}".encode()


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Rendered]:
    made = Rendered()
    monkeypatch.setattr(issue, "render_pdf", made.render)
    kept = (caches["prints"], caches["own-prints"])
    for cache in kept:
        cache.clear()
    yield made
    for cache in kept:
        cache.clear()


def fetch(client: Client, organization: Organization, name: str = "ready", **headers: str) -> HttpResponse:
    return client.get(f"/o/{organization.slug}/reports/print/{name}", headers=headers, follow=False)


@pytest.mark.parametrize("who", MEMBERS)
def test_every_member_prints_an_instrument(cast: Cast, rendered: Rendered, who: str) -> None:
    InstrumentFactory(slug="ready", title="Are we ready?")
    response = fetch(cast.client(who), cast.organization, "ready/")
    assert (response.status_code, response["Content-Type"], response.content) == (200, "application/pdf", b"%PDF-1")
    assert response["Content-Disposition"] == 'inline; filename="are-we-ready.pdf"'
    assert "There is an agreed board for peer support." in rendered[0]
    assert not AuditEvent.objects.filter(action=AuditEvent.Action.EXPORTED)


def test_an_outsider_gets_404_and_who_is_not_signed_in_is_sent_to_sign_in(cast: Cast, rendered: Rendered) -> None:
    InstrumentFactory(slug="ready")
    assert fetch(cast.client("outsider"), cast.organization, "ready/").status_code == 404
    response = fetch(cast.client("visitor"), cast.organization, "ready/")
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")
    assert not rendered


def test_posting_is_refused(cast: Cast, rendered: Rendered) -> None:
    InstrumentFactory(slug="ready")
    response = cast.client("owner").post(f"/o/{cast.organization.slug}/reports/print/ready/")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_prints_in_the_demo_and_only_the_first_time_costs_work(
    cast: Cast, demo: Organization, rendered: Rendered, who: str
) -> None:
    InstrumentFactory(slug="ready")
    bodies = {fetch(cast.client(each), demo, "ready/").content for each in ("owner", who)}
    bodies.add(fetch(cast.client("owner"), cast.organization, "ready/").content)
    assert (bodies, len(rendered)) == ({b"%PDF-1"}, 1)


def test_a_collection_is_printed_with_its_items(cast: Cast, rendered: Rendered) -> None:
    item_of(CollectionFactory(), "ask", text="Ask first.")
    response = fetch(cast.client("viewer"), cast.organization, "handbook-steps/")
    assert response["Content-Disposition"] == 'inline; filename="steps-to-a-good-start.pdf"'
    assert "Ask first." in rendered[0]


@pytest.mark.parametrize("name", ["no-such-thing/", "ready/?section=no-such", "handbook-steps/?section=no-such"])
def test_what_is_not_there_is_404(cast: Cast, rendered: Rendered, name: str) -> None:
    InstrumentFactory(slug="ready")
    CollectionFactory()
    assert fetch(cast.client("owner"), cast.organization, name).status_code == 404
    assert not rendered


def test_an_own_instrument_is_printed_by_its_organization_and_404_for_every_other(
    cast: Cast, demo: Organization, rendered: Rendered
) -> None:
    OwnInstrumentFactory(slug="ours", organization=cast.organization)
    assert fetch(cast.client("viewer"), cast.organization, "ours/").status_code == 200
    assert "Made by Harbor House for its own use." in rendered[0]
    # Kept or not: another organization's is not found.
    assert fetch(cast.client("outsider"), cast.elsewhere, "ours/").status_code == 404
    assert fetch(cast.client("visitor"), demo, "ours/").status_code == 404
    assert len(rendered) == 1


def test_one_section_and_large_print_are_prints_of_their_own(cast: Cast, rendered: Rendered) -> None:
    InstrumentFactory(slug="ready", title="Are we ready?")
    client = cast.client("owner")
    names = {
        "ready/": "are-we-ready",
        "ready/?section=open": "are-we-ready-open",
        "ready/?large": "are-we-ready-large-print",
        "ready/?section=open&large": "are-we-ready-open-large-print",
    }
    for address, name in names.items():
        response = fetch(client, cast.organization, address)
        assert response["Content-Disposition"] == f'inline; filename="{name}.pdf"'
        assert ("There is an agreed board" in rendered[-1]) is ("section" not in address)
        assert ('class="large' in rendered[-1]) is ("large" in address)
    assert len(rendered) == 4
    assert fetch(client, cast.organization, "ready/?large=1&else=2").content == b"%PDF-3", "the same large print"


def test_the_second_time_nothing_is_rendered_until_the_content_changes(cast: Cast, rendered: Rendered) -> None:
    instrument = InstrumentFactory(slug="ready")
    client = cast.client("owner")
    assert [fetch(client, cast.organization, "ready/").content for _ in range(2)] == [b"%PDF-1"] * 2
    instrument.instructions = "Tick one box."
    instrument.save()
    assert fetch(client, cast.organization, "ready/").content == b"%PDF-2"


def test_a_change_of_the_look_makes_every_print_anew(
    cast: Cast, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    InstrumentFactory(slug="ready")
    fetch(cast.client("owner"), cast.organization, "ready/")
    monkeypatch.setattr(issue, "style_version", lambda: "another")
    assert fetch(cast.client("owner"), cast.organization, "ready/").content == b"%PDF-2"


def test_a_browser_that_has_it_gets_304_as_long_as_it_is_the_same(cast: Cast, rendered: Rendered) -> None:
    instrument = InstrumentFactory(slug="ready")
    client = cast.client("owner")
    first = fetch(client, cast.organization, "ready/")
    assert first["Cache-Control"] == "private, no-cache"
    again = fetch(client, cast.organization, "ready/", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    # Whoever may not see it is not told that it is the same either.
    stranger = fetch(cast.client("outsider"), cast.organization, "ready/", **{"If-None-Match": first["ETag"]})
    assert stranger.status_code == 404
    instrument.title = "Another title"
    instrument.save()
    assert fetch(client, cast.organization, "ready/", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_print_that_cannot_be_kept_is_printed_all_the_same(
    cast: Cast, rendered: Rendered, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(key: str, value: bytes, timeout: float) -> None:
        raise OSError("No space left on device")

    InstrumentFactory(slug="ready")
    monkeypatch.setattr(caches["prints"], "set", full)
    assert fetch(cast.client("owner"), cast.organization, "ready/").content == b"%PDF-1"
    rendered.error = ReportFailed()
    assert fetch(cast.client("owner"), cast.organization, "ready/").status_code == 503


def test_what_organizations_write_pushes_no_toolkits_print_out(cast: Cast, rendered: Rendered) -> None:
    InstrumentFactory(slug="ready")
    own = OwnInstrumentFactory(organization=cast.organization)
    client = cast.client("owner")
    bodies = [fetch(client, cast.organization, f"{slug}/").content for slug in ("ready", own.slug, own.slug)]
    assert bodies == [b"%PDF-1", b"%PDF-2", b"%PDF-2"]
    caches["own-prints"].clear()
    assert fetch(client, cast.organization, "ready/").content == b"%PDF-1"
    assert fetch(client, cast.organization, f"{own.slug}/").content == b"%PDF-3"


def test_there_is_room_for_every_print_of_the_toolkits() -> None:
    entries = {name: kept["OPTIONS"]["MAX_ENTRIES"] for name, kept in CACHES.items() if name.endswith("prints")}
    assert entries == {"prints": 5_000, "own-prints": 200}
    assert CACHES["prints"]["LOCATION"] != CACHES["own-prints"]["LOCATION"]


@pytest.mark.parametrize("error", [ReportFailed(), ReportTooLarge()], ids=["failed", "too large"])
@pytest.mark.parametrize("name", ["prints", "own-prints"])
def test_what_failed_is_not_rendered_again_at_once(
    cast: Cast, rendered: Rendered, monkeypatch: pytest.MonkeyPatch, error: Exception, name: str
) -> None:
    factory = InstrumentFactory if name == "prints" else OwnInstrumentFactory
    made = factory(slug="ready", **({} if name == "prints" else {"organization": cast.organization}))
    client, rendered.error = cast.client("owner"), error
    first = fetch(client, cast.organization, "ready/")
    rendered.error = None
    again = fetch(client, cast.organization, "ready/")
    assert (again.status_code, again.context["is_too_large"]) == (503, first.context["is_too_large"])
    assert fetch(client, cast.organization, "ready/?large").status_code == 200, "another print"
    now = time.time() + issue.SECONDS_AFTER_A_FAILURE + 1
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: now)
    assert fetch(client, cast.organization, f"{made.slug}/").status_code == 200


@pytest.mark.parametrize(
    ("address", "error", "words", "onward"),
    [
        ("ready/", ReportFailed(), "try again in a minute", "ready/"),
        ("ready/?large", ReportTooLarge(), "part by part", "ready/?section=open&amp;large"),
        ("ready/?section=open", ReportTooLarge(), "too large to print", ""),
    ],
    ids=["failed", "large", "one part"],
)
def test_without_a_pdf_a_page_says_what_to_do_and_nothing_is_kept(
    cast: Cast, rendered: Rendered, address: str, error: Exception, words: str, onward: str
) -> None:
    InstrumentFactory(slug="ready")
    client, rendered.error = cast.client("owner"), error
    response = fetch(client, cast.organization, address)
    assert (response.status_code, response["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert not response.has_header("ETag")
    assert problems(response) == []
    text = response.content.decode()
    assert words in text.split("alert-danger")[1].split("</div>")[0]
    assert f'reports/print/{onward}"' in text or not onward
    rendered.error = None
    for name in ("prints", "own-prints"):
        caches[name].clear()  # as after a minute
    assert fetch(client, cast.organization, address).status_code == 200


def test_the_form_leads_to_its_print(cast: Cast, rendered: Rendered) -> None:
    InstrumentFactory(slug="ready")
    form = page(cast.client("leader"), f"/o/{cast.organization.slug}/assess/ready/")
    address = f"/o/{cast.organization.slug}/reports/print/ready/"
    assert f'href="{address}"' in form
    assert f'href="{address}?large"' in form


def test_the_hash_covers_the_look_of_prints() -> None:
    assert len(issue.style_version()) == 64
    made = [name for pattern in issue.LOOKS_OF_A_PRINT for name in issue.settings.BASE_DIR.glob(pattern)]
    assert {"print.html", "_print_grid.html", "forms.css", "paper.css", "renderer.py"} <= {path.name for path in made}


def test_the_hash_covers_what_renders_them(monkeypatch: pytest.MonkeyPatch) -> None:
    before = issue.style_version()
    asked = []
    monkeypatch.setattr(issue, "version", lambda name: asked.append(name) or "1.0")
    assert issue.style_version.__wrapped__() != before
    assert asked == ["weasyprint"]
