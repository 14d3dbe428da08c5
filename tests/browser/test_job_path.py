"""A court peer specialist from the toolkit's sample text to an approved description and its kit, as people walk it.

With the toolkits' own content. What each page does otherwise is in test_drafting.py, test_worksheet.py,
test_reviewing.py and test_hiring_kit.py.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from jobdesc.models import Decision, Description, DescriptionStatus, Worksheet
from tests.cast import Cast

from . import job_draft, job_kit
from .planning import in_days

SignIn = Callable[..., None]
Look = Callable[[Page], None]
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def look(crossed: Look) -> Look:
    return (lambda page: None) if __import__('os').environ.get('NOLOOK') else crossed


@pytest.fixture
def person(sign_in: SignIn, new_context: NewContext) -> Callable[..., Page]:
    """`person(user)`: a page in a browser of their own."""

    def open_page(user: object) -> Page:
        browser = new_context()
        sign_in(user, browser)
        return browser.new_page()

    return open_page


def test_a_court_peer_specialist_from_the_sample_text_to_the_kit(
    page: Page, cast: Cast, toolkits: None, sign_in: SignIn, person: Callable[..., Page], look: Look
) -> None:
    sign_in(cast.hr)
    made = job_draft.begin(page, f"/o/{cast.organization.slug}/", look)
    leader, viewer = person(cast.leader), person(cast.viewer)
    job_draft.who(page, look)
    fill_by_three(page, leader, viewer, made, look)
    job_draft.decide(page, made, look)
    job_draft.competencies(page, made, look)
    job_draft.parts(page, look)
    job_draft.pay(page, in_days(40), look)
    job_draft.review(page, look)
    job_draft.name_readers(page, made, look)
    job_draft.answer_as_reader(viewer, made, look)
    job_draft.approve(page, made, look)
    expect_approved()


def fill_by_three(page: Page, leader: Page, viewer: Page, made: str, look: Look) -> None:
    look(page)
    job_draft.fill_worksheet(page, "yes", "no", look, {job_draft.THERAPY: "No"})
    for other in (leader, viewer):
        other.goto(f"{made}draft/worksheet/")
        expect(other.get_by_text("Hr Person")).to_be_visible()
        job_draft.fill_worksheet(other, "yes", "no", lambda page: None)
    assert Worksheet.objects.exclude(finished_at=None).count() == 3


def expect_approved() -> None:
    found = Description.objects.get()
    assert (found.title, found.status) == (job_draft.TITLE, DescriptionStatus.APPROVED)
    assert found.approved
    duties = [duty for one in found.approved.document.responsibilities for duty in one.duties]
    texts = [duty.text for duty in duties]
    assert "Welcome people with substance use disorders at the door and show them around" in texts
    reworded = duties[texts.index(job_draft.REWORDED)]
    assert (reworded.source, reworded.competency) == (
        "lappa-role-court/emotional-and-social-support",
        "samhsa-competencies/validates-experiences",
    )
    assert Decision.objects.filter(belongs=False).count() >= 2
    assert Decision.objects.filter(belongs=True).exists()
