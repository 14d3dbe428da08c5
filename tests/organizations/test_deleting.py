"""Marking an organization for deletion: by its name, by owners, read only from then on, and taken back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.access import MAY, Capability
from organizations.ending import WAITS, mark
from organizations.models import AuditEvent, Organization, OwnerMail, Role
from tests.cast import MEMBERS, Cast
from tests.factories import InvitationFactory


def url(cast: Cast, name: str) -> str:
    return reverse(f"organizations:{name}", args=[cast.organization.slug])


@pytest.fixture
def marked(cast: Cast) -> Organization:
    mark(organization=cast.organization, actor=cast.owner)
    return cast.organization


@pytest.mark.parametrize("name", ["delete", "keep"])
def test_outsider_404_wrong_role_403_wrong_method_405(cast: Cast, marked: Organization, name: str) -> None:
    for who in MEMBERS:
        refused = 403 if who != Role.OWNER else 405
        assert cast.client(who).put(url(cast, name)).status_code == refused
        assert Capability.DELETE in MAY[who] or cast.client(who).post(url(cast, name)).status_code == 403
    assert cast.client("outsider").post(url(cast, name)).status_code == 404
    assert cast.client("owner").get(url(cast, "keep")).status_code == 405
    marked.refresh_from_db()
    assert marked.is_ending


@pytest.mark.parametrize("typed", ["", "Harbor", "Elsewhere", "yes", "\x00"])
def test_marking_needs_the_name(cast: Cast, typed: str) -> None:
    page = cast.client("owner").post(url(cast, "delete"), {"name": typed})
    assert page.status_code == 422
    assertContains(page, "5 members", status_code=422)
    cast.organization.refresh_from_db()
    assert not cast.organization.is_ending


def test_marking_waits_two_weeks_says_so_everywhere_and_is_noted(cast: Cast) -> None:
    owner = cast.client("owner")
    assertContains(owner.get(url(cast, "delete")), "Delete Harbor House?")
    assertRedirects(owner.post(url(cast, "delete"), {"name": " harbor  HOUSE "}), url(cast, "delete"))
    cast.organization.refresh_from_db()
    assert cast.organization.delete_at
    assert WAITS - (cast.organization.delete_at - timezone.now()) < timedelta(minutes=1)
    assertContains(owner.get(url(cast, "delete")), "Keep the organization")
    assertContains(owner.get(url(cast, "settings")), "Keep it…")
    home = reverse("home", args=[cast.organization.slug])
    assertContains(cast.client("viewer").get(home), "This organization will be deleted on")
    assertNotContains(cast.client("viewer").get(home), "Keep it or read more")
    [event] = AuditEvent.objects.filter(action="organization-ending")
    assert event.actor_name == "Owner Person"
    before = cast.organization.delete_at
    owner.post(url(cast, "delete"), {"name": "Harbor House"})
    cast.organization.refresh_from_db()
    assert cast.organization.delete_at == before, "pressing twice changes nothing"
    assert OwnerMail.objects.count() == 1


def test_it_is_read_and_downloaded_and_not_changed(cast: Cast, marked: Organization) -> None:
    leader, slug = cast.client("leader"), marked.slug
    assert leader.get(reverse("surveys:index", args=[slug])).status_code == 200
    assert leader.get(reverse("assessments:choose", args=[slug])).status_code == 200
    for name in ("assessments:choose", "checklists:new", "jobdesc:check"):
        page = leader.post(reverse(name, args=[slug]), {"name": "x"})
        assertContains(page, "Nothing was changed", status_code=409)
    assert cast.client("owner").post(url(cast, "settings"), {"name": "Other"}).status_code == 409
    assert leader.post(reverse("reports:readiness-pdf", args=[slug])).status_code != 409
    assert cast.client("viewer").post(url(cast, "leave")).status_code == 302


def test_nobody_joins_one_that_waits(cast: Cast, marked: Organization) -> None:
    InvitationFactory(organization=marked, token="come-in")
    address = reverse("organizations:invitation", args=["come-in"])
    assert cast.client("outsider").get(address).status_code == 404
    assert cast.client("outsider").post(address).status_code == 404


def test_any_owner_takes_it_back_and_all_can_be_changed_again(cast: Cast, marked: Organization) -> None:
    owner = cast.client("owner")
    page = owner.post(url(cast, "keep"), follow=True)
    assertContains(page, "Harbor House stays, with everything in it.")
    assertNotContains(page, "will be deleted on")
    marked.refresh_from_db()
    assert (marked.delete_at, marked.deletion_asked_by_name) == (None, "")
    assert not OwnerMail.objects.filter(status="waiting").exists()
    assert AuditEvent.objects.filter(action="organization-kept").count() == 1
    assertNotContains(owner.post(url(cast, "keep"), follow=True), "stays, with everything")
    assert cast.client("leader").post(reverse("assessments:choose", args=[marked.slug])).status_code != 409
    assert mail.outbox == []


def test_an_organization_whose_name_is_no_plain_text_can_be_marked(cast: Cast) -> None:
    cast.organization.name = "<b>Ünïtéd</b> {{ 7|add:1 }} 🌊"
    cast.organization.save()
    page = cast.client("owner").post(url(cast, "delete"), {"name": cast.organization.name}, follow=True)
    assertContains(page, "&lt;b&gt;Ünïtéd&lt;/b&gt; {{ 7|add:1 }} 🌊 will be deleted")
