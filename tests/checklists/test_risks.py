"""The register of risks: what is said of each, and which tasks answer it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from checklists.findings import Level, Said
from checklists.models import Status
from checklists.money.risks import Risk, RiskRegister, RiskTask, load_risks
from tests.cast import Cast

from .build import add, plan_of
from .money import answer_with, register

TASK = RiskTask(1, 1, "Ask", Status.NOT_STARTED, date(2027, 5, 3), "")


def risk(slug: str, choice: str, level: Level | None, *, section: str = "A", who: str = "", tasks: int = 0) -> Risk:
    said = Said(f"register/{slug}", slug, section, "", choice, level, who, "", None)
    return Risk(said, (TASK,) * tasks)


ALL = RiskRegister(
    (
        risk("unanswered", "", None),
        risk("unlikely", "Unlikely", "strong", section="B"),
        risk("unknown", "Don't know", None),
        risk("possible", "Possible", "middle", section="B", who="HR", tasks=1),
        risk("likely", "Likely", "low", who="HR"),
        risk("likely-too", "Likely", "low", tasks=1),
    )
)


def slugs(risks: tuple[Risk, ...]) -> list[str]:
    return [one.slug for one in risks]


def test_the_likeliest_come_first_and_what_nobody_answered_last() -> None:
    assert slugs(ALL.likeliest) == ["likely", "likely-too", "possible", "unknown", "unlikely", "unanswered"]


def test_groups_stand_in_the_toolkits_order_with_the_likeliest_first() -> None:
    assert [(group.title, slugs(group.risks)) for group in ALL.groups] == [
        ("A", ["likely", "likely-too", "unknown", "unanswered"]),
        ("B", ["possible", "unlikely"]),
    ]


def test_only_what_is_likely_or_possible_is_said_to_lack_something() -> None:
    assert slugs(ALL.without_owner) == ["likely-too"]
    assert slugs(ALL.without_task) == ["likely"]
    assert (ALL.likely, ALL.possible, ALL.unknown) == (2, 1, 1)


def test_a_register_without_an_answer_is_not_answered() -> None:
    assert ALL.is_answered
    assert not RiskRegister((risk("one", "", None),)).is_answered
    assert not RiskRegister(()).is_answered


@pytest.mark.parametrize(
    ("status", "day", "overdue"),
    [
        (Status.NOT_STARTED, date(2027, 5, 3), True),
        (Status.WAITING, date(2027, 5, 4), False),
        (Status.DONE, date(2027, 5, 3), False),
        (Status.NOT_NEEDED, date(2027, 5, 3), False),
        (Status.NOT_STARTED, None, False),
    ],
)
def test_a_task_is_overdue_the_day_after(status: str, day: date | None, overdue: bool) -> None:
    assert RiskTask(1, 1, "Ask", status, day, "").is_overdue(date(2027, 5, 4)) == overdue


def test_answers_of_the_assessment_are_told(cast: Cast) -> None:
    register(cast.organization, {"board": ("no", "Ask them."), "pay": ("yes", "")})
    found = {one.slug: one for one in load_risks(cast.organization).risks}
    assert (found["board"].said.choice, found["board"].said.text) == ("Not yet", "Ask them.")
    assert found["board"].is_likely
    assert found["pay"].rank == 3
    assert not found["budget"].is_answered
    assert load_risks(cast.elsewhere).is_answered is False


def test_tasks_of_current_plans_of_the_program_answer_a_risk(cast: Cast) -> None:
    register(cast.organization)
    plan = plan_of(cast.organization, "Open", "Done", "Taken out")
    others = [
        plan_of(cast.organization, "Put away"),
        plan_of(cast.organization, "Of a person", kind="onboarding"),
        plan_of(cast.elsewhere, "Elsewhere"),
    ]
    others[0].archived_at = timezone.now()
    others[0].save()
    for task in [*plan.tasks.all(), *(other.tasks.get() for other in others)]:
        answer_with(task, "board")
    plan.tasks.filter(title="Done").update(status=Status.DONE, due=date(2020, 1, 1))
    plan.tasks.filter(title="Taken out").update(is_removed=True)
    board = next(one for one in load_risks(cast.organization).risks if one.slug == "board")
    assert [task.title for task in board.tasks] == ["Open", "Done"]
    assert (board.tasks[0].plan, board.tasks[0].number) == (plan.pk, 1)


def test_a_tasks_owner_is_named_as_long_as_they_are_here(cast: Cast) -> None:
    register(cast.organization)
    member = cast.membership("hr")
    (task,) = add(plan_of(cast.organization), "Ask")
    answer_with(task, "board")
    for values, said in (
        ({"owner_kind": "member", "owner": member, "owner_name": "Old Name"}, "Hr Person"),
        ({"owner_kind": "member", "owner": None, "owner_name": "Old Name"}, ""),
        ({"owner_kind": "outside", "owner": None, "owner_name": "Kim"}, "Kim"),
    ):
        type(task).objects.filter(pk=task.pk).update(**values)
        assert load_risks(cast.organization).risks[0].tasks[0].owner == said


def test_many_tasks_take_no_more_queries(cast: Cast) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            load_risks(cast.organization)
        return len(queries)

    register(cast.organization)
    plan = plan_of(cast.organization, "One")
    answer_with(plan.tasks.get(), "board")
    at_one = count()
    for task in add(plan, *map(str, range(20))):
        answer_with(task, "budget")
    assert count() == at_one <= 4
