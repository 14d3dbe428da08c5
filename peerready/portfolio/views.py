"""One's portfolios: the list, one of them, beginning, changing and deleting it, its report."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import SignedInRequest, signed_in
from reports.downloading import PDF_TYPE
from reports.pdf import ReportError
from reports.sheets import CSV_TYPE

from . import keeping
from .finding import find
from .forms import PortfolioForm
from .models import EntryState, PortfolioEntry, PortfolioPerson, PortfolioRole
from .reading import SORTS, Seen, read
from .report import csv_of_portfolio, pdf_of


@signed_in
@never_cache
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """One's portfolios, and first of all those that somebody has invited one to."""
    keeping.claim(request.user)
    seen = Q(
        portfolio__entries__state=EntryState.AGREED,
        portfolio__entries__organization__delete_at=None,
        portfolio__entries__organization__is_demo=False,
    )
    mine = PortfolioPerson.objects.of(request.user).select_related("portfolio").order_by("portfolio__name", "pk")
    people = mine.annotate(seen=Count("portfolio__entries", filter=seen))
    return render(request, "peerready/portfolio/index.html", {"people": people})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    form = PortfolioForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = keeping.begin(**form.cleaned_data, actor=request.user)
        except keeping.FullError as full:
            form.add_error(None, str(full))
        else:
            messages.success(request, f"{made.name} is set up. Now ask organizations for their codes.")
            return redirect("portfolios:asking", made.pk)
    return render(request, "peerready/portfolio/new.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_safe
def portfolio(request: SignedInRequest, portfolio: int) -> HttpResponse:
    """The organizations that have agreed, how they stand, and the group from five on."""
    return _page(request, find(request, portfolio))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: SignedInRequest, portfolio: int) -> HttpResponse:
    found = find(request, portfolio, as_owner=True).portfolio
    form = PortfolioForm(request.POST or None, initial={"name": found.name, "kept_by": found.kept_by})
    if request.method == "POST" and form.is_valid():
        keeping.rename(portfolio=found, **form.cleaned_data)
        messages.success(request, "The details are saved. Organizations that you have asked see them too.")
        return redirect("portfolios:portfolio", found.pk)
    context = {"form": form, "portfolio": found}
    return render(request, "peerready/portfolio/details.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedInRequest, portfolio: int) -> HttpResponse:
    """Ask, then delete the portfolio. Nothing of any organization is deleted with it."""
    found = find(request, portfolio, as_owner=True).portfolio
    if request.method == "POST":
        keeping.delete(portfolio=found, actor=request.user)
        messages.success(request, f"{found.name} is deleted. The organizations have lost nothing.")
        return redirect("portfolios:index")
    return render(request, "peerready/portfolio/delete.html", {"portfolio": found})


@signed_in
@never_cache
@require_safe
def report(request: SignedInRequest, portfolio: int) -> HttpResponse:
    seen = read(find(request, portfolio).portfolio)
    return render(request, "peerready/portfolio/report.html", {"seen": seen})


@signed_in
@require_POST
def report_pdf(request: SignedInRequest, portfolio: int) -> HttpResponse:
    """With POST, because it costs work."""
    person = find(request, portfolio)
    seen = read(person.portfolio)
    try:
        pdf = pdf_of(seen)
    except ReportError as error:
        return _page(request, person, problem=str(error), status=503)
    return _download(seen, pdf, PDF_TYPE, "pdf")


@signed_in
@require_POST
def table_csv(request: SignedInRequest, portfolio: int) -> HttpResponse:
    seen = read(find(request, portfolio).portfolio)
    return _download(seen, csv_of_portfolio(seen), CSV_TYPE, "csv")


def _page(request: SignedInRequest, person: PortfolioPerson, *, problem: str = "", status: int = 200) -> HttpResponse:
    sort, owns = request.GET.get("sort", ""), person.role == PortfolioRole.OWNER
    context = {
        "portfolio": person.portfolio,
        "seen": read(person.portfolio, sort=sort),
        "owns": owns,
        "drops_from": person.portfolio_id if owns else "",
        "sorts": [(key, words) for key, (words, _) in SORTS.items()],
        "sort": sort if sort in SORTS else "name",
        "listed": _listed(person),
        "problem": problem,
    }
    return render(request, "peerready/portfolio/portfolio.html", context, status=status)


def _listed(person: PortfolioPerson) -> dict[str, int]:
    """How many have not answered, as far as anybody knows, and how many are no longer seen."""
    there = PortfolioEntry.objects.filter(portfolio=person.portfolio, dropped_at=None)
    ended = Q(state=EntryState.ENDED, agreed_at__isnull=False)
    return there.aggregate(silent=Count("pk", filter=Q(agreed_at=None)), ended=Count("pk", filter=ended))


def _download(seen: Seen, content: bytes, content_type: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    name = slugify(seen.portfolio.name)[:60].strip("-") or "portfolio"
    response["Content-Disposition"] = f'attachment; filename="{name}-{localtime(seen.made_at):%Y-%m-%d}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
