"""What there is to fill, and what the answers came to."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organizations.access import Capability, OrganizationRequest, may, requires

from ..advice import advice_for, by_advice
from ..answers import from_json
from ..models import About, Area, Completion, Instrument, Record
from ..people import people_overview
from ..results import result_of
from ..standing import overview
from .sheet import Sheet


@requires(Capability.READ)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """The instruments by area, each with its purpose, length, source and state; then those about people."""
    found = overview(request.organization)
    about_people = may(request.role, Capability.ASSESS_PEOPLE)
    private = Instrument.objects.for_organization(request.organization).filter(about=About.PRIVATE)
    context = {
        "overview": found,
        "areas": [(area, found.of_area(area)) for area in Area],
        "people": people_overview(request.organization) if about_people else [],
        "private": private.select_related("toolkit"),
        "may_assess": may(request.role, Capability.ASSESS),
    }
    return render(request, "assessments/index.html", context)


@requires(Capability.READ)
@require_safe
def areas(request: OrganizationRequest) -> HttpResponse:
    """Motivation, culture and recovery orientation side by side."""
    return render(request, "assessments/areas.html", {"overview": overview(request.organization)})


@requires(Capability.READ)
@require_safe
def latest(request: OrganizationRequest, instrument: str) -> HttpResponse:
    return _results(request, instrument, None)


@requires(Capability.READ)
@require_safe
def completion(request: OrganizationRequest, instrument: str, number: int) -> HttpResponse:
    return _results(request, instrument, number)


@requires(Capability.ASSESS_PEOPLE)
@require_safe
def latest_person(request: OrganizationRequest, instrument: str, person: int) -> HttpResponse:
    return _results(request, instrument, None, person)


@requires(Capability.ASSESS_PEOPLE)
@require_safe
def completion_person(request: OrganizationRequest, instrument: str, person: int, number: int) -> HttpResponse:
    return _results(request, instrument, number, person)


def _results(
    request: OrganizationRequest, instrument: str, number: int | None, person: int | None = None
) -> HttpResponse:
    records = Record.objects.for_organization(request.organization).filter(instrument=instrument)
    records = (
        records.filter(instrument__about=About.ORGANIZATION)
        if person is None
        else records.filter(pk=person, instrument__about=About.PERSON)
    )
    record = get_object_or_404(
        records.select_related("instrument__toolkit", "instrument__copy_of__toolkit", "organization")
    )
    completions = list(Completion.objects.filter(record=record).select_related("version"))
    shown = next((c for c in completions if number in (None, c.number)), None)
    if shown is None:
        raise Http404("Not completed yet.")
    result = result_of(shown.version.content, from_json(shown.answers))
    context = {
        "sheet": Sheet(request.organization.slug, record.instrument, record),
        "instrument": record.instrument,
        "record": record,
        "shown": shown,
        "is_latest": shown == completions[0],
        "completions": completions,
        "result": result,
        "advised": by_advice(result.gaps, advice_for(result.gaps)),
        "may_assess": may(request.role, Capability.ASSESS if person is None else Capability.ASSESS_PEOPLE),
    }
    return render(request, "assessments/results.html", context)
