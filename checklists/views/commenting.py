"""Comments on a task."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from organizations.access import Capability, OrganizationRequest, requires
from organizations.client_data import looks_like_client_record

from ..working.commenting import ASK, comment, may_remove, remove_comment
from ..working.forms import CommentForm
from .finding import task_to_work
from .refusing import changes_plans
from .task import to_task
from .task_page import show


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def add_comment(request: OrganizationRequest, plan: int, number: int) -> HttpResponse:
    """Add a comment. One that looks as if it were about somebody you serve is asked about once before it is mailed."""
    found = task_to_work(request, plan, number)
    form = CommentForm(request.POST, auto_id="comment_%s")
    if form.is_valid() and looks_like_client_record(form.cleaned_data["text"]) and "seen" not in request.POST:
        form.add_error("text", ASK)
        return show(request, found, 422, comment_form=form, comment_is_asked_about=True)
    if not form.is_valid():
        return show(request, found, 422, comment_form=form)
    made = comment(task=found, author=request.user, text=form.cleaned_data["text"])
    if made.mentioned:
        messages.success(request, f"Your comment is there. It mentions {', '.join(made.mentioned)}.")
    else:
        messages.success(request, "Your comment is there.")
    return to_task(request, found, f"#comment-{made.pk}")


@requires(Capability.WORK_PLAN)
@changes_plans
@require_POST
def drop_comment(request: OrganizationRequest, plan: int, number: int, remark: int) -> HttpResponse:
    """Take a comment's words away: one's own, or as an owner anybody's."""
    found = task_to_work(request, plan, number)
    said = get_object_or_404(found.comments, pk=remark)
    if said.removed_at is None and not may_remove(said, request.user, request.role):
        messages.error(request, "Only who wrote a comment, or an owner of the organization, can remove it.")
        return show(request, found, 403)
    remove_comment(said=said)
    messages.success(request, "The comment is removed.")
    return to_task(request, found, f"#comment-{said.pk}")
