"""A collection's file: what is refused in it, by line."""

from pathlib import Path

import pytest

from tests.toolkits.tiny import refusals, tiny_folder
from toolkits import urls
from toolkits.collection_fixture import RESERVED
from toolkits.loading import read_folder

COLLECTION = """\
collection: {name}
toolkit: book
title: What to read
topics: [policy]
shown: list
purpose: To read.
heading: Stage 2
pages: "5"
expect: {{reading: "1"}}
sections:
  - section: reading
    title: To read
    origin: ours
    items:
      - item: one
        text: A text.
        source: {{heading: Stage 2, page: "5", number: ""}}
"""
FOLDERS = ("checklists", "jobdesc", "library")


def written(folder: Path, room: str, name: str) -> Path:
    (tiny_folder(folder) / room).mkdir()
    (folder / room / f"{name}.yaml").write_text(COLLECTION.format(name=name))
    return folder


@pytest.mark.parametrize("room", FOLDERS)
@pytest.mark.parametrize("name", RESERVED)
def test_a_collection_that_could_not_be_reached_is_refused(tmp_path: Path, room: str, name: str) -> None:
    message = f"{room}/{name}.yaml:1: `collection` is `{name}`, which is the address of another page"
    assert any(refusal.startswith(message) for refusal in refusals(written(tmp_path, room, name)))


@pytest.mark.parametrize("room", FOLDERS)
def test_any_other_name_will_do(tmp_path: Path, room: str) -> None:
    assert "own" in {fixture.key for fixture in read_folder(written(tmp_path, room, "own"))}


def test_no_address_is_forgotten() -> None:
    places = {str(route.pattern).split("/")[0] for route in urls.urlpatterns}
    assert {place for place in places if place and "<" not in place} == set(RESERVED)
