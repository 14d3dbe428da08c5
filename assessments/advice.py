"""What the toolkits advise for an item, by the links between items and entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkits.models import Entry, Link

from .results import ItemResult


def advice_for(items: Iterable[ItemResult]) -> dict[str, list[Link]]:
    """The links of each item, by its natural key, with entry and toolkit; the item's own toolkit first. One query."""
    toolkits = {result.item.key: result.item.source.toolkit for result in items}
    advice: dict[str, list[Link]] = {key: [] for key in toolkits}
    if toolkits:
        for link in Link.objects.filter(from_key__in=toolkits).select_related("entry__toolkit"):
            advice[link.from_key].append(link)
    for key, links in advice.items():
        links.sort(key=lambda link: link.entry.toolkit_id != toolkits[key])
    return advice


@dataclass(frozen=True)
class AdvisedGaps:
    """Gaps with the one entry that helps with all of them first, and what else helps with any of them."""

    entry: Entry | None
    gaps: tuple[ItemResult, ...]
    also: tuple[Link, ...]


def by_advice(gaps: Iterable[ItemResult], advice: Mapping[str, Sequence[Link]]) -> list[AdvisedGaps]:
    """Put gaps with the same first advice together, so that it is read once; in the order of their first gaps."""
    together: dict[str, list[ItemResult]] = {}
    for gap in gaps:
        links = advice.get(gap.item.key, ())
        together.setdefault(links[0].entry_id if links else "", []).append(gap)
    return [_advised(entry, found, advice) for entry, found in together.items()]


def _advised(entry: str, gaps: list[ItemResult], advice: Mapping[str, Sequence[Link]]) -> AdvisedGaps:
    links = [link for gap in gaps for link in advice.get(gap.item.key, ())]
    also = {link.entry_id: link for link in links if link.entry_id != entry}
    first = next((link.entry for link in links if link.entry_id == entry), None)
    return AdvisedGaps(first, tuple(gaps), tuple(also.values()))
