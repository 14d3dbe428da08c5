"""Background tasks about the end of an organization. Their argument is its id; each may be killed and done again."""

from django.utils import timezone
from django_tasks import task

from .ending import end, tell_owners
from .jobs import without_words


@task()
def tell_owners_of(organization_id: int) -> None:
    """Tell the owners that their organization will be deleted."""
    with without_words(f"telling owners of {organization_id}"):
        tell_owners(organization_id=organization_id, now=timezone.now())


@task()
def end_organization(organization_id: int) -> None:
    """Delete an organization whose time is over."""
    with without_words(f"ending {organization_id}"):
        end(organization_id=organization_id, now=timezone.now())
