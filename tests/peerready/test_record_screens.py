"""Taking the record along and bringing one in, on screen."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.ending import mark
from organizations.jobs import do
from organizations.models import AuditEvent, Job, JobState, Membership, Organization
from organizations.models.job import UNFINISHED
from peerready.record.checking import check_record
from peerready.record.making import ARRIVED
from tests.cast import MEMBERS, Cast
from tests.factories import GoalFactory
from tests.invariants.page import problems
from tests.peerready.records import written

BRING, BRING_IN = "/organizations/bring/", "/organizations/bring/import/"


@pytest.fixture
def url(cast: Cast) -> str:
    return reverse("take-along", args=[cast.organization.slug])


def sent(client: Client, data: bytes, name: str = "record.zip") -> str:
    """The page after a file was sent; its number of what to confirm, or nothing."""
    page = client.post(BRING, {"file": SimpleUploadedFile(name, data)})
    return str(page.context.get("sha256", "")) if page.status_code == 200 else ""


def test_outsider_404_wrong_role_403_wrong_method_405(cast: Cast, url: str) -> None:
    for who in MEMBERS:
        assert cast.client(who).get(url).status_code == (200 if who == "owner" else 403)
        assert cast.client(who).put(url).status_code == (405 if who == "owner" else 403)
    assert cast.client("outsider").get(url).status_code == 404
    assert cast.client("owner").get(BRING_IN).status_code == 405
    for address in (BRING, BRING_IN):
        assert cast.client("visitor").post(address).status_code == 302
    assert not Job.objects.exists()


def test_the_record_is_written_once_and_downloaded_by_owners_alone(
    cast: Cast, url: str, django_capture_on_commit_callbacks: object
) -> None:
    owner = cast.client("owner")
    GoalFactory(organization=cast.organization)
    first, second = owner.post(url), owner.post(url)
    [job] = Job.objects.all()
    there = reverse("organizations:job", args=[cast.organization.slug, job.pk])
    assertRedirects(first, there, fetch_redirect_response=False)
    assertRedirects(second, there, fetch_redirect_response=False)
    do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.file_name) == (JobState.DONE, "harbor-house-record.zip")
    file = reverse("organizations:job-file", args=[cast.organization.slug, job.pk])
    data = b"".join(owner.get(file).streaming_content)
    assert check_record(io.BytesIO(data)).counts["goals"] == 1
    assert cast.client("administrator").get(file).status_code == 403
    assertContains(owner.get(url), "Ready. Asked for by")
    assert AuditEvent.objects.filter(action="exported", subject="the whole record").count() == 1


def test_it_can_be_taken_along_while_it_waits_to_be_deleted(cast: Cast, url: str) -> None:
    mark(organization=cast.organization, actor=cast.owner)
    assert cast.client("owner").post(url).status_code == 302
    assert Job.objects.count() == 1


def test_bringing_shows_what_is_in_it_and_makes_an_organization_once(cast: Cast) -> None:
    cast.organization.name = "Harbor <b>House</b>"
    cast.organization.save()
    data, client = written(cast.organization).getvalue(), cast.client("outsider")
    page = client.post(BRING, {"file": SimpleUploadedFile("x.zip", data)})
    assertContains(page, "Harbor &lt;b&gt;House&lt;/b&gt;")
    assertContains(page, "viewer@example.org")
    first, second = (client.post(BRING_IN, {"sha256": page.context["sha256"]}) for _ in range(2))
    job = Job.objects.get()
    assertRedirects(first, f"{BRING}{job.pk}/")
    assertRedirects(second, f"{BRING}{job.pk}/")
    assertContains(client.get(f"{BRING}{job.pk}/"), "The record of Harbor &lt;b&gt;House&lt;/b&gt;")
    assert Organization.objects.count() == 2
    do(job.pk)
    new = Organization.objects.exclude(pk__in=[cast.organization.pk, cast.elsewhere.pk]).get()
    assert [member.user for member in Membership.objects.for_organization(new)] == [cast.outsider]
    assertContains(client.get(f"{BRING}{job.pk}/"), reverse("home", args=[new.slug]))
    assert not default_storage.exists(f"{ARRIVED}/{cast.outsider.pk}.zip")
    page = client.post(BRING_IN, {"sha256": page.context["sha256"]}, follow=True)
    assertContains(page, "not there any more")
    assertContains(page, "Brought along lately")
    assert Organization.objects.count() == 3


def test_its_page_is_whole_in_every_state_and_for_nobody_else(cast: Cast) -> None:
    client = cast.client("outsider")
    client.post(BRING_IN, {"sha256": sent(client, written(cast.organization).getvalue())})
    here = f"{BRING}{Job.objects.get().pk}/"
    for state in JobState:
        leads_to = "/" if state == JobState.DONE else ""
        Job.objects.update(state=state, finished_at=timezone.now(), done=3, total=12, problem="Why.", leads_to=leads_to)
        page = client.get(here)
        assert problems(page) == []
        assert ("every 1s" in page.content.decode()) == (state in UNFINISHED)
        assert ("Take another file" in page.content.decode()) == (state in {JobState.FAILED, JobState.STOPPED})
    assertNotContains(client.get(here, headers={"HX-Request": "true"}), "<html")
    for who in ("owner", "viewer"):
        assert cast.client(who).get(here).status_code == 404
        assert cast.client(who).post(f"{here}stop/").status_code == 404
    assert client.get(f"{here}stop/").status_code == 405
    assertRedirects(Client().get(here), f"/accounts/login/?next={here}")


def test_it_is_stopped_by_a_button_and_one_comes_after_the_other(cast: Cast) -> None:
    client, data = cast.client("outsider"), written(cast.organization).getvalue()
    client.post(BRING_IN, {"sha256": sent(client, data)})
    here = f"{BRING}{Job.objects.get().pk}/"
    assertRedirects(client.post(BRING, {"file": SimpleUploadedFile("other.zip", data)}), here)
    assertContains(client.post(f"{here}stop/", follow=True), "is stopped")
    do(Job.objects.get().pk)
    assert Organization.objects.count() == 2
    assert sent(client, data)


def test_only_what_was_looked_at_is_brought_in_and_nobody_elses(cast: Cast) -> None:
    data, client = written(cast.organization).getvalue(), cast.client("outsider")
    first = sent(client, data)
    GoalFactory(organization=cast.organization)
    second = sent(client, written(cast.organization).getvalue())
    assert first
    assert first != second
    for who, sha256 in (("outsider", first), ("outsider", ""), ("outsider", "../" * 9), ("viewer", second)):
        assertContains(cast.client(who).post(BRING_IN, {"sha256": sha256}, follow=True), "not there any more")
    assert Organization.objects.count() == 2


@pytest.mark.parametrize(("data", "said"), [(b"MZ" * 99, "not a record"), (b"", "empty"), (None, "required")])
def test_what_is_no_record_is_told_at_the_field(cast: Cast, data: bytes | None, said: str) -> None:
    given = {} if data is None else {"file": SimpleUploadedFile("record.zip", data)}
    page = cast.client("viewer").post(BRING, given)
    assertContains(page, said, status_code=422)
    assertNotContains(page, "Bring it in", status_code=422)
    assert not default_storage.exists(f"{ARRIVED}/{cast.viewer.pk}.zip")


def test_ways_lead_there(cast: Cast, url: str) -> None:
    settings = reverse("organizations:settings", args=[cast.organization.slug])
    assertContains(cast.client("owner").get(settings), url)
    assertNotContains(cast.client("administrator").get(settings), url)
    assertContains(cast.client("outsider").get(reverse("organizations:create")), BRING)
