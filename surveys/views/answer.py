"""The pages of those who answer: no account, no session, no user. What each sends is in `answering/quiet.py`.

Django's own check of forms is replaced by `visiting.is_ours`, which says why.
"""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from organizations import client_data
from organizations.access import public

from ..answering import form as answer_form
from ..answering import visiting
from ..answering.pages import REVIEW, START, THANKS, Page, address_of, page_context, template_of
from ..answering.refusals import not_taken, unknown
from ..answering.spoken import language_of, speaking
from ..answering.submitting import Answered, Outcome, forget_draft, has_sent, only_asked, read_draft, save_draft, submit
from ..answering.visiting import Visit
from ..asking.inviting import as_typed, find_key
from ..models import Status, Survey

METHODS = ["GET", "HEAD", "POST"]
NOTHING = _("Nothing is answered yet, so there is nothing to send. Go back, and answer at least one question.")
TOO_LONG = _("Your comment is too long. Please shorten it, and send once more.")


@public
@require_safe
def open_link(request: HttpRequest, link: str) -> HttpResponse:
    """Trade a link for a cookie. Looking at it uses nothing up: mail scanners open links."""
    link = as_typed(link)
    found = find_key(link, timezone.now())
    if found is None:
        return unknown()
    response = _to(found.survey, START)
    visiting.hand_over(response, found.survey, link)
    return response


@public
@csrf_exempt
@require_http_methods(METHODS)
def start(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who asks, why, and what is promised; with POST erase the draft, to begin anew or to leave nothing behind."""
    now = timezone.now()
    visit = visiting.arrive(request, public_id, now)
    if visit is None or not visit.takes_answers:
        return _closed_to(visit)
    if request.method == "POST":
        return _begin_anew(request, visit, now)
    answered = _answered(visit)
    if answered is None:
        return _to(visit.survey, THANKS)
    response = _show(visit, START, answered, {"erased": "erased" in request.GET})
    visiting.remember(response, visit, now)
    return response


@public
@csrf_exempt
@require_http_methods(METHODS)
def part(request: HttpRequest, public_id: str, page: int) -> HttpResponse:
    """One section; with POST keep what was answered and go on, back, or stay."""
    if request.method == "POST":
        return _save(request, public_id, page)
    return _page(request, public_id, page)


@public
@csrf_exempt
@require_http_methods(METHODS)
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that was answered; with POST send it, or keep the comment and go back."""
    if request.method != "POST":
        return _page(request, public_id, REVIEW)
    if request.POST.get("action") == "send":
        return _send(request, public_id)
    return _save(request, public_id, REVIEW)


@public
@require_safe
def thanks(request: HttpRequest, public_id: str) -> HttpResponse:
    """That answers were received. It can be kept: it needs no cookie, and erases the one that sent them.

    Only here, for where the reply to sending is lost, whoever sends again must still be known.
    """
    survey = _launched(public_id)
    if survey is None:
        return unknown()
    now = timezone.now()
    found = visiting.cookie_of(request)
    done = not survey.takes_answers(now) or (found is not None and has_sent(survey=survey, device=found[1]))
    if found and not done and (visit := visiting.visit_of(request, public_id, now)) and visit.takes_answers:
        return _to(survey, START)
    with speaking(survey):
        context = page_context(survey, visiting.asked_by(survey), THANKS, Answered(), preview=False)
        response = HttpResponse(render_to_string(template_of(THANKS), context))
    if found and done:
        visiting.forget(response, survey)
    return response


def _page(request: HttpRequest, public_id: str, page: Page) -> HttpResponse:
    visit = visiting.visit_of(request, public_id, timezone.now())
    if visit is None or not visit.takes_answers:
        return _closed_to(visit)
    if page != REVIEW and page not in range(1, len(visit.questionnaire.parts) + 1):
        return unknown()
    answered = _answered(visit)
    return _to(visit.survey, THANKS) if answered is None else _show(visit, page, answered)


def _save(request: HttpRequest, public_id: str, page: Page) -> HttpResponse:
    visit = visiting.visit_of(request, public_id, timezone.now())
    if visit is None or not visit.takes_answers or not visiting.is_ours(request, visit.device):
        return not_taken(request, _launched(public_id))
    asked = visit.questionnaire
    changes = answer_form.read_changes(asked, request.POST) if page != REVIEW else {}
    comment = answer_form.read_comment(visit.survey, request.POST)
    after = save_draft(survey=visit.survey, device=visit.device, changes=changes, comment=comment)
    if after is None:  # it closed between the two
        return not_taken(request, _launched(public_id))
    pages: list[Page] = [START, *range(1, len(asked.parts) + 1), REVIEW]
    here = pages.index(page) if page in pages else 0
    action = request.POST.get("action")
    if action == "keep":
        return JsonResponse({"answered": len(after.answers)})
    return _go(request, visit.survey, pages[max(here - 1, 0) if action == "back" else min(here + 1, len(pages) - 1)])


def _send(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask `submit` whatever the link opens now: answers that were sent before have been received."""
    survey, found = _launched(public_id), visiting.cookie_of(request)
    if survey is None or found is None or not visiting.is_ours(request, found[1]):
        return not_taken(request, survey)
    now, (key, device) = timezone.now(), found
    asked = visiting.asked_by(survey)
    draft = read_draft(survey=survey, device=device)
    posted = answer_form.read_answers(asked, request.POST)
    comment = answer_form.read_comment(survey, request.POST)
    typed = Answered({**draft.answers, **posted}, draft.comment if comment is None else comment)
    if problem := _problem(request, typed):
        visit = visiting.visit_of(request, public_id, now)
        if visit is None or not visit.takes_answers:
            return _closed_to(visit) if not typed else not_taken(request, survey, typed)
        return _show(visit, REVIEW, typed, problem, status=422)
    answered = only_asked(asked, typed)
    outcome = submit(survey=survey, key=key, device=device, answered=answered, now=now)
    if outcome == Outcome.NOT_TAKEN:
        return not_taken(request, survey, answered)
    if outcome == Outcome.RECEIVED_BEFORE:
        forget_draft(survey=survey, device=device)
    return _go(request, survey, THANKS)


def _problem(request: HttpRequest, typed: Answered) -> dict[str, object]:
    """What must be said before sending; {} where nothing must. That a comment seems to be of a client is said once."""
    if not typed:
        return {"problem": NOTHING}
    if answer_form.is_too_long(typed.comment):
        return {"problem": TOO_LONG}
    if client_data.looks_like_client_record(typed.comment) and "seen" not in request.POST:
        return {"problem": answer_form.ABOUT_A_CLIENT}
    return {}


def _begin_anew(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    """At a shared link the device is a new one afterwards, so that a page of the one before saves nothing any more."""
    start_again = address_of(visit.survey)(START)
    response = redirect(start_again + ("&" if "?" in start_again else "?") + "erased")
    if visiting.is_ours(request, visit.device):
        forget_draft(survey=visit.survey, device=visit.device)
        visiting.remember(response, visiting.renewed(visit) if visit.is_shared else visit, now)
    return response


def _answered(visit: Visit) -> Answered | None:
    """What this device has kept; None where it has sent its answers already."""
    answered = only_asked(visit.questionnaire, read_draft(survey=visit.survey, device=visit.device))
    return None if not answered and has_sent(survey=visit.survey, device=visit.device) else answered


def _closed_to(visit: Visit | None) -> HttpResponse:
    """For a link that opens nothing now: whoever sent from this very device hears that it arrived."""
    if visit and has_sent(survey=visit.survey, device=visit.device):
        return _to(visit.survey, THANKS)
    return unknown()


def _launched(public_id: str) -> Survey | None:
    launched = Survey.objects.exclude(status=Status.DRAFT).select_related("organization")
    return launched.filter(public_id=public_id).first()


def _show(
    visit: Visit, page: Page, answered: Answered, more: Mapping[str, object] | None = None, status: int = 200
) -> HttpResponse:
    with speaking(visit.survey):
        context = page_context(
            visit.survey,
            visiting.asked_by(visit.survey, language_of(visit.survey)),
            page,
            answered,
            preview=False,
            group=visit.group,
            token=visit.token,
        )
        return HttpResponse(render_to_string(template_of(page), context | dict(more or {})), status=status)


def _to(survey: Survey, page: Page) -> HttpResponse:
    return redirect(address_of(survey)(page))


def _go(request: HttpRequest, survey: Survey, page: Page) -> HttpResponse:
    """To the next page; a script is told its address, for it asks for the page itself."""
    if answer_form.is_from_script(request):
        return JsonResponse({"next": address_of(survey)(page)})
    return _to(survey, page)
