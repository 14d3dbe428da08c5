"""The end of an organization."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from assessments.models import Completion, Instrument, Record
from organizations.models import AuditEvent, Invitation, Membership, Organization, User
from tests.cast import Cast
from tests.invariants.place import furnish


def url(cast: Cast, name: str) -> str:
    return reverse(f"organizations:{name}", args=[cast.organization.slug])


@pytest.mark.parametrize("typed", ["", "Harbor", "Elsewhere", "yes", "\x00"])
def test_deleting_needs_the_name(cast: Cast, typed: str) -> None:
    page = cast.client("owner").post(url(cast, "delete"), {"name": typed})
    assert page.status_code == 422
    assertContains(page, "5 members", status_code=422)
    assert Organization.objects.filter(pk=cast.organization.pk).exists()


def test_deleting_takes_everything_and_leaves_one_line(cast: Cast) -> None:
    furnish(cast.organization)
    place = furnish(cast.elsewhere, prefix="their-")
    owner = cast.client("owner")
    assertContains(owner.get(url(cast, "delete")), "Delete Harbor House?")
    page = owner.post(url(cast, "delete"), {"name": " harbor  HOUSE "}, follow=True)
    assertContains(page, "The organization and everything in it are deleted.")
    assertNotContains(page, "Harbor House")
    for model in (Membership, Invitation, Record):
        assert set(model.objects.values_list("organization", flat=True)) == {cast.elsewhere.pk}
    assert set(Completion.objects.values_list("record__organization", flat=True)) == {cast.elsewhere.pk}
    [event] = AuditEvent.objects.exclude(organization=cast.elsewhere)
    assert (event.actor_name, event.action, event.subject) == ("Owner Person", "organization-deleted", "Harbor House")
    assert event.organization is None
    assert User.objects.filter(email="viewer@example.org").exists(), "people stay"
    assert Instrument.objects.filter(pk=place.done.pk).exists()
    assert owner.get(url(cast, "delete")).status_code == 404


def test_an_organization_whose_name_is_no_plain_text_can_be_deleted(cast: Cast) -> None:
    cast.organization.name = "<b>Ünïtéd</b> {{ 7|add:1 }} 🌊"
    cast.organization.save()
    cast.client("owner").post(url(cast, "delete"), {"name": cast.organization.name})
    assert not Organization.objects.filter(pk=cast.organization.pk).exists()
