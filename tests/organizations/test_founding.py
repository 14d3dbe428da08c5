"""Beginning, changing and ending an organization."""

import re

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from organizations.founding import change_organization, free_slug
from organizations.models import AuditEvent, Organization, Role
from tests.cast import Cast

DETAILS = {
    "name": "Lakeside Recovery",
    "kind": "treatment",
    "state": "PR",
    "staff_count": "120",
    "employs_peer_workers": "yes",
}


def found(cast: Cast, **changed: str) -> HttpResponse:
    return cast.client("viewer").post("/organizations/new/", DETAILS | changed)


def url(cast: Cast, name: str) -> str:
    return reverse(f"organizations:{name}", args=[cast.organization.slug])


def details_of(organization: Organization) -> dict[str, str]:
    """An organization as its form would post it."""
    employs = "yes" if organization.employs_peer_workers else "no"
    return {name: str(getattr(organization, name)) for name in DETAILS} | {"employs_peer_workers": employs}


def test_founder_becomes_owner_and_comes_to_the_home_page(cast: Cast) -> None:
    response = found(cast)
    organization = Organization.objects.get(name="Lakeside Recovery")
    assertRedirects(response, f"/o/{organization.slug}/", fetch_redirect_response=False)
    assert details_of(organization) == DETAILS
    assert [(m.user, m.role) for m in organization.memberships.all()] == [(cast.viewer, Role.OWNER)]
    assert [event.action for event in organization.audit_events.all()] == ["organization-created"]
    assert not organization.is_demo


def test_same_name_twice_makes_two_organizations(cast: Cast) -> None:
    found(cast), found(cast)
    assert Organization.objects.filter(name="Lakeside Recovery").values("slug").distinct().count() == 2


def test_an_address_cannot_be_guessed_from_the_name() -> None:
    slugs = {free_slug("Harbor House") for _ in range(50)}
    assert len(slugs) == 50
    assert all(re.fullmatch(r"harbor-house-[a-z2-9]{6}", slug) for slug in slugs)


@pytest.mark.parametrize("name", ["", "!!!", "中文", "مركز", "🌊", "a" * 150, "-" * 150, "<b>Ümläut & Co</b>"])
def test_every_name_gets_an_address_that_fits(name: str) -> None:
    slug = free_slug(name)
    assert re.fullmatch(r"[a-z0-9][a-z0-9_-]*-[a-z2-9]{6}", slug)
    assert len(slug) <= Organization._meta.get_field("slug").max_length


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", "", "This field is required."),
        ("name", "\x00 \u202e", "This field is required."),
        ("name", "n" * 151, "at most 150 characters (it has 151)"),
        ("kind", "castle", "Select a valid choice."),
        ("state", "XX", "Select a valid choice."),
        ("staff_count", "0", "greater than or equal to 1"),
        ("staff_count", "-3", "greater than or equal to 1"),
        ("staff_count", "1000001", "less than or equal to 1000000"),
        ("staff_count", "9" * 4000, "less than or equal to 1000000"),
        ("staff_count", "a few", "Enter a whole number."),
        ("staff_count", "1\x00", "Enter a whole number."),
        ("employs_peer_workers", "perhaps", "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_stays_typed(cast: Cast, field: str, typed: str, told: str) -> None:
    page = found(cast, **{"name": "Lakeside & Sons", field: typed})
    assertContains(page, told, status_code=422)
    if field != "name":
        assertContains(page, 'value="Lakeside &amp; Sons"', status_code=422)
    if field != "state":
        assertContains(page, '<option value="PR" selected', status_code=422)
    assertContains(page, 'aria-invalid="true"', status_code=422)
    assert Organization.objects.count() == 2


def test_nobody_makes_a_demo_or_chooses_an_address_by_posting_more(cast: Cast) -> None:
    found(cast, is_demo="on", slug="mine", id=str(cast.organization.pk))
    made = Organization.objects.latest("pk")
    assert (made.is_demo, made.slug == "mine", made.pk == cast.organization.pk) == (False, False, False)


def test_changed_details_are_saved_and_noted_and_the_address_stays(cast: Cast) -> None:
    slug = cast.organization.slug
    page = cast.client("administrator").post(url(cast, "settings"), DETAILS, follow=True)
    assertContains(page, "The details are saved.")
    cast.organization.refresh_from_db()
    assert details_of(cast.organization) == DETAILS
    assert cast.organization.slug == slug
    event = AuditEvent.objects.get(action="organization-changed")
    assert event.subject == "name, kind, state, staff_count, employs_peer_workers"


def test_saving_without_a_change_notes_nothing(cast: Cast) -> None:
    cast.client("owner").post(url(cast, "settings"), details_of(cast.organization))
    change_organization(organization=cast.organization, changed=[], actor=cast.owner)
    assert not AuditEvent.objects.filter(action="organization-changed").exists()


def test_two_tabs_that_change_different_details_lose_nothing(cast: Cast) -> None:
    """Only what a form changed is written; the form of a tab posts all fields, so the later one wins for those."""
    stale = Organization.objects.get(pk=cast.organization.pk)
    cast.client("owner").post(url(cast, "settings"), details_of(cast.organization) | {"staff_count": "77"})
    stale.name = "Harbor Home"
    change_organization(organization=stale, changed=["name"], actor=cast.owner)
    cast.organization.refresh_from_db()
    assert (cast.organization.name, cast.organization.staff_count) == ("Harbor Home", 77)


def test_refused_change_keeps_what_was_typed_and_shows_the_old_name_in_the_frame(cast: Cast) -> None:
    page = cast.client("owner").post(url(cast, "settings"), DETAILS | {"staff_count": "many"})
    assertContains(page, 'value="Lakeside Recovery"', status_code=422)
    assertContains(page, 'value="many"', status_code=422)
    assertContains(page, '<span class="menu-label">Harbor House</span>', status_code=422)
    cast.organization.refresh_from_db()
    assert cast.organization.name == "Harbor House"
