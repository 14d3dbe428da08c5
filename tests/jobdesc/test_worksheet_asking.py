"""Asking colleagues to fill the worksheet: one mail a day to each, and what became of it."""

import pytest
from django.core import mail
from django.utils import timezone

from jobdesc.models import Description, MailState
from jobdesc.worksheet.asking import AGAIN_AFTER, Sent, ask
from jobdesc.worksheet.filling import ClosedError
from tests.cast import Cast

from .build import description_of
from .worksheets import furnish_activities


@pytest.fixture
def made(cast: Cast) -> Description:
    furnish_activities()
    return description_of(cast.organization)


def test_whoever_is_asked_twice_at_once_gets_one_mail(made: Description, cast: Cast) -> None:
    members = [cast.membership("viewer"), cast.membership("leader")]
    assert ask(description=made, members=members, actor=cast.owner).sent == ["Viewer Person", "Leader Person"]
    assert ask(description=made, members=members, actor=cast.owner) == Sent()
    assert [one.to for one in mail.outbox] == [[cast.viewer.email], [cast.leader.email]]
    made.asked.filter(person=cast.viewer).update(asked_at=timezone.now() - AGAIN_AFTER)
    made.asked.filter(person=cast.leader).update(mail=MailState.FAILED)
    assert len(ask(description=made, members=members, actor=cast.owner).sent) == 2


def test_nobody_is_asked_about_what_is_approved(cast: Cast) -> None:
    with pytest.raises(ClosedError):
        ask(description=description_of(cast.organization, approved=True), members=[], actor=cast.owner)
