"""A paper as Markdown: CommonMark, with tables as on GitHub. What was typed stays text, and is no markup. Pure."""

import re
from collections.abc import Iterator

from .blocks import Block, Bullets, Cell, Heading, Paper, Room, Table, Text

MARKS = re.compile(r"([\\`*_{}\[\]<>|~&!#$])")
AT_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
BLANK = "\\_\\_\\_\\_\\_\\_\\_\\_"


def markdown_of(paper: Paper) -> str:
    """The whole paper, with its title as the first heading."""
    head = [f"**{escaped(paper.status)}**"] if paper.status else []
    about = ", ".join(filter(None, [paper.subtitle, paper.organization, paper.version]))
    head += [f"# {escaped(paper.title)}", escaped(about)]
    return "\n\n".join([*head, *(part for block in paper.blocks for part in _said(block))]) + "\n"


def escaped(words: str) -> str:
    """A line of text in which no letter means anything to Markdown."""
    words = MARKS.sub(r"\\\1", words)
    # A sign in front of a list; a number's full stop, not the number, is what makes one.
    return AT_START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", words)


def _said(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {escaped(block.text)}"
        case Text():
            label = f"**{escaped(block.label)}:** " if block.label else ""
            yield label + escaped(block.text)
        case Bullets():
            yield "\n".join(f"- {escaped(item)}" for item in block.items)
        case Table():
            yield _table(block)
        case Room():
            yield f"**{escaped(block.label)}**\n\n{BLANK}"


def _table(table: Table) -> str:
    rows = [" | ".join(map(_cell, row)) for row in table.rows]
    heads = " | ".join(map(escaped, table.heads)) if table.heads else " | ".join("" for _ in table.widths)
    line = " | ".join("---" for _ in table.widths)
    return "\n".join(f"| {row} |" for row in (heads, line, *rows))


def _cell(cell: Cell) -> str:
    if cell.is_box:
        return "☐"
    return "<br>".join(map(escaped, cell.texts)) if not cell.is_room else ""
