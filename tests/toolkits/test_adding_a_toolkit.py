"""docs/adding-a-toolkit.md: whoever follows its steps has a new toolkit, and needs nothing else."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from assessments.models import Instrument
from toolkits.kinds import State
from toolkits.loading import load
from toolkits.models import Collection, Link, Toolkit

PAGE = settings.BASE_DIR / "docs/adding-a-toolkit.md"
STEP = re.compile(r"^`([\w-]+/[\w-]+\.yaml)`\n```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def follow(folder: Path) -> list[str]:
    """Do what the page says: write each of its files. Returns their names."""
    steps = STEP.findall(PAGE.read_text())
    for name, text in steps:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return [name for name, _ in steps]


@pytest.mark.django_db
def test_its_steps_alone_make_a_toolkit(tmp_path: Path) -> None:
    assert len(follow(tmp_path)) == 6
    inventory = load(tmp_path, write=True)
    assert {outcome.state for outcome in inventory.outcomes or ()} == {State.CREATED}
    assert Toolkit.objects.get().title == "The Community Garden Guide"
    assert Instrument.objects.get().current_version
    assert {collection.kind for collection in Collection.objects.all()} == {"instrument", "checklist"}
    assert Link.objects.get(from_key="garden-ready/tools").entry.text == "Choose tools together."


@pytest.mark.django_db
def test_it_can_be_added_to_the_real_ones(tmp_path: Path) -> None:
    folder = tmp_path / "fixtures"
    shutil.copytree(settings.FIXTURES, folder)
    follow(folder)
    load(folder, write=True)
    assert Toolkit.objects.count() == 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("instruments/garden-ready.yaml", "there is no item `garden-ready/water`"),
        ("entries/garden.yaml", "there is no entry `garden-ask-the-neighbors`"),
        ("links/garden-to-garden.yaml", "no link leads from the item `garden-ready/water`"),
        ("toolkits/garden.yaml", "there is no toolkit `garden`"),
    ],
)
def test_a_step_left_out_is_named(tmp_path: Path, step: str, message: str) -> None:
    follow(tmp_path)
    (tmp_path / step).unlink()
    with pytest.raises(Exception, match=re.escape(message)):
        load(tmp_path, write=True)


@pytest.mark.django_db
@pytest.mark.parametrize("counts", ["3", "1, 1"])
def test_the_inventory_notices_what_is_missing(tmp_path: Path, counts: str) -> None:
    follow(tmp_path)
    path = tmp_path / "inventory/garden.yaml"
    path.write_text(path.read_text().replace('"2"', f'"{counts}"', 1))
    with pytest.raises(Exception, match=re.escape("inventory/garden.yaml:3: `garden-ready` has 2 items by section")):
        load(tmp_path, write=True)
