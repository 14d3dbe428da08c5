"""What a change did, in words that people read. Pure: rows of changes in, lines out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..models import AnchorKind, Change, OwnerKind, PlanKind, Status, TaskChange
from ..planning.phases import PHASES

NOTHING = "nothing"
PHASE_TITLES = {phase.slug: phase.title for kind in PlanKind for phase in PHASES[kind]}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changed: "Due: March 3, 2027 → March 10, 2027", or without the two sides a sentence alone.

    `is_text` says that both sides are texts of several lines, to be shown one below the other.
    """

    label: str
    before: str = ""
    after: str = ""
    is_text: bool = False

    @property
    def has_sides(self) -> bool:
        return bool(self.before or self.after)

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}" if self.has_sides else self.label


@dataclass(frozen=True)
class Names:
    """What numbers in a change are called: titles of the plan's tasks by their numbers."""

    tasks: Mapping[int, str] = field(default_factory=dict)

    def task(self, number: int) -> str:
        title = self.tasks.get(number)
        return f"“{title}”" if title else f"task {number}"


def lines_of(changed: TaskChange, names: Names) -> list[Line]:
    """What a change did to one task, in the order in which a task's page shows its fields."""
    before, after = changed.before, changed.after
    lines: list[Line] = []
    if "is_removed" in after:
        lines.append(_presence(changed))
    lines += [line for one in SAID for line in one(before, after, names)]
    return lines


def plan_lines_of(change: Change) -> list[Line]:
    """What a change did to the plan itself."""
    before, after = change.plan_before, change.plan_after
    return [
        Line(label, say(before[name]), say(after[name])) for name, (label, say) in OF_THE_PLAN.items() if name in after
    ]


def is_in_effect(undone_by: Mapping[int, int | None], pk: int) -> bool:
    """Whether a change holds: it was not undone, or its undoing was undone in turn.

    `undone_by` is {key of a change: key of the one that undid it} of the whole plan.
    """
    holds, by = True, undone_by.get(pk)
    seen = {pk}
    while by is not None and by not in seen:
        seen.add(by)
        holds = not holds
        by = undone_by.get(by)
    return holds


def day_in_words(iso: str | None) -> str:
    """ "2027-03-01" as March 1, 2027; no date as such."""
    if not iso:
        return "no date"
    day = date.fromisoformat(iso)
    return f"{day:%B} {day.day}, {day.year}"


def _presence(changed: TaskChange) -> Line:
    if changed.after["is_removed"]:
        return Line("Taken out of the plan")
    return Line("Added to the plan" if changed.version == 1 else "Put back into the plan")


Both = Mapping[str, Any]


def _title(before: Both, after: Both, names: Names) -> Iterable[Line]:
    if "title" in after:
        yield Line("Title", before["title"], after["title"])


def _texts(before: Both, after: Both, names: Names) -> Iterable[Line]:
    for name, label in (("detail", "What it says"), ("notes", "Notes")):
        if name in after:
            yield Line(label, before[name] or NOTHING, after[name] or NOTHING, is_text=True)


def _status(before: Both, after: Both, names: Names) -> Iterable[Line]:
    if "status" in after:
        yield Line("Status", _status_label(before["status"]), _status_label(after["status"]))
    elif "finished_on" in after:
        yield Line("Finished", day_in_words(before["finished_on"]), day_in_words(after["finished_on"]))
    if "reason" in after:
        yield Line("Reason", before["reason"] or NOTHING, after["reason"] or NOTHING)


def _owner(before: Both, after: Both, names: Names) -> Iterable[Line]:
    if "owner_name" in after:
        yield Line("Owner", before["owner_name"] or "nobody", after["owner_name"] or "nobody")
    elif "owner_kind" in after:
        yield Line("Owner", _owner_kind(before["owner_kind"]), _owner_kind(after["owner_kind"]))
    elif "owner_id" in after:
        gone, come = "somebody who had left", "a member"
        yield Line("Owner", come if before["owner_id"] else gone, come if after["owner_id"] else gone)


def _due(before: Both, after: Both, names: Names) -> Iterable[Line]:
    if "due" in after:
        yield Line("Due", day_in_words(before["due"]), day_in_words(after["due"]))
    if "due_by_hand" in after:
        yield Line("The date was set by hand" if after["due_by_hand"] else "The date follows the plan again")


def _place(before: Both, after: Both, names: Names) -> Iterable[Line]:
    if "phase" in after:
        yield Line("Phase", _phase(before["phase"]), _phase(after["phase"]))
    elif "place" in after:
        yield Line(f"Put {'later' if after['place'] > before['place'] else 'earlier'} in its phase")


def _steps(before: Both, after: Both, names: Names) -> Iterable[Line]:
    if "steps" not in after:
        return
    was, now = _by_text(before["steps"]), _by_text(after["steps"])
    lines = [Line(f"Step taken out: “{text}”") for text in was if text not in now]
    lines += [Line(f"Step added: “{text}”") for text in now if text not in was]
    for text in now:
        if text in was and was[text] != now[text]:
            lines.append(Line(f"Step done: “{text}”" if now[text] else f"Step not done after all: “{text}”"))
    yield from lines or [Line("Steps in another order")]


def _evidence(before: Both, after: Both, names: Names) -> Iterable[Line]:
    if "evidence" not in after:
        return
    was, now = [_link(one) for one in before["evidence"]], [_link(one) for one in after["evidence"]]
    lines = [Line(f"Link taken out: {link}") for link in was if link not in now]
    lines += [Line(f"Link added: {link}") for link in now if link not in was]
    yield from lines or [Line("Links in another order")]


def _needs(before: Both, after: Both, names: Names) -> Iterable[Line]:
    if "needs" not in after:
        return
    was, now = before["needs"], after["needs"]
    lines = [Line(f"No longer waits for {names.task(number)}") for number in was if number not in now]
    lines += [Line(f"Waits for {names.task(number)}") for number in now if number not in was]
    yield from lines or [Line("What it waits for, in another order")]


SAID = (_title, _status, _owner, _due, _place, _steps, _needs, _evidence, _texts)


def _status_label(value: str) -> str:
    return Status(value).label if value in Status.values else value


def _owner_kind(value: str) -> str:
    return OwnerKind(value).label.lower() if value in OwnerKind.values else value


def _phase(slug: str) -> str:
    return PHASE_TITLES.get(slug, slug)


def _by_text(steps: Sequence[Mapping[str, Any]]) -> dict[str, bool]:
    """Steps by their words; of several in the same words, the second and later ones with a number."""
    found: dict[str, bool] = {}
    for step in steps:
        text, n = str(step["text"]), 2
        while text in found:
            text, n = f"{step['text']} ({n})", n + 1
        found[text] = bool(step["done"])
    return found


def _link(one: Mapping[str, str]) -> str:
    return f"“{one['title']}” ({one['url']})" if one.get("title") else one["url"]


def _yes(value: bool) -> str:
    return "yes" if value else "no"


OF_THE_PLAN: dict[str, tuple[str, Callable[[Any], str]]] = {
    "name": ("Name", str),
    "anchor": ("The date that all others are counted from", day_in_words),
    "anchor_kind": ("What happens on that date", lambda value: AnchorKind(value).label),
    "scheduled_from": ("Tasks are spread from", day_in_words),
    "skips_holidays": ("Leaves federal holidays free", _yes),
    "reminder_days": ("Days before a date on which owners are reminded", str),
}
