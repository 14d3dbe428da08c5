"""What follows from an approved description, and its advertisement."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..kit.advertising import Advertisement
from ..kit.publishing import address_of, advertisements, open_posting, why_pay_is_asked
from ..kit.rendering import as_html, as_text
from ..models import Description
from ..reviewing.looking import look_at
from .finding import find_description, may_change
from .tabs import tabs

MOST_SHOWN = 6
"""So many of the things that are missing are named; the review names all."""


@requires(Capability.READ)
@require_safe
def kit(request: OrganizationRequest, description: int) -> HttpResponse:
    """Everything that follows from the approved version; where none is, what is missing until one can be."""
    found = find_description(request, description)
    context = frame(request, found)
    if found.approved is None:
        look = look_at(found, found.document)
        context |= {"missing": look.open_missing[:MOST_SHOWN], "more": look.open_missing[MOST_SHOWN:], "look": look}
        return render(request, "jobdesc/kit/not_yet.html", context)
    takes_part = may(request.role, Capability.TAKE_PART)
    posting = open_posting(found, timezone.localdate())
    context |= {
        "posting": posting,
        "address": address_of(posting) if posting else "",
        "interviews": list(found.interviews.filter(ended_at=None)) if takes_part else [],
        "may_plan_people": may(request.role, Capability.ASSESS_PEOPLE),
        "takes_part": takes_part,
        "may_take": may(request.role, Capability.DRAFT_JOBS),
    }
    return render(request, "jobdesc/kit/kit.html", context)


@requires(Capability.READ)
@require_safe
def advertisement(request: OrganizationRequest, description: int) -> HttpResponse:
    """The advertisement in both forms, as it reads, as text and as HTML to copy."""
    found = find_description(request, description)
    if found.approved is None:
        return redirect("jobdesc:kit", request.organization.slug, found.pk)
    document = found.approved.document
    long, short = advertisements(document, request.organization)
    context = frame(request, found) | {
        "forms": [_form("short", "Short form", short), _form("long", "Long form", long)],
        "pay_is_asked": why_pay_is_asked(document, request.organization),
        "marks": look_at(found, document).open_marks,
        "posting": open_posting(found, timezone.localdate()),
        "lacks": [said for said, there in _needed(short) if not there],
    }
    return render(request, "jobdesc/kit/advertisement.html", context)


def frame(request: OrganizationRequest, found: Description) -> dict[str, Any]:
    """What every page of the kit is given."""
    return {
        "tabs": tabs(request),
        "description": found,
        "slug": request.organization.slug,
        "revision": found.approved,
        "has_moved_on": found.approved is not None and found.approved.content != found.content,
        "may_change": may_change(request, found),
    }


def _form(key: str, title: str, advertisement: Advertisement) -> dict[str, Any]:
    text = as_text(advertisement)
    return {
        "key": key,
        "title": title,
        "advertisement": advertisement,
        "text": text,
        "html": as_html(advertisement),
        "words": len(text.split()),
    }


def _needed(advertisement: Advertisement) -> tuple[tuple[str, bool], ...]:
    """What an advertisement should have, and whether it is there."""
    facts = dict(advertisement.facts)
    return (
        ("the pay", "Pay" in facts),
        ("the place", "Where" in facts),
        ("how to apply", advertisement.part("apply") is not None),
        ("a closing date", "Apply by" in facts),
        ("the lived experience that you look for", advertisement.part("lived") is not None),
    )
