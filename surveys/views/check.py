"""Before launch: the respondent's pages to look at, and a check of what will be shown, then the launch itself."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Capability, OrganizationRequest, requires

from .. import languages
from ..answering import pages as answer_pages
from ..answering import spoken
from ..answering.submitting import Answered
from ..asking.times import when
from ..lifecycle import NotReadyError, Problem, StaleError, find_problems, launch, reminder_times, touch
from ..models import Group, Survey, Way
from ..setting_up.drafting import questionnaire_to_be
from ..setting_up.sizing import Outlook, outlook
from .finding import LAUNCHED_MEANWHILE, of_draft
from .steps import frame, groups_of, people_url

CHANGED = (
    "Somebody changed this survey meanwhile, so it was not launched. This is what it is now: please look once more."
)


class LaunchForm(forms.Form):
    """Which revision of the draft was looked at."""

    revision = forms.IntegerField(min_value=1, max_value=2_000_000_000)


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def check(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """What will be shown, sent and fixed; with POST launch what was looked at, and nothing that was changed since."""
    if request.method != "POST":
        return _check(request, survey)
    form = LaunchForm(request.POST)
    try:
        with transaction.atomic():
            touch(survey=survey, revision=form.cleaned_data["revision"] if form.is_valid() else 0)
            launch(survey=survey, actor=request.user)
    except NotReadyError:
        survey.refresh_from_db()
        return _check(request, survey, 422)
    except StaleError:
        survey.refresh_from_db()
        if not survey.is_draft:
            messages.warning(request, LAUNCHED_MEANWHILE)
            return redirect("surveys:survey", request.organization.slug, survey.pk)
        messages.warning(request, CHANGED)
        return _check(request, survey, 409 if form.is_valid() else 422)
    messages.success(request, f"“{survey.name}” is launched. {_what_now(survey)}")
    return redirect("surveys:follow", request.organization.slug, survey.pk)


@requires(Capability.RUN_SURVEYS)
@require_safe
@of_draft
def preview(request: OrganizationRequest, survey: Survey, page: str = answer_pages.START) -> HttpResponse:
    """A page as those who answer will see it. Nothing that is chosen here goes anywhere."""
    asked = questionnaire_to_be(survey)
    wanted: answer_pages.Page = int(page) if page.isascii() and page.isdigit() and len(page) < 4 else page
    if wanted not in answer_pages.pages(asked):
        raise Http404("There is no such page.")

    def address(to: answer_pages.Page) -> str:
        here = (request.organization.slug, survey.pk)
        if to == answer_pages.START:
            return reverse("surveys:preview", args=here)
        return reverse("surveys:preview-page", args=[*here, to])

    with translation.override(spoken.chosen(request) or spoken.ENGLISH), spoken.speaking(survey):
        context = answer_pages.page_context(
            survey,
            languages.in_language(asked, spoken.language_of(survey)),
            wanted,
            Answered(),
            preview=True,
            address=lambda to: spoken.with_language(address(to), survey),
        )
        context["leave_url"] = reverse("surveys:check", args=[request.organization.slug, survey.pk])
        return render(request, answer_pages.template_of(wanted), context)


def _check(request: OrganizationRequest, survey: Survey, status: int = 200) -> HttpResponse:
    now, groups, asked = timezone.now(), groups_of(survey), questionnaire_to_be(survey)
    opens = max(survey.opens_at or now, now)
    seen = outlook([(group.name, _asked(group)) for group in groups], survey.thresholds)
    context = {
        "problems": [(problem, _mended_at(request, survey, problem)) for problem in find_problems(survey, now)],
        "asked": asked,
        "languages": [one.name for one in spoken.of(survey.languages)],
        "titles": list(dict.fromkeys(part.instrument.title for part in asked.parts)),
        "outlook": seen,
        "hidden_names": _names(seen),
        "opens": when(opens, now) if opens > now else "",
        "closes": when(survey.closes_at, now) if survey.closes_at else "",
        "reminders": _reminders(survey, groups),
        "has_shared": any(group.way == Way.SHARED for group in groups),
        "few_others": survey.fewest_for_scores - 1,
    }
    return render(request, "surveys/setup/check.html", context | frame(request, survey, "Check", groups), status=status)


def _asked(group: Group) -> int:
    """How many are asked: those with an address where links are personal, once there are any."""
    invited: int = group.invited  # type: ignore[attr-defined]
    return invited if group.way == Way.PERSONAL and invited else group.expected


def _names(seen: Outlook) -> dict[str, list[str]]:
    """The groups that are likely to stay hidden, by why."""
    return {
        risk: names
        for risk in ("never", "unlikely", "protects")
        if (names := [group.name for group in seen.hidden if group.risk == risk])
    }


def _reminders(survey: Survey, groups: list[Group]) -> list[str]:
    """When reminders go out, in words."""
    now = timezone.now()
    opens = max(survey.opens_at or now, now)
    if not survey.closes_at or survey.closes_at <= opens or not any(group.way == Way.PERSONAL for group in groups):
        return []
    return [when(at, now) for at in reminder_times(opens, survey.closes_at, survey.reminders)]


def _mended_at(request: OrganizationRequest, survey: Survey, problem: Problem) -> str:
    if problem.group:
        return people_url(request, survey, problem.group)
    route = "surveys:setup" if problem.step == "setup" else f"surveys:setup-{problem.step}"
    return reverse(route, args=[request.organization.slug, survey.pk])


def _what_now(survey: Survey) -> str:
    ways = set(survey.groups.values_list("way", flat=True))
    told = ["Invitations go out by e-mail."] if Way.PERSONAL in ways else []
    if Way.SHARED in ways:
        told.append("Links, QR codes and posters for the groups with a shared link are below.")
    return " ".join(told)
