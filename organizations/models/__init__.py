"""People, the organizations they work in, and what happened there."""

from .audit import AuditEvent
from .invitation import Invitation
from .job import Job, JobState
from .organization import Kind, Membership, Organization, Role
from .owner_mail import OwnerMail
from .user import User

__all__ = [
    "AuditEvent",
    "Invitation",
    "Job",
    "JobState",
    "Kind",
    "Membership",
    "Organization",
    "OwnerMail",
    "Role",
    "User",
]
