"""Issues of reports: issuing, reading, taking along as files, comparing, removing."""

from datetime import timedelta
from itertools import groupby

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations import audit
from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.jobs import TooManyError

from .comparing import Line, differing, lines_of
from .composing.issuing import Moved, NothingToSayError, compare
from .composing.issuing import issue as issue_report
from .delivering import FILES, ask, file_name, file_of, stored
from .issued_figures import figures_in, part_title
from .looks import accent_of, logo_of
from .models import Issue, IssuePart, Report
from .removing import remove_issue

FORM = ["GET", "HEAD", "POST"]
TWICE = timedelta(minutes=1)
"""A report that is issued twice within this time, and would read the same, is issued once."""
AT_ONCE = {"csv"}
"""Files that take no longer than a page."""


@requires(Capability.REPORT)
@require_POST
def issue_new(request: OrganizationRequest, report: int) -> HttpResponse:
    """Issue a report, and lead to the issue."""
    found = get_object_or_404(Report.objects.for_organization(request.organization), pk=report)
    found.organization = request.organization
    try:
        made = issue_report(report=found, actor=request.user, same_within=TWICE)
    except NothingToSayError as problem:
        context = {"report": found, "problem": str(problem)}
        return render(request, "reports/issues/nothing.html", context, status=422)
    messages.success(request, f"Issued as no. {made.number}. From now on it says what it says today.")
    return redirect("reports:issue", request.organization.slug, made.pk)


@requires(Capability.READ)
@require_safe
def issues(request: OrganizationRequest) -> HttpResponse:
    """All issues, the latest first, with how many links of each are open."""
    now = timezone.now()
    is_open = Q(shares__revoked_at=None) & (Q(shares__ends_at=None) | Q(shares__ends_at__gt=now))
    found = Issue.objects.for_organization(request.organization).annotate(
        open_links=Count("shares", filter=is_open & Q(shares__isnull=False))
    )
    found = found.order_by("-number")  # what is grouped has no order of its own
    return render(request, "reports/issues/index.html", {"issues": found, "may_export": _may_export(request)})


@requires(Capability.READ)
@require_safe
def issue(request: OrganizationRequest, issue: int) -> HttpResponse:
    """An issue as it was issued."""
    found = find_issue(request, issue)
    parts = list(found.parts.defer("html", "figures"))
    has_charts = any("<svg" in part.page for part in parts)
    files = {key: kind for key, kind in FILES.items() if has_charts or key != "charts"}
    context = {
        "issue": found,
        "parts": parts,
        "logo": logo_of(found),
        "accent": accent_of(found),
        "files": files,
        "has_others": Issue.objects.for_organization(request.organization).exclude(pk=found.pk).exists(),
        "may_export": _may_export(request),
    }
    return render(request, "reports/issues/issue.html", context)


@requires(Capability.EXPORT)
@require_POST
def file(request: OrganizationRequest, issue: int, kind: str) -> HttpResponse:
    """A file of an issue: at once where it was made before, else have it made and lead to its progress."""
    found = find_issue(request, issue)
    if kind not in FILES:
        raise Http404("There is no such file.")
    content = file_of(found, kind) if kind in AT_ONCE else stored(found, kind)
    if content is None:
        try:
            job = ask(issue=found, kind=kind, actor=request.user)
        except TooManyError as problem:
            messages.warning(request, str(problem))
            return redirect("reports:issue", request.organization.slug, found.pk)
        _note(request, found, kind)
        return redirect("organizations:job", request.organization.slug, job.pk)
    _note(request, found, kind)
    return as_download(found, kind, content)


@requires(Capability.READ)
@require_safe
def issue_compare(request: OrganizationRequest, issue: int) -> HttpResponse:
    """What differs between this issue and another one, `?with=` its key: figures, then words."""
    found = find_issue(request, issue)
    others = list(Issue.objects.for_organization(request.organization).exclude(pk=found.pk))
    others.sort(key=lambda other: (other.number > found.number, -other.number))
    wanted = request.GET.get("with", "")
    other = next((one for one in others if str(one.pk) == wanted), others[0] if others else None)
    if wanted and (other is None or str(other.pk) != wanted):
        raise Http404("There is no such issue.")
    context = {"issue": found, "others": others, "other": other}
    if other:
        then, now = sorted((found, other), key=lambda one: one.number)
        before, after = list(then.parts.defer("html")), list(now.parts.defer("html"))
        context |= {"then": then, "now": now, "figures": _figures(before, after), **_words(before, after)}
    return render(request, "reports/issues/compare.html", context)


@requires(Capability.REPORT)
@require_http_methods(FORM)
def issue_remove(request: OrganizationRequest, issue: int) -> HttpResponse:
    """Ask, then remove an issue with its links and files."""
    found = find_issue(request, issue)
    if request.method != "POST":
        links = found.shares.usable(timezone.now()).count()
        return render(request, "reports/issues/remove.html", {"issue": found, "links": links})
    remove_issue(issue=found, actor=request.user)
    messages.success(request, f"“{found}” is removed, and its links no longer open.")
    return redirect("reports:issues", request.organization.slug)


def find_issue(request: OrganizationRequest, issue: int) -> Issue:
    """An issue of this organization, else a 404."""
    found: Issue = get_object_or_404(Issue.objects.for_organization(request.organization), pk=issue)
    found.organization = request.organization
    return found


def as_download(issue: Issue, kind: str, content: bytes) -> HttpResponse:
    """A file of an issue, under a harmless name."""
    response = HttpResponse(content, content_type=FILES[kind].type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(issue, kind)}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _may_export(request: OrganizationRequest) -> bool:
    return may(request.role, Capability.EXPORT)


def _note(request: OrganizationRequest, issue: Issue, kind: str) -> None:
    audit.note(
        organization=request.organization,
        actor=request.user,
        action=audit.Action.EXPORTED,
        subject=f"{issue} ({FILES[kind].words}, {FILES[kind].ending.upper()})",
    )


def _figures(before: list[IssuePart], after: list[IssuePart]) -> list[tuple[str, list[Moved]]]:
    """(title of a part that both have, figures of it that differ), in the order of the later issue."""
    was, now = figures_in(before), figures_in(after)
    both = {one.part for one in was} & {one.part for one in now}
    order = list(dict.fromkeys(one.part for one in now))
    found = [one for one in compare(was, now) if one.figure.part in both]
    moved = sorted(found, key=lambda one: order.index(one.figure.part))
    return [(part_title(part), list(of_part)) for part, of_part in groupby(moved, key=lambda one: one.figure.part)]


def _words(before: list[IssuePart], after: list[IssuePart]) -> dict[str, object]:
    """`words`: (part, lines that differ) of parts in both; `came` and `gone`: parts that only one of them has."""
    was, now = {one.key: one for one in before}, {one.key: one for one in after}
    both = [(was[key], now[key]) for key in now if key in was]
    lines: list[tuple[IssuePart, tuple[Line, ...]]] = [
        (later, differing(lines_of(earlier.page), lines_of(later.page))) for earlier, later in both
    ]
    return {
        "words": [(part, found) for part, found in lines if found],
        "same": sum(not found for _, found in lines),
        "came": [one for key, one in now.items() if key not in was],
        "gone": [one for key, one in was.items() if key not in now],
    }
