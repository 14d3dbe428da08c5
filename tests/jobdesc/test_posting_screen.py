"""The public page: switching it on and off, what anybody sees, and what nobody does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jobdesc.drafting.saving import put_away, save, take_back
from jobdesc.kit.publishing import publish, withdraw
from jobdesc.models import Description, Posting
from jobdesc.reviewing.approving import approve, take_back_approval
from organizations.models import AuditEvent
from tests.cast import Cast
from tests.invariants.page import problems
from tests.jobdesc.build import a_document, description_of
from tests.jobdesc.kit import posting_of, today


@pytest.fixture
def job(cast: Cast) -> Description:
    return description_of(cast.organization, approved=True)


def url(job: Description, name: str = "posting") -> str:
    return reverse(f"jobdesc:{name}", args=[job.organization.slug, job.pk])


def page(posting: Posting) -> str:
    return reverse("jobs:posting", args=[posting.key])


def events(job: Description) -> list[str]:
    return [
        one.action
        for one in AuditEvent.objects.for_organization(job.organization)
        if one.action.startswith("job-p") or one.action == "job-withdrawn"
    ]


def test_who_may_switch_it_on(cast: Cast, job: Description) -> None:
    assert [cast.client(who).get(url(job)).status_code for who in ("outsider", "viewer", "hr")] == [404, 403, 200]
    assert cast.client("hr").get(url(job, "posting-end")).status_code == 405
    assert cast.client("viewer").post(url(job, "posting-end")).status_code == 403
    elsewhere = description_of(cast.elsewhere, approved=True)
    wrong = reverse("jobdesc:posting", args=[cast.organization.slug, elsewhere.pk])
    assert cast.client("owner").post(wrong, {"closes_on": today()}).status_code == 404


def test_nothing_is_public_until_it_is_switched_on_and_asking_shows_what_would_be(cast: Cast, job: Description) -> None:
    asked = cast.client("hr").get(url(job)).content.decode()
    assert "Switch on a public page?" in asked
    assert "Listen to people 0" in asked
    assert "Program director" not in asked
    assert not Posting.objects.exists()


def test_switched_on_anybody_reads_it_without_a_session(cast: Cast, job: Description) -> None:
    day = today() + timedelta(days=20)
    cast.client("hr").post(url(job), {"closes_on": day.isoformat()})
    opened = Posting.objects.get()
    assert (opened.closes_on, opened.revision, opened.opened_by_name) == (day, job.approved, "Hr Person")
    response = Client().get(page(opened))
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=60"
    assert "X-Robots-Tag" not in response
    assert not problems(response)
    assert events(job) == ["job-published"]


def test_the_page_says_nothing_of_who_works_there_and_leads_nowhere_inside(cast: Cast, job: Description) -> None:
    html = Client().get(page(posting_of(job))).content.decode()
    for inside in ("Program director", "Lead peer worker", "Every week", "Hr Person", f"/o/{cast.organization.slug}"):
        assert inside not in html
    assert '<script type="application/ld+json">{"@context": "https://schema.org/"' in html


def test_the_page_shows_what_was_approved_and_not_what_is_drafted(job: Description) -> None:
    opened = posting_of(job)
    save(description=job, version=1, document=replace(job.document, how_to_apply="By pigeon."), actor=None)
    assert "By pigeon." not in Client().get(page(opened)).content.decode()


@pytest.mark.parametrize("how", ["passed", "withdrawn", "put away", "approval taken back"])
def test_closed_it_is_a_friendly_410_that_says_nothing_of_it(cast: Cast, job: Description, how: str) -> None:
    opened = posting_of(job, days=-1 if how == "passed" else 30)
    if how == "withdrawn":
        withdraw(description=job, actor=cast.hr)
    if how == "put away":
        put_away(description=job, actor=cast.hr)
    if how == "approval taken back":
        take_back_approval(description=job, actor=cast.hr)
    response = Client().get(page(opened))
    assert response.status_code == 410
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not problems(response)
    html = response.content.decode()
    for said in ("Peer support worker", "Harbor House", "ld+json", "Listen to people"):
        assert said not in html


def test_put_away_and_taken_back_the_description_is_not_public_again_by_itself(cast: Cast, job: Description) -> None:
    posting = posting_of(job)
    put_away(description=job, actor=cast.hr)
    take_back(description=job, actor=cast.hr)
    assert Client().get(reverse("jobs:posting", args=[posting.key])).status_code == 410


def test_it_is_open_on_its_last_day(job: Description) -> None:
    assert Client().get(page(posting_of(job, days=0))).status_code == 200


@pytest.mark.parametrize("key", ["nobodys-key", "A" * 2_000, "lJA_2dK8NlsT"])
def test_unknown_key_is_404(db: None, key: str) -> None:
    assert Client().get(f"/jobs/{key}/").status_code == 404


@pytest.mark.parametrize("days", [30, -1])
def test_nothing_can_be_posted_to_it_open_or_closed(job: Description, days: int) -> None:
    opened = posting_of(job, days)
    for method in ("POST", "PUT", "DELETE"):
        assert Client().generic(method, page(opened)).status_code == 405


@pytest.mark.parametrize(
    "day", ["", "yesterday", "1999-12-31", "2101-01-01", "2020-01-01", "2027-02-30", "\0", "=1+1", "9" * 5_000]
)
def test_a_day_that_cannot_be_is_asked_again_and_nothing_is_public(cast: Cast, job: Description, day: str) -> None:
    response = cast.client("hr").post(url(job), {"closes_on": day})
    assert response.status_code == 422
    assert b"field-error" in response.content
    assert not Posting.objects.exists()


def test_taken_back_at_once_and_once_more_is_no_fault(cast: Cast, job: Description) -> None:
    opened, client = posting_of(job), cast.client("hr")
    assert client.post(url(job, "posting-end")).status_code == 302
    assert Client().get(page(opened)).status_code == 410
    assert client.post(url(job, "posting-end")).status_code == 302
    assert events(job).count("job-withdrawn") == 1


def test_publishing_again_keeps_the_address_and_shows_the_newly_approved_version(cast: Cast, job: Description) -> None:
    opened = posting_of(job)
    saved = save(description=job, version=1, document=replace(job.document, how_to_apply="Call us."), actor=None)
    approve(description=saved.description, version=2, actor=cast.hr)
    assert "a newer version is approved" in cast.client("hr").get(url(job)).content.decode()
    cast.client("hr").post(url(job), {"closes_on": today().isoformat()})
    assert Posting.objects.get().key == opened.key
    assert "Call us." in Client().get(page(opened)).content.decode()


def test_a_draft_leads_to_the_kit_and_what_is_put_away_is_refused(cast: Cast, job: Description) -> None:
    draft = description_of(cast.organization)
    assert cast.client("hr").post(url(draft), {"closes_on": today()})["Location"] == url(draft, "kit")
    put_away(description=job, actor=cast.hr)
    assert cast.client("hr").post(url(job), {"closes_on": today().isoformat()}).status_code == 409
    assert not Posting.objects.exists()


def test_hostile_words_stay_words(cast: Cast) -> None:
    hostile = '</script><img src=x onerror="x">]]>'
    job = description_of(cast.organization, replace(a_document(), title=hostile, how_to_apply=hostile), approved=True)
    opened = publish(description=job, closes_on=today(), actor=None)
    response = Client().get(page(opened))
    assert not problems(response)
    assert "<img" not in response.content.decode()
