"""What may stand on an organization's home page, for its tests."""

from datetime import timedelta

from django.utils import timezone

from jobdesc.models import Description, DescriptionStatus, Reader
from organizations.models import Membership
from tests.assessments.screen import page
from tests.cast import Cast
from tests.jobdesc.build import description_of

DAY = timedelta(days=1)


def home(cast: Cast, who: str = "leader") -> str:
    return page(cast.client(who), f"/o/{cast.organization.slug}/")


def was_here(cast: Cast, who: str = "leader") -> None:
    """As if they were here two days ago and not since, and everybody had joined long before."""
    Membership.objects.filter(organization=cast.organization).update(joined_at=timezone.now() - 30 * DAY)
    Membership.objects.filter(pk=cast.membership(who).pk).update(seen_at=timezone.now() - 2 * DAY)


def in_review(cast: Cast, **said: str) -> Description:
    """A description that members were asked to read; `said` is who with their verdict, empty where there is none."""
    job = description_of(cast.organization)
    Description.objects.filter(pk=job.pk).update(status=DescriptionStatus.IN_REVIEW)
    for who, verdict in (said or {"viewer": ""}).items():
        Reader.objects.create(
            description=job,
            kind="peer",
            member=cast.membership(who),
            name="P",
            asked_version=job.version,
            asked_at=timezone.now(),
            verdict=verdict,
            read_version=job.version if verdict else None,
        )
    job.refresh_from_db()
    return job
