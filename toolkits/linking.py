"""What uses an entry, and what it uses: the links between items, followed both ways."""

from dataclasses import dataclass

from .models import CollectionKind, Entry, Link


@dataclass(frozen=True, slots=True)
class Tie:
    """An entry at the other end of a link, with its toolkit and collection, and why they are linked: our reading."""

    entry: Entry
    reason: str


@dataclass(frozen=True, slots=True)
class Ties:
    """`helped_by`: what helps with the entry; `helps`: the items that it helps with, those of assessments first."""

    helped_by: tuple[Tie, ...]
    helps: tuple[Tie, ...]

    def __bool__(self) -> bool:
        return bool(self.helped_by or self.helps)


def ties_of(entry: Entry) -> Ties:
    """At most three queries."""
    forward = Link.objects.filter(from_key=entry.key).select_related("entry__toolkit", "entry__collection")
    back = {link.from_key: link.reason for link in Link.objects.filter(entry=entry)}
    items = Entry.objects.filter(key__in=back).select_related("toolkit", "collection") if back else ()
    helps = sorted((Tie(item, back[item.key]) for item in items), key=_assessed_first)
    return Ties(tuple(Tie(link.entry, link.reason) for link in forward), tuple(helps))


def _assessed_first(tie: Tie) -> bool:
    return tie.entry.collection is None or tie.entry.collection.kind != CollectionKind.INSTRUMENT
