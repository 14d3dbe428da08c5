"""The background jobs. Their arguments are ids, and each may be killed anywhere and done again.

What a task raises is kept in its row and in the log, so none lets out an error's words: they may hold an address.
"""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from organizations.jobs import without_words

from ..closing import close
from ..models import Survey
from ..purging import purge
from .mailing import send_batch


@task()
def send_mailing(mailing_id: int) -> None:
    """Send a batch of a mailing; the rest is another task's, so that nothing else waits for it."""
    with without_words(f"mailing {mailing_id}"):
        more = send_batch(mailing_id=mailing_id, now=timezone.now())
    if more:
        send_mailing.enqueue(mailing_id)


@task()
def close_due_survey(survey_id: int) -> None:
    """Close a survey whose time is over, unless it was closed or extended meanwhile."""
    now = timezone.now()
    with without_words(f"closing {survey_id}"), transaction.atomic():
        due = Survey.objects.due_to_close(now).select_for_update(no_key=True).filter(pk=survey_id).first()
        if due:
            close(survey=due, now=now)


@task()
def purge_closed() -> None:
    """Rewrite the database without what closings erased."""
    with without_words("purging"):
        purge(now=timezone.now())
