"""An organization's public pages: opening one, and taking it back."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from organizations.audit import Action, note
from organizations.models import Organization, User
from organizations.models.organization import states

from ..drafting.document import Document
from ..drafting.saving import lock
from ..hiring.fixture import hiring
from ..models import Description, Posting
from ..reviewing.law import duty_in
from ..reviewing.looking import corrections_of
from .advertising import About, Advertisement, closing_date, long_form, pay_missing, short_form
from .job_posting import Opening, job_posting

OPEN_FOR = 30
"""So many days are offered where the description has no closing date of its own, or one that has passed."""


class NotApprovedError(ValueError):
    """No version of the description has been approved, so nothing follows from it yet."""

    def __init__(self) -> None:
        super().__init__("This job description has not been approved yet, so nothing is made from it.")


@transaction.atomic
def publish(*, description: Description, closes_on: date, actor: User | None) -> Posting:
    """Open the public page of the approved version until the end of a day. A page that is open already keeps its
    address and gets this version and day. Raises PutAwayError and NotApprovedError.
    """
    now = lock(description)
    if now.approved_id is None:
        raise NotApprovedError
    opened = open_posting(now, timezone.localdate())
    if opened:
        opened.revision_id, opened.closes_on = now.approved_id, closes_on
        opened.save(update_fields=["revision", "closes_on"])
    else:
        name = str(actor)[:150] if actor else ""
        opened = Posting.objects.create(
            description=now, revision_id=now.approved_id, closes_on=closes_on, opened_by_name=name
        )
    note(organization=now.organization, actor=actor, action=Action.JOB_PUBLISHED, subject=f"{now}, until {closes_on}")
    return opened


@transaction.atomic
def withdraw(*, description: Description, actor: User | None) -> bool:
    """Take back the description's public pages, from this moment on. Whether there was any to take back."""
    # `publish` goes by what is open, under the same lock: a page taken back meanwhile is not called open again.
    Description.objects.select_for_update(no_key=True).get(pk=description.pk)
    taken = description.postings.filter(ended_at=None).update(ended_at=timezone.now())
    if taken:
        note(organization=description.organization, actor=actor, action=Action.JOB_WITHDRAWN, subject=str(description))
    return bool(taken)


def open_posting(description: Description, today: date) -> Posting | None:
    """The description's page that anybody can read today."""
    return description.postings.filter(ended_at=None, closes_on__gte=today).first()


def find_posting(key: str) -> Posting | None:
    """The posting of this key, open or not, with all that its page shows."""
    found = Posting.objects.filter(key=key) if "\0" not in key else Posting.objects.none()
    return found.select_related("description__organization", "revision").first()


def is_public(posting: Posting, today: date) -> bool:
    return posting.is_open(today) and not posting.description.is_put_away


def about(organization: Organization) -> About:
    """What an advertisement says of an organization."""
    return About(organization.name, organization.kind, dict(states()).get(organization.state, ""))


def advertisements(
    document: Document, organization: Organization, *, closes_on: date | None = None
) -> tuple[Advertisement, Advertisement]:
    """The long and the short form."""
    words = {key: one.qualification for key, one in hiring().populations.items()}
    told = about(organization)
    return (
        long_form(document, told, words, closes_on=closes_on),
        short_form(document, told, words, closes_on=closes_on),
    )


def why_pay_is_asked(document: Document, organization: Organization) -> str:
    """Why the pay must stand in the advertisement where it does not; else empty. One query."""
    return pay_missing(document, duty_in(document.state, hiring().pay, corrections_of(organization)))


def address_of(posting: Posting) -> str:
    return settings.SITE_URL + reverse("jobs:posting", args=[posting.key])


def posting_data(posting: Posting, advertisement: Advertisement) -> dict[str, object]:
    """The JobPosting of an open page."""
    organization = posting.description.organization
    opening = Opening(
        key=posting.key,
        url=address_of(posting),
        organization=organization.name,
        state=organization.state,
        opened_on=timezone.localtime(posting.opened_at).date(),
        closes_on=posting.closes_on,
    )
    return job_posting(posting.revision.document, advertisement, opening, timezone.get_default_timezone())


def offered_day(document: Document, today: date) -> date:
    """Until when a page is offered to be open: the description's closing date, else for OPEN_FOR days."""
    day = closing_date(document)
    return day if day and day >= today else today + timedelta(days=OPEN_FOR)
