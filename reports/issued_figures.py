"""The figures that the parts of an issue show, and all of them as one table."""

from collections.abc import Sequence

from .composing.figures import Figure
from .composing.parts import KINDS
from .models import IssuePart
from .sheets import Column, Table


def figures_table(figures: Sequence[Figure]) -> Table:
    """All figures as a table, for CSV."""
    heads = (("Part", 20), ("About", 30), ("Figure", 40), ("As shown", 20), ("Value", 12), ("Unit", 10))
    more = (("n", 8), ("of", 8), ("Date", 12))
    rows = tuple(
        (part_title(one.part), one.about, one.label, one.said, one.value, one.unit, one.n, one.of, one.on)
        for one in figures
    )
    return Table("Figures", tuple(Column(*head) for head in heads + more), rows)


def part_title(key: str) -> str:
    """What a part is called to which a figure belongs."""
    return KINDS[key].title if key in KINDS else key


def figures_in(parts: Sequence[IssuePart]) -> tuple[Figure, ...]:
    return tuple(Figure(**one) for part in parts for one in part.figures)
