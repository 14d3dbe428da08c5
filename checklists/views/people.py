"""People starting: somebody's first months, a plan for each."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.fields import DayField, LineField
from organizations.models import Organization
from toolkits.models import Collection

from ..models import OwnList, Plan, PlanKind
from ..planning.adding import NewTask, TooManyTasksError
from ..planning.making import SameNameError, archive, take_up_again
from ..planning.onboarding import begin_first_months, looks_like_full_name, starting
from ..planning.phases import Phase, lists_of, phases_of
from ..planning.roles import roles
from .tabs import tabs

CHOSEN = (("yes", "Yes: begin with what comes before the first day"), ("no", "Not yet: begin with choosing"))
FULL_NAME = (
    "This reads like the full name of somebody. Initials or a role are enough, and keep somebody's first months "
    "between those who work with them. If it is no name, add it as it is."
)


def same_name(name: str) -> str:
    return f"There is “{name}” already. Add a number or a role to tell the two apart."


class PersonForm(forms.Form):
    """`lists` are toolkits' lists by slug, own ones as "own-<key>", and roles as "role-<key>"."""

    name = LineField(
        label="Initials or role",
        max_length=60,
        help_text="Such as “JM” or “Peer worker, night shift”. Never a full name, and never a client.",
        error_messages={"required": "Give initials or a role, so that you can tell one from another."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    first_day = DayField(label="First day", error_messages={"required": "Give the first day, as well as you know it."})
    chosen = forms.ChoiceField(
        label="Is somebody chosen already?", choices=CHOSEN, widget=forms.RadioSelect, initial="yes"
    )
    lists = forms.MultipleChoiceField(
        label="Lists to use",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one list."},
    )
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization: Organization, chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organization = organization
        slugs = [one.collection for one in lists_of(PlanKind.ONBOARDING)]
        found = Collection.objects.filter(pk__in=slugs).values_list("pk", "title", "toolkit__title")
        titles = {slug: f"{title} (from {toolkit})" for slug, title, toolkit in found}
        self.own = list(OwnList.objects.for_organization(organization).filter(kind=PlanKind.ONBOARDING))
        choices = [(slug, titles[slug]) for slug in slugs if slug in titles]
        choices += [(f"own-{own.pk}", f"{own.name} (our own)") for own in self.own]
        self.roles = roles(organization)
        choices += [(f"role-{role.key}", f"What the job description says: {role.name}") for role in self.roles]
        self.fields["lists"].choices = choices  # type: ignore[attr-defined]
        self.fields["lists"].initial = [slug for slug, _ in choices if slug in titles or slug == chosen]
        self.asks = False

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        current = Plan.objects.for_organization(self.organization).onboardings().current()
        if any(there.casefold() == name.casefold() for there in current.values_list("name", flat=True)):
            raise forms.ValidationError(same_name(name))
        return name

    def clean(self) -> dict[str, Any]:
        """Ask once about what looks like a name; who sends it again means it."""
        data = super().clean() or self.cleaned_data
        name = data.get("name", "")
        self.asks = bool(name) and looks_like_full_name(name) and data.get("asked") != name
        return data

    @property
    def chosen_lists(self) -> tuple[list[str], list[OwnList]]:
        chosen = self.cleaned_data["lists"]
        slugs = [one for one in chosen if not one.startswith(("own-", "role-"))]
        return slugs, [own for own in self.own if f"own-{own.pk}" in chosen]

    @property
    def tasks_of_roles(self) -> list[NewTask]:
        chosen = self.cleaned_data["lists"]
        return [task for role in self.roles if f"role-{role.key}" in chosen for task in role.tasks]


@requires(Capability.ASSESS_PEOPLE)
@require_safe
def people(request: OrganizationRequest) -> HttpResponse:
    """Those who are in their first months, and those whose are over."""
    plans = list(Plan.objects.for_organization(request.organization).onboardings())
    context = {
        "tabs": tabs(request, "people"),
        "starting": starting([plan for plan in plans if plan.archived_at is None], timezone.localdate()),
        "over": [plan for plan in plans if plan.archived_at],
        "today": timezone.localdate(),
        "may_work": may(request.role, Capability.WORK_PLAN),
    }
    return render(request, "checklists/people/index.html", context)


@requires(Capability.ASSESS_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OrganizationRequest) -> HttpResponse:
    """Ask who starts and when, with `?list` ticked besides what always is, and with POST make the plan."""
    _must_work(request)
    form = PersonForm(request.POST or None, organization=request.organization, chosen=request.GET.get("list", ""))
    if request.method == "POST" and form.is_valid() and not form.asks:
        slugs, own = form.chosen_lists
        try:
            made = begin_first_months(
                organization=request.organization,
                actor=request.user,
                name=form.cleaned_data["name"],
                first_day=form.cleaned_data["first_day"],
                is_chosen=form.cleaned_data["chosen"] == "yes",
                lists=slugs,
                own_lists=own,
                more=form.tasks_of_roles,
                today=timezone.localdate(),
            )
        except SameNameError:
            form.add_error("name", same_name(form.cleaned_data["name"]))
        except TooManyTasksError as refused:
            form.add_error("lists", str(refused))
        else:
            messages.success(request, f"The first months of {made.name} are planned.")
            return redirect("checklists:plan", request.organization.slug, made.pk)
    context = {
        "tabs": tabs(request, "people"),
        "form": form,
        "question": FULL_NAME if form.asks else "",
        "asked": form.cleaned_data.get("name", "") if form.asks else "",
        "phases": [(phase.title, _when(phase)) for phase in phases_of(PlanKind.ONBOARDING)],
    }
    return render(request, "checklists/people/new.html", context, status=422 if request.method == "POST" else 200)


@requires(Capability.ASSESS_PEOPLE)
@require_POST
def over(request: OrganizationRequest, plan: int) -> HttpResponse:
    """Put somebody's plan away, for their first months are over, or with `again` take it up again."""
    _must_work(request)
    found = get_object_or_404(Plan.objects.for_organization(request.organization).onboardings(), pk=plan)
    found.organization = request.organization
    if "again" in request.POST:
        take_up_again(plan=found)
        messages.success(request, f"{found.name} is among those who are starting again.")
    elif found.archived_at is None:
        archive(plan=found, actor=request.user, now=timezone.now())
        messages.success(request, f"The first months of {found.name} are put away. You find them below.")
    return redirect("checklists:people", request.organization.slug)


def _when(phase: Phase) -> str:
    if phase.opens == phase.closes == 0:
        return "the day itself"
    if phase.closes < 0:
        return f"{-phase.opens} to {-phase.closes} days before the first day"
    return f"{phase.opens} to {phase.closes} days after the first day"


def _must_work(request: OrganizationRequest) -> None:
    if not may(request.role, Capability.WORK_PLAN):
        raise PermissionDenied
