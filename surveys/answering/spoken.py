"""Which language somebody who answers reads. The rest of the site is in English.

It stands in the addresses, `?language=es`, and nowhere else: neither in a cookie nor with the answers. Where an address
says none, it is what the browser asks for. `quiet.py` speaks it on every page below /s/, so nothing here needs models.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

if TYPE_CHECKING:
    from ..models import Survey

ENGLISH = "en"
PARAMETER = "language"
OWN_NAMES = {ENGLISH: "English", "es": "Español"}
# What an English mail or poster says, in one line, to those who read another language.
SAID_IN_MAIL = {"es": "Puede responder en español: abra el mismo enlace y elija «Español» en la primera página."}
SAID_ON_POSTER = {"es": "También puede responder en español."}


@dataclass(frozen=True)
class Language:
    """One that the site knows: its name in English and in itself."""

    code: str
    name: str
    own_name: str


def known() -> tuple[Language, ...]:
    """English, then the others."""
    return tuple(Language(code, name, OWN_NAMES[code]) for code, name in settings.LANGUAGES)


def of(codes: Iterable[str]) -> tuple[Language, ...]:
    """The languages of these codes, in the order of `known`; an unknown code is passed over."""
    wanted = set(codes)
    return tuple(one for one in known() if one.code in wanted)


def chosen(request: HttpRequest) -> str:
    """The language that an address says, as far as the site knows it; "" where it says none."""
    given = request.GET.get(PARAMETER, "")
    return given if given in (one.code for one in known()) else ""


def wanted(request: HttpRequest) -> str:
    """The language that an address or else the browser asks for, as far as the site knows it."""
    if given := chosen(request):
        return given
    codes = [one.code for one in known()]
    accepted = translation.get_language_from_request(request).split("-")[0]
    return accepted if accepted in codes else ENGLISH


def language_of(survey: "Survey") -> str:
    """The language in which pages of this survey are made now: the one that is spoken, if it is offered."""
    spoken = (translation.get_language() or ENGLISH).split("-")[0]
    return spoken if spoken in survey.languages else ENGLISH


def speaking(survey: "Survey") -> AbstractContextManager[None]:
    """Make a page of this survey in a language that it is offered in."""
    return translation.override(language_of(survey))


def with_language(address: str, survey: "Survey") -> str:
    """The address in the language that is spoken, where there is more than one to choose from."""
    return f"{address}?{PARAMETER}={language_of(survey)}" if len(survey.languages) > 1 else address
