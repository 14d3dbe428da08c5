"""The members of an organization and the invitations that are still open."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import invitations, membership
from ..access import Capability, OrganizationRequest, may, requires
from ..forms import InviteForm, RoleForm
from ..models import Invitation, Membership, Role

LAST_OWNER = "An organization needs an owner. Make somebody else an owner first."
ONLY_OWNERS = "Only an owner can do this for an owner."


@requires(Capability.SEE_MEMBERS)
@require_safe
def members(request: OrganizationRequest) -> HttpResponse:
    form = InviteForm(organization=request.organization, inviter_role=request.role)
    return _page(request, form)


@requires(Capability.MANAGE_MEMBERS)
@require_POST
def invite(request: OrganizationRequest) -> HttpResponse:
    form = InviteForm(request.POST, organization=request.organization, inviter_role=request.role)
    if not form.is_valid():
        return _page(request, form, status=422)
    return _invite(request, form.cleaned_data["email"], Role(form.cleaned_data["role"]))


@requires(Capability.MANAGE_MEMBERS)
@require_POST
def renew(request: OrganizationRequest, pk: int) -> HttpResponse:
    """A new link, for two weeks more, in place of one that was lost or has expired."""
    found = get_object_or_404(Invitation.objects.for_organization(request.organization).unanswered(), pk=pk)
    return _invite(request, found.email, Role(found.role))


@requires(Capability.MANAGE_MEMBERS)
@require_POST
def revoke(request: OrganizationRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Invitation.objects.for_organization(request.organization), pk=pk)
    try:
        invitations.revoke(invitation=found, actor=request.user, actor_role=request.role)
        messages.success(request, f"The invitation to {found.email} no longer works.")
    except membership.NotAllowedError:
        messages.error(request, ONLY_OWNERS)
    return redirect("organizations:members", request.organization.slug)


@requires(Capability.MANAGE_MEMBERS)
@require_POST
def change_role(request: OrganizationRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(Membership.objects.for_organization(request.organization), pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the roles in the list.")
    else:
        role = Role(form.cleaned_data["role"])
        try:
            membership.change_role(membership=member, role=role, actor=request.user, actor_role=request.role)
            messages.success(request, f"{member.user} is now: {role.label}.")
        except membership.LastOwnerError:
            messages.error(request, LAST_OWNER)
        except membership.NotAllowedError:
            messages.error(request, ONLY_OWNERS)
    return redirect("organizations:members", request.organization.slug)


@requires(Capability.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: OrganizationRequest, pk: int) -> HttpResponse:
    """Ask, then remove a member."""
    member = get_object_or_404(Membership.objects.for_organization(request.organization).select_related("user"), pk=pk)
    if request.method != "POST":
        return render(request, "organizations/remove.html", {"member": member})
    try:
        membership.remove_member(membership=member, actor=request.user, actor_role=request.role)
        messages.success(request, f"{member.user} is no longer a member. What they wrote is still here.")
    except membership.LastOwnerError:
        messages.error(request, LAST_OWNER)
    except membership.NotAllowedError:
        messages.error(request, ONLY_OWNERS)
    if member.user == request.user:
        return redirect("organizations:index")
    return redirect("organizations:members", request.organization.slug)


@requires(Capability.SEE_MEMBERS, even_ending=True)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: OrganizationRequest) -> HttpResponse:
    """Ask, then give up one's own membership."""
    own = get_object_or_404(Membership.objects.for_organization(request.organization), user=request.user.pk)
    if request.method != "POST":
        return render(request, "organizations/leave.html")
    try:
        membership.leave(membership=own)
    except membership.LastOwnerError:
        messages.error(request, LAST_OWNER)
        return redirect("organizations:members", request.organization.slug)
    messages.success(request, f"You have left {request.organization.name}.")
    return redirect("organizations:index")


def _invite(request: OrganizationRequest, email: str, role: Role) -> HttpResponse:
    try:
        invited = invitations.invite(
            organization=request.organization,
            email=email,
            role=role,
            inviter=request.user,
            inviter_role=request.role,
        )
    except membership.NotAllowedError:
        messages.error(request, ONLY_OWNERS)
        return redirect("organizations:members", request.organization.slug)
    link = request.build_absolute_uri(reverse("organizations:invitation", args=[invited.token]))
    sent = invitations.send_invitation(invitation=invited.invitation, link=link)
    context = {"invitation": invited.invitation, "link": link, "sent": sent}
    response = render(request, "organizations/invited.html", context)
    response["Cache-Control"] = "no-store"  # the link stands on the page
    return response


def _page(request: OrganizationRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    manages = may(request.role, Capability.MANAGE_MEMBERS)
    open_invitations = Invitation.objects.for_organization(request.organization).unanswered() if manages else []
    context = {
        "form": form,
        "members": Membership.objects.for_organization(request.organization).select_related("user"),
        "invitations": open_invitations,
        "manages": manages,
        "may_manage_owners": may(request.role, Capability.MANAGE_OWNERS),
        "roles": membership.grantable_roles(request.role),
        "now": timezone.now(),
    }
    return render(request, "organizations/members.html", context, status=status)
