"""How a plan stands: by phase, what comes next, what waits, who does what."""

from datetime import date, timedelta

import pytest

from checklists.models import OwnerKind, Plan, Status, Task
from reports.plan_standing import PlanStanding, first, standing_of

TODAY = date(2027, 3, 10)
PLAN = Plan(pk=1, name="Our program", anchor=date(2027, 9, 1), scheduled_from=date(2026, 9, 1))


def task(number: int, **fields: object) -> Task:
    given = {"title": f"Task {number}", "phase": "months-6-12-prior", "due": TODAY + timedelta(number), **fields}
    return Task(pk=number, plan=PLAN, number=number, **given)


def of(number: int, name: str, **fields: object) -> Task:
    return task(number, owner_kind=OwnerKind.OUTSIDE, owner_name=name, **fields)


def standing(*tasks: Task) -> PlanStanding:
    return standing_of(PLAN, tasks, TODAY)


def numbers(lines: object) -> list[int]:
    return [line.number for line in lines]  # type: ignore[attr-defined]


def test_phases_count_what_is_needed_done_and_late() -> None:
    late, done = TODAY - timedelta(1), Status.DONE
    found = standing(task(1, status=done), task(2, due=late), task(3, status=Status.NOT_NEEDED), task(4, due=None))
    (before, *others) = found.phases
    assert (before.progress.done, before.progress.needed, before.progress.overdue) == (1, 3, 1)
    assert [phase.progress.total for phase in others] == [0, 0, 0]
    assert [bar.count for bar in found.figures.bars] == ["1 of 3 tasks, 1 overdue"]


def test_next_is_neither_late_nor_waits_for_another_nor_for_somebody() -> None:
    found = standing(
        task(1, due=TODAY - timedelta(1)),
        task(2, needs=[3]),
        task(3),
        task(4, status=Status.WAITING),
        *(task(number) for number in range(5, 12)),
    )
    assert numbers(found.next) == [3, 5, 6, 7, 8]
    assert numbers(found.overdue) == [1]
    assert numbers(found.waiting) == [4]


def test_lately_is_the_last_thirty_days_and_the_latest_comes_first() -> None:
    def done(number: int, ago: int) -> Task:
        return task(number, status=Status.DONE, finished_on=TODAY - timedelta(ago))

    found = standing(done(1, 31), done(2, 30), done(3, 0), task(4, status=Status.DONE))
    assert numbers(found.finished_lately) == [3, 2]
    assert numbers(found.done) == [3, 2, 1, 4]


def test_owners_stand_by_name_with_what_they_took_on_and_nobodys_last() -> None:
    gone = task(5, owner_kind=OwnerKind.MEMBER, owner_id=None, owner_name="Gone")
    found = standing(of(1, "zoe"), of(2, "Ann", status=Status.DONE), of(3, "Ann"), task(4), gone)
    assert [(share.name, share.done, share.open) for share in found.owners] == [
        ("Ann", 1, 1),
        ("zoe", 0, 1),
        ("", 0, 2),
    ]
    assert standing(of(1, "Ann"), task(2, status=Status.DONE)).owners[-1].name == "Ann", "nothing of nobody's is open"


def test_a_task_of_another_plan_is_not_counted() -> None:
    other = Task(pk=9, plan=Plan(pk=2), number=1, phase="months-6-12-prior")
    assert standing(task(1), other).progress.total == 1


@pytest.mark.parametrize(("count", "shown", "more"), [(0, 0, 0), (3, 3, 0), (4, 4, 0), (5, 3, 2)])
def test_one_more_than_fits_is_shown_and_more_are_counted(count: int, shown: int, more: int) -> None:
    found = first(3, range(count))
    assert (len(found.shown), found.more, len(found)) == (shown, more, count)
