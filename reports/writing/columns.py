"""How wide a table's columns are, from what stands in them. Pure."""

from .blocks import Table

NARROWEST, WIDEST_WORD, ENOUGH = 6, 16, 55
"""Letters: what a column has at least, up to which a word gives its column room, and from which on words may wrap."""


def widths_of(table: Table) -> tuple[float, ...]:
    """Each column's share of the width; together 1.0.

    Each has room for its longest word. What is left goes to the columns in the measure in which they lack it.
    """
    columns = list(zip(*([table.heads] if table.heads else []), *table.rows, strict=True))
    texts = [[cell.text for cell in column] for column in columns]
    least = [min(WIDEST_WORD, max(NARROWEST, *(_longest_word(text) for text in column))) + 2 for column in texts]
    wanted = [min(ENOUGH, max(map(len, column))) + 2 for column in texts]
    lacking = [max(0.5, want - has) for want, has in zip(wanted, least, strict=True)]
    left = max(0.0, 100 - sum(least))
    widths = [has + left * lack / sum(lacking) for has, lack in zip(least, lacking, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)
