"""A collection and its items: how they are laid out, where they come from, and what they are tied to."""

import pytest
from django.urls import reverse

from tests.assessments.screen import page, part
from tests.cast import Cast
from tests.factories import InstrumentFactory, LinkFactory, ToolkitFactory
from toolkits.models import Collection, Entry

from .build import CollectionFactory, advice, item_of


@pytest.fixture
def collection(cast: Cast) -> Collection:
    return CollectionFactory()


def url(cast: Cast, *args: str) -> str:
    name = "item" if len(args) == 2 else "collection"
    return reverse(f"toolkits:{name}", args=[cast.organization.slug, *args])


def read(cast: Cast, *args: str, who: str = "viewer") -> str:
    return page(cast.client(who), url(cast, *(args or ("handbook-steps",))))


def test_items_stand_in_their_sections_and_order_with_anchor_source_and_marks(
    cast: Cast, collection: Collection
) -> None:
    other = ToolkitFactory(slug="other", title="Another Book", position=0)
    item_of(collection, "second", section="after", toolkit=other, heading="Elsewhere", number="7")
    item_of(collection, "third", section="after", derived=True, mended="A <line> was split.")
    item_of(collection, "first", section="before", title="Short name", parts={"steps": ["Ask.", "Listen."]})
    text = read(cast)
    places = [text.index(f'id="{name}"') for name in ("item-first", "item-second", "item-third")]
    assert places == sorted(places)
    before, after = part(text, "section-before"), part(text, "section-after")
    assert "<h3>Short name</h3>" in before
    assert "<dt>What to do</dt> <dd> <ul><li>Ask.</li><li>Listen.</li></ul> </dd>" in before
    assert "For: Supervisors" in after
    assert "Another Book, Elsewhere, page 3, no. 7 ·" in after
    assert after.count("Our wording") == 1
    assert "<summary>What was mended</summary> <p>A &lt;line&gt; was split.</p>" in after
    assert f'href="{url(cast, "handbook-steps", "third")}"' in after


def test_head_gives_purpose_source_topics_and_rights(cast: Cast, collection: Collection) -> None:
    text = read(cast)
    assert "What to do before and after somebody begins." in text
    assert "</a>, Beginning, pages 3-4." in text
    assert f'<a href="{reverse("toolkits:topic", args=[cast.organization.slug, "pay"])}">Pay</a>' in text
    rights = part(text, "rights")
    assert "Adapted from a friend&#x27;s list." in rights
    assert "Says nothing." in rights


def test_addresses_are_texts_and_never_links(cast: Cast, collection: Collection) -> None:
    item_of(collection, "site", parts={"address": "https://example.org/gone"})
    for text in (read(cast), read(cast, "handbook-steps", "site")):
        assert "https://example.org/gone" in text
        assert 'href="https://example.org' not in text


def test_tasks_have_a_box(cast: Cast, collection: Collection) -> None:
    item_of(collection, "task")
    assert "tick-box" not in read(cast)
    Collection.objects.update(shown="tasks")
    assert "tick-box" in read(cast)


def test_table_has_a_row_for_each_item_and_labels_for_a_phone(cast: Cast) -> None:
    collection = CollectionFactory(shown="table")
    item_of(collection, "grants", title="Grants", parts={"steps": ["Quick."], "address": "here"})
    item_of(collection, "fees", title="Fees", parts={"steps": ["Slow."]})
    text = part(read(cast), "section-before")
    assert text.count('<th scope="row" role="rowheader">') == 2
    assert '<td role="cell" data-label="What to do"> Quick.' in text
    assert '<td role="cell" data-label="Address"> <span class="soft">nothing given</span>' in text
    assert '<td role="cell" data-label="Address"> here' in text


def test_few_things_of_one_column_stand_side_by_side(cast: Cast) -> None:
    collection = CollectionFactory(shown="table")
    for name in ("Peers", "Clinicians"):
        item_of(collection, name.lower(), text=name, parts={"steps": ["One.", "Two."]})
    text = part(read(cast), "section-before")
    assert "<table" not in text
    assert text.count('<li class="card-soft"') == 2


def test_questions_open_to_their_reply(cast: Cast) -> None:
    collection = CollectionFactory(shown="questions")
    item_of(collection, "myth", text="Anybody can do it.", parts={"steps": "Not so."})
    text = part(read(cast), "section-before")
    assert '<details class="disclosure" id="item-myth"> <summary>Anybody can do it.</summary>' in text
    assert "Not so." in text


def test_many_sections_are_listed_first(cast: Cast) -> None:
    sections = [{"slug": f"s{n}", "title": f"Part {n}", "origin": "ours", "audience": ""} for n in range(4)]
    collection = CollectionFactory(sections=sections)
    for section in sections:
        item_of(collection, section["slug"], section=section["slug"])
    assert '<a href="#section-s3">Part 3</a>' in read(cast)


@pytest.mark.parametrize(
    ("about", "who", "address"),
    [
        ("organization", "leader", "assessments:record"),
        ("organization", "viewer", None),
        ("person", "hr", "assessments:people"),
        ("person", "viewer", None),
        ("private", "viewer", "assessments:private"),
    ],
)
def test_an_assessment_can_be_filled_by_whom_it_may(cast: Cast, about: str, who: str, address: str | None) -> None:
    InstrumentFactory(slug="ready", about=about)
    CollectionFactory(slug="ready", kind="instrument")
    text = read(cast, "ready", who=who)
    assert ("Fill this assessment" in text) == bool(address)
    if address:
        assert f'href="{reverse(address, args=[cast.organization.slug, "ready"])}"' in text


@pytest.fixture
def item(collection: Collection) -> Entry:
    item_of(collection, "first")
    item = item_of(collection, "middle", number="4", parts={"steps": "Ask."}, derived=True)
    item_of(collection, "last", section="after")
    return item


def test_item_shows_words_source_purpose_and_rights(cast: Cast, item: Entry) -> None:
    text = read(cast, "handbook-steps", "middle")
    assert '<h1 class="is-statement">Do what middle asks for.</h1>' in text
    assert "<dt>What to do</dt> <dd> Ask." in text
    assert "</a>, Beginning, page 3, no. 4." in text
    assert "Our wording" in text
    assert f'{url(cast, "handbook-steps")}#item-middle">Steps to a good start</a>' in part(text, "purpose")
    assert "Adapted from a friend&#x27;s list." in part(text, "rights")


def test_links_lead_both_ways_with_their_reasons(cast: Cast, item: Entry) -> None:
    helper = advice("helper", title="Ask a neighbor")
    LinkFactory(from_key=item.key, entry=helper, reason="Neighbors know.")
    assessed = item_of(CollectionFactory(slug="ready", kind="instrument", title="Are we ready?"), "board")
    LinkFactory(from_key=assessed.key, entry=item, reason="A board needs it.")
    LinkFactory(from_key=assessed.key, entry=helper, reason="Both are near.")
    uses = part(read(cast, "handbook-steps", "middle"), "uses")
    helped, helps = uses.split("What this helps with")
    assert "Ask a neighbor</a>" in helped
    assert "Neighbors know." in helped
    assert f'Assessment: <a href="{url(cast, "ready")}">Are we ready?</a>' in helps
    assert f'<a href="{url(cast, "ready", "board")}">Do what board asks for.</a>' in helps
    assert "A board needs it." in helps
    assert "Our reading" in uses
    advised = page(cast.client("viewer"), reverse("toolkits:advice", args=[cast.organization.slug, "helper"]))
    assert "Do what board asks for." in part(advised, "uses")
    assert f'href="{url(cast, "handbook-steps", "middle")}"' in part(advised, "uses")


def test_item_without_links_says_so(cast: Cast, item: Entry) -> None:
    assert "No link leads here or from here" in read(cast, "handbook-steps", "middle")


def test_item_leads_to_its_neighbours(cast: Cast, item: Entry) -> None:
    first, last = url(cast, "handbook-steps", "first"), url(cast, "handbook-steps", "last")
    text = read(cast, "handbook-steps", "middle")
    assert f'href="{first}" rel="prev"' in text
    assert f'href="{last}" rel="next"' in text
    assert 'rel="prev"' not in read(cast, "handbook-steps", "first")
    assert 'rel="next"' not in read(cast, "handbook-steps", "last")


def test_a_long_text_is_shortened_in_the_heading_alone(cast: Cast, collection: Collection) -> None:
    long = " ".join(f"word{n}" for n in range(60))
    item_of(collection, "long", text=long)
    text = read(cast, "handbook-steps", "long")
    assert "word13…</h1>" in text
    assert f'<p class="measure">{long}</p>' in text
