"""Pages that lie down: a chart as wide as a timeline has one of its own, or its words would be too small."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from .blocks import Block, Chart, Heading, Words
from .word_blocks import Pen

WIDE = 800
"""Units of a chart's width (96 an inch) from which on it lies across a page."""
SAID_ONCE = ("w:headerReference", "w:footerReference", "w:titlePg")
"""What only the first section says; the others go on with it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks on pages that stand, or that lie."""

    blocks: tuple[Block, ...]
    lies: bool = False


def stretches_of(blocks: Sequence[Block]) -> list[Stretch]:
    """The blocks in order, cut wherever pages are turned around. Pure."""
    found: list[Stretch] = []
    begin = place = 0
    while place < len(blocks):
        count = _wide(blocks[place : place + 3])
        if count:
            found += [Stretch(tuple(blocks[begin:place])), Stretch(tuple(blocks[place : place + count]), lies=True)]
            begin = place + count
        place += count or 1
    return [one for one in (*found, Stretch(tuple(blocks[begin:]))) if one.blocks]


def end_section(pen: Pen, *, lies: bool, is_first: bool, is_last: bool) -> None:
    """Say of the pages since the last section how they lie. The last section's word is the file's own."""
    body = pen.word.element.body
    told: Any = body[-1] if is_last else deepcopy(body[-1])
    if not is_first:
        for name in SAID_ONCE:
            for one in told.findall(qn(name)):
                told.remove(one)
    size = told.find(qn("w:pgSz"))
    if lies:
        across, down = size.get(qn("w:h")), size.get(qn("w:w"))
        size.set(qn("w:w"), across)
        size.set(qn("w:h"), down)
        size.set(qn("w:orient"), "landscape")
    if not is_last:
        holder = body[-2] if len(body) > 1 and body[-2].tag == qn("w:p") else pen.add(pen.paragraph("After table"))
        holder.get_or_add_pPr().append(told)


def _wide(blocks: Sequence[Block]) -> int:
    """How many blocks at the beginning go onto a page that lies: a heading, a wide chart, and what is said of it."""
    begin = 1 if isinstance(blocks[0], Heading) else 0
    chart = blocks[begin] if len(blocks) > begin else None
    if not isinstance(chart, Chart) or chart.width < WIDE:
        return 0
    after = blocks[begin + 1] if len(blocks) > begin + 1 else None
    return begin + 1 + (isinstance(after, Words) and after.style == "note")
