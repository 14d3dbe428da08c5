"""The people whom an instrument is kept for: adding, renaming and deleting their records."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires
from organizations.client_data import QUESTION, looks_like_client_record

from ..models import About, Instrument, Record
from ..people import PersonExistsError, add_person, delete_person, people_of, rename_person
from ..person_forms import TAKEN, PersonForm


@requires(Capability.ASSESS_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: OrganizationRequest, instrument: str) -> HttpResponse:
    """Whom the instrument is kept for, and a form to add somebody, whose form then opens."""
    instruments = Instrument.objects.for_organization(request.organization).select_related("toolkit")
    found = get_object_or_404(instruments, slug=instrument, about=About.PERSON)
    form = PersonForm(request.POST or None, organization=request.organization, instrument=found)
    if request.method == "POST" and form.is_valid():
        subject = form.cleaned_data["subject"]
        try:
            record = add_person(organization=request.organization, instrument=found, subject=subject)
            _question(request, subject)
            return redirect("assessments:person-record", request.organization.slug, found.slug, record.pk)
        except PersonExistsError:
            form.add_error("subject", TAKEN)
    states = people_of(request.organization, found)
    context = {
        "instrument": found,
        "states": states,
        "form": form,
        "are_skills": any(state.record.version.content.kinds == {"skill"} for state in states),
    }
    return render(request, "assessments/people/people.html", context, status=422 if request.method == "POST" else 200)


@requires(Capability.ASSESS_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: OrganizationRequest, instrument: str, person: int) -> HttpResponse:
    """Other initials or another code for a record."""
    record = found_person(request, instrument, person)
    form = PersonForm(
        request.POST or None,
        organization=request.organization,
        instrument=record.instrument,
        record=record,
        initial={"subject": record.subject},
    )
    if request.method == "POST" and form.is_valid():
        subject = form.cleaned_data["subject"]
        try:
            rename_person(record=record, subject=subject)
            _question(request, subject)
            messages.success(request, f"The record is now kept for “{subject}”.")
            return redirect("assessments:people", request.organization.slug, instrument)
        except PersonExistsError:
            form.add_error("subject", TAKEN)
    context = {"record": record, "form": form}
    return render(request, "assessments/people/rename.html", context, status=422 if request.method == "POST" else 200)


@requires(Capability.ASSESS_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: OrganizationRequest, instrument: str, person: int) -> HttpResponse:
    """Ask, then delete a record with its results."""
    record = found_person(request, instrument, person)
    if request.method == "POST":
        delete_person(record=record, actor=request.user)
        messages.success(request, f"The record of “{record.subject}” is deleted.")
        return redirect("assessments:people", request.organization.slug, instrument)
    return render(request, "assessments/people/delete.html", {"record": record})


def found_person(request: OrganizationRequest, instrument: str, person: int) -> Record:
    """The record of one person with its instrument and version. Raises Http404 for what is another organization's."""
    records = Record.objects.for_organization(request.organization).filter(instrument__about=About.PERSON)
    whole = records.select_related("instrument__toolkit", "version", "organization")
    return get_object_or_404(whole, instrument=instrument, pk=person)


def _question(request: OrganizationRequest, subject: str) -> None:
    """Ask about what reads like a client's record. It is kept; a rule that blocks would be worked around."""
    if looks_like_client_record(subject):
        messages.warning(request, QUESTION)
