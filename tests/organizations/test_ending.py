"""The end of an organization: owners are told twice, each mail once, and then it is gone with all that hangs on it."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from organizations import ending
from organizations.due import find_due
from organizations.ending import NOTICE, WAITS, end, give_up_unfinished, keep, mark, tell_owners
from organizations.models import AuditEvent, Job, Membership, Organization, OwnerMail, Role, User
from organizations.sending import UnreachableError
from tests.cast import Cast
from tests.factories import MembershipFactory

START = timezone.now()
DUE = START + WAITS


@pytest.fixture
def marked(cast: Cast) -> Organization:
    MembershipFactory(organization=cast.organization, role=Role.OWNER, user__email="second@example.org")
    mark(organization=cast.organization, actor=cast.owner, now=START)
    return cast.organization


def due(now: datetime) -> set[str]:
    return {task.name for task, _ids in find_due(now)}


def pass_through(organization: Organization, now: datetime) -> None:
    """What the worker does once."""
    for task, ids in find_due(now):
        assert ids == [organization.pk]
        act = tell_owners if task.name == "tell_owners_of" else end
        act(organization_id=organization.pk, now=now)


def test_all_owners_are_told_at_once_and_once_more_a_day_before(cast: Cast, marked: Organization) -> None:
    pass_through(marked, START)
    assert sorted(message.to[0] for message in mail.outbox) == ["owner@example.org", "second@example.org"]
    assert "will be deleted on" in mail.outbox[0].subject
    assert f"http://testserver/o/{marked.slug}/settings/delete/" in mail.outbox[0].body
    for hours in range(1, int(WAITS.total_seconds() // 3600) - 24):
        if hours % 40 == 0:
            assert find_due(START + timedelta(hours=hours)) == []
    pass_through(marked, DUE - NOTICE + timedelta(minutes=1))
    assert len(mail.outbox) == 4
    assert "is deleted tomorrow" in mail.outbox[-1].subject
    assert find_due(DUE - timedelta(hours=1)) == []


def test_it_ends_when_its_time_is_over_and_owners_were_told_a_day_before(cast: Cast, marked: Organization) -> None:
    late = DUE + timedelta(days=3)  # no worker was there
    assert not end(organization_id=marked.pk, now=late)
    pass_through(marked, late)
    assert due(late + NOTICE - timedelta(minutes=1)) == set()
    pass_through(marked, late + NOTICE + timedelta(minutes=1))
    assert not Organization.objects.filter(pk=marked.pk).exists()
    assert not end(organization_id=marked.pk, now=late), "done again it does nothing"


def test_one_that_is_kept_meanwhile_stays(cast: Cast, marked: Organization) -> None:
    pass_through(marked, START)
    pass_through(marked, DUE - NOTICE)
    keep(organization=marked, actor=cast.owner)
    assert find_due(DUE + NOTICE) == []
    assert not end(organization_id=marked.pk, now=DUE + NOTICE)
    assert Organization.objects.filter(pk=marked.pk).exists()


def test_a_mail_goes_out_once_however_often_a_worker_is_killed(cast: Cast, marked: Organization) -> None:
    OwnerMail.objects.filter(membership__user=cast.owner).update(status="sending")
    tell_owners(organization_id=marked.pk, now=START)
    tell_owners(organization_id=marked.pk, now=START)
    assert [message.to for message in mail.outbox] == [["second@example.org"]]
    assert give_up_unfinished() == 1
    assert set(OwnerMail.objects.values_list("status", flat=True)) == {"sent", "unsure"}


def test_a_mail_waits_for_a_mail_server_that_is_not_there(
    cast: Cast, marked: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable() -> None:
        raise UnreachableError("nobody there")

    with monkeypatch.context() as patched:
        patched.setattr(ending, "connect", unreachable)
        tell_owners(organization_id=marked.pk, now=START)
    assert due(START) == set()
    assert due(START + timedelta(minutes=2)) == {"tell_owners_of"}
    tell_owners(organization_id=marked.pk, now=START + timedelta(minutes=2))
    assert len(mail.outbox) == 2


def test_all_rows_and_files_go_and_one_line_without_a_name_stays(cast: Cast, marked: Organization) -> None:
    job = Job.objects.create(organization=marked, kind="x", title="A report", needs="x", file="made/1/1/x")
    default_storage.save(f"made/{marked.pk}/{job.pk}/x", ContentFile(b"of theirs"))
    default_storage.save(f"made/{cast.elsewhere.pk}/1/x", ContentFile(b"of others"))
    pass_through(marked, DUE - NOTICE)
    pk = marked.pk
    pass_through(marked, DUE + timedelta(minutes=1))
    assert not default_storage.exists(f"made/{pk}/{job.pk}/x")
    assert default_storage.exists(f"made/{cast.elsewhere.pk}/1/x")
    [event] = AuditEvent.objects.filter(organization=None)
    assert (event.action, event.subject, event.actor_name) == (
        "organization-deleted",
        "",
        "PeerReady, when it was due",
    )
    assert set(Membership.objects.values_list("organization", flat=True)) == {cast.elsewhere.pk}
    assert User.objects.filter(email="viewer@example.org").exists(), "people stay"


def test_looking_for_what_is_due_costs_four_queries(marked: Organization, django_assert_num_queries: object) -> None:
    """One of them is that of portfolios, which have registered (`organizations.due.also`)."""
    with django_assert_num_queries(4):  # type: ignore[operator]
        find_due(START)
