"""Writing the audit trail. Actions call `note` in their own transaction, so that neither stands without the other."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from .models import AuditEvent, Membership, Organization, User

Action = AuditEvent.Action
COMMAND_LINE, PEERREADY = "Command line", "PeerReady, when it was due"


def note(
    *, organization: Organization | None, actor: User | None, action: Action, subject: str = "", by: str = COMMAND_LINE
) -> None:
    """Append one event. `subject` is cut to 300 characters; `by` is what did it where nobody did."""
    AuditEvent.objects.create(
        organization=organization,
        actor_name=str(actor)[:150] if actor else by,
        action=action,
        subject=subject[:300],
    )


# A receiver, because allauth and the admin sign people in by different ways and share only this signal.
@receiver(user_logged_in)
def note_sign_in(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Append a sign-in to the trail of each organization that the user belongs to."""
    for membership in Membership.objects.filter(user=user).select_related("organization"):
        note(organization=membership.organization, actor=user, action=Action.SIGNED_IN)
