"""Hiring on the home page: what each job description waits for, and the way to a first one."""

from dataclasses import replace

import pytest

from jobdesc.drafting.saving import put_away, save
from organizations.models import Organization
from tests.assessments.screen import page, part, queries
from tests.cast import MEMBERS, Cast
from tests.jobdesc.build import a_document, description_of

pytestmark = pytest.mark.django_db


def card(cast: Cast, who: str = "hr", organization: Organization | None = None) -> str:
    return part(page(cast.client(who), f"/o/{(organization or cast.organization).slug}/"), "hiring")


@pytest.mark.parametrize("who", MEMBERS)
def test_without_a_description_whoever_may_draft_is_offered_to_begin(cast: Cast, who: str) -> None:
    text = page(cast.client(who), f"/o/{cast.organization.slug}/")
    offered = f'href="/o/{cast.organization.slug}/hiring/new/"' in text
    assert offered is (who != "viewer")
    assert ('id="hiring"' in text) is (who != "viewer")


def test_a_draft_says_how_far_it_is_and_leads_to_what_is_missing(cast: Cast) -> None:
    made = description_of(cast.organization)
    at = f"/o/{cast.organization.slug}/hiring/{made.pk}/"
    text = card(cast)
    assert f'href="{at}">Peer support worker</a>' in text
    assert "15 of 17 parts filled" in text
    assert f'href="{at}draft/who/#employer"' in text
    assert "Hiring kit" not in text


def test_an_approved_one_leads_everybody_to_its_kit(cast: Cast) -> None:
    made = description_of(cast.organization, approved=True)
    for who in ("hr", "viewer"):
        assert f'href="/o/{cast.organization.slug}/hiring/{made.pk}/kit/">Open the hiring kit' in card(cast, who)


def test_a_later_draft_is_gone_on_with_and_keeps_its_kit(cast: Cast) -> None:
    made = description_of(cast.organization, approved=True)
    save(description=made, version=1, document=replace(a_document(), growth="More"), actor=None)
    text = card(cast)
    assert f"/hiring/{made.pk}/draft/who/#employer" in text
    assert f"/hiring/{made.pk}/kit/" in text


def test_a_viewer_reads_a_draft_and_is_not_sent_to_draft(cast: Cast, demo: Organization) -> None:
    description_of(cast.organization)
    description_of(demo)
    assert "/draft/" not in card(cast, "viewer")
    assert "/draft/" not in card(cast, "visitor", demo)


def test_nothing_of_others_and_nothing_put_away_is_on_it(cast: Cast) -> None:
    description_of(cast.elsewhere, a_document(title="Elsewhere"))
    put_away(description=description_of(cast.organization, a_document(title="Old")), actor=None)
    text = card(cast)
    assert "Begin a description" in text
    assert "Elsewhere" not in text
    assert "Old" not in text


def test_three_are_named_and_the_rest_is_one_link_away_in_as_many_queries(cast: Cast) -> None:
    client, url = cast.client("hr"), f"/o/{cast.organization.slug}/"
    description_of(cast.organization)
    client.get(url)  # the first page notes the visit
    few = queries(client, url)
    for _ in range(3):
        description_of(cast.organization, approved=True)
    text = card(cast)
    assert text.count('class="home-plan"') == 3
    assert "All job descriptions" in text
    assert queries(client, url) == few <= 12
