"""The page for teams that are too small for a survey."""

from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from organizations.models import Organization
from tests.cast import Cast

from .build import survey_instrument
from .screens import refusals, url


def test_every_member_and_visitor_can_read_it(cast: Cast, demo: Organization) -> None:
    assert not refusals(cast, url(cast, "together"), method="POST", reads=True)
    assert cast.client("visitor").get(reverse("surveys:together", args=[demo.slug])).status_code == 200


def test_it_says_clearly_that_it_is_not_anonymous(cast: Cast) -> None:
    assertContains(cast.client("viewer").get(url(cast, "together")), "This is not anonymous")


def test_it_leads_to_the_records_of_what_a_team_can_be_asked(cast: Cast) -> None:
    instrument = survey_instrument()
    record = reverse("assessments:record", args=[cast.organization.slug, instrument.slug])
    assertContains(cast.client("leader").get(url(cast, "together")), f'href="{record}"')
    assertContains(cast.client("leader").get(record), "Who is in the room?")
    assertNotContains(cast.client("viewer").get(url(cast, "together")), f'href="{record}"')


def test_the_list_of_surveys_points_to_it(cast: Cast) -> None:
    for who in ("leader", "viewer"):
        assertContains(cast.client(who).get(url(cast, "index")), url(cast, "together"))
