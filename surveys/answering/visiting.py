"""Who is answering, without a user or a session: from a link to a cookie, and from the cookie back to the link.

Opening a link gives the browser LINK_COOKIE with the link's key. The first page trades it for COOKIE, "<key>.<device>":
only there, below /s/<public_id>/, does the browser show what it has already, so that a draft goes on.
"""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from assessments.kept import keep_by_hash

from ..asking.inviting import KEY_SHAPE
from ..languages import in_language
from ..models import Group, Key, Survey
from ..questions import Questionnaire, questionnaire
from .spoken import ENGLISH
from .submitting import has_sent, new_device

COOKIE = "answer"
LINK_COOKIE = "answer-link"
TIME_TO_ARRIVE = timedelta(minutes=10)


@dataclass(frozen=True)
class Visit:
    """Somebody on a respondent's page: the survey and the group that the link is for, the key, and the device."""

    survey: Survey
    group: Group
    key: str
    device: str
    invitee_id: int | None
    takes_answers: bool

    @property
    def is_shared(self) -> bool:
        return self.invitee_id is None

    @property
    def token(self) -> str:
        return form_token(self.device)

    @property
    def questionnaire(self) -> Questionnaire:
        return asked_by(self.survey)


def asked_by(survey: Survey, language: str = ENGLISH) -> Questionnaire:
    """What a launched survey asks, kept in the process: nothing of it changes any more."""
    which = f"{survey.public_id} {survey.launched_at} {language}"
    return keep_by_hash("asked by", which, lambda: in_language(questionnaire(survey), language))


def form_token(device: str) -> str:
    """What a form brings back, so that no other site can send one.

    Django's own check cannot be used here: these pages send no referrer, and a form that is sent from such a page has
    the origin "null".
    """
    return hmac.new(device.encode(), b"form", hashlib.sha256).hexdigest()


def is_ours(request: HttpRequest, device: str) -> bool:
    """Whether a form that was sent is of a page that we gave to this device."""
    return hmac.compare_digest(request.POST.get("token", "").encode(), form_token(device).encode())


def cookie_of(request: HttpRequest) -> tuple[str, str] | None:
    """The key and the device of COOKIE; None where there is none or it is not of our making."""
    key, _, device = request.COOKIES.get(COOKIE, "").partition(".")
    return (key, device) if KEY_SHAPE.fullmatch(key) and KEY_SHAPE.fullmatch(device) else None


def visit_of(request: HttpRequest, public_id: str, now: datetime) -> Visit | None:
    """Who is here by COOKIE; None where its key is none of this survey. One query."""
    found = cookie_of(request)
    return _visit(*found, public_id, now) if found else None


def arrive(request: HttpRequest, public_id: str, now: datetime) -> Visit | None:
    """Who is here by the link that was just opened, or else by COOKIE. Up to three queries.

    The device stays where the link is of the same person as before: each mail has a link of its own. At a shared link
    it stays too, for one may come back, unless answers were sent from here already: then it is somebody else's turn.
    """
    link, before = request.COOKIES.get(LINK_COOKIE, ""), cookie_of(request)
    if not KEY_SHAPE.fullmatch(link):
        return visit_of(request, public_id, now)
    visit = _visit(link, new_device(), public_id, now)
    if visit is None or before is None or not _is_same_person(visit, before[0], public_id):
        return visit
    again = replace(visit, device=before[1])
    return visit if visit.is_shared and has_sent(survey=visit.survey, device=again.device) else again


def renewed(visit: Visit) -> Visit:
    """The same link on what is from now on another device."""
    return replace(visit, device=new_device())


def _is_same_person(visit: Visit, earlier: str, public_id: str) -> bool:
    """Whether an earlier link is the visit's, or of the same person: a reminder's for instance."""
    if earlier == visit.key or visit.is_shared:
        return earlier == visit.key
    found = Key.objects.of(earlier).first()
    return bool(found and found.invitee_id == visit.invitee_id)


def _visit(key: str, device: str, public_id: str, now: datetime) -> Visit | None:
    found = Key.objects.of(key).first()
    if found is None or found.survey.public_id != public_id:
        return None
    return Visit(found.survey, found.group, key, device, found.invitee_id, found.opens(now))


def hand_over(response: HttpResponseBase, survey: Survey, key: str) -> None:
    """Give a link's key to the browser, for the first page to find."""
    _set(response, survey, LINK_COOKIE, key, TIME_TO_ARRIVE)


def remember(response: HttpResponseBase, visit: Visit, now: datetime) -> None:
    """Keep a visit: until the survey closes; at a shared link, which may be on a shared phone, with the browser."""
    closes_at = visit.survey.closes_at
    lasts = None if visit.is_shared or closes_at is None else max(closes_at - now, TIME_TO_ARRIVE)
    _set(response, visit.survey, COOKIE, f"{visit.key}.{visit.device}", lasts)
    response.delete_cookie(LINK_COOKIE, path=_folder(visit.survey), samesite="Lax")


def forget(response: HttpResponseBase, survey: Survey) -> None:
    """Leave nothing of a survey in the browser."""
    for name in (COOKIE, LINK_COOKIE):
        response.delete_cookie(name, path=_folder(survey), samesite="Lax")


def _set(response: HttpResponseBase, survey: Survey, name: str, value: str, lasts: timedelta | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=lasts,
        path=_folder(survey),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _folder(survey: Survey) -> str:
    return reverse("answer:start", args=[survey.public_id])
