import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.toolkits.tiny import edit, tiny_folder
from toolkits.models import Toolkit


def run(folder: Path, **options: Any) -> str:
    out = StringIO()
    call_command("load_toolkits", folder=folder, stdout=out, **options)
    return out.getvalue()


def table(printed: str) -> tuple[list[str], list[str]]:
    """The cells of the header and of the first row."""
    header, _, row, *_ = printed.splitlines()
    return re.split("  +", header), re.split("  +", row)


def run_alone(folder: Path, database: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run it as a person would, with a database of its own."""
    command = [sys.executable, "manage.py", "load_toolkits", "--folder", str(folder), *options]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.django_db
def test_says_what_it_loaded(tmp_path: Path) -> None:
    assert run(tiny_folder(tmp_path)).splitlines() == [
        "toolkits: 1 created",
        "instruments: 1 created",
        "collections: 1 created",
        "entries: 3 created",
        "links: 2 created",
    ]


@pytest.mark.django_db
def test_second_run_says_that_nothing_changed(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    run(folder)
    assert run(folder).splitlines() == [
        "toolkits: 1 unchanged",
        "instruments: 1 unchanged",
        "collections: 1 unchanged",
        "entries: 3 unchanged",
        "links: 2 unchanged",
    ]


@pytest.mark.django_db
def test_names_what_changed(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    run(folder)
    edit(folder, "toolkits/book.yaml", "A Press", "Another Press")
    assert "  toolkit book: changed" in run(folder).splitlines()


@pytest.mark.django_db
def test_check_prints_a_table_and_loads_nothing(tmp_path: Path) -> None:
    header, row = table(run(tiny_folder(tmp_path), check=True))
    assert header == ["name", "kind", "toolkit", "version", "items", "derived", "mended", "state"]
    assert row == ["book-ready", "instrument", "book", "1", "2", "1", "1", "not loaded"]
    assert not Toolkit.objects.exists()


@pytest.mark.django_db
def test_check_says_that_all_of_the_inventory_is_there(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    (folder / "inventory").mkdir()
    (folder / "inventory/book.yaml").write_text('inventory: book\nholds:\n  - {name: book-ready, items: "2"}\n')
    told = "Complete: all 1 in the inventory are there with the counts it names, 2 items in all."
    assert told in run(folder, check=True).splitlines()


@pytest.mark.django_db
def test_check_tells_loaded_from_different(tmp_path: Path) -> None:
    folder = tiny_folder(tmp_path)
    run(folder)
    assert table(run(folder, check=True))[1][-1] == "loaded"
    edit(folder, "instruments/book-ready.yaml", "We have a board.", "We have one.")
    assert table(run(folder, check=True))[1][-1] == "differs"


@pytest.mark.django_db
def test_json_lists_every_item_in_order(tmp_path: Path) -> None:
    assert json.loads(run(tiny_folder(tmp_path), check=True, json=True)) == [
        {
            "slug": "book-ready",
            "kind": "instrument",
            "toolkit": "book",
            "version": "1",
            "state": "not loaded",
            "items": [
                {"slug": "board", "section": "statements", "number": "1.10", "title": "", "text": "We have a board."},
                {"slug": "budget", "section": "statements", "number": "2", "title": "", "text": "We have a budget."},
            ],
        }
    ]


def test_json_without_check_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="belongs to --check"):
        run(tiny_folder(tmp_path), json=True)


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_errors_are_shown_one_a_line_and_the_command_fails(tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = tiny_folder(tmp_path / "fixtures")
    edit(folder, "toolkits/book.yaml", "title:", "titel:")
    done = run_alone(folder, tmp_path / "empty.sqlite3", *options)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "CommandError: Nothing has been loaded. To be mended:",
        "toolkits/book.yaml:1: `title` is missing",
        "toolkits/book.yaml:3: unknown key `titel`; did you mean `title`?",
    ]


def test_check_works_where_the_database_is_not_migrated(tmp_path: Path) -> None:
    done = run_alone(tiny_folder(tmp_path / "fixtures"), tmp_path / "empty.sqlite3", "--check")
    assert done.returncode == 0
    assert "not compared" in done.stdout
    assert "The files are right: 1 toolkits, 1 entries, 2 links, 1 instruments." in done.stdout


def test_loading_where_the_database_is_not_migrated_says_what_to_do(tmp_path: Path) -> None:
    done = run_alone(tiny_folder(tmp_path / "fixtures"), tmp_path / "empty.sqlite3")
    assert done.returncode == 1
    assert "manage.py migrate" in done.stderr
