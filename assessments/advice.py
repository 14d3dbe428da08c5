"""What the toolkits advise for an item, by the links between items and whatever helps with them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkits.models import CollectionKind, Entry, Link

from .results import ItemResult

MOST_TASKS = 5  # shown under one group of gaps; a longer list is not read
MOST_ALSO = 4


def advice_for(items: Iterable[ItemResult]) -> dict[str, list[Link]]:
    """The links of each item, by its natural key, with entry and toolkit; the item's own toolkit first. One query.

    What an organization copied from a toolkit keeps the advice of the toolkit's item.
    """
    asked = {result.item.key: result.item for result in items}
    found: dict[str, list[Link]] = {item.after or key: [] for key, item in asked.items()}
    if found:
        for link in Link.objects.filter(from_key__in=found).select_related("entry__toolkit", "entry__collection"):
            found[link.from_key].append(link)
    return {
        key: sorted(found[item.after or key], key=lambda link: link.entry.toolkit_id != item.source.toolkit)
        for key, item in asked.items()
    }


@dataclass(frozen=True)
class AdvisedGaps:
    """Gaps with the one piece of advice that helps with all of them first, the tasks they call for, and what else.

    Tasks and the rest stand by how many of the gaps they help with, then in the order of their links.
    """

    entry: Entry | None
    gaps: tuple[ItemResult, ...]
    tasks: tuple[Link, ...]
    also: tuple[Link, ...]


def by_advice(gaps: Iterable[ItemResult], advice: Mapping[str, Sequence[Link]]) -> list[AdvisedGaps]:
    """Put gaps with the same first advice together, so that it is read once; in the order of their first gaps.

    Risks stay apart by how likely they are: a register goes from the likeliest down.
    """
    together: dict[tuple[str, float | None], list[ItemResult]] = {}
    for gap in gaps:
        apart = gap.share if gap.item.kind == "risk" else None
        together.setdefault((_first(advice.get(gap.item.key, ())), apart), []).append(gap)
    return [_advised(entry, found, advice) for (entry, _), found in together.items()]


def _first(links: Sequence[Link]) -> str:
    """The entry that is told in full: advice if there is any, else whatever helps and is not a task."""
    told = [link for link in links if not _is_task(link)]
    told.sort(key=lambda link: link.entry.collection is not None)
    return told[0].entry_id if told else ""


def _is_task(link: Link) -> bool:
    return link.entry.collection is not None and link.entry.collection.kind == CollectionKind.CHECKLIST


def _advised(entry: str, gaps: list[ItemResult], advice: Mapping[str, Sequence[Link]]) -> AdvisedGaps:
    links = [link for gap in gaps for link in advice.get(gap.item.key, ())]
    helps = Counter(link.entry_id for link in links)
    once: dict[str, Link] = {}
    for link in links:
        once.setdefault(link.entry_id, link)
    ranked = sorted(once.values(), key=lambda link: -helps[link.entry_id])
    return AdvisedGaps(
        entry=once[entry].entry if entry else None,
        gaps=tuple(gaps),
        tasks=tuple(link for link in ranked if _is_task(link))[:MOST_TASKS],
        also=tuple(link for link in ranked if not _is_task(link) and link.entry_id != entry)[:MOST_ALSO],
    )
