"""The steps in which a description is written: the same way of asking, saving and refusing for each, and for all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from organizations.client_data import QUESTION, looks_like_client_record
from organizations.fields import whole_number

from ..drafting.asking import SLOTS
from ..drafting.document import Document
from ..drafting.forms import APPLIED, FORMS, StepForm
from ..drafting.forms.pay import SUGGESTED
from ..drafting.forms.start import key_of_title
from ..drafting.lines import what_was_cut
from ..drafting.merging import MINE, THEIRS, differences
from ..drafting.naming import clash
from ..drafting.operations import anchor, operate
from ..drafting.progress import progress
from ..drafting.reading import passages
from ..drafting.saving import Saved, base_of, revert, save
from ..drafting.steps import STEPS
from ..models import Description
from ..reviewing.looking import marks_of_step
from .addresses import following, previous, step_links, step_url
from .finding import changes_descriptions, description_to_change, find_description
from .sections import make_sections, said_of, sample_texts
from .tabs import tabs

METHODS = ["GET", "HEAD", "POST"]
NEXT = "next"
"""The button that saves and goes on; any other stays on the page."""
INTO = "pick:duties:"
"""How the buttons of sample duties begin: into which responsibility they go is chosen above them."""


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(METHODS)
def step(request: OrganizationRequest, description: int, step: str) -> HttpResponse:
    """Ask one step of a description. With POST save it: in place as it is typed, else back here or on to the next.

    422 where something cannot be taken (what can be is saved), 409 where somebody else saved the same differently
    meanwhile; what was typed stands there either way.
    """
    found = description_to_change(request, description)
    if step not in FORMS:
        raise Http404("No such step.")
    return _answer(request, found, (step,))


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_http_methods(METHODS)
def all_steps(request: OrganizationRequest, description: int) -> HttpResponse:
    """All steps on one page, in one form; otherwise as `step`."""
    return _answer(request, description_to_change(request, description), tuple(FORMS))


@requires(Capability.DRAFT_JOBS)
@require_safe
def go_on(request: OrganizationRequest, description: int) -> HttpResponse:
    """To the step in which something is missing, else to the review, else to the first step."""
    found = find_description(request, description)
    part = progress(found.document).next
    return redirect(step_url(found, part.step if part else "review") or step_url(found, "start"))


@requires(Capability.DRAFT_JOBS)
@changes_descriptions
@require_POST
def undo(request: OrganizationRequest, description: int, version: int) -> HttpResponse:
    """Take back what one version changed, if nobody changed the same since."""
    found = description_to_change(request, description)
    done = revert(description=found, version=version, actor=request.user)
    if done.changed:
        messages.success(request, "It is back.")
    else:
        messages.warning(request, "This could not be taken back: the same was changed since, or it is too long ago.")
    came = request.POST.get("next", "")
    home = reverse("jobdesc:description", args=[request.organization.slug, found.pk])
    return redirect(came if came.startswith(home) else home)


@dataclass(frozen=True)
class Typed:
    """What a form said: `document` is what it made of the version `base`, as far as it could be taken."""

    forms: dict[str, StepForm]
    base: Document
    document: Document
    version: int

    @property
    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms.values())


def _answer(request: OrganizationRequest, found: Description, keys: Sequence[str]) -> HttpResponse:
    if request.method != "POST":
        return _page(request, found, _forms(keys, found.document), found.document)
    typed = _typed(request, found, keys)
    saved = save(
        description=found,
        version=typed.version,
        document=typed.document,
        actor=request.user,
        decided=_decided(request),
    )
    in_place = bool(request.htmx)  # type: ignore[attr-defined]
    answer = _in_place if in_place else _on_a_page
    return answer(request, saved, typed, keys)


def _typed(request: OrganizationRequest, found: Description, keys: Sequence[str]) -> Typed:
    version = whole_number(request.POST.get("version"))
    base = base_of(found, version)
    forms = _forms(keys, base, request)
    document = _applied(forms, base)
    do = request.POST.get("do", "")
    if ":" in do and not request.htmx:  # type: ignore[attr-defined]
        do = do.replace(INTO, f"pick:duties-{request.POST.get('pick_into', '')}:")
        document = operate(document, do, sample_texts() if do.startswith("pick:") else {}, SUGGESTED)
        document = _with_title(document, do)
    return Typed(forms, base, document, version)


def _forms(keys: Sequence[str], document: Document, request: OrganizationRequest | None = None) -> dict[str, StepForm]:
    return {key: FORMS[key](request.POST if request else None, document=document) for key in keys}


def _still_wrong(request: OrganizationRequest, typed: Typed, saved: Saved) -> dict[str, StepForm]:
    """The forms after what could be taken was saved: what is wrong stands there as typed, all else as it is now."""
    posted = request.POST.copy()
    for form in typed.forms.values():
        for name, value in form.initial_of(saved.document).items():
            if name not in form.kept_as_typed:
                posted.setlist(name, value if isinstance(value, list) else [value])
    forms = {key: FORMS[key](posted, document=saved.document) for key in typed.forms}
    return {key: form if form.errors else FORMS[key](document=saved.document) for key, form in forms.items()}


def _applied(forms: dict[str, StepForm], document: Document) -> Document:
    for key in APPLIED:
        if key in forms:
            document = forms[key].apply(document)
    return document


def _with_title(document: Document, do: str) -> Document:
    """With one of the toolkit's titles, where its button was pressed (`title::<title>`)."""
    title = do.removeprefix("title::")
    return replace(document, title=title, title_key=key) if (key := key_of_title(title)) and title != do else document


def _on_a_page(request: OrganizationRequest, saved: Saved, typed: Typed, keys: Sequence[str]) -> HttpResponse:
    """Back to the page or on to the next; or the page once more, with what cannot be taken or has to be decided."""
    found, do = saved.description, request.POST.get("do", "")
    if saved.conflicts:
        return _page(request, found, typed.forms, typed.document, status=409, saved=saved)
    if question := _question(request, typed):
        messages.warning(request, question)
    if not typed.is_valid:
        return _page(request, found, _still_wrong(request, typed, saved), saved.document, status=422)
    slug = request.organization.slug
    if saved.changed and do.startswith("out:"):
        address = reverse("jobdesc:undo", args=[slug, found.pk, found.version])
        messages.success(request, "Taken out.", extra_tags=address)
    elif ":" not in do or not saved.changed:
        messages.success(request, "Saved." if saved.changed else "Everything is saved.")
    if len(keys) > 1:
        going_on = do == NEXT
        address = reverse("jobdesc:description" if going_on else "jobdesc:all", args=[slug, found.pk])
    else:
        there = following(found, keys[0]) if do == NEXT else None
        address = there.url if there else reverse("jobdesc:step", args=[slug, found.pk, keys[0]])
    return redirect(address + (anchor(do, saved.document) if ":" in do else ""))


def _in_place(request: OrganizationRequest, saved: Saved, typed: Typed, keys: Sequence[str]) -> HttpResponse:
    """What there is to say of the save, with the preview beside it.

    The fields are sent along only where they show something else than what is saved now: somebody else changed the
    same step, a choice has added lines, or something is wrong or was.
    """
    found, document = saved.description, saved.document
    context: dict[str, Any] = {
        "description": found,
        "slug": request.organization.slug,
        "has_problems": not typed.is_valid,
        "clashes": _clashes(saved, typed.document),
        "question": _question(request, typed),
    }
    if saved.conflicts:
        return render(request, "jobdesc/draft/_conflict_saved.html", context, status=409)
    shows_saved = _applied(_forms(keys, document, request), document) == document
    if not typed.is_valid or not shows_saved or "problems" in request.POST:
        forms = _forms(keys, document) if typed.is_valid else _still_wrong(request, typed, saved)
        context["sections"] = make_sections(request, forms, document, edits_sentences=len(keys) == 1)
    said, library = said_of(request, keys, document)
    context |= {
        "version": found.version,
        "passages": passages(document),
        "marks": marks_of_step(found, document, *keys),
        "slots": [(slot, said.get(slot)) for key in keys for slot in SLOTS[key]],
        "library": library,
    }
    return render(request, "jobdesc/draft/_saved.html", context, status=200 if typed.is_valid else 422)


def _page(
    request: OrganizationRequest,
    found: Description,
    forms: dict[str, StepForm],
    shown: Document,
    *,
    status: int = 200,
    saved: Saved | None = None,
) -> HttpResponse:
    """The whole page. `shown` is the document whose lines stand in the form."""
    keys = list(forms)
    only = keys[0] if len(keys) == 1 else ""
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "description": found,
        "passages": passages(found.document),
        "marks": marks_of_step(found, found.document, *keys),
        # The version that what stands in the form was made from: after a conflict still the old one.
        "version": whole_number(request.POST.get("version")) if status == 409 else found.version,
        "sections": make_sections(request, forms, shown, edits_sentences=bool(only)),
        "steps": step_links(found, only),
        "step": next((one for one in STEPS if one.key == only), None),
        "before": previous(found, only) if only else None,
        "after": following(found, only) if only else None,
        "has_problems": status == 422,
        "clashes": _clashes(saved, shown),
    }
    return render(request, "jobdesc/draft/page.html", context, status=status)


def _clashes(saved: Saved | None, mine: Document) -> list[Any]:
    return [clash(one, theirs=saved.document, mine=mine) for one in saved.conflicts] if saved else []


def _question(request: OrganizationRequest, typed: Typed) -> str:
    """Said where something that was typed could not be taken whole, or looks like a client's record."""
    lists = [name for form in typed.forms.values() for name in form.lists]
    if cut := what_was_cut(request.POST, (*lists, *(("responsibilities",) if "parts" in typed.forms else ()))):
        return cut
    changed = differences(typed.base, typed.document)
    return QUESTION if any(looks_like_client_record(one.mine) for one in changed) else ""


def _decided(request: OrganizationRequest) -> dict[str, str]:
    """Whose text to keep, by path, as the page of a conflict asks it: `keep-<path>`."""
    return {
        name.removeprefix("keep-"): value
        for name, value in request.POST.items()
        if name.startswith("keep-") and value in (MINE, THEIRS)
    }
