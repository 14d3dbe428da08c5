"""Saying what was done to a plan, with a button beside it that takes it back."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from organizations.access import OrganizationRequest

from ..models import Change


def tell_done(request: OrganizationRequest, change: Change | None, text: str) -> None:
    """Say `text` on the next page, or in place, as a success, with an Undo button if anything changed.

    The message's extra tags are the address that the button posts to; partials/messages.html makes it.
    """
    messages.success(request, text, extra_tags=undo_address(request, change) if change else "")


def undo_address(request: OrganizationRequest, change: Change) -> str:
    return reverse("checklists:undo", args=[request.organization.slug, change.plan_id, change.pk])


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Where a post said that it came from (`next`), if that is a page of ours, else `otherwise`."""
    return _ours(request.POST.get("next", "")) or otherwise


def came_from(request: HttpRequest) -> str:
    """The page of ours from which somebody came to a question, to go back there; "" where that is not known."""
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if came.netloc != request.get_host() or came.path == request.path:
        return ""
    return _ours(f"{came.path}?{came.query}" if came.query else came.path)


def _ours(address: str) -> str:
    """The address if it is a path of ours, else nothing."""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""
