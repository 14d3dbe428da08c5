"""A signed-in person's organizations: the list, beginning one, answering an invitation, the account page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ..access import SignedInRequest, memberships_of, public, signed_in
from ..forms import OrganizationForm
from ..founding import found_organization
from ..invitations import accept
from ..models import Invitation


@signed_in
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The organizations to choose from. With only one there is nothing to choose."""
    memberships = memberships_of(request)
    if len(memberships) == 1 and "all" not in request.GET:
        return redirect("home", memberships[0].organization.slug)
    return render(request, "organizations/index.html", {"memberships": memberships})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    form = OrganizationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organization = found_organization(founder=request.user, **form.cleaned_data)
        messages.success(request, f"{organization.name} is set up.")
        return redirect("home", organization.slug)
    return render(request, "organizations/create.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    return render(request, "peerready/account.html")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites, and accept with POST. GET uses nothing up: mail scanners open links."""
    found = Invitation.objects.usable(timezone.now()).with_token(token).select_related("organization", "invited_by")
    offered = found.first()
    if offered and request.method == "POST" and request.user.is_authenticated:
        membership = accept(token=token, user=request.user)
        if membership:
            messages.success(request, f"Welcome to {membership.organization.name}.")
            return redirect("home", membership.organization.slug)
        offered = None
    context = {"invitation": offered, "token": token}
    response = render(request, "organizations/invitation.html", context, status=200 if offered else 404)
    # The link goes to no other site; and not "no-referrer", with which browsers send the form without an Origin.
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response
