"""Filling an organization's record of an instrument."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations.access import Capability, OrganizationRequest, requires
from organizations.text import clean_text

from .. import recording
from ..answers import NO_ANSWER, Answer, Answers, Posted, PostedAnswer, answered_of, read_gone, read_post, text_problem
from ..authoring import state_before_moving
from ..content import Section
from ..models import InstrumentVersion, Record
from ..page import Filling, items_html, problem_html
from ..recording import PRESENT, answers_with_present
from ..results import result_of
from .sheet import Sheet, found_sheet

COMPLETE_MEANWHILE = (
    "This assessment was completed meanwhile, so nothing new was saved. What you typed is still below: "
    "reopen the assessment in another tab, then save here again."
)
COMMENTS_MISSING = "Everything is saved. To complete it, some parts still need a comment: they are marked."
COMMENT_MISSING = "Some answers above need a comment. Please say in a few words what they rest on."


@requires(Capability.ASSESS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: OrganizationRequest, instrument: str, section: str | None = None) -> HttpResponse:
    """Show the form, or the list of sections; with POST save, and complete it if that was asked for."""
    return _fill(request, instrument, None, section)


@requires(Capability.ASSESS_PEOPLE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill_person(request: OrganizationRequest, instrument: str, person: int, section: str | None = None) -> HttpResponse:
    """The same for the record of one person."""
    return _fill(request, instrument, person, section)


@requires(Capability.ASSESS)
@require_POST
def reopen(request: OrganizationRequest, instrument: str) -> HttpResponse:
    return _reopen(request, found_sheet(request, instrument))


@requires(Capability.ASSESS_PEOPLE)
@require_POST
def reopen_person(request: OrganizationRequest, instrument: str, person: int) -> HttpResponse:
    return _reopen(request, found_sheet(request, instrument, person))


def show(request: OrganizationRequest, sheet: Sheet, status: int = 200) -> HttpResponse:
    """The form, or the list of sections, as the record stands."""
    saved = answers_with_present(sheet.record)
    return _form(request, sheet, Filling(saved, _digests(saved)), status)


def _fill(request: OrganizationRequest, instrument: str, person: int | None, section: str | None) -> HttpResponse:
    if request.method == "POST":
        try:
            return _save(request, _sheet_to_save(request, instrument, person, section))
        except recording.QuestionsChangedError:  # after they were read, so they are read once more
            return _save(request, _sheet_to_save(request, instrument, person, section))
    sheet = found_sheet(request, instrument, person, section)
    if sheet.record and sheet.record.is_complete:
        return redirect(sheet.results_url)
    return show(request, sheet)


def _sheet_to_save(request: OrganizationRequest, instrument: str, person: int | None, section: str | None) -> Sheet:
    """Where the section is gone, the whole instead: what was typed in it must come to somewhere."""
    try:
        return found_sheet(request, instrument, person, section)
    except Http404:
        if section is None or "version" not in request.POST:
            raise
    return found_sheet(request, instrument, person)


def _reopen(request: OrganizationRequest, sheet: Sheet) -> HttpResponse:
    if sheet.record is None:
        raise Http404("Not begun yet.")
    recording.reopen(record=sheet.record, actor=request.user)
    messages.success(request, "The assessment is open again. The earlier result is kept.")
    return redirect(sheet.url)


def _save(request: OrganizationRequest, sheet: Sheet) -> HttpResponse:
    posted = _read(request, sheet.version)
    keep = request.POST.get("keep", "")
    try:
        saved = recording.save_answers(
            organization=request.organization,
            instrument=sheet.instrument,
            person=sheet.record if sheet.subject else None,
            content_hash=sheet.version.content_hash,
            posted=posted,
            keep=keep,
            actor=request.user,
        )
    except recording.RecordGoneError as gone:
        raise Http404("The record is gone.") from gone
    except recording.AlreadyCompleteError:
        was = {item: request.POST.get(f"was-{item}", "") for item in posted.typed}
        if request.htmx:  # type: ignore[attr-defined]
            return _status(request, {"problem": COMPLETE_MEANWHILE}, 409)
        messages.error(request, COMPLETE_MEANWHILE)
        return _form(request, sheet, Filling(posted.typed, was, {}, posted.errors), 409)
    sheet = replace(sheet, record=saved.record)
    filling = _after_saving(request, saved, posted)
    if request.htmx:  # type: ignore[attr-defined]
        return _saved_in_place(request, sheet, saved, posted, filling)
    status = _status_code(filling, _gone(request, sheet))
    if status != 200:
        return _form(request, sheet, filling, status)
    if request.POST.get("action") == "complete":
        return _complete(request, sheet, saved.record)
    messages.success(request, "Saved.")
    if request.POST.get("action") == "next":
        return redirect(sheet.next_url)
    return redirect(_here(request, sheet))


def _complete(request: OrganizationRequest, sheet: Sheet, record: Record) -> HttpResponse:
    try:
        recording.complete(record=record, actor=request.user)
    except recording.NothingAnsweredError:
        messages.error(request, "Nothing is answered yet. Answer at least one question, then complete.")
        return redirect(sheet.url)
    except recording.CommentsMissingError as missing:
        messages.error(request, COMMENTS_MISSING)
        saved = answers_with_present(record)
        errors = {section.comment_slug: COMMENT_MISSING for section in missing.sections}
        return _form(request, sheet, Filling(saved, _digests(saved), errors=errors), 422)
    except recording.AlreadyCompleteError:
        pass  # two clicks, or a colleague: it is what was asked for
    return redirect(sheet.results_url)


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
    request: OrganizationRequest, sheet: Sheet, saved: recording.Saved, posted: Posted, filling: Filling
) -> HttpResponse:
    standing = saved.merge.answers
    problems = {item: problem_html(sheet.content, item, filling) for item in posted.typed}
    gone = _gone(request, sheet)
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
        "gone": gone,
        **_progress(sheet, answers_with_present(saved.record)),
    }
    return _status(request, context, _status_code(filling, gone))


def _status_code(filling: Filling, gone: list[Answer]) -> int:
    return 409 if filling.conflicts or gone else 422 if filling.errors else 200


def _status(request: OrganizationRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return HttpResponse(render_to_string("assessments/_saved.html", context, request), status=status)


def _form(request: OrganizationRequest, sheet: Sheet, filling: Filling, status: int = 200) -> HttpResponse:
    context = {
        "sheet": sheet,
        "instrument": sheet.instrument,
        "record": sheet.record,
        "here": _here(request, sheet),
        "version": _version(sheet),
        "gone": _gone(request, sheet),
        "seen": state_before_moving(sheet.record) if sheet.record and sheet.is_outdated else "",
        "has_problems": bool(filling.conflicts or filling.errors),
        **_progress(sheet, filling.answers),
        **_present(sheet, filling),
    }
    listed = sheet.section is None and sheet.content.is_filled_by_section and "all" not in request.GET
    if listed:
        context["parts"] = [_part(sheet, section, filling) for section in sheet.content.sections]
        context["skills"] = result_of(sheet.content, filling.answers) if sheet.is_of_a_persons_skills else None
        return render(request, "assessments/sections.html", context, status=status)
    context["items"] = items_html(sheet.content, sheet.version.content_hash, filling, sheet.section)
    return render(request, "assessments/record.html", context, status=status)


def _here(request: OrganizationRequest, sheet: Sheet) -> str:
    """The address of the form, also where it is shown in answer to a post to another one."""
    if sheet.section:
        return sheet.section_url(sheet.section)
    return sheet.whole_url if "all" in request.GET else sheet.url


def _version(sheet: Sheet) -> str:
    """Tells a form's questions from others; the form carries it."""
    return sheet.version.content_hash[:16]


def _gone(request: OrganizationRequest, sheet: Sheet) -> list[Answer]:
    """What was sent for questions that have gone since the form was opened."""
    if request.POST.get("version", _version(sheet)) == _version(sheet):
        return []
    return [answer for item, answer in read_gone(sheet.content, request.POST).items() if item != PRESENT]


def _part(sheet: Sheet, section: Section, filling: Filling) -> dict[str, object]:
    """A line of the list of sections."""
    asked = {*(item.slug for item in section.items), section.comment_slug}
    return {
        "section": section,
        "url": sheet.section_url(section),
        "answered": answered_of(section.items, filling.answers),
        "of": len(section.items),
        "has_problems": bool(asked & {*filling.errors, *filling.conflicts}),
    }


def _progress(sheet: Sheet, answers: Answers) -> dict[str, int]:
    items = sheet.section.items if sheet.section else sheet.content.items
    return {"answered": answered_of(items, answers), "item_count": len(items)}


def _present(sheet: Sheet, filling: Filling) -> dict[str, object]:
    return {
        "present": filling.answers.get(PRESENT, NO_ANSWER).text,
        "present_was": filling.was.get(PRESENT, ""),
        "present_problem": problem_html(sheet.content, PRESENT, filling),
    }


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
