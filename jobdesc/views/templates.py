"""An organization's own templates: keeping a description as one, the list, renaming and removing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.client_data import QUESTION, looks_like_client_record
from organizations.fields import LineField

from ..drafting import templates as own_templates
from ..models import OwnTemplate
from .beginning import new_once
from .finding import find_description, may_change
from .tabs import tabs

METHODS = ["GET", "HEAD", "POST"]
SAME_NAME = "There is a template of this name already. Give this one another name."
TOO_MANY = f"There are {own_templates.MOST_TEMPLATES} templates already. Remove one that you do not need any more."


class NameForm(forms.Form):
    name = LineField(
        label="Name of the template",
        max_length=150,
        error_messages={"required": "Give the template a name."},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


@requires(Capability.DRAFT_JOBS)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """All own templates."""
    context = {
        "tabs": tabs(request),
        "templates": OwnTemplate.objects.for_organization(request.organization).defer("content"),
        "once": new_once(),
    }
    return render(request, "jobdesc/templates/index.html", context)


@requires(Capability.DRAFT_JOBS)
@require_http_methods(METHODS)
def keep(request: OrganizationRequest, description: int) -> HttpResponse:
    """Ask for a name, and with POST keep the description's text as a template."""
    found = find_description(request, description)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": found.title})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            own_templates.keep(
                organization=request.organization, actor=request.user, name=name, document=found.document
            )
        except own_templates.SameNameError:
            form.add_error("name", SAME_NAME)
        except own_templates.TooManyError:
            form.add_error(None, TOO_MANY)
        else:
            return _done(request, f"“{name}” is kept as a template.", name)
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "description": found,
        "form": form,
        "may_change": may_change(request, found),
    }
    return render(request, "jobdesc/templates/keep.html", context, status=422 if form.errors else 200)


@requires(Capability.DRAFT_JOBS)
@require_http_methods(METHODS)
def rename(request: OrganizationRequest, kept: int) -> HttpResponse:
    """Ask for another name, and with POST give it."""
    found = _find(request, kept)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            own_templates.rename(template=found, actor=request.user, name=name)
        except own_templates.SameNameError:
            form.add_error("name", SAME_NAME)
        else:
            return _done(request, f"The template is called “{name}” now.", name)
    context = {"tabs": tabs(request), "own": found, "form": form}
    return render(request, "jobdesc/templates/rename.html", context, status=422 if form.errors else 200)


@requires(Capability.DRAFT_JOBS)
@require_http_methods(METHODS)
def remove(request: OrganizationRequest, kept: int) -> HttpResponse:
    """Ask, and with POST remove it; descriptions that began with it stay as they are."""
    found = _find(request, kept)
    if request.method == "POST":
        found.delete()
        return _done(request, f"The template “{found.name}” is removed.")
    return render(request, "jobdesc/templates/remove.html", {"tabs": tabs(request), "own": found})


def _find(request: OrganizationRequest, kept: int) -> OwnTemplate:
    found: OwnTemplate = get_object_or_404(OwnTemplate.objects.for_organization(request.organization), pk=kept)
    found.organization = request.organization
    return found


def _done(request: OrganizationRequest, text: str, typed: str = "") -> HttpResponse:
    messages.success(request, text)
    if looks_like_client_record(typed):
        messages.warning(request, QUESTION)
    return redirect("jobdesc:own-templates", request.organization.slug)
