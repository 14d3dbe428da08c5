"""What is searched, as the two databases keep it: FTS5 on SQLite, weighted full text with a GIN index on PostgreSQL.

Both stem English words and find them by their beginnings. Words reach them as runs of letters and digits only, so that
nothing that somebody types can mean anything to either of them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from django.db import connection

from .kinds import Parts
from .models import Collection, Entry
from .topics import Topic

WEIGHTS = {"title": 10.0, "text": 4.0, "more": 2.0, "weak": 0.5}  # what a word counts, by where it stands
SHORTEST_PREFIX = 3  # shorter words are searched as they stand, or nearly everything would be found
NO_WORD = re.compile(r"[\W_]+")
# Words that say nothing of what is looked for; PostgreSQL's own list is among them.
SILENT_WORDS = """
    a about above after again against all am an and any are as at be because been before being below between both but by
    can could did do does doing don down during each few for from further had has have having he her here hers herself
    him himself his how i if in into is it its itself just many me more most much my myself no nor not now of off on
    once only or other our ours ourselves out over own per please s same she should so some such t than that the their
    theirs them themselves then there these they this those through to too under until up very was we were what when
    where which while who whom why will with would you your yours yourself yourselves
"""
SILENT = frozenset(SILENT_WORDS.split())


class Kind(StrEnum):
    """What can be found. An entry and a collection may have the same name."""

    ADVICE = "advice"
    COLLECTION = "collection"
    ITEM = "item"


class Sought(NamedTuple):
    """A word to look for, what it is worth, and in which fields it is looked for."""

    word: str
    worth: float
    fields: tuple[str, ...] = tuple(WEIGHTS)


class Found(NamedTuple):
    """A row that has some of the words. `words` is how many, `covered` what these are worth, and
    `score` the same weighed by where they stand.
    """

    kind: str
    key: str
    words: int
    covered: float
    score: float


def words_of(text: str) -> list[str]:
    """The text as words of small letters and digits, without accents and without words that say nothing."""
    if not text.isascii():
        parted = unicodedata.normalize("NFKD", text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
        text = "".join(letter for letter in parted if not unicodedata.combining(letter))
    return [word for word in NO_WORD.split(text.casefold().replace("'s", " ")) if word and word not in SILENT]


def counts(words: Sequence[str]) -> dict[str, int]:
    """How many rows have a word that begins like this, for each. One query."""
    if not words:
        return {}
    part, query = (POSTGRESQL_COUNT, _postgresql) if _is_postgresql() else (SQLITE_COUNT, _sqlite)
    asked = [value for word in words for value in (word, query(word))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([part] * len(words)), asked)
        return dict(cursor.fetchall())


def ranked(sought: Sequence[Sought], most: int) -> list[Found]:
    """The best rows for these words, the best first. A word counts once for a row, where it counts most. One query."""
    if not sought:
        return []
    part, query = (POSTGRESQL_PART, _postgresql) if _is_postgresql() else (SQLITE_PART, _sqlite)
    asked: list[list[str | float]] = [
        [number, one.worth, one.worth * WEIGHTS[field], query(one.word, field)]
        for number, one in enumerate(sought)
        for field in one.fields
    ]
    parts = " UNION ALL ".join([part] * len(asked))
    with connection.cursor() as cursor:
        cursor.execute(BEFORE_PARTS + parts + AFTER_PARTS, [*chain.from_iterable(asked), most])
        return [Found(kind, key, words, float(worth), float(score)) for kind, key, words, worth, score in cursor]


def is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM toolkits_search LIMIT 1")
        return cursor.fetchone() is None


def rebuild() -> None:
    """Write the index anew from what is in the library. Belongs into the transaction that changed it."""
    write(list(rows()))


def write(rows: Sequence[tuple[str, ...]]) -> None:
    """Replace the index by these rows, as `rows()` gives them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM toolkits_search")
        cursor.executemany(POSTGRESQL_INSERT if _is_postgresql() else SQLITE_INSERT, rows)


def texts_of(parts: Parts) -> list[str]:
    """All that stands beside an item's text."""
    return [text for part in parts.values() for text in ([part] if isinstance(part, str) else part)]


def rows() -> Iterator[tuple[str, ...]]:
    """Kind, key, title, text, more, weak of all that can be found."""
    collections = {row.slug: row for row in Collection.objects.select_related("toolkit")}
    for collection in collections.values():
        sections = " ".join(section["title"] for section in collection.sections)
        weak = f"{collection.toolkit.title} {_labels(collection.topics)} {collection.heading}"
        texts = (collection.title, collection.purpose, sections, weak)
        yield Kind.COLLECTION, collection.slug, *(" ".join(words_of(text)) for text in texts)
    for entry in Entry.objects.select_related("toolkit"):
        topics = collections[entry.collection_id].topics if entry.collection_id else entry.topics
        weak = f"{entry.toolkit.title} {_labels(topics)} {entry.heading}"
        texts = (entry.title, entry.text, " ".join(texts_of(entry.parts)), weak)
        kind = Kind.ITEM if entry.collection_id else Kind.ADVICE
        yield kind, entry.key, *(" ".join(words_of(text)) for text in texts)


def _labels(topics: Sequence[str]) -> str:
    return " ".join(Topic(topic).label for topic in topics)


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def _sqlite(word: str, field: str = "") -> str:
    prefix = " *" if len(word) >= SHORTEST_PREFIX else ""
    return f'{field} : "{word}"{prefix}' if field else f'"{word}"{prefix}'


def _postgresql(word: str, field: str = "") -> str:
    prefix = "*" if len(word) >= SHORTEST_PREFIX else ""
    label = dict(zip(WEIGHTS, "ABCD", strict=True)).get(field, "")
    return f"'{word}':{prefix}{label}" if prefix or label else f"'{word}'"


SQLITE_COUNT = "SELECT %s, (SELECT count(*) FROM toolkits_search WHERE toolkits_search MATCH %s)"
SQLITE_PART = """
    SELECT kind, key, %s AS word, %s AS worth, %s AS score FROM toolkits_search WHERE toolkits_search MATCH %s
"""
SQLITE_INSERT = "INSERT INTO toolkits_search (kind, key, title, text, more, weak) VALUES (%s, %s, %s, %s, %s, %s)"

POSTGRESQL_COUNT = "SELECT %s, (SELECT count(*) FROM toolkits_search WHERE words @@ to_tsquery('english', %s))"
POSTGRESQL_PART = """
    SELECT kind, key, %s AS word, %s AS worth, %s AS score
    FROM toolkits_search WHERE words @@ to_tsquery('english', %s)
"""
POSTGRESQL_INSERT = """
    INSERT INTO toolkits_search (kind, key, words) VALUES (%s, %s,
        setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'B')
        || setweight(to_tsvector('english', %s), 'C') || setweight(to_tsvector('english', %s), 'D'))
"""

BEFORE_PARTS = """
    SELECT kind, key, count(*) AS words, sum(worth) AS covered, sum(score) AS score
    FROM (SELECT kind, key, word, max(worth) AS worth, max(score) AS score FROM (
"""
AFTER_PARTS = """
    ) AS found GROUP BY kind, key, word) AS by_word
    GROUP BY kind, key ORDER BY sum(worth) * sum(worth) * sum(score) DESC, kind, key LIMIT %s
"""
