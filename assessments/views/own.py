"""An organization's own instruments: the list, the editor, copies of toolkits' instruments, YAML in and out."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organizations.access import Capability, OrganizationRequest, requires
from toolkits.strict_yaml import FixtureError, RefusedFixturesError

from .. import authoring
from ..content import InstrumentContent, Scale
from ..drafting import content_of, scales_offered
from ..models import Instrument
from ..own_fixture import MOST_PROBLEMS, read_own, to_yaml
from ..own_forms import LOOK, SAVE, Editor, ImportForm, editor_of, editor_posted
from ..page import Filling, items_html
from ..recording import AlreadyCompleteError
from .record import show
from .sheet import Sheet, found_sheet

TOO_MANY = (
    f"There are {authoring.MOST_OWN} assessments of your own already. Remove one that nobody uses any more first."
)
CHANGED_MEANWHILE = (
    "Somebody else changed this assessment meanwhile, so nothing was saved. What you typed is still here: look at the "
    "other version in another tab. If you save now, yours takes its place."
)

MORE_MEANWHILE = (
    "Something was answered or reworded after you opened this page, so nothing was changed. Please look again at what "
    "would be gone, then start with the new wording."
)


@requires(Capability.ASSESS)
@require_safe
def own_list(request: OrganizationRequest) -> HttpResponse:
    """What the organization has of its own, and what it can begin with."""
    own = Instrument.objects.filter(organization=request.organization, current_version__isnull=False)
    originals = Instrument.objects.from_toolkits().filter(current_version__isnull=False)
    context = {
        "own": [(i, len(_content(i).items)) for i in own.select_related("toolkit", "current_version")],
        "originals": originals.select_related("toolkit").order_by("toolkit__position", "position", "slug"),
    }
    return render(request, "assessments/own/list.html", context)


@requires(Capability.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: OrganizationRequest) -> HttpResponse:
    """An empty editor; with POST what its button says."""
    offered = _offered(None)
    if request.method != "POST":
        return _edit(request, None, editor_of(None, None, offered), offered)
    return _posted(request, None, editor_posted(request.POST, None, offered), offered)


@requires(Capability.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: OrganizationRequest, own: str) -> HttpResponse:
    """The editor with an own instrument in it; with POST what its button says."""
    instrument = _found(request, own)
    content = _content(instrument)
    offered = _offered(content)
    if request.method != "POST":
        editor = editor_of(authoring.head_of(instrument), content, offered)
        return _edit(request, instrument, editor, offered, content if "look" in request.GET else None)
    return _posted(request, instrument, editor_posted(request.POST, content, offered), offered)


@requires(Capability.ASSESS)
@require_POST
def copy(request: OrganizationRequest) -> HttpResponse:
    """Make an own copy of a toolkit's instrument, and open it."""
    originals = Instrument.objects.from_toolkits().filter(current_version__isnull=False)
    slug = request.POST.get("instrument", "")
    if slug not in set(originals.values_list("slug", flat=True)):  # not by a query: PostgreSQL takes no NUL
        raise Http404("There is no such assessment to copy.")
    original = originals.select_related("current_version").get(slug=slug)
    try:
        made = authoring.copy_instrument(organization=request.organization, original=original, actor=request.user)
    except authoring.TooManyOwnError:
        messages.error(request, TOO_MANY)
        return redirect("assessments:own", request.organization.slug)
    messages.success(
        request, "This is your own copy. Reword, add and take out what you like; the toolkit's stays as it is."
    )
    return redirect("assessments:own-edit", request.organization.slug, made.slug)


@requires(Capability.ASSESS)
@require_safe
def export(request: OrganizationRequest, own: str) -> HttpResponse:
    """The YAML file that can be imported again."""
    instrument = _found(request, own)
    text = to_yaml(authoring.head_of(instrument), _content(instrument), instrument.copy_of_id or "")
    name = slugify(instrument.title)[:60] or instrument.slug
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@requires(Capability.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_yaml(request: OrganizationRequest) -> HttpResponse:
    """Read a file or a pasted text; what is wrong with it shows by line, and then nothing is stored."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if not form.is_valid():
        return _import(request, form)
    data: bytes = form.cleaned_data["data"]
    try:
        file = read_own(data, slug=authoring.new_slug(), originals=_originals())
        made = authoring.import_instrument(organization=request.organization, file=file, actor=request.user)
    except RefusedFixturesError as refused:
        shown = {"text": data.decode("utf-8", "replace")}
        return _import(request, ImportForm(initial=shown), refused.errors, data)
    except authoring.TooManyOwnError:
        form.add_error(None, TOO_MANY)
        return _import(request, form)
    messages.success(request, "Imported. How it looks stands below; if it is not what you meant, remove it again.")
    return redirect(reverse("assessments:own-edit", args=[request.organization.slug, made.slug]) + "?look")


@requires(Capability.ASSESS)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: OrganizationRequest, own: str) -> HttpResponse:
    """Ask, and with POST remove it, unless anything has been answered."""
    instrument = _found(request, own)
    if request.method == "POST":
        try:
            authoring.remove_instrument(instrument=instrument, actor=request.user)
        except authoring.HasAnswersError:
            pass  # the page says why
        else:
            messages.success(request, f"“{instrument.title}” is removed.")
            return redirect("assessments:own", request.organization.slug)
    context = {"instrument": instrument, "has_answers": authoring.has_answers(instrument)}
    return render(request, "assessments/own/remove.html", context, status=409 if request.method == "POST" else 200)


@requires(Capability.ASSESS)
@require_POST
def newer(request: OrganizationRequest, instrument: str) -> HttpResponse:
    """Go on with the current questions."""
    return _newer(request, found_sheet(request, instrument))


@requires(Capability.ASSESS_PEOPLE)
@require_POST
def newer_person(request: OrganizationRequest, instrument: str, person: int) -> HttpResponse:
    return _newer(request, found_sheet(request, instrument, person))


def _newer(request: OrganizationRequest, sheet: Sheet) -> HttpResponse:
    if sheet.record is None:
        raise Http404("Not begun yet.")
    try:
        seen = request.POST.get("seen", "")
        lost = authoring.move_to_current_version(record=sheet.record, seen=seen, actor=request.user)
    except AlreadyCompleteError:
        messages.error(request, "This is complete. Open it again first, then start with the new wording.")
        return redirect(sheet.results_url)
    except authoring.ChangedMeanwhileError:
        messages.error(request, MORE_MEANWHILE)
        return show(request, sheet, 409)
    count = len(lost)
    gone = f" {count} answer{'' if count == 1 else 's'} to earlier questions {'is' if count == 1 else 'are'} gone."
    messages.success(
        request, f"You go on with the current questions.{gone if lost else ' All answers are still there.'}"
    )
    return redirect(sheet.url)


def _posted(
    request: OrganizationRequest, instrument: Instrument | None, editor: Editor, offered: Mapping[str, Scale]
) -> HttpResponse:
    """What the button said: look, change the sections, or save."""
    do = request.POST.get("do", LOOK)
    if do not in (LOOK, SAVE):
        return _edit(request, instrument, editor, offered)
    if not editor.is_valid():
        return _edit(request, instrument, editor, offered, status=422)
    base = _content(instrument) if instrument else None
    slug = instrument.slug if instrument else authoring.new_slug()
    content = content_of(editor.drafts(), offered, slug=slug, base=base)
    head = editor.head_over(authoring.head_of(instrument) if instrument else None)
    if not editor.is_small_enough(head, content):
        return _edit(request, instrument, editor, offered, status=422)
    if do == LOOK:
        return _edit(request, instrument, editor, offered, content)
    try:
        if instrument is None:
            authoring.create_instrument(
                organization=request.organization, head=head, content=content, actor=request.user
            )
        else:
            authoring.change_instrument(
                instrument=instrument,
                head=head,
                content=content,
                based_on=request.POST.get("based_on", ""),
                actor=request.user,
            )
    except authoring.TooManyOwnError:
        editor.head.add_error(None, TOO_MANY)
        return _edit(request, instrument, editor, offered, status=422)
    except authoring.ChangedMeanwhileError:
        editor.head.add_error(None, CHANGED_MEANWHILE)
        return _edit(request, instrument, editor, offered, status=409)
    messages.success(request, f"“{head.title}” is saved. You find it under “Our own”.")
    return redirect("assessments:own", request.organization.slug)


def _edit(
    request: OrganizationRequest,
    instrument: Instrument | None,
    editor: Editor,
    offered: Mapping[str, Scale],
    content: InstrumentContent | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page of the editor, with a preview of `content` where that was asked for."""
    based_on = request.POST.get("based_on", "")
    if instrument and (status == 409 or request.method != "POST"):
        based_on = authoring.state_of(instrument)  # who is told of somebody else's change may go on after it
    context = {
        "instrument": instrument,
        "editor": editor,
        "sections": [(form, n in editor.out) for n, form in enumerate(editor.sections)],
        "based_on": based_on,
        "preview": _preview(content) if content else None,
    }
    return render(request, "assessments/own/edit.html", context, status=status)


def _preview(content: InstrumentContent) -> SafeString:
    return items_html(content, "", Filling({}, {}))


def _import(
    request: OrganizationRequest, form: ImportForm, errors: Sequence[FixtureError] = (), data: bytes = b""
) -> HttpResponse:
    lines = data.decode("utf-8", "replace").split("\n")
    shown = [(e.line, e.message, lines[e.line - 1].strip()[:120] if e.line <= len(lines) else "") for e in errors]
    context = {"form": form, "errors": shown, "most": MOST_PROBLEMS}
    status = 422 if errors or form.errors else 200
    return render(request, "assessments/own/import.html", context, status=status)


def _found(request: OrganizationRequest, slug: str) -> Instrument:
    """An own instrument of this organization; anybody else's, and a toolkit's, is a 404."""
    own = Instrument.objects.filter(organization=request.organization, current_version__isnull=False)
    return get_object_or_404(own.select_related("current_version", "organization", "toolkit"), slug=slug)


def _content(instrument: Instrument) -> InstrumentContent:
    assert instrument.current_version is not None  # noqa: S101 - `_found` finds no other
    return instrument.current_version.content


def _offered(base: InstrumentContent | None) -> dict[str, Scale]:
    toolkits = Instrument.objects.from_toolkits().filter(current_version__isnull=False)
    contents = [i.current_version.content for i in toolkits.select_related("current_version") if i.current_version]
    return scales_offered(contents, base)


def _originals() -> dict[str, str]:
    return {slug: toolkit or "" for slug, toolkit in Instrument.objects.from_toolkits().values_list("slug", "toolkit")}
