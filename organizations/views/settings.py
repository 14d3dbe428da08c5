"""An organization's details, its audit trail, and its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..access import Capability, OrganizationRequest, may, requires
from ..ending import WAITS, mark
from ..ending import keep as keep_organization
from ..forms import DeleteForm, OrganizationForm
from ..founding import change_organization
from ..models import AuditEvent, Membership


@requires(Capability.MANAGE_SETTINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: OrganizationRequest) -> HttpResponse:
    form = OrganizationForm(request.POST or None, instance=request.organization)
    if request.method == "POST":
        if form.is_valid():
            change_organization(organization=form.instance, changed=form.changed_data, actor=request.user)
            messages.success(request, "The details are saved.")
            return redirect("organizations:settings", request.organization.slug)
        request.organization.refresh_from_db()  # the page's frame shows the name as it is, the form as it was typed
    context = {
        "form": form,
        "may_delete": may(request.role, Capability.DELETE),
        "may_take_along": may(request.role, Capability.TAKE_ALONG),
        "days": WAITS.days,
    }
    return render(request, "organizations/settings.html", context, status=422 if form.errors else 200)


@requires(Capability.READ_AUDIT)
@require_safe
def audit(request: OrganizationRequest) -> HttpResponse:
    events = AuditEvent.objects.for_organization(request.organization)
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return render(request, "organizations/audit.html", {"page": page})


@requires(Capability.DELETE, even_ending=True)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: OrganizationRequest) -> HttpResponse:
    """Mark the organization for deletion, by its name typed; where it is marked, say until when it can be kept."""
    form = DeleteForm(request.POST or None, organization=request.organization)
    if request.method == "POST" and not request.organization.is_ending and form.is_valid():
        mark(organization=request.organization, actor=request.user)
        return redirect("organizations:delete", request.organization.slug)
    members = Membership.objects.for_organization(request.organization)
    context = {"form": form, "member_count": members.count(), "days": WAITS.days}
    if request.organization.is_ending:
        return render(request, "organizations/ending.html", context)
    return render(request, "organizations/delete.html", context, status=422 if form.errors else 200)


@requires(Capability.DELETE, even_ending=True)
@require_POST
def keep(request: OrganizationRequest) -> HttpResponse:
    """Take the deletion back."""
    if keep_organization(organization=request.organization, actor=request.user):
        messages.success(request, f"{request.organization.name} stays, with everything in it.")
    return redirect("organizations:settings", request.organization.slug)
