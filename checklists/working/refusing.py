"""What cannot be changed, whatever was asked: a plan that was put away, a task that was taken out."""

from ..models import Plan, Task

PUT_AWAY = "This plan has been put away. Take it up again to change it."
TAKEN_OUT = "This task was taken out of the plan. Bring it back to change it."


class PutAwayError(Exception):
    """The plan has been put away. Nothing was changed."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(PUT_AWAY)
        self.plan = plan


class TakenOutError(Exception):
    """The task was taken out of its plan. Nothing was changed."""

    def __init__(self, task: Task) -> None:
        super().__init__(TAKEN_OUT)
        self.task = task


def must_be_in_plan(task: Task) -> None:
    """Raises TakenOutError. Behind the plan's lock, of a task as it stands now."""
    if task.is_removed:
        raise TakenOutError(task)
