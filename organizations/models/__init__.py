"""People, the organizations they work in, and what happened there."""

from .audit import AuditEvent
from .invitation import Invitation
from .organization import Kind, Membership, Organization, Role
from .user import User

__all__ = ["AuditEvent", "Invitation", "Kind", "Membership", "Organization", "Role", "User"]
