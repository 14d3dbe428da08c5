"""Requests straight to Django's handler, through all of the middleware, with the cookies of what came before."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory


class Browser:
    """One that keeps cookies and follows nothing. What is streamed is read to its end, for that is what it costs."""

    def __init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.factory = RequestFactory()

    def forget(self) -> "Browser":
        """Be somebody new."""
        self.factory.cookies.clear()
        return self

    def sign_in(self, user) -> "Browser":  # type: ignore[no-untyped-def]
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        self.factory.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return self

    def get(self, path: str) -> HttpResponseBase:
        return self._send(self.factory.get(path))

    def post(self, path: str, data: dict[str, str]) -> HttpResponseBase:
        """As a browser sends a form without files."""
        return self._send(self.factory.post(path, urlencode(data), content_type="application/x-www-form-urlencoded"))

    def _send(self, request: HttpRequest) -> HttpResponseBase:
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        response = self.handler.get_response(request)
        if response.streaming:
            whole = HttpResponse(b"".join(response))  # type: ignore[arg-type]
            response.close()
            return whole
        response.close()
        self.factory.cookies.update(response.cookies)
        return response
