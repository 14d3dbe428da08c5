"""A member leaves while a task is given to them: both succeed, whichever is first, and the task keeps the name.

On PostgreSQL, where both are at work at once; SQLite has one writer at a time.
"""

import threading
from collections.abc import Callable

import pytest
from django.db import close_old_connections, connection, transaction

from checklists.models import OwnerKind, Plan, Task
from checklists.planning.adding import NewTask, add_tasks
from checklists.working.changing import Edit, change
from checklists.working.values import owner_values
from organizations.membership import remove_member
from organizations.models import Membership, Role
from tests.cast import Cast

from .build import plan_of

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]
PATIENCE = 0.5


def give(plan: Plan, member: Membership) -> None:
    task = plan.tasks.get(number=1)
    change(plan=plan, actor=None, kind="edited", summary="Gave", edits=[Edit(task, owner_values(member))])  # type: ignore[arg-type]


def add_to(plan: Plan, member: Membership) -> None:
    add_tasks(plan=plan, actor=None, tasks=[NewTask(title="Two", phase="first-90-days", member=member)])


def remove(plan: Plan, member: Membership) -> None:
    owner = Membership.objects.filter(organization=plan.organization, role=Role.OWNER).select_related("user")[0]
    remove_member(membership=member, actor=owner.user, actor_role=Role.OWNER)


@pytest.fixture
def member(cast: Cast) -> Membership:
    return cast.membership("hr")


def at_once(first: Callable[[], None], second: Callable[[], None]) -> list[BaseException]:
    """Do `first`, and before it is committed begin `second`. What either raises."""
    begun, raised = threading.Event(), []

    def in_thread() -> None:
        begun.wait()
        try:
            second()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=in_thread)
    thread.start()
    try:
        with transaction.atomic():
            first()
            begun.set()
            thread.join(PATIENCE)
    except Exception as error:
        raised.append(error)
    finally:
        begun.set()
        thread.join()
        close_old_connections()
    return raised


@pytest.mark.parametrize("giving", [give, add_to])
@pytest.mark.parametrize("leaves_first", [True, False])
def test_both_succeed_and_the_name_stays(
    cast: Cast, member: Membership, giving: Callable[[Plan, Membership], None], *, leaves_first: bool
) -> None:
    plan = plan_of(cast.organization, "One")
    steps = [lambda: remove(plan, member), lambda: giving(plan, member)]
    assert at_once(*(steps if leaves_first else steps[::-1])) == []
    assert not Membership.objects.filter(pk=member.pk).exists()
    task = Task.objects.get(plan=plan, owner_kind=OwnerKind.MEMBER)
    assert (task.owner_id, task.owner_name) == (None, "Hr Person")
