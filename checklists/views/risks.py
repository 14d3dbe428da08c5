"""The risk register, and the tasks that answer a risk."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from toolkits.models import Collection

from ..models import Plan
from ..money.answer_form import AnswerForm
from ..money.answering import Added, Proposal, add_answers, proposals
from ..money.risks import INSTRUMENT, Risk, load_risks
from ..planning.adding import TooManyTasksError
from .refusing import changes_plans
from .tabs import tabs

BY_GROUP, LIKELIEST = "group", "likeliest"


@requires(Capability.READ)
@require_safe
def risks(request: OrganizationRequest) -> HttpResponse:
    """What may come up, how likely, what would be done, and the tasks that do something about it."""
    context = {
        "tabs": tabs(request, "risks"),
        "register": load_risks(request.organization),
        "collection": Collection.objects.filter(pk=INSTRUMENT).select_related("toolkit").first(),
        "sort": LIKELIEST if request.GET.get("sort") == LIKELIEST else BY_GROUP,
        "assessment": reverse("assessments:record", args=[request.organization.slug, INSTRUMENT]),
        "today": timezone.localdate(),
        "may_assess": may(request.role, Capability.ASSESS),
        "may_work": may(request.role, Capability.WORK_PLAN),
    }
    return render(request, "checklists/risks/index.html", context)


@requires(Capability.WORK_PLAN)
@changes_plans
@require_http_methods(["GET", "HEAD", "POST"])
def answer_risk(request: OrganizationRequest, risk: str) -> HttpResponse:
    """Add tasks that do something about a risk: a toolkit's, or in one's own words."""
    found = _risk(request, risk)
    plans = list(Plan.objects.for_organization(request.organization).programs().current())
    offered, today = proposals(found, plans), timezone.localdate()
    if request.method != "POST":
        return _answer(request, found, plans, offered, AnswerForm(plans=plans, offered=offered, today=today))
    form = AnswerForm(request.POST, plans=plans, offered=offered, today=today)
    if not form.is_valid():
        return _answer(request, found, plans, offered, form, 422)
    data = form.cleaned_data
    plan = next(plan for plan in plans if str(plan.pk) == data["plan"])
    plan.organization = request.organization
    try:
        done = add_answers(
            plan=plan, actor=request.user, risk=found, proposed=form.chosen, title=data["title"], phase=data["phase"]
        )
    except TooManyTasksError as refused:
        form.add_error(None, str(refused))
        return _answer(request, found, plans, offered, form, 422)
    messages.success(request, _told(done, plan))
    return redirect(f"{reverse('checklists:risks', args=[request.organization.slug])}#risk-{found.slug}")


def _risk(request: OrganizationRequest, slug: str) -> Risk:
    for risk in load_risks(request.organization).risks:
        if risk.slug == slug:
            return risk
    raise Http404("No such risk.")


def _answer(
    request: OrganizationRequest,
    risk: Risk,
    plans: Sequence[Plan],
    offered: Sequence[Proposal],
    form: AnswerForm,
    status: int = 200,
) -> HttpResponse:
    ticked = form.data.getlist("proposed") if form.is_bound else []  # type: ignore[attr-defined]
    only_one = len(plans) == 1
    context = {
        "tabs": tabs(request, "risks"),
        "risk": risk,
        "plans": plans,
        "offered": [(each, each.key in ticked) for each in offered],
        "form": form,
        "problems": [
            *form.non_field_errors(),
            *form["proposed"].errors,
            *(form["plan"].errors if only_one else ()),
        ],
    }
    return render(request, "checklists/risks/answer.html", context, status=status)


def _told(done: Added, plan: Plan) -> str:
    added, linked = len(done.added), done.linked
    parts = []
    if added:
        parts.append(f"Added {added} task{'s' if added > 1 else ''} to “{plan.name}”.")
    if linked:
        several = linked > 1
        parts.append(
            f"{linked} task{'s' if several else ''} {'were' if several else 'was'} in it already, and now "
            f"answer{'' if several else 's'} this risk."
        )
    return " ".join(parts)
