"""Taking an organization's whole record along, and bringing one in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, SignedInRequest, requires, signed_in
from organizations.jobs import KEPT, TooManyError, stop
from organizations.models import Job
from organizations.views.jobs import progress_of, said_of_stopping

from .checking import look_into
from .forms import BringForm
from .making import BRING, GONE, KIND, ask_for_record, ask_to_bring_in, keep_arrived, open_arrived
from .parts import PARTS
from .unpacking import RecordError


@requires(Capability.TAKE_ALONG, even_ending=True)
@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: OrganizationRequest) -> HttpResponse:
    """Say what is in the record and what is not; have it written."""
    if request.method == "POST":
        try:
            job = ask_for_record(organization=request.organization, actor=request.user)
        except TooManyError as refused:
            messages.warning(request, str(refused))
        else:
            return redirect("organizations:job", request.organization.slug, job.pk)
    jobs = Job.objects.for_organization(request.organization).filter(kind=KIND)
    return render(request, "peerready/take_along.html", {"parts": PARTS, "jobs": jobs, "days": KEPT.days})


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring_along(request: SignedInRequest) -> HttpResponse:
    """Take a file, say what it says is in it, and keep it until that is confirmed."""
    jobs = Job.objects.of_somebody(request.user).filter(kind=BRING)
    if request.method == "POST" and (busy := jobs.unfinished().first()):
        messages.warning(request, "One record after the other: this one is still being brought in.")
        return redirect("bringing", busy.pk)
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    context: dict[str, object] = {"form": form, "jobs": jobs}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            record = look_into(file)
        except RecordError as wrong:
            form.add_error("file", wrong)
        else:
            held = [(part.says, record.counts[part.name]) for part in PARTS if record.counts[part.name]]
            context |= {"record": record, "held": held, "sha256": keep_arrived(request.user, file, timezone.now())}
    return render(request, "peerready/bring_along.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Have a new organization made of the file that was looked at, and lead to its progress."""
    sha256 = request.POST.get("sha256", "")[:64]
    file = open_arrived(request.user, sha256)
    if file is None:
        messages.warning(request, GONE)
        return redirect("bring-along")
    with file:
        record = look_into(file)
    return redirect("bringing", ask_to_bring_in(actor=request.user, sha256=sha256, name=record.name).pk)


@signed_in
@never_cache
@require_safe
def bringing(request: SignedInRequest, job: int) -> HttpResponse:
    """How far it is; for htmx that alone, asked for again each second until it is finished."""
    found = _find(request, job)
    context = progress_of(found) | {
        "here": reverse("bringing", args=[found.pk]),
        "stop_url": reverse("bringing-stop", args=[found.pk]),
        "back_url": reverse("bring-along"),
        "back_label": "Take another file",
    }
    template = "organizations/_job.html" if request.htmx else "peerready/bringing.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@signed_in
@require_POST
def bringing_stop(request: SignedInRequest, job: int) -> HttpResponse:
    """Stop it, as long as nothing is stored."""
    found = _find(request, job)
    stop(job=found)
    messages.success(request, said_of_stopping(found))
    return redirect("bringing", found.pk)


def _find(request: SignedInRequest, job: int) -> Job:
    found: Job = get_object_or_404(Job.objects.of_somebody(request.user).filter(kind=BRING), pk=job)
    return found
