"""Who may open a portfolio, and which organizations were asked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.access import SignedInRequest, signed_in
from organizations.pace import is_too_often

from . import asking, keeping
from .finding import find
from .forms import TOO_OFTEN, AskForm, PersonForm
from .models import EntryState, PortfolioEntry, PortfolioPerson, PortfolioRole

ASKED_ALREADY = (
    "This portfolio has asked with this code before. To ask once more, have the organization make a new code."
)
NO_ROOM = f"There are {asking.MOST_ENTRIES} on your list. Take off what you no longer need."


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, portfolio: int) -> HttpResponse:
    """Ask with a code; what was asked, and who has ended being seen."""
    found = find(request, portfolio, as_owner=True).portfolio
    form, status = AskForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if is_too_often(request, "portfolio_ask"):
            form.add_error("code", TOO_OFTEN)
            status = 429
        elif form.is_valid():
            try:
                asking.ask(portfolio=found, code=form.cleaned_data["code"], actor=request.user)
            except asking.AskedAlreadyError:
                form.add_error("code", ASKED_ALREADY)
            except asking.FullError:
                form.add_error("code", NO_ROOM)
            else:
                messages.success(request, "The request is on its way. If the organization agrees, you see it here.")
                return redirect("portfolios:asking", found.pk)
    there = PortfolioEntry.objects.filter(portfolio=found, dropped_at=None)
    context = {
        "form": form,
        "portfolio": found,
        "silent": there.filter(agreed_at=None),
        "ended": there.filter(state=EntryState.ENDED, agreed_at__isnull=False),
    }
    return render(request, "peerready/portfolio/asking.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: SignedInRequest, portfolio: int, entry: int) -> HttpResponse:
    """Ask, then take an entry off the list."""
    found = find(request, portfolio, as_owner=True).portfolio
    entries = PortfolioEntry.objects.filter(portfolio=found, dropped_at=None).select_related("organization")
    row = get_object_or_404(entries, pk=entry)
    if request.method == "POST":
        asking.drop(entry=row, actor=request.user)
        messages.success(request, "It is off your list.")
        return redirect("portfolios:portfolio" if row.is_agreed else "portfolios:asking", found.pk)
    name = "" if row.is_silent else row.called
    if row.is_agreed and row.organization:
        name = row.organization.name
    context = {"portfolio": found, "entry": row, "name": name}
    return render(request, "peerready/portfolio/drop.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: SignedInRequest, portfolio: int) -> HttpResponse:
    """Who may open it; owners invite others by their address."""
    me = find(request, portfolio, as_owner=request.method == "POST")
    form, status = PersonForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if is_too_often(request, "portfolio_invite"):
            form.add_error("email", TOO_OFTEN)
            status = 429
        elif form.is_valid() and _invite(request, me, form):
            return redirect("portfolios:people", me.portfolio_id)
    context = {
        "form": form,
        "portfolio": me.portfolio,
        "people": PortfolioPerson.objects.filter(portfolio=me.portfolio).select_related("user"),
        "me": me,
        "owns": me.role == PortfolioRole.OWNER,
    }
    return render(request, "peerready/portfolio/people.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove_person(request: SignedInRequest, portfolio: int, keeper: int) -> HttpResponse:
    """Ask, then remove somebody; everybody may remove themselves."""
    me = find(request, portfolio)
    if keeper != me.pk:
        find(request, portfolio, as_owner=True)
    people = PortfolioPerson.objects.filter(portfolio=me.portfolio).select_related("user", "portfolio")
    person = get_object_or_404(people, pk=keeper)
    is_me = person.pk == me.pk
    if request.method != "POST":
        return render(request, "peerready/portfolio/remove.html", {"person": person, "is_me": is_me})
    try:
        keeping.remove_person(person=person)
    except keeping.LastOwnerError as refused:
        messages.error(request, str(refused))
        return redirect("portfolios:people", me.portfolio_id)
    gone = f"You can no longer open {me.portfolio.name}." if is_me else "They can no longer open the portfolio."
    messages.success(request, gone)
    return redirect("portfolios:index") if is_me else redirect("portfolios:people", me.portfolio_id)


def _invite(request: SignedInRequest, me: PortfolioPerson, form: PersonForm) -> bool:
    """Whether somebody was invited; else the form says why not."""
    email = form.cleaned_data["email"]
    try:
        person = keeping.invite(portfolio=me.portfolio, email=email, role=form.cleaned_data["role"])
    except keeping.FullError as full:
        form.add_error(None, str(full))
        return False
    if person is None:
        form.add_error("email", "This person is on the list already.")
        return False
    if keeping.send_invitation(person=person, inviter=request.user):
        messages.success(request, f"We have written to {email}.")
    else:
        messages.warning(request, f"The mail server did not take the mail. Tell {email} to sign in with this address.")
    return True
