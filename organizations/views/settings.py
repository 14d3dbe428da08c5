"""An organization's details, its audit trail, and its end."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ..access import Capability, OrganizationRequest, may, requires
from ..forms import DeleteForm, OrganizationForm
from ..founding import change_organization, delete_organization
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
    context = {"form": form, "may_delete": may(request.role, Capability.DELETE)}
    return render(request, "organizations/settings.html", context, status=422 if form.errors else 200)


@requires(Capability.READ_AUDIT)
@require_safe
def audit(request: OrganizationRequest) -> HttpResponse:
    events = AuditEvent.objects.for_organization(request.organization)
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    return render(request, "organizations/audit.html", {"page": page})


@requires(Capability.DELETE)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: OrganizationRequest) -> HttpResponse:
    form = DeleteForm(request.POST or None, organization=request.organization)
    if request.method == "POST" and form.is_valid():
        delete_organization(organization=request.organization, actor=request.user)
        messages.success(request, "The organization and everything in it are deleted.")
        return redirect("organizations:index")
    context = {"form": form, "member_count": Membership.objects.for_organization(request.organization).count()}
    return render(request, "organizations/delete.html", context, status=422 if form.errors else 200)
