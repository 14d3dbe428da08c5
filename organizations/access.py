"""Who may do what. The one place where access is granted; README.md shows `MAY` as a table, and a test compares them.

Every view carries exactly one mark: `@public`, `@signed_in` or `@requires(Capability.X)`.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from .models import Membership, Organization, Role, User

P = ParamSpec("P")
CHANGES = ("POST", "PUT", "PATCH", "DELETE")
VISITOR = "visitor"


class Capability(StrEnum):
    """Something that can be done in an organization, in the words of the table in README.md."""

    READ = "read the home page, results, library and reports"
    SEE_MEMBERS = "see who the members are, and leave"
    ASSESS = "fill, complete and reopen assessments"
    ASSESS_PEOPLE = "fill and read assessments of a person's work"
    RUN_SURVEYS = "set up, follow and close surveys of the team"
    WORK_PLAN = "make and work the plan, its goals and funding"
    DRAFT_JOBS = "draft job descriptions and make the hiring kit"
    TAKE_PART = "fill role worksheets and score sheets, and comment on job descriptions"
    EXPORT = "download reports"
    REPORT = "put reports together, issue and share them"
    MANAGE_MEMBERS = "invite, change and remove members"
    MANAGE_SETTINGS = "change the organization's details"
    READ_AUDIT = "read the audit trail"
    MANAGE_OWNERS = "make and remove owners"
    TAKE_ALONG = "take everything along"
    DELETE = "delete the organization"


C = Capability
MAY: dict[str, frozenset[Capability]] = {
    Role.OWNER: frozenset(Capability),
    Role.ADMINISTRATOR: frozenset(
        {
            C.READ,
            C.SEE_MEMBERS,
            C.WORK_PLAN,
            C.DRAFT_JOBS,
            C.TAKE_PART,
            C.EXPORT,
            C.REPORT,
            C.MANAGE_MEMBERS,
            C.MANAGE_SETTINGS,
            C.READ_AUDIT,
        }
    ),
    Role.LEADER: frozenset(
        {
            C.READ,
            C.SEE_MEMBERS,
            C.ASSESS,
            C.ASSESS_PEOPLE,
            C.RUN_SURVEYS,
            C.WORK_PLAN,
            C.DRAFT_JOBS,
            C.TAKE_PART,
            C.EXPORT,
            C.REPORT,
        }
    ),
    Role.HR: frozenset({C.READ, C.SEE_MEMBERS, C.ASSESS_PEOPLE, C.WORK_PLAN, C.DRAFT_JOBS, C.TAKE_PART}),
    Role.VIEWER: frozenset({C.READ, C.SEE_MEMBERS, C.TAKE_PART}),
    VISITOR: frozenset({C.READ}),
}


def may(role: str, capability: Capability) -> bool:
    return capability in MAY[role]


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


class OrganizationRequest(SignedInRequest):
    """A request inside an organization, as `requires` hands it to a view.

    `user` is anonymous only where the role is VISITOR, which may do no more than read.
    """

    organization: Organization
    role: str
    memberships: list[Membership]


def public(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view that anybody may see."""
    cast(Any, view).access = "public"
    return view


def signed_in(view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view that needs somebody signed in, and no organization."""
    guarded = login_required(cast(Callable[..., HttpResponseBase], view))
    cast(Any, guarded).access = "signed in"
    return guarded


def requires(
    capability: Capability, *, even_ending: bool = False
) -> Callable[[Callable[Concatenate[OrganizationRequest, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Mark a view of an organization: outsiders get 404, members whose role may not do this get 403.

    The route gives the organization's slug as `organization`; the view gets the request with `organization`, `role` and
    `memberships` set instead. Anonymous visitors are sent to sign in, except that everybody may read the demo.
    An organization that waits to be deleted is only read: 409 for all else, but for downloads and where `even_ending`.
    """

    def mark(
        view: Callable[Concatenate[OrganizationRequest, P], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, organization: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            inside = cast(OrganizationRequest, request)
            inside.memberships = memberships_of(request)
            found = next((m for m in inside.memberships if m.organization.slug == organization), None)
            if found:
                inside.organization, inside.role = found.organization, found.role
            else:
                demo = Organization.objects.filter(slug=organization, is_demo=True).first()
                if not request.user.is_authenticated and not (demo and may(VISITOR, capability)):
                    if "HX-Request" in request.headers:
                        return HttpResponse(status=401)  # saving in place: a sign-in page there would help nobody
                    # What was posted is not posted again after signing in, and its address may know no other method.
                    return redirect_to_login(request.get_full_path() if request.method == "GET" else "")
                if demo is None:
                    raise Http404("No such organization.")
                inside.organization, inside.role = demo, VISITOR
            if not may(inside.role, capability):
                raise PermissionDenied
            is_read = request.method not in CHANGES or capability == Capability.EXPORT
            if inside.organization.is_ending and not is_read and not even_ending:
                if "HX-Request" in request.headers:
                    return HttpResponse("Not saved: this organization is only read until it is deleted.", status=409)
                return render(request, "organizations/only_read.html", status=409)
            return view(inside, *args, **kwargs)

        cast(Any, guarded).access = capability
        return guarded

    return mark


def memberships_of(request: HttpRequest) -> list[Membership]:
    """The signed-in user's memberships with their organizations, by name; one query."""
    if not request.user.is_authenticated:
        return []
    found = Membership.objects.filter(user=request.user).select_related("organization").order_by()
    return sorted(found, key=lambda membership: membership.organization.name.casefold())
