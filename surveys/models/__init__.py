"""Surveys, whom they ask, what was answered, and what of it may be seen. Nothing here is registered with the admin."""

from .answering import Comment, Draft, Receipt, Response
from .asking import Delivery, Invitee, Key, Mailing
from .published import Agreement, Snapshot
from .survey import Group, GroupKind, Status, Survey, SurveyInstrument, Way
from .working import Erasure, WorkerSeen

__all__ = [
    "Agreement",
    "Comment",
    "Delivery",
    "Draft",
    "Erasure",
    "Group",
    "GroupKind",
    "Invitee",
    "Key",
    "Mailing",
    "Receipt",
    "Response",
    "Snapshot",
    "Status",
    "Survey",
    "SurveyInstrument",
    "Way",
    "WorkerSeen",
]
