"""The background task of portfolios."""

from django.utils import timezone
from django_tasks import task

from organizations.jobs import without_words

from .telling import tell


@task()
def tell_of_requests(organization_id: int) -> None:
    """Tell the owners who asks to see how their organization stands."""
    with without_words(f"requests to {organization_id}"):
        tell(organization_id=organization_id, now=timezone.now())
