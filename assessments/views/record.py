"""Filling an organization's record of an instrument."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations.access import Capability, OrganizationRequest, requires
from organizations.text import clean_text

from .. import recording
from ..answers import NO_ANSWER, Answer, Posted, PostedAnswer, answered_count, read_post, text_problem
from ..models import Instrument, InstrumentVersion, Record
from ..page import Filling, items_html, problem_html
from ..recording import PRESENT, answers_with_present

COMPLETE_MEANWHILE = (
    "This assessment was completed meanwhile, so nothing new was saved. What you typed is still below: "
    "reopen the assessment in another tab, then save here again."
)


@requires(Capability.ASSESS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: OrganizationRequest, instrument: str) -> HttpResponse:
    """Show the form; with POST save it, and with it complete it, if that was asked for."""
    found, record = _found(request, instrument)
    if request.method == "POST":
        return _save(request, found, record)
    if record and record.is_complete:
        return redirect("assessments:results", request.organization.slug, found.slug)
    saved = answers_with_present(record)
    return _form(request, found, record, Filling(saved, _digests(saved)))


@requires(Capability.ASSESS)
@require_POST
def reopen(request: OrganizationRequest, instrument: str) -> HttpResponse:
    record = get_object_or_404(
        Record.objects.for_organization(request.organization).select_related("instrument", "organization"),
        instrument=instrument,
    )
    recording.reopen(record=record, actor=request.user)
    messages.success(request, "The assessment is open again. The earlier result is kept.")
    return redirect("assessments:record", request.organization.slug, instrument)


def _save(request: OrganizationRequest, instrument: Instrument, record: Record | None) -> HttpResponse:
    version = _version(instrument, record)
    posted = _read(request, version)
    keep = request.POST.get("keep", "")
    try:
        saved = recording.save_answers(
            organization=request.organization, instrument=instrument, posted=posted, keep=keep, actor=request.user
        )
    except recording.AlreadyCompleteError:
        was = {item: request.POST.get(f"was-{item}", "") for item in posted.typed}
        if request.htmx:  # type: ignore[attr-defined]
            return _status(request, {"problem": COMPLETE_MEANWHILE}, 409)
        messages.error(request, COMPLETE_MEANWHILE)
        return _form(request, instrument, record, Filling(posted.typed, was, {}, posted.errors), 409)
    filling = _after_saving(request, saved, posted)
    if request.htmx:  # type: ignore[attr-defined]
        return _saved_in_place(request, saved, posted, filling)
    if filling.conflicts or filling.errors:
        return _form(request, instrument, saved.record, filling, _status_code(filling))
    if request.POST.get("action") == "complete":
        return _complete(request, instrument, saved.record)
    messages.success(request, "Saved.")
    return redirect("assessments:record", request.organization.slug, instrument.slug)


def _complete(request: OrganizationRequest, instrument: Instrument, record: Record) -> HttpResponse:
    try:
        recording.complete(record=record, actor=request.user)
    except recording.NothingAnsweredError:
        messages.error(request, "Nothing is answered yet. Answer at least one question, then complete.")
        return redirect("assessments:record", request.organization.slug, instrument.slug)
    except recording.AlreadyCompleteError:
        pass  # two clicks, or a colleague: it is what was asked for
    return redirect("assessments:results", request.organization.slug, instrument.slug)


def _after_saving(request: OrganizationRequest, saved: recording.Saved, posted: Posted) -> Filling:
    """What the form shows now: what is saved, except that what could not be saved stays as it was typed."""
    take = request.POST.get("take", "")
    standing = answers_with_present(saved.record)
    conflicts = {item: c for item, c in saved.merge.conflicts.items() if item != take}
    was = _digests(standing)
    shown = dict(standing)
    for item in {*conflicts, *posted.errors}:
        shown[item] = posted.typed[item]
        was[item] = request.POST.get(f"was-{item}", "")
    return Filling(shown, was, conflicts, posted.errors)


def _saved_in_place(
    request: OrganizationRequest, saved: recording.Saved, posted: Posted, filling: Filling
) -> HttpResponse:
    content, standing = saved.record.version.content, saved.merge.answers
    problems = {item: problem_html(content, item, filling) for item in posted.typed}
    context = {
        "record": saved.record,
        # Only where the form shows what is saved; elsewhere a new digest would have it overwrite what it never showed.
        "was": {
            item: sent.answer.digest
            for item, sent in posted.answers.items()
            if sent.answer == standing.get(item, NO_ANSWER)
        },
        "problems": problems,
        "has_problems": bool(filling.conflicts or filling.errors),
        "answered": answered_count(content, answers_with_present(saved.record)),
        "item_count": len(content.items),
    }
    return _status(request, context, _status_code(filling))


def _status_code(filling: Filling) -> int:
    return 409 if filling.conflicts else 422 if filling.errors else 200


def _status(request: OrganizationRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return HttpResponse(render_to_string("assessments/_saved.html", context, request), status=status)


def _form(
    request: OrganizationRequest, instrument: Instrument, record: Record | None, filling: Filling, status: int = 200
) -> HttpResponse:
    version = _version(instrument, record)
    content = version.content
    context = {
        "instrument": instrument,
        "record": record,
        "items": items_html(content, version.content_hash, filling),
        "present": filling.answers.get(PRESENT, NO_ANSWER).text,
        "present_was": filling.was.get(PRESENT, ""),
        "present_problem": problem_html(content, PRESENT, filling),
        "answered": answered_count(content, filling.answers),
        "item_count": len(content.items),
        "has_problems": bool(filling.conflicts or filling.errors),
    }
    return render(request, "assessments/record.html", context, status=status)


def _read(request: OrganizationRequest, version: InstrumentVersion) -> Posted:
    posted = read_post(version.content, request.POST)
    if f"was-{PRESENT}" in request.POST:
        names = Answer(text=clean_text(request.POST.get(f"t-{PRESENT}", "")))
        posted.typed[PRESENT] = names
        problem = text_problem(names.text)
        if problem:
            posted.errors[PRESENT] = problem
        else:
            posted.answers[PRESENT] = PostedAnswer(names, request.POST[f"was-{PRESENT}"])
    return posted


def _digests(answers: dict[str, Answer]) -> dict[str, str]:
    return {item: answer.digest for item, answer in answers.items()}


def _found(request: OrganizationRequest, slug: str) -> tuple[Instrument, Record | None]:
    """An instrument with the organization's record of it. The version's content is loaded only if it is not kept."""
    instrument = get_object_or_404(Instrument.objects.to_fill(), slug=slug)
    # There is one at the most; first() would have it sorted.
    record = next(iter(Record.objects.for_organization(request.organization).filter(instrument=slug)), None)
    if record:
        # What is at hand is not asked for again: nearly always the current version, and one's own last save.
        record.instrument = instrument
        if instrument.current_version and record.version_id == instrument.current_version_id:
            record.version = instrument.current_version
        if record.saved_by_id == request.user.pk:
            record.saved_by = request.user
    return instrument, record


def _version(instrument: Instrument, record: Record | None) -> InstrumentVersion:
    """A record stays with the version that it began with."""
    version = record.version if record else instrument.current_version
    assert version is not None  # noqa: S101 - instruments without a version are not found
    return version
