import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from organizations import audit
from organizations.models import AuditEvent, Organization, Role
from tests.cast import Cast
from tests.factories import PASSWORD, AuditEventFactory, MembershipFactory, UserFactory

Action = AuditEvent.Action


def trail(cast: Cast, who: str, query: str = "") -> str:
    response = cast.client(who).get(reverse("organizations:audit", args=[cast.organization.slug]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_an_event_cannot_be_changed(cast: Cast) -> None:
    event = AuditEventFactory(organization=cast.organization)
    event.subject = "something else"
    for change in (event.save, lambda: event.save(force_update=True), lambda: event.save(update_fields=["subject"])):
        with pytest.raises(TypeError, match="append-only"):
            change()
    assert AuditEvent.objects.get().subject == "colleague@example.org"


def test_events_cannot_be_changed_together(cast: Cast) -> None:
    event = AuditEventFactory(organization=cast.organization)
    events = AuditEvent.objects
    for change in (
        lambda: events.update(subject=""),
        lambda: events.filter(pk=event.pk).update(subject=""),
        lambda: events.for_organization(cast.organization).update(organization=cast.elsewhere),
        lambda: events.bulk_update([event], ["subject"]),
        lambda: events.update_or_create(pk=event.pk, defaults={"subject": ""}),
        lambda: cast.organization.audit_events.update(subject=""),
        lambda: cast.organization.audit_events.clear(),
        lambda: cast.organization.audit_events.remove(event),
    ):
        with pytest.raises(TypeError, match="append-only"), transaction.atomic():
            change()
    event.refresh_from_db()
    assert (event.subject, event.organization) == ("colleague@example.org", cast.organization)


def test_events_cannot_be_deleted(cast: Cast) -> None:
    event = AuditEventFactory(organization=cast.organization)
    for change in (event.delete, AuditEvent.objects.all().delete, cast.organization.audit_events.all().delete):
        with pytest.raises(TypeError, match="append-only"):
            change()
    assert AuditEvent.objects.count() == 1


def test_noting_cuts_what_is_too_long_and_names_the_command_line(cast: Cast) -> None:
    someone = UserFactory(name="n" * 150)
    audit.note(organization=cast.organization, actor=someone, action=Action.EXPORTED, subject="s" * 10_000)
    audit.note(organization=cast.organization, actor=None, action=Action.EXPORTED)
    by_machine, by_person = AuditEvent.objects.all()
    assert (len(by_person.actor_name), len(by_person.subject)) == (150, 300)
    assert by_machine.actor_name == "Command line"


def test_signing_in_is_noted_in_each_of_ones_organizations(cast: Cast) -> None:
    MembershipFactory(organization=cast.elsewhere, user=cast.hr, role=Role.VIEWER)
    cast.client("hr")
    signed_in = AuditEvent.objects.filter(action=Action.SIGNED_IN)
    assert {(e.organization, e.actor_name) for e in signed_in} == {
        (cast.organization, "Hr Person"),
        (cast.elsewhere, "Hr Person"),
    }


def test_a_wrong_password_is_not_a_sign_in(cast: Cast) -> None:
    request = RequestFactory().post("/accounts/login/")
    assert authenticate(request, email=cast.hr.email, password=f"{PASSWORD}?") is None
    assert not Client().login(email=cast.hr.email, password="wrong")
    assert not AuditEvent.objects.exists()


def test_owner_and_administrator_read_the_latest_first(cast: Cast) -> None:
    for number in (1, 2):
        AuditEventFactory(organization=cast.organization, subject=f"number-{number}@example.org")
    for who in ("owner", "administrator"):
        page = trail(cast, who)
        assert 0 < page.index("number-2@example.org") < page.index("number-1@example.org")


@pytest.mark.parametrize("who", ["leader", "hr", "viewer"])
def test_nobody_else_reads_or_is_shown_the_way(cast: Cast, who: str) -> None:
    client = cast.client(who)
    address = reverse("organizations:audit", args=[cast.organization.slug])
    assert client.get(address).status_code == 403
    assertNotContains(client.get(reverse("home", args=[cast.organization.slug])), "/settings/")


def test_nothing_of_another_organization_is_read(cast: Cast) -> None:
    AuditEventFactory(organization=cast.elsewhere, subject="theirs@example.org")
    AuditEventFactory(organization=None, action=Action.ORGANIZATION_DELETED, subject="A deleted organization")
    page = trail(cast, "owner")
    assert "theirs@example.org" not in page
    assert "A deleted organization" not in page


def test_long_trail_comes_in_pages_and_odd_page_numbers_do_no_harm(cast: Cast) -> None:
    AuditEvent.objects.bulk_create(
        AuditEventFactory.build_batch(120, organization=cast.organization, subject="batch@example.org")
    )
    assert trail(cast, "owner").count("batch@example.org") < 50 < 2 * trail(cast, "owner", "?page=2").count("batch@")
    for page in ("0", "-1", "x", "9999999999999999999", "\x00", "1" * 5_000):
        assert "Audit trail" in trail(cast, "owner", f"?page={page}")


def test_a_visitor_of_the_demo_does_not_read_its_trail(cast: Cast, demo: Organization) -> None:
    AuditEventFactory(organization=demo, subject="in-the-demo@example.org")
    assert cast.client("outsider").get(f"/o/{demo.slug}/settings/audit/").status_code == 403
    assert cast.client("visitor").get(f"/o/{demo.slug}/settings/audit/").status_code == 302
    assertContains(cast.client("outsider").get(f"/o/{demo.slug}/"), demo.name)
