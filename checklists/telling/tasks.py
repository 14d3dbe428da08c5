"""The background job. Its argument is an id, and it may be killed anywhere and done again."""

from django.utils import timezone
from django_tasks import task

from organizations.jobs import without_words

from .mailing import send_batch


@task()
def send_plan_mail(organization_id: int) -> None:
    """Send a batch of an organization's mail about plans; the rest is another job's, so that nothing waits for it."""
    with without_words(f"plan mail of {organization_id}"):
        more = send_batch(organization_id=organization_id, now=timezone.now())
    if more:
        send_plan_mail.enqueue(organization_id)
