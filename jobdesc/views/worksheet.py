"""The role worksheet: who has filled it, where it stands, and the boundaries that came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.models import Membership
from toolkits.models import Collection, Entry

from ..drafting.steps import BY_KEY, STEPS, after, before
from ..hiring.fixture import hiring
from ..models import Asked, Description, Worksheet
from ..worksheet.activities import read_activities
from ..worksheet.answering import answered
from ..worksheet.asking import worksheet_url
from ..worksheet.boundaries import boundaries_of
from ..worksheet.deciding import decided
from ..worksheet.duties import stands_in
from ..worksheet.filling import ClosedError, is_open
from ..worksheet.side_by_side import Voice, compare
from .finding import find_description, may_change
from .tabs import tabs

P = ParamSpec("P")
UNSEEN = "Who decides has answered too: finish your own worksheet first. Nothing was decided."
APPROVED = "This job description is approved, so its worksheet is only read. Nothing was saved."


class UnseenError(ValueError):
    """Whoever wants to decide has not finished their own worksheet, so that they see nobody's answers."""


@dataclass(frozen=True)
class Crumb:
    label: str
    url: str


@dataclass(frozen=True)
class Person:
    """Somebody who fills the worksheet or was asked to."""

    name: str
    sheet: Worksheet | None
    asked: Asked | None
    is_me: bool
    has_left: bool


def only_while_open(
    view: Callable[Concatenate[OrganizationRequest, int, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Mark a view that changes a worksheet: where that cannot be (approved, or one's own not finished), say so and lead
    back.
    """

    @wraps(view)
    def guarded(request: OrganizationRequest, description: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, description, *args, **kwargs)
        except (ClosedError, UnseenError) as refused:
            messages.warning(request, UNSEEN if isinstance(refused, UnseenError) else APPROVED)
            address = reverse("jobdesc:worksheet", args=[request.organization.slug, description])
            return HttpResponseClientRedirect(address) if request.htmx else redirect(address)  # type: ignore[attr-defined]

    return guarded


def frame(request: OrganizationRequest, found: Description) -> dict[str, Any]:
    """What every page of a worksheet shows around its own: tabs, the way back, and what may be done here."""
    slug = request.organization.slug
    return {
        "tabs": tabs(request),
        "description": found,
        "crumbs": [
            Crumb("Job descriptions", reverse("jobdesc:index", args=[slug])),
            Crumb(str(found), reverse("jobdesc:description", args=[slug, found.pk])),
            Crumb("Role worksheet", reverse("jobdesc:worksheet", args=[slug, found.pk])),
        ],
        "is_open": is_open(found),
        "may_take_part": may(request.role, Capability.TAKE_PART),
        "may_decide": may_change(request, found) and is_open(found),
    }


def own_sheet(request: OrganizationRequest, sheets: Sequence[Worksheet]) -> Worksheet | None:
    """The worksheet of whoever asks, if they have begun one."""
    return next((one for one in sheets if one.person_id == request.user.pk), None) if request.user.pk else None


def seen_voices(request: OrganizationRequest, sheets: Sequence[Worksheet]) -> list[Voice]:
    """What those who have finished answered; nothing for those who have not finished their own, so that nobody is
    swayed, and nothing for visitors.
    """
    own = own_sheet(request, sheets)
    if own is None or own.finished_at is None or not may(request.role, Capability.TAKE_PART):
        return []
    return [Voice(one.name, one.answers) for one in sheets if one.finished_at]


def require_seen(request: OrganizationRequest, found: Description) -> None:
    """Raise UnseenError unless whoever asks sees what others answered."""
    if not seen_voices(request, list(found.worksheets.all())):
        raise UnseenError


@requires(Capability.READ)
@require_safe
def overview(request: OrganizationRequest, description: int) -> HttpResponse:
    """Who has filled the worksheet, one's own, and how far the decisions are."""
    found = find_description(request, description)
    activities, sheets = read_activities(), list(found.worksheets.all())
    decisions, own = decided(found), own_sheet(request, sheets)
    voices = seen_voices(request, sheets)
    rows = compare(activities, voices, decisions)
    document = found.document
    belonging = [row for row in rows if row.decided and row.decided.belongs]
    refused = [row for row in rows if row.decided and not row.decided.belongs]
    context = frame(request, found) | {
        "step": BY_KEY["worksheet"],
        "steps": STEPS if may_change(request, found) else (),
        "before": before("worksheet"),
        "after": after("worksheet"),
        "activities": activities,
        "own": own,
        "own_done": answered(own.answers, activities) if own else 0,
        "people": _people(request, found, sheets) if may(request.role, Capability.TAKE_PART) else [],
        "finished": sum(1 for one in sheets if one.finished_at),
        "sees_answers": bool(voices),
        "to_talk": sum(row.needs_talk for row in rows),
        "agreed": sum(row.is_agreed and not row.is_decided for row in rows),
        "decided": len(belonging) + len(refused),
        "belonging": len(belonging),
        "boundaries": len(refused),
        "not_duties": sum(not stands_in(document, row.activity) for row in belonging),
        "still_duties": [row for row in refused if stands_in(document, row.activity)],
        "address": worksheet_url(found),
        "advice": _advice(),
    }
    return render(request, "jobdesc/worksheet/overview.html", context)


@requires(Capability.READ)
@require_safe
def boundaries(request: OrganizationRequest, description: int) -> HttpResponse:
    """What was decided not to belong in the role, in words for the team, to read and to print."""
    found = find_description(request, description)
    activities, decisions = read_activities(), decided(found)
    document = found.document
    still = {one.key for one in activities.by_key.values() if stands_in(document, one)}
    context = frame(request, found) | {
        "boundaries": boundaries_of(str(found), activities, decisions),
        "still": still & {key for key, one in decisions.items() if not one.belongs},
        "may_change": may_change(request, found),
    }
    return render(request, "jobdesc/worksheet/boundaries.html", context)


def _people(request: OrganizationRequest, found: Description, sheets: Sequence[Worksheet]) -> list[Person]:
    """Everybody who has begun, those who finished first, and then those who were asked and have not begun."""
    members = set(Membership.objects.for_organization(request.organization).values_list("user_id", flat=True))
    asked = {one.person_id: one for one in found.asked.select_related("person")}
    people = [
        Person(
            one.name,
            one,
            asked.pop(one.person_id, None) if one.person_id else None,
            one.person_id == request.user.pk,
            one.person_id not in members,
        )
        for one in sorted(sheets, key=lambda one: (one.finished_at is None, one.finished_at or one.saved_at))
    ]
    people += [
        Person(str(one.person), None, one, pk == request.user.pk, False) for pk, one in asked.items() if pk in members
    ]
    return people


def _advice() -> list[Entry | Collection]:
    """What of the library stands beside this step, in its order. Two queries."""
    keys = hiring().beside("worksheet")
    found: dict[str, Entry | Collection] = {**Entry.objects.in_bulk(keys), **Collection.objects.in_bulk(keys)}
    return [found[key] for key in keys if key in found]
