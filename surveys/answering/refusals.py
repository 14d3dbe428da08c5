"""What a respondent sees where nothing is taken: one page for all links that open nothing, and one with what was typed.

`surveys/answering/quiet.py` and the error handlers use the pages here too, so none of them needs a request.
"""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from ..languages import weakest_status
from ..models import Survey
from .form import is_from_script, read_answers, read_comment
from .pages import Reviewed, address_of, reviewed_parts
from .spoken import language_of, speaking
from .submitting import Answered, only_asked
from .visiting import asked_by


def plain(name: str) -> str:
    """A page without any survey, the same for everybody who speaks the language: surveys/answer/<name>.html."""
    return _plain(name, get_language() or "")


@cache
def _plain(name: str, language: str) -> str:
    return render_to_string(f"surveys/answer/{name}.html")


def unknown() -> HttpResponse:
    """For every link that opens nothing, whatever the reason: the same bytes and the same status."""
    return HttpResponse(plain("unknown"), status=404)


def not_taken(request: HttpRequest, survey: Survey | None, answered: Answered | None = None) -> HttpResponse:
    """Say plainly that nothing was kept, and show what was sent; like `unknown` where nothing was."""
    if survey is None:
        return unknown()
    language = language_of(survey)
    asked = asked_by(survey, language)
    if answered is None:
        comment = read_comment(survey, request.POST) or ""
        answered = only_asked(asked, Answered(read_answers(asked, request.POST), comment))
    if not answered:
        return unknown()
    if is_from_script(request):
        return HttpResponse(status=409)
    parts = [only for one in reviewed_parts(asked, answered, address_of(survey)) if (only := _only_answered(one)).lines]
    context = {
        "survey": survey,
        "preview": False,
        "parts": parts,
        "comment": answered.comment,
        "translation": weakest_status(asked),
    }
    with speaking(survey):
        return HttpResponse(render_to_string("surveys/answer/not_taken.html", context), status=409)


def _only_answered(one: Reviewed) -> Reviewed:
    return Reviewed(one.part, one.number, one.url, tuple(line for line in one.lines if line.chosen))
