"""What several people answered, side by side, and deciding about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, may, requires
from organizations.client_data import QUESTION, looks_like_client_record
from organizations.text import clean_line
from toolkits.models import Entry

from ..models import Description
from ..worksheet import deciding
from ..worksheet.activities import NO, YES, Activities, read_activities
from ..worksheet.deciding import LONGEST_REASON, decided
from ..worksheet.duties import stands_in
from ..worksheet.side_by_side import FILTERS, Row, agreed, compare, digest, shows
from .finding import changes_descriptions, description_to_change, find_description
from .worksheet import frame, only_while_open, own_sheet, require_seen, seen_voices


@dataclass(frozen=True)
class Typed:
    """What somebody has just decided or typed about an activity, where the page is to say something about it."""

    belongs: str = ""
    reason: str = ""
    error: str = ""
    is_conflict: bool = False
    batch: str = ""
    is_new: bool = False
    is_client: bool = False


@dataclass(frozen=True)
class Card:
    """An activity as the page has it; `entries` what the handbook's view rests on, `is_duty` whether it is one."""

    row: Row
    entries: Sequence[Entry]
    is_duty: bool
    typed: Typed = field(default_factory=Typed)


@dataclass(frozen=True)
class Filter:
    key: str
    label: str
    count: int


@requires(Capability.READ)
@require_safe
def side_by_side(request: OrganizationRequest, description: int) -> HttpResponse:
    """All activities, or those to talk over first, with who said what and what was decided.

    Those who have not finished their own worksheet, and visitors, see decisions alone.
    """
    found = find_description(request, description)
    return _page(request, found, read_activities())


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@only_while_open
@require_POST
def decide(request: OrganizationRequest, description: int) -> HttpResponse:
    """Decide about one activity. 422 where something is missing, 409 where somebody else decided meanwhile."""
    found = description_to_change(request, description)
    activities = read_activities()
    activity = activities.of_slug(request.POST.get("activity", ""))
    if activity is None:
        raise Http404("No such activity.")
    require_seen(request, found)
    said = Typed(request.POST.get("belongs", ""), clean_line(request.POST.get("reason", "")))
    if error := _error(said):
        return _page(request, found, activities, activity.key, replace(said, error=error), status=422)
    outcome = deciding.decide(
        description=found,
        activity=activity.key,
        was=request.POST.get("was", ""),
        belongs=said.belongs == YES,
        reason=said.reason,
        actor=request.user,
    )
    if outcome.is_conflict:
        return _page(request, found, activities, activity.key, replace(said, is_conflict=True), status=409)
    if request.htmx:  # type: ignore[attr-defined]
        return _page(
            request,
            found,
            activities,
            activity.key,
            Typed(batch=outcome.batch, is_new=True, is_client=looks_like_client_record(said.reason)),
        )
    words = "It belongs in the role" if said.belongs == YES else "It is a boundary of the role"
    _tell(request, found, f"{words}: {activity.text}.", outcome.batch)
    if looks_like_client_record(said.reason):
        messages.warning(request, QUESTION)
    return redirect(_back(request, found, activity.slug))


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@only_while_open
@require_POST
def decide_agreed(request: OrganizationRequest, description: int) -> HttpResponse:
    """Decide everything on which all agree as they said, unless somebody's answers have changed that meanwhile."""
    found = description_to_change(request, description)
    rows = compare(read_activities(), seen_voices(request, list(found.worksheets.all())), decided(found))
    if digest(rows) != request.POST.get("seen"):
        messages.warning(request, "Somebody has finished or opened a worksheet meanwhile. Please look again.")
        return redirect(_back(request, found))
    count, batch = deciding.decide_agreed(description=found, rows=agreed(rows), actor=request.user)
    words = "1 activity is" if count == 1 else f"{count} activities are"
    _tell(request, found, f"{words} decided as everybody said.", batch if count else "")
    return redirect(_back(request, found))


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@only_while_open
@require_POST
def open_again(request: OrganizationRequest, description: int) -> HttpResponse:
    """Take a decision away, so that it is talked over again."""
    found = description_to_change(request, description)
    activities = read_activities()
    activity = activities.of_slug(request.POST.get("activity", ""))
    if activity is None:
        raise Http404("No such activity.")
    require_seen(request, found)
    outcome = deciding.open_again(description=found, activity=activity.key, was=request.POST.get("was", ""))
    if outcome.is_conflict:
        return _page(request, found, activities, activity.key, Typed(is_conflict=True), status=409)
    if request.htmx:  # type: ignore[attr-defined]
        return _page(request, found, activities, activity.key, Typed(is_new=True))
    messages.success(request, f"Open again: {activity.text}.")
    return redirect(_back(request, found, activity.slug))


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@only_while_open
@require_POST
def undo(request: OrganizationRequest, description: int, batch: str) -> HttpResponse:
    """Put back what stood before one act of deciding."""
    found = description_to_change(request, description)
    count = deciding.undo(description=found, batch=batch)
    if count:
        messages.success(request, f"Undone for {count} {'activity' if count == 1 else 'activities'}.")
    else:
        messages.warning(request, "There is nothing left to undo: it was decided anew or opened again meanwhile.")
    return redirect(_back(request, found))


def _error(said: Typed) -> str:
    if said.belongs not in (YES, NO):
        return "Choose whether it belongs in the role."
    if len(said.reason) > LONGEST_REASON:
        return f"Please say it in {LONGEST_REASON} letters; this has {len(said.reason)}."
    if said.belongs == NO and not said.reason:
        return "Say why in a sentence: the team reads it when the boundaries are printed."
    return ""


def _page(
    request: OrganizationRequest,
    found: Description,
    activities: Activities,
    only: str = "",
    typed: Typed | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page; in place one activity, with the counts anew. `only` is always among what is shown."""
    sheets = list(found.worksheets.all())
    voices, own = seen_voices(request, sheets), own_sheet(request, sheets)
    rows = compare(activities, voices, decided(found))
    if not voices:
        rows = tuple(row for row in rows if row.is_decided)
    show = request.POST.get("show") or request.GET.get("show") or ("talk" if voices else "all")
    show = show if show in FILTERS and voices else "all"
    in_place = bool(only and request.htmx)  # type: ignore[attr-defined]
    shown = [row for row in rows if row.activity.key == only or (not in_place and shows(show, row))]
    together = agreed(rows) if voices else ()
    context: dict[str, Any] = frame(request, found) | {
        "cards": _cards(found, rows, shown, {only: typed} if typed else {}),
        "rows": len(rows),
        "activities": activities,
        "filters": [Filter(key, label, sum(shows(key, row) for row in rows)) for key, label in FILTERS.items()],
        "show": show,
        "show_label": FILTERS[show],
        "voices": [voice.name for voice in voices],
        "own": own,
        "agreed": together,
        "agreed_yes": sum(row.verdict == YES for row in together),
        "agreed_no": sum(row.verdict == NO for row in together),
        "seen": digest(rows),
        "undecided": sum(not row.is_decided for row in rows),
        "longest_reason": LONGEST_REASON,
        "question": QUESTION,
        "may_add": may(request.role, Capability.DRAFT_JOBS) and not found.is_put_away,
    }
    context["may_decide"] = context["may_decide"] and bool(voices)
    template = "jobdesc/worksheet/_decided.html" if in_place else "jobdesc/worksheet/compare.html"
    return render(request, template, context, status=status)


def _cards(found: Description, rows: Sequence[Row], shown: Sequence[Row], typed: Mapping[str, Typed]) -> list[Card]:
    """What is shown of all rows. The query is the same whichever they are."""
    keys = {key for row in rows if row.view for key in row.view.keys}
    entries = Entry.objects.select_related("toolkit").in_bulk(keys)
    document = found.document
    return [
        Card(
            row,
            [entries[key] for key in row.view.keys if key in entries] if row.view else [],
            stands_in(document, row.activity),
            typed.get(row.activity.key, Typed()),
        )
        for row in shown
    ]


def _tell(request: OrganizationRequest, found: Description, words: str, batch: str) -> None:
    """Say it on the next page, with a button that takes it back (partials/messages.html)."""
    address = reverse("jobdesc:worksheet-undo", args=[request.organization.slug, found.pk, batch]) if batch else ""
    messages.success(request, words, extra_tags=address)


def _back(request: OrganizationRequest, found: Description, slug: str = "") -> str:
    """Where it was posted from: the page that `next` names if it is ours, else the list that was shown."""
    came = request.POST.get("next", "")
    if came.startswith("/") and url_has_allowed_host_and_scheme(came, allowed_hosts=None):
        return came
    address = reverse("jobdesc:worksheet-compare", args=[request.organization.slug, found.pk])
    show = request.POST.get("show", "")
    anchor = f"#a-{slug}" if slug and show != "talk" else ""
    return f"{address}?show={show}{anchor}" if show in FILTERS else f"{address}{anchor}"
