"""The toolkits' measures, and how each could be counted for a whole program."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkits.models import Entry

from ..models import Direction, Measure

COLLECTIONS = ("prcoe-measures", "lappa-outcomes")
UP, DOWN = Direction.UP, Direction.DOWN


@dataclass(frozen=True)
class Suggestion:
    """One number for the whole program that shows what a toolkit's item is about. Ours."""

    name: str
    unit: str = "%"
    direction: Direction = UP


SUGGESTIONS = {
    "prcoe-measures/instances-met": Suggestion("Meetings between people served and peer supporters", "meetings"),
    "prcoe-measures/self-assessed-wellbeing": Suggestion(
        "How people served rate their mental well-being, on average", "points"
    ),
    "prcoe-measures/client-satisfaction": Suggestion("People served who are satisfied with peer support"),
    "prcoe-measures/emergency-services": Suggestion("Visits of people served to emergency services", "visits", DOWN),
    "prcoe-measures/return-to-use": Suggestion("Returns to use while meeting with a peer supporter", "instances", DOWN),
    "prcoe-measures/dollars-saved": Suggestion("Dollars saved by services that cost less", "$"),
    "lappa-outcomes/coping-after-relapse": Suggestion(
        "People who found healthy ways of coping again after a return to use"
    ),
    "lappa-outcomes/capacity-to-manage": Suggestion("People who can manage their disorder better than at the start"),
    "lappa-outcomes/motivation-for-recovery": Suggestion("People who are more motivated to pursue recovery"),
    "lappa-outcomes/hope-and-belief": Suggestion("People who have more hope and believe that recovery is possible"),
    "lappa-outcomes/awareness": Suggestion("People who are more aware of their feelings, behaviors and thoughts"),
    "lappa-outcomes/engagement-in-services": Suggestion("People who are engaged in services"),
    "lappa-outcomes/supportive-relationships": Suggestion("People with positive, supportive relationships"),
    "lappa-outcomes/connectedness": Suggestion("People who feel connected with supports in the community"),
    "lappa-outcomes/employment": Suggestion("People who are employed"),
}


@dataclass(frozen=True)
class Offered:
    """A toolkit's item that can become a measure, with those that it has become already."""

    entry: Entry
    suggestion: Suggestion
    used: tuple[Measure, ...]


def offered(measures: Sequence[Measure]) -> list[list[Offered]]:
    """The items of each collection, in its order; collections without any are left out. One query."""
    entries = Entry.objects.filter(collection__in=COLLECTIONS).select_related("toolkit", "collection")
    found: dict[str, list[Offered]] = {slug: [] for slug in COLLECTIONS}
    for entry in entries.order_by("position"):
        used = tuple(one for one in measures if one.key == entry.key)
        found[entry.collection_id or ""].append(Offered(entry, suggestion_of(entry), used))
    return [items for items in found.values() if items]


def find_offered(key: str) -> Entry | None:
    """The item with this natural key, if a measure can be made of it. One query."""
    found = Entry.objects.of_key(key).filter(collection__in=COLLECTIONS)
    return found.select_related("toolkit", "collection").first()


def suggestion_of(entry: Entry) -> Suggestion:
    """Ours if there is one, else the item's own words, to be completed by whoever uses it."""
    return SUGGESTIONS.get(entry.key) or Suggestion(entry.name[:200], unit="")
