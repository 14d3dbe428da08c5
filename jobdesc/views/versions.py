"""The versions of a description: all of them, one as it reads, two side by side, and bringing one back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.fields import whole_number

from ..drafting import saving
from ..drafting.document import from_json
from ..drafting.reading import passages
from ..hiring.fixture import hiring
from ..models import Description, Revision
from ..reviewing.comparing import compare as compared
from .about import about
from .finding import changes_descriptions, description_to_change, find_description

A_PAGE = 50


@requires(Capability.READ)
@require_safe
def versions(request: OrganizationRequest, description: int) -> HttpResponse:
    """All versions that are kept, the latest first."""
    found = find_description(request, description)
    pages = Paginator(found.revisions.defer("content"), A_PAGE)
    page = pages.get_page(whole_number(request.GET.get("page")) or 1)
    read = found.readers.exclude(read_version=None).values_list("read_version", "name", "verdict")
    rows = [(one, [(name, said) for version, name, said in read if version == one.version]) for one in page]
    context = about(request, found, "versions") | {
        "rows": rows,
        "page": page,
    }
    return render(request, "jobdesc/review/versions.html", context)


@requires(Capability.READ)
@require_safe
def version(request: OrganizationRequest, description: int, version: int) -> HttpResponse:
    """One version as it reads."""
    found = find_description(request, description)
    revision = get_object_or_404(found.revisions, version=version)
    context = about(request, found, "versions") | {
        "revision": revision,
        "passages": passages(revision.document),
        "job_title": revision.document.title,
    }
    return render(request, "jobdesc/review/version.html", context)


@requires(Capability.READ)
@require_safe
def compare(request: OrganizationRequest, description: int) -> HttpResponse:
    """Two versions (`from` and `to`), side by side or, with `show=inline`, as one text.

    Without them the latest two; where a version is not kept, the nearest that is.
    """
    found = find_description(request, description)
    kept = list(found.revisions.defer("content"))
    to = _nearest(kept, whole_number(request.GET.get("to")) or found.version)
    earlier = _nearest(kept, whole_number(request.GET.get("from")) or to.version - 1)
    first, second = sorted((earlier, to), key=lambda one: one.version)
    texts = dict(found.revisions.filter(version__in=(first.version, second.version)).values_list("version", "content"))
    rows = compared(from_json(texts[first.version]), from_json(texts[second.version]), hiring())
    changed = [row for row in rows if row.kind != "same"]
    context = about(request, found, "versions") | {
        "kept": kept,
        "first": first,
        "second": second,
        "rows": rows if "all" in request.GET else changed,
        "changed": len(changed),
        "same": len(rows) - len(changed),
        "shows_all": "all" in request.GET,
        "is_inline": request.GET.get("show") == "inline",
    }
    return render(request, "jobdesc/review/compare.html", context)


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_POST
def bring_back(request: OrganizationRequest, description: int, version: int) -> HttpResponse:
    """Bring back what a version said, as a new one; the message offers to undo it."""
    found = description_to_change(request, description)
    revision = get_object_or_404(found.revisions, version=version)
    saved = saving.restore(description=found, revision=revision, actor=request.user)
    if not saved.changed:
        messages.info(request, f"Version {version} reads as the text does now, so nothing was changed.")
    else:
        _tell(request, saved.description, f"Version {version} is back, as version {saved.description.version}.")
    return redirect("jobdesc:versions", request.organization.slug, found.pk)


def _tell(request: OrganizationRequest, description: Description, text: str) -> None:
    address = reverse("jobdesc:undo", args=[request.organization.slug, description.pk, description.version])
    messages.success(request, text, extra_tags=address)


def _nearest(kept: list[Revision], version: int) -> Revision:
    return min(kept, key=lambda one: (abs(one.version - version), one.version))
