"""Score sheets: one's own for each candidate, and side by side once one's own is finished."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.fields import LineField, whole_number

from ..hiring.content import Scale
from ..hiring.fixture import hiring
from ..kit.interviewing import (
    CODE,
    EndedError,
    InterviewError,
    StaleError,
    begin_sheet,
    erase_sheet,
    looks_like_somebody,
    posted_scores,
    questions_left,
    save_scores,
)
from ..kit.questions import from_json
from ..kit.showing import library_questions, shown
from ..kit.summarizing import NOT_ASKED, Sheet, summarize
from ..models import ScoreSheet
from .finding import changes_descriptions
from .interviews import find_interview, interview_frame, interview_to_change, refuse


class CandidateForm(forms.Form):
    """A candidate's code. What reads like a name is asked about once; who sends it again means it."""

    candidate = LineField(
        label="Code of the candidate",
        max_length=20,
        help_text="One that your organization chose, such as K-7. All who interview this person use the same.",
        error_messages={
            "required": "Give the code that your organization uses for this candidate.",
            "max_length": "A code has 20 characters at most. It is no place for a name or for notes.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "maxlength": 20}),
    )
    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    asks = False

    def clean_candidate(self) -> str:
        code = str(self.cleaned_data["candidate"]).upper().replace(" ", "-")
        if "@" in code:
            raise forms.ValidationError("This reads like an e-mail address. Use a code that names nobody.")
        if not CODE.fullmatch(code):
            raise forms.ValidationError("Use letters, digits and hyphens only, such as K-7.")
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        code = data.get("candidate", "")
        self.asks = bool(code) and looks_like_somebody(code) and data.get("asked") != code
        return data


@requires(Capability.TAKE_PART)
@changes_descriptions
@require_http_methods(["GET", "HEAD", "POST"])
def scores(request: OrganizationRequest, interview: int) -> HttpResponse:
    """One's own sheets; with POST begin, or go on with, the one for a candidate."""
    found = interview_to_change(request, interview)
    form = CandidateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not form.asks:
        try:
            sheet = begin_sheet(interview=found, actor=request.user, candidate=form.cleaned_data["candidate"])
        except InterviewError as refused:
            return refuse(request, found, refused)
        return redirect("jobdesc:score-sheet", request.organization.slug, found.pk, sheet.pk)
    sheets = list(found.sheets.all())
    mine = [one for one in sheets if one.interviewer_id == request.user.pk]
    count = len(found.questions)
    context = interview_frame(request, found) | {
        "form": form,
        "asked": form.cleaned_data["candidate"] if form.is_bound and form.is_valid() else "",
        "mine": [(one, count - len(questions_left(one.scores, count))) for one in mine],
        "count": count,
        "known": sorted({one.candidate for one in sheets} - {one.candidate for one in mine}),
    }
    return render(request, "jobdesc/kit/scores.html", context, status=422 if request.method == "POST" else 200)


@requires(Capability.TAKE_PART)
@changes_descriptions
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: OrganizationRequest, interview: int, sheet: int) -> HttpResponse:
    """One's own sheet: `do` is save, finish or erase. Anybody else's is a 404, whatever one may do otherwise."""
    found = interview_to_change(request, interview)
    own = get_object_or_404(ScoreSheet.objects.filter(interview=found, interviewer=request.user), pk=sheet)
    own.interview = found
    if request.method != "POST":
        return _sheet_page(request, own)
    try:
        return _change(request, own)
    except StaleError as refused:
        own.refresh_from_db(fields=["scores", "version"])
        return _sheet_page(request, own, status=409, problem=str(refused))
    except InterviewError as refused:
        return refuse(request, found, refused)


def _change(request: OrganizationRequest, own: ScoreSheet) -> HttpResponse:
    found, do = own.interview, request.POST.get("do", "")
    if do == "erase":
        erase_sheet(sheet=own)
        messages.success(request, f"Your sheet for {own.candidate} is erased.")
        return redirect("jobdesc:scores", request.organization.slug, found.pk)
    if do in ("save", "finish"):
        given = posted_scores(request.POST, len(found.questions), [one.key for one in hiring().interview.scale.steps])
        left = questions_left(given, len(found.questions))
        is_over = do == "finish" and not left
        now = save_scores(sheet=own, version=whole_number(request.POST.get("version")), scores=given, finish=is_over)
        now.interview = found
        if do == "finish" and left:
            return _sheet_page(request, now, status=422, left=left)
        if is_over:
            messages.success(
                request, "Your sheet is finished. Now you see those of the others, as far as they are finished."
            )
            return redirect("jobdesc:summary", request.organization.slug, found.pk)
        messages.success(request, "Saved. Nobody but you sees it until you finish it.")
    return redirect("jobdesc:score-sheet", request.organization.slug, found.pk, own.pk)


def _sheet_page(
    request: OrganizationRequest,
    own: ScoreSheet,
    *,
    status: int = 200,
    problem: str = "",
    left: Sequence[int] = (),
) -> HttpResponse:
    """The sheet. After a conflict with what was typed here, and beside it what another tab saved."""
    found, content = own.interview, hiring().interview
    questions = shown(from_json(found.questions), content, library_questions(), request.organization)
    typed = (
        posted_scores(request.POST, len(questions), [one.key for one in content.scale.steps]) if problem else own.scores
    )
    names = step_names(content.scale)
    rows = []
    for one in questions:
        place = str(one.place)
        saved = own.scores.get(place, "")
        elsewhere = names.get(saved, "nothing") if problem and saved != typed.get(place, "") else ""
        rows.append((one, typed.get(place, ""), elsewhere))
    context = interview_frame(request, found) | {
        "sheet": own,
        "rows": rows,
        "scale": content.scale,
        "not_asked": NOT_ASKED,
        "problem": problem,
        "left": left,
    }
    return render(request, "jobdesc/kit/sheet.html", context, status=status)


@requires(Capability.TAKE_PART)
@require_safe
def summary(request: OrganizationRequest, interview: int) -> HttpResponse:
    """The finished sheets side by side, for each candidate whose sheet one has finished oneself.

    Who drafts and says that they do not interview a candidate (`?only-reads=<code>`) sees theirs too.
    """
    found = find_interview(request, interview)
    if found.ended_at:
        return refuse(request, found, EndedError(), status=200)
    sheets = list(found.sheets.all())
    open_to_me = _open_to(request, sheets)
    finished = [one for one in sheets if one.finished_at]
    scale = hiring().interview.scale
    texts = [one.text for one in from_json(found.questions)]
    seen = [Sheet(one.candidate, one.interviewer_name, one.scores) for one in finished if one.candidate in open_to_me]
    under_way = Counter(one.candidate for one in sheets if not one.finished_at)
    context = interview_frame(request, found) | {
        "scale": scale,
        "summaries": [
            (one, under_way[one.candidate]) for one in summarize(texts, [step.key for step in scale.steps], seen)
        ],
        "closed": sorted(Counter(one.candidate for one in finished if one.candidate not in open_to_me).items()),
        "mine": {one.candidate for one in sheets if one.interviewer_id == request.user.pk},
        "any_sheets": bool(sheets),
    }
    return render(request, "jobdesc/kit/summary.html", context)


def _open_to(request: OrganizationRequest, sheets: Sequence[ScoreSheet]) -> set[str]:
    """The candidates whose summary one may see, so that nobody is swayed."""
    own = {one.candidate: one.finished_at for one in sheets if one.interviewer_id == request.user.pk}
    finished = {code for code, when in own.items() if when}
    only_reads = set(request.GET.getlist("only-reads")) if may(request.role, Capability.DRAFT_JOBS) else set()
    return finished | (only_reads - set(own))


def step_names(scale: Scale) -> dict[str, str]:
    """What each step is called in a line; what was not put is a step too."""
    return {one.key: f"{one.key}, {one.title}" for one in scale.steps} | {NOT_ASKED: "not asked"}
