"""The kit's page and the advertisement's."""

from dataclasses import replace

import pytest
from django.urls import reverse

from jobdesc.drafting.saving import save
from jobdesc.models import Description
from tests.cast import Cast
from tests.invariants.page import problems
from tests.jobdesc.build import a_document, description_of
from tests.jobdesc.kit import interview_of, posting_of

HOSTILE = '<img src=x onerror="x">]]></textarea></script>'
PIECES = (
    "Advertisement",
    "Interview guide",
    "Onboarding list",
    "Supervision agenda",
    "Performance evaluation",
    "Collaborative work plan",
    "Boundaries of the role",
)


@pytest.fixture
def job(cast: Cast) -> Description:
    return description_of(cast.organization, approved=True)


def url(job: Description, name: str = "kit") -> str:
    return reverse(f"jobdesc:{name}", args=[job.organization.slug, job.pk])


def html(cast: Cast, job: Description, name: str = "kit", who: str = "hr") -> str:
    response = cast.client(who).get(url(job, name))
    assert response.status_code == 200
    assert not problems(response)
    return response.content.decode()


@pytest.mark.parametrize("name", ["kit", "advertisement"])
def test_every_member_reads_it_and_nobody_else(cast: Cast, job: Description, name: str) -> None:
    assert [cast.client(who).get(url(job, name)).status_code for who in ("outsider", "viewer", "hr")] == [404, 200, 200]
    assert cast.client("hr").post(url(job, name)).status_code == 405
    elsewhere = description_of(cast.elsewhere, approved=True)
    wrong = reverse(f"jobdesc:{name}", args=[cast.organization.slug, elsewhere.pk])
    assert cast.client("owner").get(wrong).status_code == 404


def test_the_kit_has_every_piece_and_says_which_version_it_is_from(cast: Cast, job: Description) -> None:
    page = html(cast, job)
    assert not [piece for piece in PIECES if piece not in page]
    assert "Made from version 1" in page
    assert "changed since" not in page


def test_it_says_that_the_draft_has_moved_on_and_still_shows_what_was_approved(cast: Cast, job: Description) -> None:
    save(description=job, version=1, document=replace(job.document, how_to_apply="By pigeon."), actor=None)
    assert "The draft has been changed since." in html(cast, job)
    advertisement = html(cast, job, "advertisement")
    assert "Write to us." in advertisement
    assert "By pigeon." not in advertisement


def test_without_an_approved_version_it_says_what_is_missing_and_leads_there(cast: Cast) -> None:
    draft = description_of(cast.organization, replace(a_document(), function=()))
    page = html(cast, draft)
    assert "No version is approved yet" in page
    assert reverse("jobdesc:step", args=[cast.organization.slug, draft.pk, "parts"]) in page
    assert reverse("jobdesc:review", args=[cast.organization.slug, draft.pk]) in page
    assert cast.client("hr").get(url(draft, "advertisement"))["Location"] == url(draft)
    assert "draft/parts" not in html(cast, draft, who="viewer")


def test_it_leads_to_the_public_page_the_guides_and_the_first_months(cast: Cast, job: Description) -> None:
    posting, interview = posting_of(job), interview_of(job)
    page = html(cast, job)
    assert f"/jobs/{posting.key}/" in page
    assert reverse("jobdesc:interview", args=[cast.organization.slug, interview.pk]) in page
    assert f"?list=role-{job.pk}" in page


def test_who_may_not_write_is_offered_nothing_to_write(cast: Cast, job: Description) -> None:
    page = html(cast, job, who="viewer")
    for name in ("posting", "interview-new", "review"):
        assert url(job, name) not in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


def test_the_advertisement_can_be_copied_as_text_and_as_html_in_both_forms(cast: Cast, job: Description) -> None:
    page = html(cast, job, "advertisement")
    for field in ("short-text", "short-html", "long-text", "long-html"):
        assert f'id="{field}"' in page
    assert "&lt;h2&gt;Peer support worker&lt;/h2&gt;" in page


def test_pay_missing_where_the_law_asks_for_it_is_said_as_no_legal_advice(cast: Cast) -> None:
    lacking = replace(a_document(), pay_low="", pay_high="", state="CO", how_to_apply="")
    page = html(cast, description_of(cast.organization, lacking, approved=True), "advertisement")
    assert "The pay is missing." in page
    assert "not legal advice" in page
    assert "says nothing yet of the pay, how to apply and a closing date." in " ".join(page.split())
    lawful = replace(lacking, state="AL")
    assert "The pay is missing." not in html(
        cast, description_of(cast.organization, lawful, approved=True), "advertisement"
    )


def test_the_wording_review_has_its_say(cast: Cast) -> None:
    marked = replace(a_document(), growth="Work with addicts.")
    page = html(cast, description_of(cast.organization, marked, approved=True), "advertisement")
    assert '<q dir="auto">addicts</q>' in page


def test_hostile_words_stay_words(cast: Cast) -> None:
    job = description_of(cast.organization, replace(a_document(), title=HOSTILE, how_to_apply=HOSTILE), approved=True)
    for name in ("kit", "advertisement", "posting"):
        assert "<img" not in html(cast, job, name)


def test_the_advertisement_says_whether_it_is_public_already(cast: Cast, job: Description) -> None:
    assert "Make it a public page" in html(cast, job, "advertisement")
    posting_of(job)
    assert "The public page</a>" in html(cast, job, "advertisement")
