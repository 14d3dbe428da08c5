"""Two editors of one task, in 500 random orders, against the real actions: nothing is lost silently.

What that means, checked at each save, tick and quick change, by what the database holds right before and after it:
- a save that is acknowledged is there: each field that its author typed holds what he typed, unless he chose theirs,
  and what says one thing between several fields (a status and its reason) is all his or all theirs;
- it changes nothing else;
- what it replaces, its author had been shown: in the form as it was opened, or on the page that put both side by side;
- a save that is refused changes nothing at all, and a tick changes its own step alone.
So each acknowledged value either still stands or was replaced by somebody who had seen it.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from checklists.models import Status, Task
from checklists.working import saving
from checklists.working.changing import as_json, values_of
from checklists.working.editing import save_edit
from checklists.working.merging import Merged
from checklists.working.saving import Saved
from checklists.working.steps import change_list, tick
from checklists.working.values import due_values, owner_values, status_values
from tests.cast import Cast

from .build import add, plan_of

INTERLEAVINGS, PARTS = 500, 4
STEPS = ("Ask", "Write", "Agree")
Values = dict[str, Any]


def typed_by_chance(chance: random.Random) -> Values:
    """What somebody types in one part of the form; few different things, so that two often type in the same place."""
    return chance.choice(
        (
            lambda: {"title": chance.choice("abc")},
            lambda: {"notes": chance.choice("xyz")},
            lambda: status_values(
                *chance.choice([(Status.DONE, ""), (Status.WAITING, "county"), (Status.WAITING, "board")])
            ),
            lambda: due_values(chance.choice([None, date(2027, 3, 1), date(2027, 4, 1)])),
            lambda: {"due": date(2027, 3, 1), "due_by_hand": False},  # as the plan gives it
            lambda: owner_values(outside=chance.choice(["", "Ann", "Bea"])),
        )
    )()


@dataclass
class Editor:
    """Somebody with a form open: the version it was made from, what it shows, and what was typed since."""

    task: Task
    chance: random.Random
    version: int = 1
    shown: Values = field(default_factory=dict)
    typed: Values = field(default_factory=dict)
    steps: dict[str, bool] = field(default_factory=dict)

    def now(self) -> Task:
        return Task.objects.select_related("plan").get(pk=self.task.pk)

    def open(self) -> None:
        now = self.now()
        self.version, self.shown, self.typed = now.version, values_of(now), {}
        self.steps = {step["text"]: step["done"] for step in now.steps}

    def type(self) -> None:
        self.typed |= typed_by_chance(self.chance)

    def save(self) -> None:
        """Save the form; after a conflict choose one side of each field, and save again at some later time."""
        changed = {name: value for name, value in self.typed.items() if as_json(name, value) != self.shown[name]}
        groups = {name: group for group in GROUPS for name in group}
        whole = {name: value for name, value in self.typed.items() if any(n in changed for n in groups[name])}
        saved = self.act(whole, self.version, self.shown)
        self.version, self.shown = saved.task.version, values_of(saved.task)
        if not saved.conflicts:
            self.typed = {}
            return
        for group in {groups[conflict.name] for conflict in saved.conflicts}:
            if self.chance.random() < 0.5:
                self.typed = {name: value for name, value in self.typed.items() if name not in group}

    def quick(self) -> None:
        """The small form for the status, on a page that shows what the form showed when it was opened."""
        values = status_values(self.chance.choice([Status.IN_PROGRESS, Status.DONE]))
        if any(self.shown[name] != value for name, value in values.items()):
            self.act(values, self.version, self.shown)

    def act(self, values: Values, version: int, shown: Values) -> Saved:
        before = values_of(self.now())
        saved = save_edit(task=self.task, version=version, actor=None, values=values)
        after = values_of(self.now())
        replaced = {name for name in before if before[name] != after[name]} - {"finished_on"}
        if saved.conflicts:
            assert not replaced, "a refused save changed something"
            return saved
        for name, value in values.items():
            assert after[name] == as_json(name, value), "what was acknowledged is not there"
        for name in replaced:
            assert name in values, "something else was changed"
            assert before[name] == shown[name], "what was replaced had not been seen"
        return saved

    def tick(self) -> None:
        """Press a step's button, which does the opposite of what it shows."""
        text = self.chance.choice(STEPS)
        before = self.now().steps
        done = not self.steps[text]
        change_list(task=self.task, field="steps", actor=None, make=lambda s: tick(s, text, done=done), summary="Tick")
        after = self.now().steps
        assert {"text": text, "done": done} in after
        assert [s for s in before if s["text"] != text] == [s for s in after if s["text"] != text]
        self.steps = {step["text"]: step["done"] for step in after}


GROUPS = (
    ("title",),
    ("notes",),
    ("status", "reason"),
    ("due", "due_by_hand"),
    ("owner_kind", "owner_id", "owner_name"),
)
ACTS: tuple[Callable[[Editor], None], ...] = (
    Editor.open,
    Editor.type,
    Editor.type,
    Editor.type,
    Editor.save,
    Editor.save,
    Editor.tick,
    Editor.quick,
)


def interleave(task: Task, chance: random.Random) -> None:
    editors = [Editor(task, chance), Editor(task, chance)]
    for editor in editors:
        editor.open()
        editor.type()
    for _ in range(chance.randint(6, 10)):
        chance.choice(ACTS)(chance.choice(editors))
    for editor in editors:
        while editor.typed:
            editor.save()


def tasks_of(cast: Cast, count: int) -> list[Task]:
    return list(add(plan_of(cast.organization), *(f"Task {n}" for n in range(count)), steps=STEPS))


def interleave_all(tasks: list[Task], seed: int = 0) -> None:
    for n, task in enumerate(tasks):
        interleave(task, random.Random(f"{seed} {n}"))  # noqa: S311 - no secret


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_lost_silently(cast: Cast, part: int) -> None:
    interleave_all(tasks_of(cast, INTERLEAVINGS // PARTS), part)


def overwrites(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    return Merged({name: value for name, value in mine.items() if value != theirs[name]}, ())


def drops(base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> Merged:
    return Merged({name: value for name, value in mine.items() if theirs[name] == base[name] != value}, ())


@pytest.mark.parametrize("broken", [overwrites, drops])
def test_a_merge_that_loses_something_is_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, broken: Callable[..., Merged]
) -> None:
    monkeypatch.setattr(saving, "merge", broken)
    tasks = tasks_of(cast, 100)
    with pytest.raises(AssertionError, match=r"had not been seen|is not there"):
        interleave_all(tasks)


def test_a_tick_that_writes_the_whole_list_as_its_page_showed_it_is_found(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = tasks_of(cast, 100)
    old, right = tasks[0].steps, tick
    monkeypatch.setattr(f"{__name__}.tick", lambda steps, text, done: right(old, text, done=done))
    with pytest.raises(AssertionError):
        interleave_all(tasks)
