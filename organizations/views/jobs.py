"""What is being made in the background: all of it, one of it with its progress, stopping it, and its file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ..access import Capability, OrganizationRequest, may, requires
from ..jobs import KEPT, stop
from ..models import Job, JobState

MOST_LISTED = 60


@requires(Capability.EXPORT)
@require_safe
def index(request: OrganizationRequest) -> HttpResponse:
    """What is being made and what was made of late, as far as one may see it."""
    found = Job.objects.for_organization(request.organization)[:MOST_LISTED]
    jobs = [job for job in found if may(request.role, Capability(job.needs))]
    return render(request, "organizations/jobs.html", {"jobs": jobs, "days": KEPT.days})


@requires(Capability.EXPORT)
@require_safe
def job(request: OrganizationRequest, job: int) -> HttpResponse:
    """How far it is; for htmx that alone, asked for again each second until it is finished."""
    found = _find(request, job)
    where = (request.organization.slug, found.pk)
    context = progress_of(found) | {
        "here": reverse("organizations:job", args=where),
        "stop_url": reverse("organizations:job-stop", args=where),
        "file_url": reverse("organizations:job-file", args=where),
    }
    template = "organizations/_job.html" if request.htmx else "organizations/job.html"  # type: ignore[attr-defined]
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


@requires(Capability.EXPORT)
@require_POST
def stop_job(request: OrganizationRequest, job: int) -> HttpResponse:
    """Stop what waits or is being made."""
    found = _find(request, job)
    stop(job=found)
    messages.success(request, said_of_stopping(found))
    return redirect("organizations:jobs", request.organization.slug)


@requires(Capability.EXPORT)
@require_safe
def file(request: OrganizationRequest, job: int) -> HttpResponseBase:
    """The file that was made. Where it is gone, the page of the job says so."""
    found = _find(request, job)
    if found.state != JobState.DONE or not found.file or not default_storage.exists(found.file):
        messages.warning(request, "This file is not there any more. It can be made again.")
        return redirect("organizations:job", request.organization.slug, found.pk)
    response = FileResponse(
        default_storage.open(found.file), as_attachment=True, filename=found.file_name, content_type=found.file_type
    )
    response["Cache-Control"] = "private, no-store"
    return response


def progress_of(job: Job) -> dict[str, object]:
    """What the part of a page needs that says how far a job is, beside the addresses."""
    waiting = job.state == JobState.WAITING
    before = Job.objects.unfinished().filter(pk__lt=job.pk).count() if waiting else 0
    return {"job": job, "before": before, "days": KEPT.days}


def said_of_stopping(was: Job) -> str:
    """What is said to who stopped a job that was like this before."""
    if was.state == JobState.RUNNING:
        return f"“{was.title}” is being stopped. Should it be ready before that, it stays."
    return f"“{was.title}” is stopped." if was.is_unfinished else "It was finished already."


def _find(request: OrganizationRequest, job: int) -> Job:
    """A job of this organization, else a 404; a 403 for those who may not have it made themselves."""
    found: Job = get_object_or_404(Job.objects.for_organization(request.organization), pk=job)
    if not may(request.role, Capability(found.needs)):
        raise PermissionDenied
    return found
