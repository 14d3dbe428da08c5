"""An organization's own words and rules for the review."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.models.organization import states

from ..hiring.fixture import hiring
from ..models import OwnTerm, PayRule
from ..reviewing import choosing
from ..reviewing.choosing import BlockingForm, PayRuleForm, StateForm, TermForm
from ..reviewing.law import Duty, duty_in
from ..reviewing.looking import blocking_of, corrections_of, rules_of
from ..reviewing.marks import Piece, pieces_of
from ..wording.reviewing import review
from ..wording.rules import Rules, own_rule
from .tabs import tabs


@dataclass(frozen=True)
class StateRow:
    code: str
    name: str
    duty: Duty


@requires(Capability.DRAFT_JOBS)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """Own terms with an example each, what blocks, and the table of states."""
    terms = list(OwnTerm.objects.for_organization(request.organization))
    own = corrections_of(request.organization)
    pay, names = hiring().pay, dict(states())
    known = sorted({*pay.laws, *own}, key=lambda code: names.get(code, code))
    context = {
        "tabs": tabs(request, "choices"),
        "terms": [(one, _example(one)) for one in terms],
        "blocking_form": BlockingForm(initial={"blocking": blocking_of(request.organization)}),
        "pay": pay,
        "rows": [StateRow(code, names.get(code, code), duty_in(code, pay, own)) for code in known],
        "state_form": StateForm(),
    }
    return render(request, "jobdesc/choices.html", context)


@requires(Capability.DRAFT_JOBS)
@require_http_methods(["GET", "POST"])
def add(request: OrganizationRequest) -> HttpResponse:
    """Ask for a new term, try it on a sentence, and keep it."""
    return _term(request, None)


@requires(Capability.DRAFT_JOBS)
@require_http_methods(["GET", "POST"])
def change(request: OrganizationRequest, term: int) -> HttpResponse:
    """Change a term."""
    return _term(request, get_object_or_404(OwnTerm.objects.for_organization(request.organization), pk=term))


@requires(Capability.DRAFT_JOBS)
@require_http_methods(["GET", "POST"])
def remove(request: OrganizationRequest, term: int) -> HttpResponse:
    """Ask, and take a term off the list."""
    found = get_object_or_404(OwnTerm.objects.for_organization(request.organization), pk=term)
    if request.method == "POST":
        found.delete()
        messages.success(request, f"“{found.term}” is not marked any more.")
        return redirect("jobdesc:choices", request.organization.slug)
    return render(request, "jobdesc/review/term_remove.html", {"tabs": tabs(request, "choices"), "term": found})


@requires(Capability.DRAFT_JOBS)
@require_POST
def blocking(request: OrganizationRequest) -> HttpResponse:
    """Keep which groups have to be settled before approving."""
    form = BlockingForm(request.POST)
    if form.is_valid():
        groups = form.cleaned_data["blocking"]
        choosing.choose_blocking(organization=request.organization, actor=request.user, groups=groups)
        messages.success(request, "Kept." if groups else "Kept: no mark keeps a description from being approved.")
    else:
        messages.warning(request, "There is no such group, so nothing was changed.")
    return redirect("jobdesc:choices", request.organization.slug)


@requires(Capability.DRAFT_JOBS)
@require_safe
def state(request: OrganizationRequest) -> HttpResponse:
    """From the list of states to the page of one."""
    code = request.GET.get("state", "")
    if code not in dict(states()):
        return redirect("jobdesc:choices", request.organization.slug)
    return redirect("jobdesc:pay-rule", request.organization.slug, code)


@requires(Capability.DRAFT_JOBS)
@require_http_methods(["GET", "POST"])
def pay_rule(request: OrganizationRequest, state: str) -> HttpResponse:
    """What the table says of a state, and what the organization says instead; `do=remove` goes by the table again."""
    names = dict(states())
    if state not in names:
        raise Http404("No such state.")
    own = corrections_of(request.organization).get(state)
    initial = {"is_required": "yes" if own.is_required else "no", "note": own.note} if own else {}
    form = PayRuleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST":
        if request.POST.get("do") == "remove":
            PayRule.objects.filter(organization=request.organization, state=state).delete()
            messages.success(request, f"{names[state]} goes by PeerReady's table again.")
            return redirect("jobdesc:choices", request.organization.slug)
        if form.is_valid():
            choosing.correct_pay(
                organization=request.organization, actor=request.user, state=state, **form.cleaned_data
            )
            messages.success(request, f"Your rule for {names[state]} is kept.")
            return redirect("jobdesc:choices", request.organization.slug)
    context = {
        "tabs": tabs(request, "choices"),
        "form": form,
        "state": names[state],
        "duty": duty_in(state, hiring().pay, {state: own} if own else {}),
        "pay": hiring().pay,
    }
    return render(request, "jobdesc/review/pay_rule.html", context, status=422 if form.is_bound else 200)


def _term(request: OrganizationRequest, found: OwnTerm | None) -> HttpResponse:
    initial = {name: getattr(found, name) for name in ("term", "replacement", "reason")} if found else {}
    form = TermForm(request.POST if request.method == "POST" else None, initial=initial)
    tried: tuple[Piece, ...] | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = dict(form.cleaned_data)
            sample = data.pop("sample")
            if request.POST.get("do") == "try":
                status, tried = 200, _tried(data["term"], sample or f"Does it mark “{data['term']}” here?")
            else:
                try:
                    kept = choosing.keep_term(
                        organization=request.organization, actor=request.user, changed=found, **data
                    )
                except choosing.TakenError as refused:
                    form.add_error("term", str(refused))
                else:
                    messages.success(request, f"“{kept.term}” is marked from now on.")
                    return redirect("jobdesc:choices", request.organization.slug)
    context: dict[str, Any] = {
        "tabs": tabs(request, "choices"),
        "term": found,
        "form": form,
        "tried": tried,
        "marks_any": bool(tried and any(one.finding for one in tried)),
        "cancel_url": reverse("jobdesc:choices", args=[request.organization.slug]),
    }
    return render(request, "jobdesc/review/term.html", context, status=status)


def _example(term: OwnTerm) -> tuple[Piece, ...]:
    sentence = f"We write {term.term} in a sentence."
    return pieces_of(sentence, review(sentence, Rules(), rules_of([term])))


def _tried(term: str, sample: str) -> tuple[Piece, ...]:
    return pieces_of(sample, review(sample, Rules(), (own_rule(term),)))
