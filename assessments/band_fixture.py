"""Reads the bands of an instrument and checks that every sum of points falls into exactly one of them."""

from collections.abc import Sequence
from itertools import pairwise

from toolkits.schema import Fields, read_source

from .content import LEVELS, ORIGINS, Band, Bands, Item, Scale, Section


def read_bands(fields: Fields, toolkit: str, sections: Sequence[Section], scales: dict[str, Scale]) -> Bands:
    """Read what stands under `bands`; the scales and items must be right already."""
    bands = fields.inside("bands", required=("origin", "counts", "source", "levels"))
    bands.one_of("counts", ("points",))
    levels = bands.each("levels", required=("band", "from", "to", "level", "title", "text"), optional=("lead_time",))
    read = [_read_band(level) for level in levels]
    lowest, highest = reachable_points([item for section in sections for item in section.items], scales)
    if not bands.problems.errors:
        _check_cover(levels, read, lowest, highest)
    return Bands(bands.one_of("origin", ORIGINS), read_source(bands, toolkit), tuple(read))


def reachable_points(items: Sequence[Item], scales: dict[str, Scale]) -> tuple[int, int]:
    """The lowest and the highest sum of points; an answer without a value leaves an item open between its two ends."""
    answered_on = [scales[item.scale] for item in items if item.scale]
    return sum(scale.lowest for scale in answered_on), sum(scale.highest for scale in answered_on)


def _read_band(fields: Fields) -> Band:
    return Band(
        slug=fields.name("band"),
        lowest=fields.number("from"),
        highest=fields.number("to"),
        level=fields.one_of("level", LEVELS),
        title=fields.text("title"),
        text=fields.text("text"),
        lead_time=fields.text_or_empty("lead_time"),
    )


def _check_cover(levels: Sequence[Fields], bands: Sequence[Band], lowest: int, highest: int) -> None:
    for fields, band in zip(levels, bands, strict=True):
        if band.lowest > band.highest:
            fields.refuse("from", "is more than `to`")
        if [other.slug for other in bands].count(band.slug) > 1:
            fields.refuse("band", f"`{band.slug}` stands twice")
    if bands[0].highest != highest:
        levels[0].refuse("to", f"must be {highest}, the most points that can be reached")
    for (_, above), (fields, below) in pairwise(zip(levels, bands, strict=True)):
        if below.highest != above.lowest - 1:
            fields.refuse("to", f"must be {above.lowest - 1}: bands go from the highest to the lowest, without gaps")
    if bands[-1].lowest != lowest:
        levels[-1].refuse("from", f"must be {lowest}, the fewest points that can be reached")
