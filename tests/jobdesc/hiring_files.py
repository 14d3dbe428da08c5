"""The files that descriptions begin from, read once and without a database, and single ones changed on purpose."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from assessments.instrument_fixture import read_instrument
from jobdesc.hiring.checking import check_hiring
from jobdesc.hiring.fixture import HIRING, read_hiring
from toolkits import strict_yaml
from toolkits.collection_fixture import read_jobdesc, read_library
from toolkits.kinds import AnyFixture
from toolkits.strict_yaml import MapNode, Problems, RefusedFixturesError

INSTRUMENTS = ("wise-performance", "prcoe-supervision")


@cache
def toolkit_files() -> tuple[AnyFixture, ...]:
    """Everything that fixtures/hiring/ says something of, item by item."""
    found: list[AnyFixture] = []
    folders: list[tuple[Callable[[MapNode, Problems], Sequence[AnyFixture]], list[Path]]] = [
        (read_jobdesc, sorted((settings.FIXTURES / "jobdesc").glob("*.yaml"))),
        (read_library, [settings.FIXTURES / "library" / "lappa-supervision-types.yaml"]),
        (read_instrument, [settings.FIXTURES / "instruments" / f"{name}.yaml" for name in INSTRUMENTS]),
    ]
    for read, paths in folders:
        for path in paths:
            problems = Problems(path.name)
            found.extend(read(strict_yaml.read(path), problems))
            problems.raise_any()
    return tuple(found)


@cache
def words() -> dict[str, str]:
    """Every item's text by natural key."""
    return {f"{one.key}/{item.slug}": item.text for one in toolkit_files() for item in one.items}


def items_of(collection: str) -> list[str]:
    (found,) = (one for one in toolkit_files() if one.key == collection)
    return [f"{collection}/{item.slug}" for item in found.items]


def wrong(name: str, old: str, new: str) -> str:
    """What the loader says of one file of fixtures/hiring/ after this change, which must be possible."""
    path = settings.FIXTURES / HIRING.folder / f"{name}.yaml"
    text = path.read_text()
    assert old in text
    problems = Problems(f"hiring/{name}.yaml")
    try:
        read = read_hiring(strict_yaml.read_bytes(text.replace(old, new, 1).encode(), problems), problems)
    except RefusedFixturesError as refused:
        return str(refused)
    errors = problems.errors or check_hiring((*toolkit_files(), *read))
    return "\n".join(map(str, errors))
