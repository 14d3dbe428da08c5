"""What the toolkits advise for an item, by the links between items and entries."""

from collections.abc import Iterable

from toolkits.models import Link

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
