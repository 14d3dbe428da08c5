"""Open surveys with invitations that were sent, and their page."""

from django.urls import reverse

from surveys.asking.inviting import add_people, read_addresses
from surveys.lifecycle import launch
from surveys.models import Delivery, Group, Invitee, Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import draft

ADDRESSES = "ana@example.org\nbo@example.org\ncleo@example.org"


def personal(cast: Cast, **fields: object) -> tuple[Survey, Group]:
    """An open survey of one group with three personal links, the invitations sent."""
    survey = draft(cast.organization, {}, **fields)  # type: ignore[arg-type]
    group = GroupFactory(survey=survey, name="Clinical staff", way=Way.PERSONAL)
    add_people(group=group, addresses=read_addresses(ADDRESSES))
    launch(survey=survey, actor=cast.leader)
    mailing = survey.mailings.get(kind="invitation")
    mailing.deliveries.bulk_create(
        Delivery(mailing=mailing, invitee=one, status="sent") for one in survey.invitees.all()
    )
    return survey, group


def undelivered(survey: Survey, email: str, status: str = "failed", problem: str = "550 No such user") -> Invitee:
    invitee = survey.invitees.get(email=email)
    invitee.deliveries.update(status=status, problem=problem)
    return invitee


def url(cast: Cast, survey: Survey, route: str = "follow", *more: object) -> str:
    return reverse(f"surveys:{route}", args=[cast.organization.slug, survey.pk, *more])


def page(cast: Cast, survey: Survey) -> str:
    response = cast.client("leader").get(url(cast, survey))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
