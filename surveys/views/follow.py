"""An open survey: how it goes, the addresses that mail did not reach, more people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires

from ..asking import following
from ..asking.inviting import add_people, correct_address, read_addresses, remove_person
from ..asking.mailing import send_again as send_invitations_again
from ..asking.mailing import trouble
from ..asking.open_forms import AddressForm
from ..asking.worker import is_at_work
from ..models import Survey, Way
from ..setting_up.forms import PeopleForm
from .finding import of_open
from .poster import shared_link

GONE = "That address is not in the list any more. Nothing was changed."


@requires(Capability.RUN_SURVEYS)
@require_safe
@never_cache
@of_open
def follow(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """How the survey goes, as far as that tells nothing of anybody."""
    now = timezone.now()
    followed = following.follow(survey, now)
    context = {
        "survey": survey,
        "followed": followed,
        "links": [(one, shared_link(request, one.group)) for one in followed.shared],
        "trouble": trouble(survey) if followed.personal else "",
        "is_stuck": not is_at_work(now),
    }
    return render(request, "surveys/follow/follow.html", context)


@requires(Capability.RUN_SURVEYS)
@require_POST
@of_open
def send_again(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Send the invitations once more that did not go out or may not have."""
    number = send_invitations_again(survey=survey, actor=request.user)
    if number:
        messages.success(request, f"{number:,} invitation{' goes' if number == 1 else 's go'} out again.")
    else:
        messages.info(request, "There is nothing to send again.")
    return redirect("surveys:follow", request.organization.slug, survey.pk)


@requires(Capability.RUN_SURVEYS)
@require_POST
@of_open
def address(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """Take out an address that mail did not reach, or put the right one in its place."""
    form = AddressForm(request.POST)
    wanted = form.cleaned_data["invitee"] if form.is_valid() else None
    found = next((one for one in following.undelivered(survey) if one.invitee.pk == wanted), None)
    if found is None:
        messages.warning(request, GONE)
    elif form.cleaned_data["action"] == "remove":
        remove_person(invitee=found.invitee)
        messages.success(request, f"{found.invitee.email} is not asked any more.")
    else:
        _correct(request, found, form.cleaned_data["email"])
    return redirect("surveys:follow", request.organization.slug, survey.pk)


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_open
def people(request: OrganizationRequest, survey: Survey, group: int) -> HttpResponse:
    """Invite more people in a group that is invited by personal links."""
    found = get_object_or_404(survey.groups.filter(way=Way.PERSONAL), pk=group)
    form = PeopleForm(request.POST or None, request.FILES or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        if form.addresses.found:
            messages.success(request, _invited(add_people(group=found, addresses=form.addresses), form))
            return redirect("surveys:follow", request.organization.slug, survey.pk)
        form.add_error("text", "No e-mail address was found in this. Put one on each line, such as ana@example.org.")
    context = {"survey": survey, "group": found, "form": form}
    return render(request, "surveys/follow/people.html", context, status=422 if form.errors else 200)


def _correct(request: OrganizationRequest, found: following.Undelivered, typed: str) -> None:
    old, right = found.invitee.email, read_addresses(typed).found
    if len(right) != 1:
        messages.error(request, f"“{typed[:80]}” is not an e-mail address, so {old} stays as it is.")
    elif not correct_address(invitee=found.invitee, email=right[0]):
        messages.error(request, f"{right[0]} is invited already, so nothing was changed.")
    else:
        messages.success(request, f"The invitation now goes to {right[0]} instead of {old}.")


def _invited(new: int, form: PeopleForm) -> str:
    addresses = form.addresses
    told = [f"{new:,} more {'person is' if new == 1 else 'people are'} invited."]
    if known := len(addresses.found) - new:
        told.append(f"{known:,} {'was' if known == 1 else 'were'} invited already and stayed as they were.")
    if addresses.refused:
        told.append(f"Not an e-mail address, and left out: {', '.join(addresses.refused_shown)}.")
    return " ".join(told)
