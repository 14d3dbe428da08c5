"""What is private is filled in the browser: the page has nothing that could be sent, and nothing is kept."""

import re

import pytest
from django.test import Client

from assessments.models import Completion, Instrument, Record, content_hash
from organizations.models import Organization
from tests.cast import EVERYBODY, Cast
from tests.factories import InstrumentFactory

from .build import real
from .screen import page

CONTENT = real("lappa-ethics")


@pytest.fixture
def ethics(db: None) -> Instrument:
    instrument: Instrument = InstrumentFactory(slug="lappa-ethics", title="My own ethics check", about="private")
    version = instrument.current_version
    assert version is not None
    version.content_json, version.content_hash = CONTENT.as_dict(), content_hash(CONTENT.as_dict())
    version.save()
    return instrument


@pytest.fixture
def url(cast: Cast, ethics: Instrument) -> str:
    return f"/o/{cast.organization.slug}/assess/lappa-ethics/private/"


def main_of(client: Client, url: str) -> str:
    return page(client, url).split("<main")[1].split("</main>")[0]


def test_every_member_may_open_it_and_no_outsider(cast: Cast, url: str) -> None:
    expected = dict.fromkeys(EVERYBODY, 200) | {"outsider": 404, "visitor": 302}
    assert {who: cast.client(who).get(url).status_code for who in EVERYBODY} == expected


def test_visitors_of_the_demo_may_open_it(ethics: Instrument, demo: Organization) -> None:
    assert CONTENT.items[0].text in main_of(Client(), f"/o/{demo.slug}/assess/lappa-ethics/private/")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent_to_it(cast: Cast, url: str, method: str) -> None:
    assert getattr(cast.client("owner"), method)(url, {"c-own-needs": "most-of-the-time"}).status_code == 405


def test_the_page_holds_no_form_no_name_and_no_htmx(cast: Cast, url: str) -> None:
    main = main_of(cast.client("viewer"), url)
    tags = re.findall(r"<(?!/)[^>]+>", main)
    assert len([tag for tag in tags if tag.startswith("<input")]) == 3 * 27
    assert not [tag for tag in tags if tag.startswith("<form")]
    attributes = {name for tag in tags for name in re.findall(r"\s([a-z-]+)(?==|[\s>])", re.sub(r'"[^"]*"', '""', tag))}
    assert "type" in attributes
    assert not attributes & {"name", "action", "formaction", "form"}
    assert not [name for name in attributes if name.startswith(("hx-", "data-hx"))]


def test_nothing_typed_is_offered_again_or_sent_to_a_spelling_service(cast: Cast, url: str) -> None:
    fields = re.findall(r"<(?:input|textarea)[^>]*>", main_of(cast.client("viewer"), url))
    assert all('autocomplete="off"' in field for field in fields)
    assert all('spellcheck="false"' in field for field in fields if field.startswith("<textarea"))
    assert "no-store" in cast.client("viewer").get(url).headers["Cache-Control"]


def test_it_says_plainly_that_nothing_is_sent(cast: Cast, url: str) -> None:
    main = main_of(cast.client("viewer"), url)
    assert "is sent or kept" in main
    assert "closing, reloading or leaving the page clears it" in main


def test_every_statement_stands_in_order_with_its_answers(cast: Cast, url: str) -> None:
    main = main_of(cast.client("viewer"), url).replace("&#x27;", "'")
    places = [main.index(" ".join(item.text.split())) for item in CONTENT.items]
    assert places == sorted(places)
    assert main.count("I want to talk about this") == 27


def test_opening_it_keeps_nothing(cast: Cast, url: str) -> None:
    cast.client("owner").get(url)
    assert not Record.objects.exists()
    assert not Completion.objects.exists()


def test_it_is_filled_in_no_other_place(cast: Cast, url: str) -> None:
    client = cast.client("owner")
    for other in ("", "people/", "results/"):
        assert client.get(url.replace("private/", other)).status_code == 404


@pytest.mark.parametrize("about", ["organization", "person"])
def test_only_what_is_private_is_here(cast: Cast, about: str) -> None:
    slug = InstrumentFactory(about=about).slug
    assert cast.client("owner").get(f"/o/{cast.organization.slug}/assess/{slug}/private/").status_code == 404


def test_another_organizations_own_is_not_here(cast: Cast) -> None:
    slug = InstrumentFactory(about="private", toolkit=None, organization=cast.elsewhere).slug
    assert cast.client("owner").get(f"/o/{cast.organization.slug}/assess/{slug}/private/").status_code == 404


def test_other_kinds_of_questions_have_room_to_write(cast: Cast) -> None:
    slug = InstrumentFactory(about="private").slug
    main = main_of(cast.client("viewer"), f"/o/{cast.organization.slug}/assess/{slug}/private/")
    assert '<textarea class="form-control" id="text-hopes"' in main


def test_the_index_offers_it(cast: Cast, url: str) -> None:
    assert url in page(cast.client("viewer"), f"/o/{cast.organization.slug}/assess/")
