"""Setting a survey up: whom it asks, in which groups, and by which addresses."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from organizations.access import Capability, OrganizationRequest, requires

from ..asking.inviting import add_people, remove_person
from ..lifecycle import StaleError
from ..models import Group, Survey, Way
from ..setting_up.drafting import set_groups
from ..setting_up.forms import PeopleForm
from ..setting_up.group_forms import SAVE, GroupsEditor, changed, posted_values, saved_values, suggested_values
from ..setting_up.sizing import fewest_safe
from .finding import of_draft
from .setup import posted_revision
from .steps import check_url, frame, groups_of, people_url

A_PAGE = 50
LOOK_AGAIN = "Saved. Before you go on, please look at what is marked: some of it may never be shown."


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def groups(request: OrganizationRequest, survey: Survey) -> HttpResponse:
    """The groups. Saving goes on, unless it found what has not been pointed out yet."""
    there = groups_of(survey)
    invited = {group.pk: group.invited for group in there}  # type: ignore[attr-defined]
    if request.method != "POST":
        values = saved_values(there) if there else suggested_values()
        return _groups(request, survey, there, GroupsEditor(values, survey.thresholds, invited))
    do, values = request.POST.get("do", SAVE), posted_values(request.POST)
    if do != SAVE:
        editor = GroupsEditor(changed(values, do), survey.thresholds, invited)
        return _groups(request, survey, there, editor, done=do.split("-")[0])
    editor = GroupsEditor(values, survey.thresholds, invited, bound=True)
    if not editor.is_valid():
        return _groups(request, survey, there, editor, 422)
    try:
        gone = set_groups(survey=survey, revision=posted_revision(request), plans=editor.plans)
    except StaleError:
        survey.refresh_from_db()
        return _groups(request, survey, groups_of(survey), editor, 409)
    if gone:
        messages.warning(request, f"{gone:,} e-mail address{' was' if gone == 1 else 'es were'} taken out.")
    if editor.warned and editor.warned != request.POST.get("warned"):
        messages.warning(request, LOOK_AGAIN)
        return redirect("surveys:setup-groups", request.organization.slug, survey.pk)
    return redirect(_next_url(request, survey, None))


@requires(Capability.RUN_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def people(request: OrganizationRequest, survey: Survey, group: int) -> HttpResponse:
    """The addresses of a group. What is one is added; what is none stays where it was typed, to be mended."""
    found = get_object_or_404(survey.groups, pk=group)
    if request.method != "POST" or found.way != Way.PERSONAL:
        return _people(request, survey, found, PeopleForm(survey=survey))
    if "remove" in request.POST:
        return _remove(request, survey, found)
    form = PeopleForm(request.POST, request.FILES, survey=survey)
    if not form.is_valid():
        return _people(request, survey, found, form, 422)
    addresses = form.addresses
    new = add_people(group=found, addresses=addresses)
    if addresses.found:
        messages.success(request, _added(new, len(addresses.found) - new, addresses.repeated))
    if addresses.refused:
        form = PeopleForm(initial={"text": "\n".join(addresses.refused)}, survey=survey)
        form.addresses = addresses
        return _people(request, survey, found, form, 422)
    if request.POST.get("do") == "stay":
        return redirect(people_url(request, survey, found))
    return redirect(_next_url(request, survey, found))


def _added(new: int, known: int, repeated: int) -> str:
    told = [f"{new:,} {'address is' if new == 1 else 'addresses are'} added."]
    if known:
        told.append(f"{known:,} {'was' if known == 1 else 'were'} there already, in this group or another, and stayed.")
    if repeated:
        told.append(f"{repeated:,} came more than once and {'was' if repeated == 1 else 'were'} taken once.")
    return " ".join(told)


def _remove(request: OrganizationRequest, survey: Survey, group: Group) -> HttpResponse:
    """Take an address out, and keep what is typed in the field above."""
    pk = request.POST["remove"]
    invitee = group.invitees.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 19 else None
    if invitee:
        remove_person(invitee=invitee)
        messages.success(request, f"{invitee.email} is taken out.")
    if typed := request.POST.get("text", "").strip():
        return _people(request, survey, group, PeopleForm(initial={"text": typed}, survey=survey))
    return redirect(people_url(request, survey, group))


def _next_url(request: OrganizationRequest, survey: Survey, after: Group | None) -> str:
    """The next group that is invited by e-mail, or the check."""
    personal = list(survey.groups.filter(way=Way.PERSONAL))
    later = personal[personal.index(after) + 1 :] if after in personal else personal
    return people_url(request, survey, later[0]) if later else check_url(request, survey)


def _groups(
    request: OrganizationRequest,
    survey: Survey,
    there: list[Group],
    editor: GroupsEditor,
    status: int = 200,
    done: str = "",
) -> HttpResponse:
    based_on = posted_revision(request) if request.method == "POST" and status != 409 else survey.revision
    context = {
        "editor": editor,
        "revision": based_on,
        "saved": there if status == 409 else None,
        "done": done,
        "is_new": not there,
        "fewest_safe": fewest_safe(survey.thresholds),
    }
    return render(
        request, "surveys/setup/groups.html", context | frame(request, survey, "Groups", there), status=status
    )


def _people(
    request: OrganizationRequest, survey: Survey, group: Group, form: PeopleForm, status: int = 200
) -> HttpResponse:
    page = Paginator(group.invitees.order_by("email"), A_PAGE).get_page(request.GET.get("page"))
    context = {"group": group, "form": form, "page": page, "refused": form.addresses.refused}
    return render(request, "surveys/setup/people.html", context | frame(request, survey, "People"), status=status)
