"""A court peer specialist from the toolkit's sample text to an approved description and all of its kit, as people walk
it, in stretches that each begin where the one before ends.

With the toolkits' own content. What each page does otherwise is in test_drafting.py, test_worksheet.py,
test_reviewing.py and test_hiring_kit.py.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from checklists.models import Task
from jobdesc.drafting.document import Document
from jobdesc.drafting.starting import from_template
from jobdesc.hiring.fixture import hiring
from jobdesc.hiring.words import words_of
from jobdesc.models import Decision, Description, DescriptionStatus, Interview, ScoreSheet, Worksheet
from tests.cast import Cast
from tests.jobdesc.build import description_of

from . import job_draft, job_kit
from .planning import in_days

SignIn = Callable[..., None]
Look = Callable[[Page], None]
Person = Callable[..., Page]
BEGUN_FROM = "lappa-role-court"


@pytest.fixture
def look(crossed: Look) -> Look:
    return crossed


@pytest.fixture
def person(sign_in: SignIn, new_context: Callable[..., BrowserContext]) -> Person:
    """`person(user)`: a page in a browser of their own; without a user, that of a stranger."""

    def open_page(user: object = None) -> Page:
        browser = new_context()
        if user:
            sign_in(user, browser)
        return browser.new_page()

    return open_page


@pytest.fixture
def document(toolkits: None) -> Document:
    """What beginning with the court's sample text makes, with who and where."""
    template = hiring().templates[BEGUN_FROM]
    return replace(
        from_template(template, words_of(template)),
        title=job_draft.TITLE,
        setting="court",
        peer_workers="1",
        caseload="20 to 30",
        employer="own",
    )


@pytest.fixture
def begun(cast: Cast, document: Document) -> str:
    """Where the description is, which has been begun."""
    return _at(description_of(cast.organization, document))


@pytest.fixture
def approved(cast: Cast, document: Document) -> str:
    """Where it is once it is approved, with a duty reworded, pay and terms, and a boundary of the role."""
    terms = {"pay_low": "24.50", "pay_high": "29", "pay_per": "hour", "hours": "32 hours a week", "state": "OH"}
    how = "Write to us: https://harbor.example.org/jobs"
    first, *others = document.responsibilities
    duty = replace(first.duties[0], text=job_draft.REWORDED)
    responsibilities = (replace(first, duties=(duty, *first.duties[1:])), *others)
    whole = replace(document, responsibilities=responsibilities, place="Columbus", how_to_apply=how, **terms)  # type: ignore[arg-type]
    made = description_of(cast.organization, replace(whole, closes_on=in_days(40)), approved=True)
    therapy = "lappa-activities/therapy-session"
    Decision.objects.create(description=made, activity=therapy, belongs=False, reason=job_draft.WHY_NOT)
    return _at(made)


def _at(description: Description) -> str:
    return f"/o/{description.organization.slug}/hiring/{description.pk}/"


def test_it_begins_with_the_sample_text_and_three_people_say_what_the_role_is(
    page: Page, cast: Cast, toolkits: None, sign_in: SignIn, person: Person, look: Look
) -> None:
    sign_in(cast.hr)
    made = job_draft.begin(page, f"/o/{cast.organization.slug}/", look)
    job_draft.who(page, look)
    job_draft.fill_worksheet(page, look, {job_draft.THERAPY: "No"})
    for user in (cast.leader, cast.viewer):
        other = person(user)
        other.goto(f"{made}draft/worksheet/")
        expect(other.get_by_text("Hr Person")).to_be_visible()
        job_draft.fill_worksheet(other)
    assert Worksheet.objects.exclude(finished_at=None).count() == 3
    job_draft.decide(page, made, look)
    assert Decision.objects.filter(belongs=False).count() == 2
    assert Decision.objects.filter(belongs=True).exists()
    found = Description.objects.get().document
    assert (found.template, found.title, found.setting) == (BEGUN_FROM, job_draft.TITLE, "court")


def test_its_text_is_written_and_reviewed(page: Page, cast: Cast, begun: str, sign_in: SignIn, look: Look) -> None:
    sign_in(cast.hr)
    job_draft.competencies(page, begun, look)
    job_draft.parts(page, look)
    job_draft.pay(page, in_days(40), look)
    job_draft.review(page, look)
    document = Description.objects.get().document
    duties = {duty.text: duty for one in document.responsibilities for duty in one.duties}
    assert "Welcome people with substance use disorders at the door and show them around" in duties
    assert duties[job_draft.WHEN].competency == "samhsa-competencies/knows-when-to-share"
    reworded = duties[job_draft.REWORDED]
    assert reworded.source == f"{BEGUN_FROM}/emotional-and-social-support"
    assert reworded.competency == "samhsa-competencies/validates-experiences"
    assert any(duty.source.startswith("legere-components/") for duty in duties.values())


def test_it_is_read_and_approved(
    page: Page, cast: Cast, begun: str, sign_in: SignIn, person: Person, look: Look
) -> None:
    sign_in(cast.hr)
    job_draft.name_readers(page, begun, look)
    job_draft.answer_as_reader(person(cast.viewer), begun, look)
    job_draft.change_after_reading(page, begun, look)
    job_draft.approve(page, begun)
    job_draft.compare(page, begun, look)
    found = Description.objects.get()
    assert found.approved
    assert (found.status, found.approved.version) == (DescriptionStatus.APPROVED, found.version)
    assert found.approved.document.hours == job_draft.HOURS
    assert [(one.name, one.kind, one.verdict) for one in found.readers.order_by("pk")] == [
        (job_draft.ALLIES, "peer", "agreed"),
        ("Viewer Person", "supervisor", "agreed"),
    ]


def test_it_is_advertised_until_it_is_closed(
    page: Page, cast: Cast, approved: str, sign_in: SignIn, person: Person, console_errors: list[str], look: Look
) -> None:
    sign_in(cast.hr)
    address = job_kit.make_public(page, approved, look)
    stranger = person()
    posting = job_kit.read_as_a_stranger(stranger, address, look)
    assert (posting["@type"], posting["title"]) == ("JobPosting", job_draft.TITLE)
    assert str(posting["validThrough"]).startswith(in_days(40))
    assert "baseSalary" in posting
    job_kit.close(page, approved)
    job_kit.expect_closed(stranger, address, console_errors, look)


def test_its_interviews_are_scored_by_two(
    page: Page, cast: Cast, approved: str, sign_in: SignIn, person: Person, look: Look
) -> None:
    sign_in(cast.hr)
    guide = job_kit.make_guide(page, approved, look)
    asked = Interview.objects.get().questions[0]["text"]
    job_kit.take_guide(page, approved, str(asked))
    job_kit.score(page, guide, "14", look)
    job_kit.score(person(cast.viewer), guide, "41")
    job_kit.expect_spread(page, guide, ("Hr Person", "Viewer Person"), look)
    job_kit.end_interviews(page, guide, look)
    assert not ScoreSheet.objects.exists()


def test_its_papers_and_first_months_come_from_the_same_duties(
    page: Page, cast: Cast, approved: str, sign_in: SignIn, look: Look
) -> None:
    sign_in(cast.hr)
    page.goto(f"{approved}kit/")
    look(page)
    says = {
        "Boundaries of the role": job_draft.WHY_NOT,
        "Supervision agenda": "Be there with support and hope",
        "Performance evaluation": "Validates clients' experiences and feelings",
        "Collaborative work plan": job_draft.TITLE,
        "Job description": job_draft.REWORDED,
    }
    for paper, words in says.items():
        title = job_draft.TITLE if paper == "Job description" else paper
        job_kit.expect_word(job_kit.take(page, "Word", paper), [title], words)
        job_kit.expect_pdf(job_kit.take(page, "PDF", paper))
    html, markdown = job_kit.take_texts(page, "Job description", look)
    assert f"<h1>{job_draft.TITLE}</h1>" in html
    assert f"<li>{job_draft.REWORDED}</li>" in html
    assert markdown.startswith(f"# {job_draft.TITLE}\n")
    assert f"- {job_draft.REWORDED}\n" in markdown
    job_kit.plan_first_months(page, approved, in_days(14), job_draft.REWORDED, look)
    assert Task.objects.get(title=job_draft.REWORDED).key == "samhsa-competencies/validates-experiences"
