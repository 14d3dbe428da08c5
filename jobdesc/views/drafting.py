"""The steps in which a description is written: the same way of asking, saving and refusing for each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.fields import whole_number

from ..drafting.forms import FORMS, StepForm
from ..drafting.merging import MINE, THEIRS
from ..drafting.saving import Saved, base_of, save
from ..drafting.steps import BY_KEY, STEPS, after, before
from ..models import Description
from .finding import changes_descriptions, description_to_change
from .tabs import tabs

NEXT = "next"
"""The button that saves and goes on; any other stays on the page."""


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(["GET", "POST"])
def step(request: OrganizationRequest, description: int, step: str) -> HttpResponse:
    """Ask one step of a description. With POST save it: in place as it is typed, else back here or on to the next.

    422 where something cannot be taken, 409 where somebody else saved the same differently meanwhile; what was typed
    stands there either way.
    """
    found = description_to_change(request, description)
    if step not in FORMS:
        raise Http404("No such step.")
    if request.method != "POST":
        return _page(request, found, step, FORMS[step](document=found.document))
    base = base_of(found, whole_number(request.POST.get("version")))
    form = FORMS[step](request.POST, document=base)
    if not form.is_valid():
        return _page(request, found, step, form, status=422)
    saved = save(
        description=found,
        version=whole_number(request.POST.get("version")),
        document=form.apply(base),
        actor=request.user,
        decided=_decided(request),
    )
    if saved.conflicts:
        return _page(request, found, step, form, status=409, saved=saved)
    if request.htmx:  # type: ignore[attr-defined]
        return _page(request, saved.description, step, FORMS[step](document=saved.document), saved=saved)
    messages.success(request, "Saved." if saved.changed else "Nothing was changed.")
    following = after(step) if request.POST.get("do") == NEXT else None
    return redirect("jobdesc:step", request.organization.slug, found.pk, following.key if following else step)


def _decided(request: OrganizationRequest) -> dict[str, str]:
    """Whose text to keep, by path, as the page of a conflict asks it: `keep-<path>`."""
    return {
        name.removeprefix("keep-"): value
        for name, value in request.POST.items()
        if name.startswith("keep-") and value in (MINE, THEIRS)
    }


def _page(
    request: OrganizationRequest,
    found: Description,
    key: str,
    form: StepForm,
    *,
    status: int = 200,
    saved: Saved | None = None,
) -> HttpResponse:
    """The whole page of a step; for htmx what there is to say of the save, with the preview beside it."""
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "description": found,
        "document": saved.document if saved else found.document,
        # The version that what stands in the form was made from: after a conflict still the old one.
        "version": request.POST.get("version", "") if status != 200 else found.version,
        "form": form,
        "step": BY_KEY[key],
        "steps": STEPS,
        "before": before(key),
        "after": after(key),
        "conflicts": saved.conflicts if saved else (),
    }
    in_place = request.htmx  # type: ignore[attr-defined]
    template = "jobdesc/draft/_saved.html" if in_place else f"jobdesc/draft/{key}.html"
    return render(request, template, context, status=status)
