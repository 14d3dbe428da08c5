"""Finds what is in the library, on both databases alike: `search`."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log

from django.utils.safestring import SafeString

from . import index, marking
from .index import WEIGHTS, Found, Kind, Sought
from .models import Collection, CollectionKind, Entry, Toolkit
from .sources import Source

MOST_LETTERS = 500  # of what was typed; nobody asks more
MOST_WORDS = 6  # the rarest; more would not find anything better
LONGEST = 14  # letters of a word that is shortened
SHORTEST = 4  # no word is shortened below this many letters
FREQUENT = 500  # a word of so many rows says nothing where it stands in a topic, heading or toolkit
LOOKED_AT = 60  # rows that are weighed more closely
MOST_OF_A_COLLECTION = 3  # of its items near the top
BONUS = {Kind.COLLECTION: 1.5, Kind.ADVICE: 1.25, Kind.ITEM: 1.0}
ENOUGH = 0.2  # what lacks one of the words must have at least this share of the best one's score
ITEM_LABELS: dict[str, str] = {
    CollectionKind.INSTRUMENT: "In an assessment",
    CollectionKind.CHECKLIST: "In a checklist",
    CollectionKind.JOBDESC: "For hiring",
    CollectionKind.LIBRARY: "To read",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: advice or an item (`entry`), or a whole collection.

    `label` says in a word what it is, `snippet` is safe HTML with the words in <mark>. An item has both, its entry and
    the collection that it belongs to.
    """

    kind: Kind
    label: str
    title: str
    snippet: SafeString
    source: Source
    toolkit: Toolkit
    collection: Collection | None = None
    entry: Entry | None = None


def search(words: str, limit: int = 30) -> list[Hit]:
    """What has these words, the best first.

    Words are searched by their beginnings and weighed by how rare they are and where they stand: title, text, what
    stands beside it, and last topic, heading and toolkit. What has all words comes first. A word that nothing has is
    shortened until something has it, but not below SHORTEST letters, and else left out. At most five queries.
    """
    sought = _sought(list(dict.fromkeys(index.words_of(words[:MOST_LETTERS]))))
    roots, worth = [marking.root(one.word) for one in sought], sum(one.worth for one in sought)
    weighed = [
        Weighed(row, _score(found, row, roots, worth), found.words == len(sought))
        for found, row in _loaded(index.ranked(sought, LOOKED_AT))
    ]
    best = max((one.score for one in weighed), default=0.0)
    kept = [one for one in weighed if one.has_all or one.score >= best * ENOUGH]
    return [_hit(row, roots) for row in _spread(_behind_their_collections(kept, roots))[:limit]]


Findable = Collection | Entry


@dataclass(frozen=True, slots=True)
class Weighed:
    row: Findable
    score: float
    has_all: bool


def _sought(words: Sequence[str]) -> list[Sought]:
    """The words to look for: the rarer, the more worth. Words that nothing has are shortened. Two queries."""
    words = words[: 2 * MOST_WORDS]
    counts = index.counts(words)
    lost = {word: _beginnings(word) for word in words if not counts[word]}
    shorter = index.counts(list(dict.fromkeys(chain.from_iterable(lost.values()))))
    found: dict[str, int] = {}
    for word in words:
        if counts[word]:
            found[word] = counts[word]
        elif short := next((short for short in lost[word] if shorter[short]), ""):
            found[short] = shorter[short]
    rarest = sorted(found, key=lambda word: found[word])[:MOST_WORDS]
    most = max(found.values(), default=1)
    where = {True: tuple(WEIGHTS)[:-1], False: tuple(WEIGHTS)}
    return [
        Sought(word, log(2 + most / count), where[count > FREQUENT]) for word, count in found.items() if word in rarest
    ]


def _beginnings(word: str) -> list[str]:
    """The word shortened step by step."""
    return [word[:length] for length in range(min(len(word) - 1, LONGEST), SHORTEST - 1, -1)]


def _loaded(found: Iterable[Found]) -> list[tuple[Found, Findable]]:
    """The rows themselves, with their toolkits and collections. Two queries."""
    found = list(found)
    slugs = [one.key for one in found if one.kind == Kind.COLLECTION]
    keys = [one.key for one in found if one.kind != Kind.COLLECTION]
    rows: dict[tuple[bool, str], Findable] = {}
    for collection in Collection.objects.filter(slug__in=slugs).select_related("toolkit"):
        rows[True, collection.slug] = collection
    for entry in Entry.objects.filter(key__in=keys).select_related("toolkit", "collection__toolkit"):
        rows[False, entry.key] = entry
    pairs = ((one, rows.get((one.kind == Kind.COLLECTION, one.key))) for one in found)
    return [(one, row) for one, row in pairs if row]


def _score(found: Found, row: Findable, roots: Sequence[str], worth: float) -> float:
    """What the index says, raised by having all the words, by a title of little else, and by words side by side."""
    title = index.words_of(row.title)
    text = index.words_of(row.purpose if isinstance(row, Collection) else row.text)
    score = found.score * (found.covered / worth) ** 2 * BONUS[Kind(found.kind)]
    score *= 1 + marking.share(title or text, roots)
    score *= 1 + max(0.6 * marking.side_by_side(title, roots), 0.4 * marking.side_by_side(text, roots))
    return score


def _behind_their_collections(weighed: Sequence[Weighed], roots: Sequence[str]) -> list[Findable]:
    """By score; but no item stands before its collection where the collection's title says it all."""
    ceilings = {
        one.row.slug: one.score
        for one in weighed
        if isinstance(one.row, Collection) and marking.has_all(index.words_of(one.row.title), roots)
    }

    def place(one: Weighed) -> tuple[float, bool]:
        collection = one.row.collection_id if isinstance(one.row, Entry) else None
        return -min(one.score, ceilings.get(collection or "", one.score)), collection is not None

    return [one.row for one in sorted(weighed, key=place)]


def _spread(rows: Sequence[Findable]) -> list[Findable]:
    """The first few items of each collection, then what is left of them."""
    seen: Counter[str] = Counter()
    first: list[Findable] = []
    later: list[Findable] = []
    for row in rows:
        collection = row.collection_id if isinstance(row, Entry) else None
        if collection:
            seen[collection] += 1
        (later if collection and seen[collection] > MOST_OF_A_COLLECTION else first).append(row)
    return first + later


def _hit(row: Findable, roots: Sequence[str]) -> Hit:
    if isinstance(row, Collection):
        source = Source(toolkit=row.toolkit_id, heading=row.heading, page=row.pages)
        snippet = marking.snippet([row.purpose], roots)
        return Hit(Kind.COLLECTION, row.get_kind_display(), row.title, snippet, source, row.toolkit, row)
    kind, label = (Kind.ITEM, ITEM_LABELS[row.collection.kind]) if row.collection else (Kind.ADVICE, "Advice")
    # Without a title, the text is the title, and what stands beside it is the snippet.
    texts = [row.text, *index.texts_of(row.parts)] if row.title else index.texts_of(row.parts)
    snippet = marking.snippet(texts, roots)
    return Hit(kind, label, row.name, snippet, row.source, row.toolkit, row.collection, row)
