"""Pages in process: how often a bare view would have been served in the time of one."""

import itertools
from collections.abc import Callable, Iterator

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponseBase
from django.test import RequestFactory

from assessments.answers import Answer
from assessments.models import Instrument, Record
from organizations.models import Organization, User
from toolkits.models import Entry

from .measuring import Measured, measure_calls


class Visitor:
    """Sends requests of one signed-in user straight to the handler, through all of the middleware."""

    def __init__(self, user: User) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.factory = RequestFactory()
        self.factory.cookies["sessionid"] = session.session_key

    def get(self, path: str) -> HttpResponseBase:
        return self._send(self.factory.get(path))

    def post(self, path: str, data: dict[str, str], **headers: str) -> HttpResponseBase:
        return self._send(self.factory.post(path, data, **headers))

    def _send(self, request: HttpRequest) -> HttpResponseBase:
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        response = self.handler.get_response(request)
        response.close()
        return response


def measure(organization: Organization, user: User) -> list[Measured]:
    """Measure the main pages; the bare view's calls are spread among the others', so that noise meets all alike."""
    visitor = Visitor(user)
    root = f"/o/{organization.slug}/"
    evaluation = _evaluation(organization, f"{root}assess/wise-performance/")
    task = Entry.objects.filter(collection="prcoe-implementation").values_list("key", flat=True)[0].split("/")[1]
    saves = _saves(organization, visitor, f"{root}assess/wise-workplace/")
    calls: dict[str, Callable[[], HttpResponseBase]] = {
        "bare view": lambda: visitor.get("/bare/"),
        "record page, 11 items": lambda: visitor.get(f"{root}assess/wise-workplace/"),
        "its submission": lambda: next(saves),
        "record page, 39 items": lambda: visitor.get(f"{root}assess/prcoe-recovery/"),
        "record page, 62 items": lambda: visitor.get(f"{evaluation}?all"),
        "one part of it, 5 items": lambda: visitor.get(f"{evaluation}sections/engages/"),
        "list of its 12 parts": lambda: visitor.get(evaluation),
        "result, 11 items": lambda: visitor.get(f"{root}assess/prcoe-culture/results/"),
        "three areas": lambda: visitor.get(f"{root}assess/areas/"),
        "home": lambda: visitor.get(root),
        "assess": lambda: visitor.get(f"{root}assess/"),
        "report as a page": lambda: visitor.get(f"{root}reports/readiness/"),
        "library": lambda: visitor.get(f"{root}library/"),
        "search": lambda: visitor.get(f"{root}library/?q=supervision"),
        "search with a slip": lambda: visitor.get(f"{root}library/?q=superviser+meetting"),
        "a collection, 26 tasks": lambda: visitor.get(f"{root}library/prcoe-implementation/"),
        "an item of it": lambda: visitor.get(f"{root}library/prcoe-implementation/{task}/"),
        "members": lambda: visitor.get(f"{root}members/"),
    }
    return measure_calls(calls)


def _evaluation(organization: Organization, path: str) -> str:
    """Where a peer worker's performance is evaluated: 12 parts of 62 competencies."""
    instrument = Instrument.objects.select_related("current_version").get(slug="wise-performance")
    record, _ = Record.objects.get_or_create(
        organization=organization, instrument=instrument, subject="K.B.", version=instrument.current_version
    )
    return f"{path}people/{record.pk}/"


def _saves(organization: Organization, visitor: Visitor, path: str) -> Iterator[HttpResponseBase]:
    """Submit the whole form again and again, each time with one answer changed, as a browser without JavaScript."""
    content = Instrument.objects.select_related("current_version").get(slug="wise-workplace").current_version.content
    answers = {item.slug: "" for item in content.items}
    was = dict(answers)
    for item, choice in itertools.cycle(itertools.product(content.items, ("1", "2"))):
        answers[item.slug] = choice
        data = {f"c-{slug}": answer for slug, answer in answers.items()}
        data |= {f"was-{slug}": digest for slug, digest in was.items()}
        yield visitor.post(path, data)
        was[item.slug] = Answer(choice=choice).digest
