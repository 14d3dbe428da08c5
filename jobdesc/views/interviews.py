"""Interview guides: all of them, choosing the questions, the guide itself, changing and ending."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from organizations import client_data
from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.fields import whole_number
from organizations.text import clean_line
from toolkits.models import Entry

from ..drafting.saving import PutAwayError
from ..hiring.fixture import hiring
from ..kit.changing import changed, own_questions
from ..kit.interviewing import FixedError, InterviewError, change_questions, end_interview, make_interview
from ..kit.publishing import NotApprovedError
from ..kit.questions import Asked, Offered, Shelf, chosen_questions, from_json, heart_of, in_order, shelves
from ..kit.showing import library_questions, not_chosen, shown, words_of
from ..models import Interview
from .finding import changes_descriptions, description_to_change
from .kit import frame
from .tabs import tabs

NOTHING_CHOSEN = "Choose at least one question, or write one of your own."


@requires(Capability.TAKE_PART)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """All interviews of the organization, those going on first, with what one has to fill oneself."""
    mine = Q(sheets__interviewer=request.user)
    found = (
        Interview.objects.for_organization(request.organization)
        .select_related("description")
        .annotate(
            candidates=Count("sheets__candidate", distinct=True),
            finished=Count("sheets", filter=Q(sheets__finished_at__isnull=False), distinct=True),
            to_fill=Count("sheets", filter=mine & Q(sheets__finished_at=None), distinct=True),
        )
    )
    context = {
        "tabs": tabs(request, "interviews"),
        "slug": request.organization.slug,
        "current": [one for one in found if one.ended_at is None],
        "ended": [one for one in found if one.ended_at is not None],
        "may_draft": may(request.role, Capability.DRAFT_JOBS),
    }
    return render(request, "jobdesc/interviews.html", context)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OrganizationRequest, description: int) -> HttpResponse:
    """Choose the questions; with POST make the guide of them. Keys that are no question's are passed over."""
    found = description_to_change(request, description)
    if found.approved is None:
        return redirect("jobdesc:kit", request.organization.slug, found.pk)
    content, entries = hiring(), library_questions()
    document, words = found.approved.document, words_of(entries)
    shelved = shelves(content.interview, words, content.category_names, heart_of(document), document.setting)
    chosen = request.POST.getlist("question")
    if request.method == "POST":
        known = chosen_questions(content.interview, words, chosen)
        questions = in_order(shelved, known, own_questions(request.POST.get("own", "")))
        if questions:
            _question_texts(request, questions)
            try:
                made = make_interview(description=found, questions=questions, actor=request.user)
            except NotApprovedError as refused:
                messages.warning(request, str(refused))
                return redirect("jobdesc:kit", request.organization.slug, found.pk)
            messages.success(request, "The guide is made. Read it through, and change the order if you like.")
            return redirect("jobdesc:interview", request.organization.slug, made.pk)
    context = frame(request, found) | {
        "content": content.interview,
        "shelves": _ticked(shelved, entries, set(chosen) if request.method == "POST" else None),
        "own": request.POST.get("own", ""),
        "problem": NOTHING_CHOSEN if request.method == "POST" else "",
    }
    return render(request, "jobdesc/kit/interview_new.html", context, status=422 if request.method == "POST" else 200)


@requires(Capability.TAKE_PART)
@require_safe
def interview(request: OrganizationRequest, interview: int) -> HttpResponse:
    """The guide, to read and to print."""
    found = find_interview(request, interview)
    content = hiring().interview
    questions = from_json(found.questions)
    context = interview_frame(request, found) | {
        "content": content,
        "questions": shown(questions, content, library_questions(), request.organization),
        "sheets": found.sheets.count(),
    }
    return render(request, "jobdesc/kit/interview.html", context)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: OrganizationRequest, interview: int) -> HttpResponse:
    """Reword, add, take out and move questions, as long as there is no sheet. Every button keeps what was typed."""
    found = interview_to_change(request, interview)
    content, entries = hiring().interview, library_questions()
    asked = from_json(found.questions)
    if request.method == "POST" and request.POST.get("do"):
        now = changed(asked, request.POST, content, words_of(entries))
        if not now:
            messages.warning(request, "A guide needs a question. Nothing was changed.")
            return redirect("jobdesc:interview-questions", request.organization.slug, found.pk)
        try:
            change_questions(interview=found, version=whole_number(request.POST.get("version")), questions=now)
        except InterviewError as refused:
            return refuse(request, found, refused)
        _question_texts(request, now)
        messages.success(request, "Saved.")
        return redirect("jobdesc:interview-questions", request.organization.slug, found.pk)
    if request.method == "POST":
        return redirect("jobdesc:interview-questions", request.organization.slug, found.pk)
    if found.ended_at or found.sheets.exists():
        return refuse(request, found, FixedError(), status=200)
    context = interview_frame(request, found) | {
        "questions": shown(asked, content, entries, request.organization),
        "others": not_chosen(asked, entries),
        "content": content,
    }
    return render(request, "jobdesc/kit/interview_questions.html", context)


@requires(Capability.DRAFT_JOBS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: OrganizationRequest, interview: int) -> HttpResponse:
    """Ask whether to end the interviews, and with POST erase every sheet."""
    found = find_interview(request, interview)
    if request.method == "POST":
        erased = end_interview(interview=found, actor=request.user)
        sheets = "1 score sheet is" if erased == 1 else f"{erased} score sheets are"
        messages.success(request, f"The interviews have ended, and {sheets} erased.")
        return redirect("jobdesc:interview", request.organization.slug, found.pk)
    counts = found.sheets.aggregate(sheets=Count("pk"), unfinished=Count("pk", filter=Q(finished_at=None)))
    return render(request, "jobdesc/kit/interview_end.html", interview_frame(request, found) | counts)


def find_interview(request: OrganizationRequest, interview: int) -> Interview:
    """An interview of this organization, with its description; anything else is a 404."""
    found: Interview = get_object_or_404(
        Interview.objects.for_organization(request.organization).select_related("description", "revision"), pk=interview
    )
    found.description.organization = request.organization
    return found


def interview_to_change(request: OrganizationRequest, interview: int) -> Interview:
    """As find_interview, for whatever writes. Raises PutAwayError (`changes_descriptions` answers it)."""
    found = find_interview(request, interview)
    if found.description.is_put_away:
        raise PutAwayError(found.description)
    return found


def interview_frame(request: OrganizationRequest, found: Interview) -> dict[str, Any]:
    return {
        "tabs": tabs(request, "interviews"),
        "interview": found,
        "description": found.description,
        "slug": request.organization.slug,
        "may_draft": may(request.role, Capability.DRAFT_JOBS),
    }


def refuse(
    request: OrganizationRequest, found: Interview, refused: InterviewError, *, status: int = 409
) -> HttpResponse:
    """Say in words why it cannot be done, and where to go on."""
    context = interview_frame(request, found) | {"refused": str(refused)}
    return render(request, "jobdesc/kit/interview_refused.html", context, status=status)


def _ticked(
    shelved: Iterable[Shelf], entries: Mapping[str, Entry], chosen: Collection[str] | None
) -> list[tuple[Shelf, list[tuple[Offered, Entry, bool]]]]:
    """Each shelf with its questions, their entry and whether they are ticked: as posted, or else as suggested."""

    def is_ticked(one: Offered) -> bool:
        return one.is_suggested if chosen is None else one.key in chosen

    return [(shelf, [(one, entries[one.key], is_ticked(one)) for one in shelf.questions]) for shelf in shelved]


def _question_texts(request: OrganizationRequest, asked: Iterable[Asked]) -> None:
    """Ask about own questions that read as if they were about somebody you serve."""
    if any(not one.key and client_data.looks_like_client_record(clean_line(one.text)) for one in asked):
        messages.warning(request, client_data.QUESTION)
