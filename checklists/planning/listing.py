"""The tasks of toolkits' lists and of an organization's own, as they come into a plan."""

from collections.abc import Iterable, Sequence

from toolkits.models import Entry

from ..models import OwnList
from .adding import NewTask
from .phases import BY_COLLECTION, ListPlan, phase_of_key, phases_of
from .schedule import in_order, places

LONGEST_TITLE = 160
STEPS = "steps"


def tasks_of_lists(collections: Sequence[str], kind: str) -> list[NewTask]:
    """The tasks of toolkits' lists for a plan of this kind, list after list. One query."""
    found: dict[str, list[Entry]] = {slug: [] for slug in collections if slug in BY_COLLECTION}
    entries = Entry.objects.filter(collection__in=found).select_related("collection").order_by("position")
    for entry in entries:
        found[str(entry.collection_id)].append(entry)
    return [task for slug, of_list in found.items() for task in _tasks_of(BY_COLLECTION[slug], of_list, kind)]


def task_of_entry(entry: Entry, kind: str, *, place: int = 500, steps: Sequence[str] = ()) -> NewTask:
    """A toolkit's task, with its words copied. The entry comes with its collection."""
    name, detail = title_of(entry)
    parts = {column: [part] if isinstance(part, str) else list(part) for column, part in entry.parts.items()}
    more = [text for column, texts in parts.items() if column != STEPS for text in texts]
    assert entry.collection is not None  # noqa: S101 - advice is no task
    listed = BY_COLLECTION.get(entry.collection.slug)
    return NewTask(
        title=name,
        detail="\n\n".join(text for text in (detail, *more) if text),
        phase=phase_of_key(entry.key, entry.section, kind),
        place=place,
        key=entry.key,
        list_name=entry.collection.title,
        steps=(*parts.get(STEPS, ()), *steps),
        needs=_needs(listed, entry.key) if listed else (),
    )


def title_of(entry: Entry) -> tuple[str, str]:
    """What a toolkit's task is called in a plan, and the rest of its words."""
    if entry.title:
        return entry.title, entry.text
    if len(entry.text) <= LONGEST_TITLE:
        return entry.text.rstrip(".:") if entry.text.count(". ") == 0 else entry.text, ""
    cut = entry.text[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{cut} …", entry.text


def tasks_of_own_list(own: OwnList) -> list[NewTask]:
    """The tasks of an organization's own list."""
    known = {phase.slug for phase in phases_of(own.kind)}
    first = phases_of(own.kind)[0].slug
    tasks = [{**task, "phase": task["phase"] if task["phase"] in known else first} for task in own.tasks]
    of_phase = {phase: [task for task in tasks if task["phase"] == phase] for phase in known}
    place = {id(task): p for of in of_phase.values() for task, p in zip(of, places(len(of)) or [], strict=True)}
    return [
        NewTask(
            title=task["title"],
            detail=task.get("detail", ""),
            phase=task["phase"],
            place=place[id(task)],
            key=task.get("key", ""),
            list_name=own.name,
            steps=tuple(task.get("steps", ())),
        )
        for task in tasks
    ]


def _tasks_of(listed: ListPlan, entries: Sequence[Entry], kind: str) -> list[NewTask]:
    steps: dict[str, list[str]] = {}
    for entry in entries:
        if entry.section in listed.as_steps:
            steps.setdefault(listed.as_steps[entry.section], []).append(entry.name)
    by_item = {_item(entry.key): entry for entry in entries if entry.section not in listed.as_steps}
    ordered = [by_item[item] for item in in_order(list(by_item), listed.order)]
    return [
        task_of_entry(entry, kind, place=place, steps=steps.get(_item(entry.key), ()))
        for phase in phases_of(kind)
        for entry, place in _spread(e for e in ordered if phase_of_key(e.key, e.section, kind) == phase.slug)
    ]


def _spread(entries: Iterable[Entry]) -> list[tuple[Entry, int]]:
    listed = list(entries)
    return list(zip(listed, places(len(listed)), strict=True)) if listed else []


def _needs(listed: ListPlan, key: str) -> tuple[str, ...]:
    return tuple(f"{listed.collection}/{item}" for item in listed.needs.get(_item(key), ()))


def _item(key: str) -> str:
    return key.partition("/")[2]
