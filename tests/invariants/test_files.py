"""Files stay readable, and no test is written that never runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_WRITTEN_HERE = {"var", "staticfiles", "test-results", "node_modules", "vendor"}
MOST_LINES = 400
FOLDERS_WITHOUT_A_ROOM = {"invariants", "browser", "commands"}
HAS_TESTS = re.compile(r"^(?:    )?(?:async )?def test_|^class Test", re.MULTILINE)


def python_files(root: Path) -> Iterator[Path]:
    for path in sorted(root.iterdir()):
        if path.is_dir() and not path.name.startswith(".") and path.name not in NOT_WRITTEN_HERE:
            yield from python_files(path)
        elif path.suffix == ".py":
            yield path


def too_long(root: Path) -> list[str]:
    return [str(path) for path in python_files(root) if len(path.read_text().splitlines()) > MOST_LINES]


def never_collected(root: Path) -> list[str]:
    """Files with tests that pytest would pass over or fail to import, relative to `root`."""
    missed = []
    for path in python_files(root):
        inside = path.relative_to(root)
        folders = [root / parent for parent in inside.parents if parent != Path()]
        named = path.name.startswith("test_")
        if not named and not HAS_TESTS.search(path.read_text()):
            continue
        importable = all((folder / "__init__.py").exists() for folder in folders)
        if not (named and importable and inside.parts[0] == "tests"):
            missed.append(str(inside))
    return missed


def without_a_room(root: Path) -> list[str]:
    """Folders of tests that mirror nothing."""
    folders = {path.relative_to(root / "tests").parts[0] for path in python_files(root / "tests")}
    names = {name for name in folders if not name.endswith(".py")} - FOLDERS_WITHOUT_A_ROOM
    return sorted(name for name in names if not (root / name / "__init__.py").exists())


def test_no_file_is_over_400_lines() -> None:
    assert not too_long(ROOT)
    assert len(list(python_files(ROOT))) > 50


def test_every_test_file_is_collected() -> None:
    assert not never_collected(ROOT)


def test_every_test_file_has_a_test() -> None:
    empty = [
        p for p in python_files(ROOT / "tests") if p.name.startswith("test_") and not HAS_TESTS.search(p.read_text())
    ]
    assert not empty


def test_tests_mirror_the_source() -> None:
    assert not without_a_room(ROOT)


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """A project with one room and one folder of tests that are as they should be."""
    for package in ("tests", "tests/room", "room"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "tests/room/test_good.py").write_text("def test_it() -> None:\n    pass\n")
    assert not too_long(tmp_path) + never_collected(tmp_path) + without_a_room(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["tests/room/checks.py", "room/test_room.py", "tests/bare/test_folder.py", "test_top.py", "tests/good_test.py"],
)
def test_a_test_that_would_not_run_is_found(made_up: Path, name: str) -> None:
    (made_up / name).parent.mkdir(exist_ok=True)
    (made_up / name).write_text("import pytest\n\n\ndef test_it() -> None:\n    pass\n")
    assert never_collected(made_up) == [name]


def test_a_long_file_is_found(made_up: Path) -> None:
    (made_up / "room/long.py").write_text("x = 1\n" * 401)
    assert too_long(made_up) == [str(made_up / "room/long.py")]


def test_a_folder_of_tests_without_a_room_is_found(made_up: Path) -> None:
    (made_up / "tests/attic").mkdir()
    (made_up / "tests/attic/test_old.py").write_text("def test_it() -> None:\n    pass\n")
    assert without_a_room(made_up) == ["attic"]
