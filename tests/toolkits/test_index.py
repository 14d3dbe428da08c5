"""What is searched follows what is loaded."""

from pathlib import Path

import pytest

from toolkits import index
from toolkits.loading import load
from toolkits.searching import search

from .test_searching import key
from .tiny import edit, tiny_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny_folder(tmp_path)


def found(words: str) -> list[str]:
    return [key(hit) for hit in search(words)]


def test_what_was_loaded_can_be_found(folder: Path) -> None:
    load(folder, write=True)
    assert found("board") == ["book-found-a-board", "book-ready/board"]
    assert found("are we ready") == ["book-ready"]


def test_a_check_writes_nothing(folder: Path) -> None:
    load(folder, write=False)
    assert found("board") == []


def test_what_changed_is_found_by_its_new_words_alone(folder: Path) -> None:
    load(folder, write=True)
    edit(folder, "entries/book.yaml", "title: Found a board", "title: Moor a ship")
    load(folder, write=True)
    assert found("moor") == ["book-found-a-board"]
    assert "book-found-a-board" not in found("founding")


def test_nothing_is_written_anew_where_nothing_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(folder, write=True)
    monkeypatch.setattr(index, "rebuild", lambda: pytest.fail("written anew"))
    load(folder, write=True)


def test_an_empty_index_is_filled_though_nothing_changed(folder: Path) -> None:
    load(folder, write=True)
    with index.connection.cursor() as cursor:
        cursor.execute("DELETE FROM toolkits_search")
    load(folder, write=True)
    assert found("board")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peer-run groups/teams", ["peer", "run", "groups", "teams"]),
        ("A worker\N{RIGHT SINGLE QUOTATION MARK}s café", ["worker", "cafe"]),
        ("a worker's role_play", ["worker", "role", "play"]),
        ("What is it? !!", []),
    ],
)
def test_words_are_letters_and_digits_that_say_something(text: str, words: list[str]) -> None:
    assert index.words_of(text) == words
