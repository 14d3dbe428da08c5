"""A group's shared link on paper, for those without e-mail at work: a poster with a QR code."""

import io

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from ..answering.spoken import SAID_ON_POSTER
from ..asking.times import moment
from ..models import Group, Survey, Way
from ..questions import questionnaire
from .finding import of_open

MUCH = 140
"""From how many letters in its names a poster is set smaller, so that it still fits one sheet."""


def shared_link(request: OrganizationRequest, group: Group) -> str:
    """The whole address that a group's shared link has."""
    return request.build_absolute_uri(reverse("answer:open", args=[group.shared_key]))


@requires(Capability.RUN_SURVEYS)
@require_safe
@never_cache
@of_open
def poster(request: OrganizationRequest, survey: Survey, group: int) -> HttpResponse:
    """A page to print and hang up."""
    found = _shared(survey, group)
    link = shared_link(request, found)
    context = {
        "survey": survey,
        "group": found,
        "link": link,
        "typed": link.split("://", 1)[1],
        "also": [(code, line) for code, line in SAID_ON_POSTER.items() if code in survey.languages],
        "minutes": questionnaire(survey).minutes,
        "is_long": len(f"{request.organization.name}{found.name}{survey.name}{survey.asked_by}") > MUCH,
        "opens": moment(survey.opens_at) if survey.opens_at and survey.opens_at > timezone.now() else "",
        "closes": moment(survey.closes_at) if survey.closes_at else "",
    }
    return render(request, "surveys/follow/poster.html", context)


@requires(Capability.RUN_SURVEYS)
@require_safe
@never_cache
@of_open
def qr(request: OrganizationRequest, survey: Survey, group: int) -> HttpResponse:
    """The link as a QR code, black on white in every theme, to show and to put on one's own poster."""
    drawn = io.BytesIO()
    code = segno.make(shared_link(request, _shared(survey, group)), error="m", micro=False)
    code.save(
        drawn, kind="svg", border=4, dark="#000000", light="#ffffff", omitsize=True, svgclass=None, lineclass=None
    )
    response = HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
    response["Content-Disposition"] = 'inline; filename="qr-code.svg"'
    return response


def _shared(survey: Survey, group: int) -> Group:
    return get_object_or_404(survey.groups.filter(way=Way.SHARED).exclude(shared_key=""), pk=group)
