"""Taking an organization's whole record along, and bringing one in."""

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations.access import Capability, OrganizationRequest, SignedInRequest, requires, signed_in
from organizations.jobs import KEPT, TooManyError
from organizations.models import Job

from .checking import check_record
from .forms import BringForm
from .importing import import_record
from .making import KIND, ask_for_record, forget_arrived, keep_arrived, open_arrived
from .parts import PARTS
from .unpacking import RecordError

GONE = "This file is not there any more, or another one has taken its place. Please send it again."
AT_WORK = 300
"""Seconds for which nobody can begin the same import again."""


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
    """Take a file, say what is in it, and keep it until that is confirmed."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            record = check_record(file)
        except RecordError as wrong:
            form.add_error("file", wrong)
        else:
            held = [(part.says, record.counts[part.name]) for part in PARTS if record.counts[part.name]]
            context |= {"record": record, "held": held, "sha256": keep_arrived(request.user, file, timezone.now())}
    return render(request, "peerready/bring_along.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Make a new organization of the file that was looked at."""
    sha256, claim = request.POST.get("sha256", "")[:64], f"bringing-in-{request.user.pk}"
    file = open_arrived(request.user, sha256)
    if file is None or not cache.add(claim, sha256, AT_WORK):
        messages.warning(request, GONE)
        return redirect("bring-along")
    try:
        with file:
            organization = import_record(file, request.user)
        forget_arrived(request.user)
    except RecordError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return redirect("bring-along")
    finally:
        cache.delete(claim)
    messages.success(request, f"{organization.name} is here, with everything that was in the file.")
    return redirect("home", organization.slug)
