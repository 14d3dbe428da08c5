"""Setting a survey up: what it is, and what it asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.content import Item
from assessments.models import Area, Instrument
from organizations.access import Capability, OrganizationRequest, requires

from .. import languages
from ..answering import spoken
from ..lifecycle import StaleError, chosen_of, instruments_to_choose, suggested_closing
from ..models import Survey
from ..questions import minutes_for, questions_of
from ..setting_up.drafting import (
    DETAILS,
    SUGGESTED_PURPOSE,
    change_details,
    choose_instruments,
    create_draft,
    questionnaire_to_be,
)
from ..setting_up.forms import DetailsForm, NewSurveyForm
from .finding import of_draft
from .steps import frame

NONE_CHOSEN = "Choose at least one assessment."
LONG_FROM = 20
"""PeerReady heuristic: from so many minutes on, many leave a questionnaire unfinished."""


@dataclass(frozen=True)
class Choice:
    """An instrument to choose, with what a team would be asked of it."""

    instrument: Instrument
    is_chosen: bool

    @cached_property
    def questions(self) -> int:
        return len(self._asked)

    @property
    def minutes(self) -> int:
        return minutes_for(self.questions)

    @cached_property
    def left_out(self) -> list[Item]:
        """The questions that a team is not asked."""
        return [item for item in self._items if item.key not in self._asked]

    @property
    def _items(self) -> Sequence[Item]:
        version = self.instrument.current_version
        return version.content.items if version else ()

    @cached_property
    def _asked(self) -> set[str]:
        version = self.instrument.current_version
        found = questions_of(version.content) if version else ()
        return {question.key for _, questions in found for question in questions}


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OrganizationRequest) -> HttpResponse:
    """One short page, of which everything can be changed later."""
    offered = instruments_to_choose(request.organization)
    chosen = _chosen(request, offered)
    if request.method == "POST":
        form = NewSurveyForm(request.POST)
        if form.is_valid() and chosen:
            draft = create_draft(
                organization=request.organization, instruments=chosen, actor=request.user, **form.cleaned_data
            )
            return redirect("surveys:setup", request.organization.slug, draft.pk)
    else:
        name = f"Team survey, {timezone.localdate():%B %Y}"
        form = NewSurveyForm(initial={"name": name, "asked_by": str(request.user), "purpose": SUGGESTED_PURPOSE})
    wrong = request.method == "POST"
    context = {
        "form": form,
        "areas": _areas(offered, chosen),
        "none_chosen": NONE_CHOSEN if wrong and not chosen else "",
    }
    return render(request, "surveys/setup/new.html", context, status=422 if wrong else 200)


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def details(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """What the survey says, when it is open, who is reminded, and from how many answers something shows."""
    if request.method != "POST":
        there = {name: getattr(survey, name) for name in DETAILS}
        there["closes_at"] = there["closes_at"] or suggested_closing(timezone.now())
        return _details(request, survey, DetailsForm(initial=there, offers=languages.offers(chosen_of(survey))))
    form = DetailsForm(request.POST, offers=languages.offers(chosen_of(survey)))
    if not form.is_valid():
        return _details(request, survey, form, 422)
    try:
        change_details(survey=survey, revision=posted_revision(request), details=form.cleaned_data)
    except StaleError:
        survey.refresh_from_db()
        return _details(request, survey, form, 409)
    return redirect("surveys:setup-questions", request.organization.slug, survey.pk)


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def questions(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Which assessments the team is asked, and which of their questions are left out."""
    offered = instruments_to_choose(request.organization)
    if request.method != "POST":
        return _questions(request, survey, offered)
    chosen = _chosen(request, offered)
    if not chosen:
        return _questions(request, survey, offered, chosen, 422)
    try:
        choose_instruments(survey=survey, revision=posted_revision(request), instruments=chosen)
    except StaleError:
        survey.refresh_from_db()
        return _questions(request, survey, offered, chosen, 409)
    minutes = questionnaire_to_be(survey).minutes
    messages.success(request, f"Saved. Answering takes about {minutes} minutes.")
    return redirect("surveys:setup-groups", request.organization.slug, survey.pk)


def posted_revision(request: OrganizationRequest) -> int:
    """Which revision of the draft a save was based on; 0, which none is, where the post does not say."""
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _details(request: OrganizationRequest, survey: Survey, form: DetailsForm, status: int = 200) -> HttpResponse:
    shown = {name: getattr(survey, name) for name in DETAILS}
    shown["languages"] = ", ".join(one.name for one in spoken.of(survey.languages))
    saved = [(form.fields[name].label, shown[name]) for name in DETAILS] if status == 409 else None
    context = {
        "form": form,
        "revision": _revision_shown(request, survey, status),
        "saved": saved,
        "offers": form.offers,
        "thresholds_open": any(name in form.errors for name in DETAILS[-2:])
        or survey.thresholds != type(survey.thresholds)(),
    }
    return render(request, "surveys/setup/details.html", context | frame(request, survey, "What"), status=status)


def _questions(
    request: OrganizationRequest,
    survey: Survey,
    offered: Sequence[Instrument],
    typed: Sequence[Instrument] | None = None,
    status: int = 200,
) -> HttpResponse:
    there = set(survey.instruments.values_list("version__instrument", flat=True))
    saved = [instrument for instrument in offered if instrument.pk in there]
    minutes = minutes_for(sum(Choice(one, True).questions for one in saved))
    context: dict[str, Any] = {
        "areas": _areas(offered, saved if typed is None else typed),
        "revision": _revision_shown(request, survey, status),
        "saved": saved if status == 409 else None,
        "none_chosen": NONE_CHOSEN if status == 422 else "",
        "minutes": minutes,
        "has_many": minutes >= LONG_FROM,
    }
    return render(request, "surveys/setup/questions.html", context | frame(request, survey, "Questions"), status=status)


def _revision_shown(request: OrganizationRequest, survey: Survey, status: int) -> int:
    """After a refused stale save the next one may go on; after any other mistake it is still based on the same."""
    return posted_revision(request) if status == 422 else survey.revision


def _chosen(request: OrganizationRequest, offered: Sequence[Instrument]) -> list[Instrument]:
    ticked = set(request.POST.getlist("instrument"))
    return [instrument for instrument in offered if instrument.pk in ticked]


def _areas(offered: Sequence[Instrument], chosen: Sequence[Instrument]) -> list[tuple[Area, list[Choice]]]:
    """What can be chosen, by area; areas without anything are left out."""
    picked = {instrument.pk for instrument in chosen}
    found = [(area, [Choice(one, one.pk in picked) for one in offered if one.area == area]) for area in Area]
    return [(area, choices) for area, choices in found if choices]
