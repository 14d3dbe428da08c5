"""Beginning a description: from a toolkit's sample text, a title, an earlier one, an own template, or from nothing."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.client_data import QUESTION, looks_like_client_record
from organizations.fields import LineField, whole_number
from toolkits.models import Collection, Entry

from ..drafting import saving
from ..drafting.document import SETTINGS, Document
from ..drafting.forms.start import key_of_title
from ..drafting.reading import passages
from ..drafting.starting import from_earlier, from_template, from_title
from ..drafting.templates import document_of
from ..hiring.content import JobTitle, Template
from ..hiring.fixture import hiring
from ..hiring.words import words_of
from ..models import Description, OwnTemplate
from .finding import find_description
from .tabs import tabs

METHODS = ["GET", "HEAD", "POST"]
EARLIER = 30
"""So many earlier descriptions are offered, the latest."""
TITLES = "lappa-titles"


class TitleForm(forms.Form):
    title = LineField(
        label="What is the job called?",
        max_length=150,
        required=False,
        help_text="You can change it at any time.",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


@dataclass(frozen=True)
class Card:
    """A toolkit's sample text to begin with."""

    template: Template
    settings: tuple[str, ...]
    collection: Collection | None


@dataclass(frozen=True)
class TitleCard:
    """One of the toolkit's titles with what it means."""

    title: JobTitle
    entry: Entry | None


@requires(Capability.DRAFT_JOBS)
@require_http_methods(METHODS)
def new(request: OrganizationRequest) -> HttpResponse:
    """Ask what to begin with; with POST (`begin`) make a description of it and go to the first step."""
    form = TitleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _begin(request, request.POST.get("begin", ""), form.cleaned_data["title"])
    places = Collection.objects.filter(slug__in=hiring().templates).select_related("toolkit").in_bulk()
    meanings = Entry.objects.filter(collection=TITLES).select_related("toolkit").in_bulk()
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "form": form,
        "cards": [_card(one, places.get(one.collection)) for one in hiring().templates.values()],
        "titles": [TitleCard(one, meanings.get(one.key)) for one in hiring().titles],
        "earlier": Description.objects.for_organization(request.organization).defer("content")[:EARLIER],
        "own": OwnTemplate.objects.for_organization(request.organization).defer("content"),
        "once": new_once(),
    }
    return render(request, "jobdesc/begin/new.html", context, status=422 if form.errors else 200)


@requires(Capability.DRAFT_JOBS)
@require_safe
def template(request: OrganizationRequest, template: str) -> HttpResponse:
    """A toolkit's sample text as the description that it makes, to look at before one begins with it."""
    found = _template(template)
    collection = Collection.objects.filter(pk=found.collection).select_related("toolkit").first()
    context = {
        "tabs": tabs(request),
        "card": _card(found, collection),
        "passages": passages(_from_template(found)),
        "left_out": len(found.left_out),
        "once": new_once(),
    }
    return render(request, "jobdesc/begin/template.html", context)


@requires(Capability.DRAFT_JOBS)
@require_POST
def copy(request: OrganizationRequest, description: int) -> HttpResponse:
    """Begin a new description with the text of another one."""
    found = find_description(request, description)
    return _made(request, from_earlier(found.document), begun_from=found)


def new_once() -> str:
    """A key for the buttons of a page: what one of them begins is begun once, however often it is pressed."""
    return secrets.token_urlsafe(12)


def _begin(request: OrganizationRequest, wanted: str, title: str) -> HttpResponse:
    """Make a description: `template:`, `title:`, `earlier:` or `own:` with a key, or else from nothing."""
    kind, _, key = wanted.partition(":")
    if kind == "template":
        return _made(request, _from_template(_template(key)))
    if kind == "title":
        found = next((one for one in hiring().titles if one.key == key), None)
        if found is None:
            raise Http404("No such title.")
        return _made(request, from_title(found.key, found.title))
    if kind == "earlier":
        earlier = find_description(request, whole_number(key))
        return _made(request, from_earlier(earlier.document), begun_from=earlier)
    if kind == "own":
        own = get_object_or_404(OwnTemplate.objects.for_organization(request.organization), pk=whole_number(key))
        return _made(request, document_of(own))
    if looks_like_client_record(title):
        messages.warning(request, QUESTION)
    return _made(request, from_title(key_of_title(title), title))


def _made(request: OrganizationRequest, document: Document, begun_from: Description | None = None) -> HttpResponse:
    made = saving.begin(
        organization=request.organization,
        actor=request.user,
        document=document,
        begun_from=begun_from,
        once=_once(request),
    )
    return redirect("jobdesc:step", request.organization.slug, made.pk, "start")


def _once(request: OrganizationRequest) -> str:
    """The page's key with what was chosen on it: who goes back and chooses something else begins something else."""
    once = request.POST.get("once", "")
    chosen = "\0".join((once, request.path, request.POST.get("begin", ""), request.POST.get("title", "")))
    return sha256(chosen.encode("utf-8", "replace")).hexdigest()[:24] if once else ""


def _template(key: str) -> Template:
    found = hiring().templates.get(key)
    if found is None:
        raise Http404("No such sample text.")
    return found


def _from_template(template: Template) -> Document:
    """The description that it makes; lines whose words have not been loaded are left out."""
    words: dict[str, str] = defaultdict(str, words_of(template))
    made = from_template(template, words)
    whole: dict[str, Any] = {
        name: tuple(one for one in getattr(made, name) if one.text)
        for name in ("function", "required", "preferred", "conditions", "benefits")
    }
    groups = tuple(replace(one, duties=tuple(d for d in one.duties if d.text)) for one in made.responsibilities)
    return replace(made, responsibilities=groups, **whole)


def _card(template: Template, collection: Collection | None) -> Card:
    return Card(template, tuple(SETTINGS[key] for key in template.settings), collection)
