"""Who reads a description before it is approved: naming them, asking members by mail, and what they say."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.client_data import QUESTION, looks_like_client_record
from organizations.fields import whole_number
from organizations.models import Membership
from toolkits.models import Entry

from ..drafting.reading import passages
from ..models import Description, MailState, Reader
from ..reviewing import reading
from ..reviewing.forms import ReaderForm, RemarkForm, VerdictForm
from .about import about
from .finding import changes_descriptions, description_to_change, find_description, may_change

ASKED_FOR = ("lappa-partner-with-peer-run", "legere-plain-job-language")
"""What the toolkits say of who should read a job description."""


@requires(Capability.READ)
@require_safe
def readers(request: OrganizationRequest, description: int) -> HttpResponse:
    """The text as it stands, who reads it and what they said, and all remarks."""
    return show(request, find_description(request, description))


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_POST
def add(request: OrganizationRequest, description: int) -> HttpResponse:
    """Name somebody who has to read it."""
    found = description_to_change(request, description)
    form = ReaderForm(request.POST, members=_members(request))
    if not form.is_valid():
        return show(request, found, 422, reader_form=form)
    data = form.cleaned_data
    member = form.members.get(data["member"])
    try:
        reader = reading.add_reader(description=found, kind=data["kind"], member=member, name=data["name"])
    except reading.TooManyError as refused:
        messages.warning(request, str(refused))
        return _back(request, found)
    if reader is None:
        messages.info(request, f"{member or data['name']} is on the list already.")
    else:
        messages.success(request, f"{reader.name} is on the list. Nothing has been mailed yet.")
    return _back(request, found)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "POST"])
def drop(request: OrganizationRequest, description: int, reader: int) -> HttpResponse:
    """Ask, and take a reader out of the list with what they said."""
    found = description_to_change(request, description)
    one = get_object_or_404(found.readers, pk=reader)
    if request.method == "POST":
        reading.drop_reader(description=found, reader=one)
        messages.success(request, f"{one.name} is taken out of the list.")
        return _back(request, found)
    context = about(request, found, "readers") | {"reader": one}
    return render(request, "jobdesc/review/reader_drop.html", context)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "POST"])
def ask(request: OrganizationRequest, description: int) -> HttpResponse:
    """Show the mail and whom it goes to; with POST send it."""
    found = description_to_change(request, description)
    url = settings.SITE_URL + reverse("jobdesc:readers", args=[request.organization.slug, found.pk])
    if request.method == "POST":
        asked = reading.ask(description=found, actor=request.user, url=url)
        _tell_asked(request, asked)
        return _back(request, found)
    waiting = reading.to_ask(found)
    context = about(request, found, "readers") | {
        "waiting": waiting,
        "letter": reading.letter(found, waiting[0], request.user, url) if waiting else None,
    }
    return render(request, "jobdesc/review/ask.html", context)


@requires(Capability.TAKE_PART)
@changes_descriptions
@require_POST
def verdict(request: OrganizationRequest, description: int, reader: int) -> HttpResponse:
    """Keep what a member says of the version on their page, or what somebody from outside said."""
    found = description_to_change(request, description)
    one = get_object_or_404(found.readers.select_related("member"), pk=reader)
    is_own = bool(one.member and one.member.user_id == request.user.pk)
    if not is_own and (one.member or not may(request.role, Capability.DRAFT_JOBS)):
        messages.error(request, "Everybody says for themselves whether it is ready. Nothing was noted.")
        return _back(request, found)
    form = VerdictForm(request.POST, auto_id=f"verdict_{one.pk}_%s")
    if not form.is_valid():
        return show(request, found, 422, verdict_form=form, refused=one.pk)
    data = form.cleaned_data
    one.description = found
    is_kept = reading.say(
        reader=one,
        verdict=data["verdict"],
        note=data["note"],
        version=whole_number(request.POST.get("version")),
        noted_by=None if is_own else request.user,
    )
    if not is_kept:
        messages.warning(request, "That version is not kept any more, so nothing was noted. Read this one, please.")
        return _back(request, found)
    messages.success(request, "Thank you: your word is kept." if is_own else f"What {one.name} said is kept.")
    if looks_like_client_record(data["note"]):
        messages.warning(request, QUESTION)
    return _back(request, found)


def show(request: OrganizationRequest, found: Description, status: int = 200, **more: Any) -> HttpResponse:
    """The page; `more` are the forms that were not taken, in place of empty ones."""
    rows = list(found.readers.select_related("member"))
    for one in rows:
        one.description = found
    is_open = not found.is_put_away
    remarks = list(found.remarks.all())
    context = about(request, found, "readers") | {
        "passages": passages(found.document),
        "readers": rows,
        "mine": next((one for one in rows if one.member and one.member.user_id == request.user.pk), None),
        "has_members": any(one.member for one in rows),
        "open_remarks": [one for one in remarks if one.settled_at is None],
        "settled_remarks": [one for one in remarks if one.settled_at is not None],
        "is_open": is_open and may(request.role, Capability.TAKE_PART),
        "may_settle": may(request.role, Capability.DRAFT_JOBS),
        "lacks_a_peer": not any(one.kind == "peer" for one in rows),
        "asked_for": _asked_for(),
        "reader_form": ReaderForm(members=_members(request)) if may_change(request, found) else None,
        "remark_is_asked_about": False,
        "remark_form": RemarkForm(auto_id="remark_%s"),
        "verdict_form": None,
        "refused": None,
        "empty_verdict": VerdictForm(auto_id=False),
    }
    return render(request, "jobdesc/review/readers.html", context | more, status=status)


def _asked_for() -> list[Entry]:
    return list(Entry.objects.filter(pk__in=ASKED_FOR).select_related("toolkit"))


def _members(request: OrganizationRequest) -> list[Membership]:
    found = Membership.objects.filter(organization=request.organization).select_related("user")
    return sorted(found, key=lambda one: str(one.user).casefold())


def _tell_asked(request: OrganizationRequest, asked: Sequence[Reader]) -> None:
    sent = [one.name for one in asked if one.mail == MailState.SENT]
    others = [one.name for one in asked if one.mail != MailState.SENT]
    if sent:
        messages.success(request, f"Mailed to {', '.join(sent)}.")
    if others:
        messages.warning(
            request,
            f"The mail to {', '.join(others)} was not sent, or may not have been. You can tell them yourself: "
            "this page is all they need.",
        )
    if not asked:
        messages.info(request, "Everybody has been asked about this version, so nothing was mailed.")


def _back(request: OrganizationRequest, found: Description) -> HttpResponse:
    return redirect("jobdesc:readers", request.organization.slug, found.pk)
