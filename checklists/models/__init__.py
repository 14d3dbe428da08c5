"""Plans with their tasks and what became of them; goals, measures, money; and who is told of what."""

from .change import Change, ChangeKind, TaskChange
from .goal import Direction, Goal, GoalStatus, HowOften, Measure, MeasureValue
from .money import FundingSource, FundingStatus, YearlyCost
from .plan import AnchorKind, OwnList, Plan, PlanKind
from .task import Origin, OwnerKind, Status, Task, TaskComment
from .telling import Feed, MailChoice, Sent

__all__ = [
    "AnchorKind",
    "Change",
    "ChangeKind",
    "Direction",
    "Feed",
    "FundingSource",
    "FundingStatus",
    "Goal",
    "GoalStatus",
    "HowOften",
    "MailChoice",
    "Measure",
    "MeasureValue",
    "Origin",
    "OwnList",
    "OwnerKind",
    "Plan",
    "PlanKind",
    "Sent",
    "Status",
    "Task",
    "TaskChange",
    "TaskComment",
    "YearlyCost",
]
