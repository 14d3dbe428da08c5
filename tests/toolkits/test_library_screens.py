"""Searching and browsing the library."""

import pytest
from django.urls import reverse

from assessments.models import Instrument
from organizations.models import Organization
from tests.assessments.screen import page, part, queries
from tests.cast import MEMBERS, Cast
from toolkits import index
from toolkits.topics import Topic

from .build import CollectionFactory, advice, furnish_library, item_of

ADDRESSES = (
    ("index", []),
    ("topic", ["pay"]),
    ("toolkit", ["handbook"]),
    ("advice", ["helps"]),
    ("collection", ["handbook-steps"]),
    ("item", ["handbook-steps", "middle"]),
)


@pytest.fixture
def library(db: None) -> None:
    furnish_library()


def url(cast: Cast, name: str, *args: str) -> str:
    return reverse(f"toolkits:{name}", args=[cast.organization.slug, *args])


@pytest.mark.parametrize(("name", "args"), ADDRESSES)
def test_members_read_outsiders_get_404_and_strangers_sign_in(
    cast: Cast, library: None, name: str, args: list[str]
) -> None:
    address = url(cast, name, *args)
    assert {cast.client(who).get(address).status_code for who in MEMBERS} == {200}
    assert cast.client("outsider").get(address).status_code == 404
    assert cast.client("visitor").get(address).status_code == 302
    assert cast.client("leader").post(address).status_code == 405


def test_everybody_reads_it_in_the_demo(cast: Cast, demo: Organization, library: None) -> None:
    assert cast.client("visitor").get(reverse("toolkits:index", args=[demo.slug])).status_code == 200


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("topic", ["weather"]),
        ("toolkit", ["nobody"]),
        ("advice", ["nothing"]),
        ("advice", ["handbook-steps"]),
        ("collection", ["nothing"]),
        ("collection", ["helps"]),
        ("item", ["handbook-steps", "nothing"]),
        ("item", ["nothing", "middle"]),
    ],
)
def test_what_is_not_there_is_404(cast: Cast, library: None, name: str, args: list[str]) -> None:
    assert cast.client("leader").get(url(cast, name, *args)).status_code == 404


def test_first_page_counts_what_is_on_each_topic_and_in_each_toolkit(cast: Cast, library: None) -> None:
    text = page(cast.client("viewer"), url(cast, "index"))
    topics, toolkits = part(text, "topics"), part(text, "toolkits")
    assert topics.count("place-title") == len(Topic)
    assert '>Pay</span> <span class="place-count">1 collection, 2 pieces of advice<' in topics
    assert '>Training</span> <span class="place-count">1 collection<' in topics
    assert '>Safety</span> <span class="place-count">nothing yet<' in topics
    assert '>A Handbook</span> <span class="place-count">1 collection, 2 pieces of advice<' in toolkits


def test_library_is_in_the_navigation_and_current_on_its_pages(cast: Cast, library: None) -> None:
    text = page(cast.client("viewer"), url(cast, "advice", "helps"))
    assert f'<a href="{url(cast, "index")}" aria-current="page">Library</a>' in text


def test_search_shows_kind_title_marked_words_and_source(cast: Cast, library: None) -> None:
    advice("oil", title="Fill the <lantern>", text="A lantern & oil.", page="12", number="3")
    index.rebuild()
    text = part(page(cast.client("viewer"), url(cast, "index") + "?q=lanterns"), "hits")
    assert "1 for “lanterns”" in text
    assert f'<a href="{url(cast, "advice", "oil")}">Fill the &lt;lantern&gt;</a>' in text
    assert "A <mark>lantern</mark> &amp; oil." in text
    assert '<p class="hit-kind">Advice</p>' in text
    assert "<cite>A Handbook</cite>, What helps, page 12, no. 3." in text


def test_an_item_that_was_found_leads_to_its_collection_too(cast: Cast, library: None) -> None:
    text = part(page(cast.client("viewer"), url(cast, "index") + "?q=middle"), "hits")
    assert f'href="{url(cast, "item", "handbook-steps", "middle")}"' in text
    assert f'In a checklist: <a href="{url(cast, "collection", "handbook-steps")}">Steps to a good start</a>' in text


def test_search_without_results_says_what_to_do_and_shows_the_topics(cast: Cast, library: None) -> None:
    text = page(cast.client("viewer"), url(cast, "index") + "?q=%3Cscript%3Ezebra")
    assert "Nothing has these words" in text
    assert 'value="&lt;script&gt;zebra"' in text
    assert part(text, "topics")


@pytest.mark.parametrize("query", ["%00", '"', "%F0%9F", "AND+OR+*", "a" * 3_000])
def test_hostile_searches_get_a_page(cast: Cast, library: None, query: str) -> None:
    page(cast.client("viewer"), url(cast, "index") + f"?q={query}")


def test_an_empty_library_says_how_to_fill_it(cast: Cast) -> None:
    assert "manage.py load_toolkits" in page(cast.client("viewer"), url(cast, "index"))


def test_topic_shows_what_is_on_it_by_kind_and_nothing_else(cast: Cast, library: None) -> None:
    advice("other", title="On another matter", topics=["ethics"])
    text = page(cast.client("viewer"), url(cast, "topic", "pay"))
    assert f'<a href="{url(cast, "collection", "handbook-steps")}">' in part(text, "shelf-checklist")
    assert "2 items, from <cite>A Handbook</cite>, page 3-4" in text
    assert f'<a href="{url(cast, "advice", "helps")}">' in part(text, "shelf-advice")
    assert "On another matter" not in text
    assert "shelf-library" not in text


def test_topic_with_nothing_on_it_leads_back(cast: Cast, library: None) -> None:
    assert "Nothing here yet" in page(cast.client("viewer"), url(cast, "topic", "safety"))


def test_toolkit_shows_whose_it_is_and_what_it_says_of_reuse(cast: Cast, library: None) -> None:
    text = page(cast.client("viewer"), url(cast, "toolkit", "handbook"))
    whose = part(text, "whose")
    assert "Made by a press." in whose
    assert "Says nothing." in whose
    assert "Steps to a good start" in part(text, "shelf-checklist")


@pytest.mark.parametrize(("name", "args"), [*ADDRESSES, ("index", [])])
def test_no_page_asks_the_database_often(cast: Cast, library: None, name: str, args: list[str]) -> None:
    client, address = cast.client("viewer"), url(cast, name, *args) + ("?q=do+middle+zzzzz" if not args else "")
    before = queries(client, address)
    collection = CollectionFactory()
    for n in range(5):
        item_of(collection, f"more-{n}", text="Do the middle too.")
    furnish_library(3, "more-")
    assert queries(client, address) == before <= 12


def test_an_instrument_is_not_needed_to_read_its_collection(cast: Cast) -> None:
    CollectionFactory(slug="ready", kind="instrument")
    assert not Instrument.objects.exists()
    assert "Fill this assessment" not in page(cast.client("leader"), url(cast, "collection", "ready"))
