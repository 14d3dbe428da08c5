from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from tests.toolkits.tiny import edit, refusals, tiny_folder
from toolkits import loading
from toolkits.kinds import AnyKind, Change, FixtureKind, State
from toolkits.loading import Inventory, load, read_folder
from toolkits.models import Entry, Link, Toolkit
from toolkits.rows import plan_rows
from toolkits.sources import Source
from toolkits.strict_yaml import RefusedFixturesError


def states(inventory: Inventory) -> set[State]:
    assert inventory.outcomes is not None
    return {outcome.state for outcome in inventory.outcomes}


def writes(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act()
    return [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_reading_needs_no_database(tmp_path: Path) -> None:
    assert [fixture.key for fixture in read_folder(tiny_folder(tmp_path))] == [
        "book",
        "book-found-a-board",
        "book-ready/board → book-found-a-board",
        "book-ready/budget → book-found-a-board",
        "book-ready",
    ]


def test_wrong_files_are_all_shown_by_path_within_the_folder(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    edit(folder, "toolkits/book.yaml", "title:", "titel:")
    edit(folder, "entries/book.yaml", "  - entry:", "  - entry: x\n    entry:")
    assert refusals(folder) == [
        "entries/book.yaml:4: the key `entry` stands here twice, first in line 3",
        "toolkits/book.yaml:1: `title` is missing",
        "toolkits/book.yaml:3: unknown key `titel`; did you mean `title`?",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "refusal"),
    [
        ("entries/book.yaml", "    source:", "    # source:", "entries/book.yaml:3: `source` is missing"),
        ("entries/book.yaml", "    source: {h", "    source: {H", "entries/book.yaml:6: `heading` is missing"),
        ("toolkits/book.yaml", "book", "books", "toolkits/book.yaml:1: `toolkit` is `books`, so the file must be"),
        ("instruments/book-ready.yaml", "t: book\n", "t: buch\n", "instruments/book-ready.yaml:2: there is no toolkit"),
        ("links/book-to-book.yaml", "to: book-found", "to: book-find", "links/book-to-book.yaml:2: there is no entry"),
        ("links/book-to-book.yaml", "ready/board", "ready/bored", "links/book-to-book.yaml:2: there is no item"),
        ("instruments/book-ready.yaml", "item: budget", "item: money", "instruments/book-ready.yaml:28: no link leads"),
        ("links/book-to-book.yaml", "ready/budget", "ready/board", "links/book-to-book.yaml:3: the link"),
    ],
)
def test_is_refused(tmp_path: Path, name: str, old: str, new: str, refusal: str) -> None:
    folder = tiny_folder(tmp_path)
    edit(folder, name, old, new)
    assert any(line.startswith(refusal) for line in refusals(folder))


def test_entry_in_two_files_is_refused_with_both_places(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    for kind in ("toolkits", "entries"):
        text = (folder / kind / "book.yaml").read_text()
        (folder / kind / "film.yaml").write_text(text.replace("toolkit: book", "toolkit: film"))
    message = "the entry `book-found-a-board` stands already in entries/book.yaml:3"
    assert refusals(folder) == [f"entries/film.yaml:3: {message}"]


@pytest.mark.parametrize("name", ["links/more.yml", "link/more.yaml", "more.yaml", "links/old/more.yaml"])
def test_file_that_nothing_would_load_is_refused(tmp_path: Path, name: str) -> None:
    folder = tiny_folder(tmp_path)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("a: 1\n")
    assert refusals(folder) == [f"{name}:1: nothing loads this: fixtures are <kind>/<name>.yaml"]


def test_empty_folder_is_refused_so_that_a_wrong_path_removes_nothing(tmp_path: Path) -> None:
    assert refusals(tmp_path) == [f"{tmp_path}:1: there are no fixtures in this folder"]


@pytest.mark.django_db
def test_first_load_creates_everything(tmp_path: Path) -> None:
    assert states(load(tiny_folder(tmp_path), write=True)) == {State.CREATED}
    entry = Entry.objects.advice().get()
    assert entry.source == Source("book", "Boards", "9", "")
    assert [(link.from_key, link.entry, link.position) for link in Link.objects.all()] == [
        ("book-ready/board", entry, 1),
        ("book-ready/budget", entry, 1),
    ]


@pytest.mark.django_db
def test_second_load_writes_nothing(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    assert writes(lambda: load(folder, write=True))
    assert not writes(lambda: load(folder, write=True))
    assert states(load(folder, write=True)) == {State.UNCHANGED}


@pytest.mark.django_db
def test_check_compares_and_writes_nothing(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    assert not writes(lambda: load(folder, write=False))
    assert states(load(folder, write=False)) == {State.NOT_LOADED}
    load(folder, write=True)
    assert states(load(folder, write=False)) == {State.LOADED}
    edit(folder, "toolkits/book.yaml", "A Press", "Another Press")
    assert states(load(folder, write=False)) == {State.LOADED, State.DIFFERS}


@pytest.mark.django_db
def test_changed_words_are_stored_and_nothing_else_is_touched(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    load(folder, write=True)
    edit(folder, "entries/book.yaml", "Ask people", "Invite people")
    changed, *index = writes(lambda: load(folder, write=True))
    assert changed.startswith('UPDATE "toolkits_entry"')
    assert all("toolkits_search" in each for each in index)
    assert Entry.objects.advice().get().text == "Invite people to join."


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["links/book-to-book.yaml", "entries/book.yaml", "instruments/book-ready.yaml"])
def test_error_in_any_file_leaves_nothing_half_loaded(tmp_path: Path, name: str) -> None:
    folder = tiny_folder(tmp_path)
    with (folder / name).open("a") as file:
        file.write("unknown: key\n")
    with pytest.raises(RefusedFixturesError):
        load(folder, write=True)
    assert not Toolkit.objects.exists()


@pytest.mark.django_db
def test_failure_while_storing_takes_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> State:
        raise DatabaseError("disk full")

    last: AnyKind = FixtureKind("last", "last", lambda *_: [], lambda *_: [Change("last", "", State.DIFFERS, fail)])
    monkeypatch.setattr(loading, "KINDS", [*loading.KINDS, last])
    with pytest.raises(DatabaseError, match="disk full"):
        load(tiny_folder(tmp_path), write=True)
    assert not Toolkit.objects.exists()


@pytest.mark.django_db
def test_what_vanished_from_the_fixtures_is_removed(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    entry = (
        '  - {entry: book-more, title: More, topics: [pay], text: More., source: {heading: A, page: "", number: ""}}\n'
    )
    with (folder / "entries/book.yaml").open("a") as file:
        file.write(entry)
    (folder / "toolkits/film.yaml").write_text((folder / "toolkits/book.yaml").read_text().replace("book", "film"))
    load(folder, write=True)
    edit(folder, "entries/book.yaml", entry, "")
    (folder / "toolkits/film.yaml").unlink()
    assert State.VANISHED in states(load(folder, write=False))
    assert State.REMOVED in states(load(folder, write=True))
    assert (Toolkit.objects.count(), Entry.objects.advice().count()) == (1, 1)


@pytest.mark.django_db
def test_vanished_row_in_use_is_kept() -> None:
    film = Toolkit.objects.create(slug="film", title="Film")
    Entry.objects.create(key="film-more", toolkit=film, title="More")
    [change] = plan_rows("toolkit", Toolkit, {}, lambda row: row.slug)
    assert change.state == State.VANISHED
    assert change.apply() == State.KEPT
    assert Toolkit.objects.get() == film
