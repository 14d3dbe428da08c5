"""What the toolkits advise for an item, by the links between items and entries."""

from collections.abc import Iterable

from toolkits.models import Link

from .results import ItemResult


def advice_for(items: Iterable[ItemResult]) -> dict[str, list[Link]]:
    """The links of each item, by its natural key, in their order, with entry and toolkit; one query."""
    keys = [result.item.key for result in items]
    advice: dict[str, list[Link]] = {key: [] for key in keys}
    if keys:
        for link in Link.objects.filter(from_key__in=keys).select_related("entry__toolkit"):
            advice[link.from_key].append(link)
    return advice
