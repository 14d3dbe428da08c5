"""How often somebody may ask for what costs the server much, counted by allauth as it counts tries to sign in."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest


def is_too_often(request: HttpRequest, action: str) -> bool:
    """Whether somebody has asked for this more often than ACCOUNT_RATE_LIMITS allows; each call that may go on counts.

    Who has signed in is counted as a person, wherever they are; visitors of the demo are counted by their address.
    """
    who = f"user {request.user.pk}" if request.user.is_authenticated else get_adapter().get_client_ip(request)
    return not ratelimit.consume(request, action=action, key=who)
