"""Imports go the way that docs/architecture.md draws, and no other."""

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()


def arrows(text: str) -> dict[str, set[str]]:
    """What each room may import, by the line of rooms with arrows: all that stands left of the arrow before it."""
    may_import: dict[str, set[str]] = {}
    line = next(line for line in text.splitlines() if " → " in line)
    for layer in line.split(". ")[0].split(" → "):
        left = set(may_import)
        may_import |= dict.fromkeys(re.findall(r"`([a-z]+)`", layer), left)
    return may_import


MAY_IMPORT = arrows(ARCHITECTURE)
FORBIDDEN_ROOMS = {"common", "core", "utils", "util", "helpers", "shared", "misc"}
DYNAMIC = {"import_module", "__import__", "import_string", "get_model"}


def rooms(root: Path) -> set[str]:
    """The folders at the top with Python in them that are neither tests nor tools."""
    others = {"tests", "bench", "bin", "docs", "requirements", "static", "templates", "fixtures", "var", "staticfiles"}
    folders = (f for f in root.iterdir() if f.is_dir() and not f.name.startswith(".") and f.name not in others)
    return {f.name for f in folders if any(f.rglob("*.py"))}


def imported(source: str) -> Iterator[str]:
    """The names of the modules that a file imports by their full names, also by a text handed to an import function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in DYNAMIC:
                yield str(node.args[0].value)


def climbs_out(source: str, depth: int) -> bool:
    """Whether a relative import leaves the room, which lies `depth` packages above the file."""
    return any(isinstance(n, ast.ImportFrom) and n.level > depth for n in ast.walk(ast.parse(source)))


def wrong_arrows(room: str, source: str) -> list[str]:
    known = set(MAY_IMPORT) | {"tests"}
    reached = {module.split(".")[0] for module in imported(source)} & known
    return sorted(f"{room} → {other}" for other in reached - MAY_IMPORT[room] - {room})


def files_named(name: str, source: str, files: Mapping[str, str]) -> set[str]:
    """Which of those files, by module names such as "reports.pdf", a file of that name imports anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = name.split(".")[: -node.level] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found & files.keys()


def circle(files: Mapping[str, str]) -> list[str]:
    """Files that import one another in a circle, by their sources; none is an empty list."""
    try:
        TopologicalSorter({name: files_named(name, source, files) for name, source in files.items()}).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_files_import_one_another_in_a_circle() -> None:
    paths = [path for room in rooms(ROOT) for path in (ROOT / room).rglob("*.py") if path.name != "__init__.py"]
    assert circle({".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text() for path in paths}) == []


def test_a_circle_is_found() -> None:
    files = {
        "reports.pdf": "def pdf():\n    from .writing import word",
        "reports.writing.word": "from ..looks import accent_of",
        "reports.looks": "from reports.pdf import pdf",
    }
    assert set(circle(files)) == set(files)
    assert not circle(files | {"reports.looks": "import reports.elsewhere"})


def test_rooms_are_those_of_the_architecture_and_none_is_a_drawer_for_everything() -> None:
    assert rooms(ROOT) <= set(MAY_IMPORT)
    table = set(re.findall(r"`([a-z]+)`", " ".join(re.findall(r"^\| (`.+?) \|", ARCHITECTURE, re.MULTILINE))))
    assert table == set(MAY_IMPORT)
    packages = {f.name for room in rooms(ROOT) for f in (ROOT / room).rglob("*") if f.is_dir() or f.suffix == ".py"}
    assert not {name.removesuffix(".py") for name in packages} & FORBIDDEN_ROOMS


def test_the_architecture_is_read_as_it_is_meant() -> None:
    assert MAY_IMPORT["organizations"] == set()
    assert MAY_IMPORT["toolkits"] == {"organizations"}
    assert MAY_IMPORT["assessments"] == MAY_IMPORT["jobdesc"] == {"organizations", "toolkits"}
    assert MAY_IMPORT["peerready"] == set(MAY_IMPORT) - {"peerready"}


@pytest.mark.parametrize("room", sorted(rooms(ROOT)))
def test_a_room_imports_only_what_its_arrows_allow(room: str) -> None:
    for path in sorted((ROOT / room).rglob("*.py")):
        source = path.read_text()
        assert not wrong_arrows(room, source), path
        assert not climbs_out(source, len(path.relative_to(ROOT).parts) - 1), path


@pytest.mark.parametrize(
    ("room", "source", "found"),
    [
        ("organizations", "from assessments.models import Record", ["organizations → assessments"]),
        ("organizations", "import toolkits.models", ["organizations → toolkits"]),
        ("assessments", "def f():\n    from jobdesc import wording", ["assessments → jobdesc"]),
        ("reports", "import peerready.settings as s", ["reports → peerready"]),
        ("toolkits", "import_module('assessments.loading')", ["toolkits → assessments"]),
        ("toolkits", "apps.get_model('assessments.Record')", ["toolkits → assessments"]),
        ("peerready", "from tests.factories import UserFactory", ["peerready → tests"]),
        ("assessments", "from organizations.text import clean_text\nfrom .models import Record", []),
        ("reports", "import json, assessments.standing", []),
    ],
)
def test_a_wrong_arrow_is_found(room: str, source: str, found: list[str]) -> None:
    assert wrong_arrows(room, source) == found


def test_a_relative_import_out_of_the_room_is_found() -> None:
    assert climbs_out("from ...assessments import models", 2)
    assert not climbs_out("from ..access import may", 2)
