"""A folder with one fixture of every kind, small enough to break on purpose."""

from pathlib import Path

import pytest

from toolkits.loading import read_folder
from toolkits.strict_yaml import RefusedFixturesError

TOOLKIT = """\
toolkit: book
position: "1"
title: A Book
publisher: A Press
published: August 2024
credit: Made by a press.
reuse: Says nothing.
"""

INSTRUMENT = """\
instrument: book-ready
toolkit: book
version: "1"
title: Are we ready?
area: timeline
minutes: "5"
purpose: To find out.
instructions: Choose one for each.
heading: Stage 1
pages: ""
scales:
  true-false:
    origin: toolkit
    options:
      - {key: "true", label: "True", value: "1"}
      - {key: "false", label: "False", value: "0"}
expect: {statements: "2"}
sections:
  - section: statements
    title: Where we are
    origin: ours
    items:
      - item: board
        kind: choice
        text: We have a board.
        scale: true-false
        source: {heading: Stage 1, page: "3", number: "1.10"}
      - item: budget
        kind: choice
        text: We have a budget.
        scale: true-false
        source: {heading: Stage 1, page: "", number: "2"}
        derived: yes
        mended: a ligature
bands:
  origin: toolkit
  counts: points
  source: {heading: Stage 1, page: "4", number: ""}
  levels:
    - {band: nearly-there, from: "2", to: "2", level: strong, title: Nearly, text: Go on., lead_time: A week}
    - {band: first-steps, from: "0", to: "1", level: low, title: First steps, text: Begin.}
topics: [policy]
"""

ENTRIES = """\
toolkit: book
entries:
  - entry: book-found-a-board
    title: Found a board
    text: Ask people to join.
    source: {heading: Boards, page: "9", number: ""}
    topics: [policy]
"""

LINKS = """\
links:
  - {from: book-ready/board, to: book-found-a-board, reason: It tells how.}
  - {from: book-ready/budget, to: book-found-a-board, reason: A board finds money.}
"""

FILES = {
    "toolkits/book.yaml": TOOLKIT,
    "instruments/book-ready.yaml": INSTRUMENT,
    "entries/book.yaml": ENTRIES,
    "links/book-to-book.yaml": LINKS,
}


def tiny_folder(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace one text in one of the files; it must stand there."""
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))


def refusals(folder: Path) -> list[str]:
    """What reading the folder refuses, as "path:line: message"."""
    with pytest.raises(RefusedFixturesError) as refused:
        read_folder(folder)
    return str(refused.value).splitlines()
