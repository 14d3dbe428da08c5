"""The job description on paper: the parts that `jobdesc.drafting.reading` makes of it, as blocks. Pure."""

from collections.abc import Iterator

from jobdesc.drafting.document import Document, Line
from jobdesc.drafting.reading import Passage, passages

from .blocks import Block, bullets, facts, heading, paragraphs


def description_blocks(document: Document, organization: str) -> tuple[Block, ...]:
    """The whole description; parts without anything are left out. Its facts in brief are a table at its head."""
    parts = passages(document)
    brief = next((part.facts for part in parts if part.key == BRIEF), ())
    others = [block for part in parts if part.key != BRIEF for block in _part(part, 1)]
    return (*facts("The position in brief", (("Organization", organization), *brief)), *others)


BRIEF = "setting"


def _part(part: Passage, level: int) -> Iterator[Block]:
    yield heading(part.title, level)
    for label, words in part.facts:
        yield from paragraphs(words, label=label)
    for words in part.texts:
        yield from paragraphs(words)
    yield from _lines(part.lines, alone=not part.facts)
    for below in part.below:
        yield from _part(below, level + 1)


def _lines(lines: tuple[Line, ...], *, alone: bool) -> Iterator[Block]:
    """One line by itself is a paragraph, several are a list."""
    if len(lines) == 1 and alone:
        yield from paragraphs(lines[0].text)
    else:
        yield from bullets(line.text for line in lines)
