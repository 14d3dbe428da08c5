"""Choosing which instruments an organization uses."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires

from ..choosing import choosable, choose, paths_for
from ..models import Area, Instrument, Path
from ..standing import overview


@requires(Capability.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: OrganizationRequest) -> HttpResponse:
    """The recommended paths, and every instrument to tick by oneself; with POST use a path or what is ticked."""
    instruments = choosable(request.organization)
    by_slug = {instrument.slug: instrument for instrument in instruments}
    paths = paths_for(request.organization)
    if request.method == "POST":
        if "path" in request.POST:
            path = next((p for p in paths if p.pk == request.POST["path"]), None)
            if path is None:
                raise Http404("There is no such path.")
            wanted = [step["instrument"] for step in path.steps]
            told = f"You now follow “{path.title}”."
        else:
            ticked = set(request.POST.getlist("instrument"))
            wanted = [slug for slug in by_slug if slug in ticked]
            told = f"{len(wanted)} assessment{'' if len(wanted) == 1 else 's'} in use."
        found = [by_slug[slug] for slug in wanted if slug in by_slug]
        if found:
            choose(organization=request.organization, instruments=found, actor=request.user)
            messages.success(request, f"{told} What has been answered elsewhere is kept.")
            return redirect("assessments:index", request.organization.slug)
        messages.error(request, "Please tick at least one assessment. Nothing has been changed.")
    states = overview(request.organization).states
    used = {state.instrument.pk for state in states}
    begun = {state.instrument.pk for state in states if state.record}
    context = {
        "paths": [(path, _steps(path, by_slug), path.is_for(request.organization)) for path in paths],
        "areas": [
            (area, [(i, i.pk in used, i.pk in begun or i.is_own) for i in instruments if i.area == area])
            for area in Area
        ],
    }
    return render(request, "assessments/choose.html", context, status=422 if request.method == "POST" else 200)


def _steps(path: Path, by_slug: dict[str, Instrument]) -> list[tuple[Instrument, str]]:
    return [(by_slug[s["instrument"]], s["reason"]) for s in path.steps if s["instrument"] in by_slug]
