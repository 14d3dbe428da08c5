"""The library: searching, browsing, and each thing in it with its source and what uses it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, requires

from .browsing import whole_library
from .laying_out import laid_item, lay_out
from .linking import ties_of
from .models import Collection, Entry, Toolkit
from .searching import MOST_LETTERS, search
from .sources import Source
from .topics import Topic

LONGEST_HEADING = 160


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """The search box with what was found; where nothing was, or nothing is searched, what to browse by."""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:MOST_LETTERS]
    hits = search(query) if query else []
    if hits:
        return render(request, "toolkits/index.html", {"query": query, "hits": hits})
    library = whole_library()
    context = {
        "query": query,
        "hits": hits,
        "topics": library.topics(),
        "toolkits": library.toolkits(Toolkit.objects.all()),
        "is_empty": library.is_empty,
    }
    return render(request, "toolkits/index.html", context)


@requires(Capability.READ)
@require_safe
def topic(request: OrganizationRequest, topic: str) -> HttpResponse:
    """All that there is on one topic."""
    if topic not in Topic.values:
        raise Http404("There is no such topic.")
    context = {"topic": Topic(topic), "library": whole_library().on_topic(topic), "steps": _steps(request)}
    return render(request, "toolkits/topic.html", context)


@requires(Capability.READ)
@require_safe
def toolkit(request: OrganizationRequest, toolkit: str) -> HttpResponse:
    """A toolkit: whose it is, what it says of reuse, and what of it is here."""
    found = get_object_or_404(Toolkit, slug=toolkit)
    context = {"toolkit": found, "library": whole_library().of_toolkit(found.slug), "steps": _steps(request)}
    return render(request, "toolkits/toolkit.html", context)


@requires(Capability.READ)
@require_safe
def advice(request: OrganizationRequest, key: str) -> HttpResponse:
    """One piece of advice, and the items that it helps with."""
    entry = get_object_or_404(Entry.objects.advice().select_related("toolkit"), key=key)
    context = {
        "entry": entry,
        "topics": [Topic(topic) for topic in entry.topics],
        "ties": ties_of(entry),
        "steps": _steps(request),
    }
    return render(request, "toolkits/advice.html", context)


@requires(Capability.READ)
@require_safe
def collection(request: OrganizationRequest, collection: str) -> HttpResponse:
    """A whole collection, laid out as it is meant to be read."""
    found = get_object_or_404(Collection.objects.select_related("toolkit"), slug=collection)
    entries = Entry.objects.filter(collection=found).select_related("toolkit").order_by("position")
    context = {
        "collection": found,
        "source": Source(toolkit=found.toolkit_id, heading=found.heading, page=found.pages),
        "sections": lay_out(found, entries),
        "topics": [Topic(topic) for topic in found.topics],
        "steps": _steps(request),
    }
    return render(request, "toolkits/collection.html", context)


@requires(Capability.READ)
@require_safe
def item(request: OrganizationRequest, collection: str, item: str) -> HttpResponse:
    """One item of a collection: its words, its source, what uses it, and its neighbours."""
    entries = Entry.objects.select_related("toolkit", "collection__toolkit")
    entry = get_object_or_404(entries, collection=collection, key=f"{collection}/{item}")
    found = entry.collection
    assert found is not None  # noqa: S101 - it was found by it
    siblings = Entry.objects.filter(collection=found).order_by("position")
    context = {
        "entry": entry,
        "collection": found,
        "section": next((section for section in found.sections if section["slug"] == entry.section), None),
        "heading": entry.title or shortened(entry.text),
        "item": laid_item(entry, found, found.columns),
        "ties": ties_of(entry),
        "before": siblings.filter(position__lt=entry.position).last(),
        "after": siblings.filter(position__gt=entry.position).first(),
        "steps": _steps(request, found),
    }
    return render(request, "toolkits/item.html", context)


def shortened(text: str) -> str:
    """The text as a heading: whole where it is short enough to be one."""
    return text if len(text) <= LONGEST_HEADING else Truncator(text).words(14)


def _steps(request: OrganizationRequest, collection: Collection | None = None) -> list[dict[str, str]]:
    """The way back up, for the breadcrumb."""
    place = request.organization.slug
    steps = [{"label": "Library", "url": reverse("toolkits:index", args=[place])}]
    if collection:
        steps.append({"label": collection.title, "url": reverse("toolkits:collection", args=[place, collection.slug])})
    return steps
