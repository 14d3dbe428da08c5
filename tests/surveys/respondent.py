"""Somebody who answers, in a browser of their own: opens a link, fills parts, sends."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.test import Client

from surveys.answering.visiting import COOKIE, form_token
from surveys.models import Group, Survey
from tests.surveys.build import link_of

SLUG = "culture-check"


@dataclass
class Respondent:
    """`survey` asks four questions, "s-1" to "s-4", two on each of its two pages."""

    survey: Survey
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @property
    def base(self) -> str:
        return f"/s/{self.survey.public_id}/"

    def open(self, key: str) -> HttpResponse:
        """Open a link and come to the first page."""
        return self.client.get(f"/s/k/{key}/", follow=True)

    def arrive(self, group: str = "Clinical staff") -> HttpResponse:
        return self.open(link_of(self.survey, Group.objects.get(survey=self.survey, name=group)))

    @property
    def device(self) -> str:
        return self.client.cookies[COOKIE].value.partition(".")[2]

    def get(self, path: str = "") -> HttpResponse:
        return self.client.get(self.base + path)

    def fields(self, answers: Mapping[str, str], was: Mapping[str, str] | None = None) -> dict[str, str]:
        found = {f"q-{SLUG}/{item}": option for item, option in answers.items()}
        return found | {f"was-{SLUG}/{item}": option for item, option in (was or {}).items()}

    def post(self, path: str, data: Mapping[str, object] | None = None, **headers: str) -> HttpResponse:
        """Send a form of a page of ours: with its token, unless `data` has another one."""
        token = {"token": form_token(self.device)} if COOKIE in self.client.cookies else {}
        return self.client.post(self.base + path, {**token, **(data or {})}, headers=headers)

    def save(self, answers: Mapping[str, str], was: Mapping[str, str] | None = None, page: int = 1) -> HttpResponse:
        return self.post(f"{page}/", {**self.fields(answers, was), "action": "next"})

    def send(self, answers: Mapping[str, str] | None = None, **more: str) -> HttpResponse:
        return self.post("review/", {**self.fields(answers or {}), "action": "send", **more})
