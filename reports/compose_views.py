"""Putting a report together for its reader: begun, worked on, looked at before it is issued, copied, removed."""

import secrets
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.client_data import QUESTION, looks_like_client_record

from .compose_page import in_place_context, page_context
from .compose_saving import Kept, save
from .composing import saving
from .composing.copying import copy, suggested_name
from .composing.forms import NewReportForm
from .composing.logo import drop_logo
from .composing.making import make_parts
from .composing.material import gather
from .composing.parts import ABOUT_READER, KINDS, Reader, parts_for
from .composing.reading import read
from .looks import accent_of, logo_of
from .models import Issue, Report

FORM = ["GET", "HEAD", "POST"]
LOOK = "look"
"""The button that saves and leads to the preview; any other stays on the page."""


@requires(Capability.REPORT)
@require_http_methods(FORM)
def new(request: OrganizationRequest) -> HttpResponse:
    """Ask for whom a report is, and make it with the parts that suit that reader."""
    today = timezone.localdate()
    names = {reader: suggested_name(reader, today) for reader in Reader}
    form = NewReportForm(request.POST or None, initial={"reader": Reader.BOARD, "name": names[Reader.BOARD]})
    if request.method == "POST" and form.is_valid():
        reader, typed = Reader(form.cleaned_data["reader"]), form.cleaned_data["name"]
        # A name that was suggested for another reader was not chosen by anybody.
        name = typed if typed and typed not in names.values() else names[reader]
        if looks_like_client_record(name):
            messages.warning(request, QUESTION)
        made = saving.begin(
            organization=request.organization, actor=request.user, name=name, reader=reader, once=_once(request, reader)
        )
        return redirect("reports:compose", request.organization.slug, made.pk)
    readers = [
        {
            "reader": one,
            "about": ABOUT_READER[one],
            "parts": [KINDS[key].title for key in parts_for(one)],
            "name": names[one],
        }
        for one in Reader
    ]
    context = {"form": form, "readers": readers, "once": new_once()}
    return render(request, "reports/compose/new.html", context, status=422 if form.errors else 200)


@requires(Capability.REPORT)
@require_http_methods(FORM)
def compose(request: OrganizationRequest, report: int) -> HttpResponse:
    """Show a report's form. With POST save it: in place as it is typed, else back here or on to the preview.

    422 where something cannot be taken (what can be is saved), 409 where somebody else saved the same differently
    meanwhile; what was typed stands there either way.
    """
    found = _find(request, report)
    if request.method != "POST":
        return render(request, "reports/compose/compose.html", page_context(found, gather(request.organization)))
    in_place = bool(request.htmx)  # type: ignore[attr-defined]
    do = "" if in_place else request.POST.get("do", "")
    sent = read(found, request.POST, request.FILES, do, may_decide=not in_place)
    try:
        kept = save(found, sent, request.user, do)
    except Report.DoesNotExist as error:
        raise Http404("This report was removed.") from error
    kept.report.organization = request.organization
    status = 409 if kept.conflicts else 200 if kept.is_whole else 422
    if in_place:
        return render(request, "reports/compose/_saved.html", in_place_context(kept, request.POST), status=status)
    return _on_a_page(request, kept, do, status)


@requires(Capability.READ)
@require_safe
def preview(request: OrganizationRequest, report: int) -> HttpResponse:
    """The report as it would be issued now."""
    found = _find(request, report)
    parts = make_parts(saving.wanted_of(found), gather(request.organization))
    context = {
        "report": found,
        "parts": parts,
        "issue": Issue(
            name=found.name,
            organization_name=request.organization.name,
            issued_at=timezone.now(),
            logo_words=found.logo_words,
            accent=found.accent,
        ),
        "accent": accent_of(found),
        "logo": logo_of(found),
        "left_out": len(found.parts) - len({part.key.split("-")[0] for part in parts}),
        "may_export": may(request.role, Capability.REPORT),
        "once": new_once(),
    }
    return render(request, "reports/compose/preview.html", context)


@requires(Capability.REPORT)
@require_POST
def compose_copy(request: OrganizationRequest, report: int) -> HttpResponse:
    """Begin another report with what this one has."""
    found = _find(request, report)
    made = copy(report=found, organization=request.organization, actor=request.user, once=_once(request, str(found.pk)))
    messages.success(request, "This is a copy. The other report stays as it is.")
    return redirect("reports:compose", request.organization.slug, made.pk)


@requires(Capability.REPORT)
@require_http_methods(FORM)
def compose_remove(request: OrganizationRequest, report: int) -> HttpResponse:
    """Ask, then remove a report. What was issued of it stays."""
    found = _find(request, report)
    if request.method != "POST":
        return render(request, "reports/compose/remove.html", {"report": found, "issues": found.issues.count()})
    logo = found.logo
    saving.remove(report=found, actor=request.user)
    drop_logo(logo)
    messages.success(request, f"“{found.name}” is removed.")
    return redirect("reports:index", request.organization.slug)


def new_once() -> str:
    """A key for the buttons of a page: what one of them begins is begun once, however often it is pressed."""
    return secrets.token_urlsafe(12)


def _find(request: OrganizationRequest, report: int) -> Report:
    found: Report = get_object_or_404(Report.objects.for_organization(request.organization), pk=report)
    found.organization = request.organization
    return found


def _once(request: OrganizationRequest, chosen: str) -> str:
    """The page's key with what was chosen on it: who goes back and chooses something else begins something else."""
    once = request.POST.get("once", "")
    said = "\0".join((once, request.path, chosen, request.POST.get("name", "")))
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:24] if once else ""


def _on_a_page(request: OrganizationRequest, kept: Kept, do: str, status: int) -> HttpResponse:
    """Back to the page or on; or the page once more, with what cannot be taken or has to be decided."""
    if kept.question:
        messages.warning(request, kept.question)
    if status != 200:
        context: dict[str, Any] = page_context(kept.report, gather(request.organization), kept, request.POST)
        return render(request, "reports/compose/compose.html", context, status=status)
    slug = request.organization.slug
    if do == LOOK:
        return redirect("reports:preview", slug, kept.report.pk)
    if do.partition(":")[0] not in ("up", "down"):
        messages.success(request, "Saved." if kept.changed else "Everything is saved.")
    there = redirect("reports:compose", slug, kept.report.pk)
    there["Location"] += _anchor(do)
    return there


def _anchor(do: str) -> str:
    """Where on the page one goes on."""
    what, _, key = do.partition(":")
    if what in ("up", "down"):
        return f"#part-{key}" if key in KINDS else ""
    return {"parts": "#parts", "back": "#sentences", "keep": "#sentences", "logo-out": "#look", "accent": "#look"}.get(
        what, ""
    )
