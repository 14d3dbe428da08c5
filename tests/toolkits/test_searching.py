import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import ToolkitFactory
from toolkits import index
from toolkits.models import CollectionKind
from toolkits.searching import MOST_OF_A_COLLECTION, Hit, search

from .build import CollectionFactory, advice, item_of

pytestmark = pytest.mark.django_db


def found(words: str, limit: int = 30) -> list[str]:
    """The keys of what a search finds, the best first. The index is written anew before."""
    index.rebuild()
    return [key(hit) for hit in search(words, limit)]


def key(hit: Hit) -> str:
    if hit.entry:
        return hit.entry.key
    assert hit.collection is not None
    return hit.collection.slug


def test_finds_advice_collections_and_items_and_says_what_each_is() -> None:
    collection = CollectionFactory(title="Lanterns for the night", kind=CollectionKind.CHECKLIST)
    item_of(collection, "oil", text="Is there oil in the lantern?")
    advice("light-it", title="Light the lantern")
    index.rebuild()
    hits = {key(hit): hit for hit in search("lantern")}
    assert {name: (hit.kind, hit.label) for name, hit in hits.items()} == {
        "handbook-steps": ("collection", "Checklist"),
        "handbook-steps/oil": ("item", "In a checklist"),
        "light-it": ("advice", "Advice"),
    }
    assert hits["handbook-steps/oil"].title == "Is there oil in the lantern?"
    assert hits["handbook-steps/oil"].source.page == "3"
    assert hits["handbook-steps"].toolkit.title == "A Handbook"


def test_title_outweighs_text_and_text_outweighs_what_stands_beside_it() -> None:
    collection = CollectionFactory(columns=[{"slug": "steps", "title": "What to do", "origin": "ours"}])
    item_of(collection, "beside", title="One", text="Something else.", parts={"steps": ["Carry a lantern."]})
    item_of(collection, "within", title="Two", text="Carry a lantern.")
    item_of(collection, "called", title="A lantern", text="Something else.")
    ToolkitFactory(slug="of-lanterns", title="Of lanterns")
    advice("by-toolkit", title="Three", text="Something else.", toolkit_id="of-lanterns")
    assert found("lantern") == [
        *("handbook-steps/called", "handbook-steps/within", "handbook-steps/beside"),
        "by-toolkit",
    ]


def test_topics_are_found_by_their_label() -> None:
    advice("fair", title="Be fair", text="Give what is right.", topics=["supervision"])
    assert found("supervision") == ["fair"]


def test_a_word_is_found_by_its_beginning_and_in_its_other_forms() -> None:
    advice("edges", title="Talk about boundaries")
    assert found("bound") == found("boundary") == found("BOUNDARIES") == ["edges"]


@pytest.mark.parametrize("slip", ["boundries", "boundareis", "boundarrys", "talk bounderies"])
def test_a_slip_is_forgiven_by_shortening_the_word(slip: str) -> None:
    advice("edges", title="Talk about boundaries")
    assert found(slip) == ["edges"]


def test_no_word_is_shortened_below_four_letters() -> None:
    advice("edges", title="Talk about boundaries")
    assert found("boux") == found("bouxxxx") == []


def test_what_has_all_words_comes_before_what_has_one() -> None:
    advice("one", title="Lantern lantern lantern")
    advice("both", title="Something quite other", text="Where a lantern and an anchor hang side by side.")
    assert found("lantern anchor")[0] == "both"


def test_words_are_joined_by_or_where_nothing_has_all() -> None:
    advice("one", title="A lantern")
    advice("other", title="An anchor")
    assert set(found("lantern anchor")) == {"one", "other"}


def test_a_rare_word_says_more_than_a_frequent_one() -> None:
    for n in range(12):
        advice(f"common-{n}", title="Peers and peers")
    advice("rare", title="Peers who moor ships", text="They moor.")
    assert found("peers moor")[0] == "rare"


def test_questions_are_asked_in_sentences() -> None:
    advice("edges", title="Talk about boundaries")
    advice("other", title="How, what and why should you have these")
    assert found("How should we talk about boundaries?")[0] == "edges"
    assert found("what should you have") == []


def test_a_collection_stands_before_its_items_where_its_title_says_it() -> None:
    collection = CollectionFactory(title="Questions for an interview")
    for n in range(10):
        item_of(collection, f"q{n}", title="Interview questions", text="Interview questions, interview questions.")
    assert found("interview questions")[0] == "handbook-steps"


def test_one_collection_does_not_crowd_out_the_others() -> None:
    collection = CollectionFactory(title="Many things")
    for n in range(10):
        item_of(collection, f"i{n}", title="Lantern")
    advice("deep", title="Other", text="At the end of a long text that says a lot there is one lantern.")
    keys = found("lantern")
    assert keys.index("deep") == MOST_OF_A_COLLECTION
    assert len(keys) == 11


def test_advice_may_be_called_as_a_collection() -> None:
    CollectionFactory(title="Lanterns")
    advice("handbook-steps", title="Lanterns")
    index.rebuild()
    assert sorted(hit.kind for hit in search("lantern")) == ["advice", "collection"]


def test_no_more_than_the_limit_is_found() -> None:
    for n in range(5):
        advice(f"a{n}", title="Lantern")
    assert len(found("lantern", limit=3)) == 3


def test_what_is_gone_since_the_index_was_written_is_left_out() -> None:
    gone = advice("gone", title="Lantern")
    index.rebuild()
    gone.delete()
    assert search("lantern") == []


def test_a_search_takes_at_most_five_queries() -> None:
    collection = CollectionFactory(title="Lanterns")
    for n in range(8):
        item_of(collection, f"i{n}", title="Lantern")
    index.rebuild()
    with CaptureQueriesContext(connection) as queries:
        assert search("lanternx anchor zzzzzzz")
    assert len(queries) <= 5


HOSTILE = [
    *('"', "'", '"lantern', "lantern*", "lantern AND", "NOT lantern", "title : lantern", "(lantern", "lantern:*A & !b"),
    *("NEAR(a b)", "^lantern", "-lantern", "\0lantern\0", "lantern\\", "'; DROP TABLE toolkits_search; --", "%s %(a)s"),
    *(
        "!?…—",
        "   ",
        "",
        "a" * 10_000,
        "a b " * 2_500,
        "lantern " * 1_500,
        "\ud800",
        "ﬁ ² ٣ 灯籠 ́",
        "🏮",
        "_",
        "a_b",
        "a\U0001e900b",
        "\U0001e900\U0001e901\U0001e902",
    ),
]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_only_words(words: str) -> None:
    advice("light-it", title="Light the lantern")
    assert set(found(words)) <= {"light-it"}
    assert found("lantern") == ["light-it"]


class TestAnything(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        advice("light-it", title="Light the lantern")
        index.rebuild()

    @given(st.text(max_size=60))
    def test_no_text_is_an_error(self, words: str) -> None:
        assert [key(hit) for hit in search(words)] in ([], ["light-it"])

    @given(
        st.lists(st.sampled_from(["lantern", "li", "the", '"', "OR", "*", ":", "'", "\\", "&", "|", "<->", "(", ")"]))
    )
    def test_no_mixture_of_words_and_operators_is_an_error(self, pieces: list[str]) -> None:
        assert [key(hit) for hit in search(" ".join(pieces))] in ([], ["light-it"])
