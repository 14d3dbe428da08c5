"""What is being made, on screen: who sees it, how far it is, stopping it, and its file."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.access import Capability
from organizations.models import Job, JobState
from tests.cast import Cast


@pytest.fixture
def job(cast: Cast) -> Job:
    return Job.objects.create(
        organization=cast.organization,
        kind="hello",
        title="Report for the <b>board</b>",
        needs=Capability.EXPORT,
        asked_by=cast.owner,
        asked_by_name="Owner Person",
    )


def url(job: Job, name: str = "job") -> str:
    more = [] if name == "jobs" else [job.pk]
    return reverse(f"organizations:{name}", args=[job.organization.slug, *more])


def finish(job: Job, content: bytes = b"PDF") -> None:
    job.file = default_storage.save(f"made/test/{job.key}", ContentFile(content))
    job.state, job.file_name, job.file_type, job.file_size = JobState.DONE, "=Report.pdf", "application/pdf", 3
    job.save()


def test_outsider_404_wrong_role_403_wrong_method_405(cast: Cast, job: Job) -> None:
    for name in ("job", "job-file"):
        assert cast.client("outsider").get(url(job, name)).status_code == 404
        assert cast.client("viewer").get(url(job, name)).status_code == 403
        assert cast.client("owner").post(url(job, name)).status_code == 405
    assert cast.client("viewer").post(url(job, "job-stop")).status_code == 403
    assert cast.client("owner").get(url(job, "job-stop")).status_code == 405
    assert cast.client("outsider").get(url(job, "jobs")).status_code == 404
    theirs = url(job).replace(cast.organization.slug, cast.elsewhere.slug)
    assert cast.client("outsider").get(theirs).status_code == 404


def test_the_list_is_empty_first_and_shows_only_what_one_may_see(cast: Cast, job: Job) -> None:
    assertContains(cast.client("leader").get(url(job, "jobs")), "Report for the &lt;b&gt;board&lt;/b&gt;")
    Job.objects.update(needs=Capability.TAKE_ALONG)
    assertContains(cast.client("owner").get(url(job, "jobs")), "Report for the")
    assertContains(cast.client("leader").get(url(job, "jobs")), "Nothing is being made")
    assert cast.client("leader").get(url(job)).status_code == 403
    assert cast.client("viewer").get(url(job, "jobs")).status_code == 403


def test_a_page_that_waits_asks_again_by_itself_and_one_that_is_ready_does_not(cast: Cast, job: Job) -> None:
    client = cast.client("leader")
    page = client.get(url(job))
    assertContains(page, 'hx-trigger="every 1s"')
    assertContains(page, "waits for its turn")
    Job.objects.update(state=JobState.RUNNING, done=3, total=12, step="Drawing the charts")
    part = client.get(url(job), headers={"HX-Request": "true"})
    assertContains(part, "Drawing the charts")
    assertNotContains(part, "<html")
    finish(job)
    part = client.get(url(job), headers={"HX-Request": "true"})
    assertNotContains(part, "hx-trigger")
    assertContains(part, url(job, "job-file"))


def test_the_file_is_downloaded_under_its_name_and_kept_by_nobody_on_the_way(cast: Cast, job: Job) -> None:
    assertRedirects(cast.client("owner").get(url(job, "job-file")), url(job))
    finish(job)
    answer = cast.client("owner").get(url(job, "job-file"))
    assert b"".join(answer.streaming_content) == b"PDF"
    assert answer["Content-Disposition"] == 'attachment; filename="=Report.pdf"'
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    default_storage.delete(job.file)
    assertContains(cast.client("owner").get(url(job, "job-file"), follow=True), "not there any more")


def test_what_waits_is_stopped_by_a_button(cast: Cast, job: Job) -> None:
    assertRedirects(cast.client("owner").post(url(job, "job-stop")), url(job, "jobs"))
    job.refresh_from_db()
    assert job.state == JobState.STOPPED
    assertContains(cast.client("owner").get(url(job)), "It was stopped")


def test_without_javascript_loading_the_page_again_says_how_far_it_is(cast: Cast, job: Job) -> None:
    client = cast.client("leader")
    Job.objects.update(organization=cast.elsewhere, title="Theirs")
    job.pk = None
    job.save()
    page = client.get(url(job))
    assertContains(page, "1 other is before it")
    assertNotContains(page, "0 of 0")
    assertNotContains(page, "Theirs")
    assertContains(page, f'<a class="btn btn-quiet" id="job-look" href="{url(job)}">Look again</a>', html=True)
    assert page["Cache-Control"] == "no-store"
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=3, total=12, step="Laying out the pages")
    page = client.get(url(job))
    assertContains(page, "<strong>3 of 12</strong> steps", html=True)
    assertContains(page, "Laying out the pages")
    finish(job)
    assertContains(client.get(url(job)), "It is ready")


def test_stopping_what_is_being_made_says_that_it_takes_a_moment(cast: Cast, job: Job) -> None:
    Job.objects.update(state=JobState.RUNNING)
    assertContains(cast.client("owner").post(url(job, "job-stop"), follow=True), "is being stopped")
    assertContains(cast.client("owner").get(url(job)), "It is being stopped…")
    finish(job)
    assertContains(cast.client("owner").post(url(job, "job-stop"), follow=True), "finished already")
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_why_it_failed_is_said_and_there_is_nothing_to_download(cast: Cast, job: Job) -> None:
    Job.objects.update(state=JobState.FAILED, problem="There is <no> room left.")
    for headers in ({}, {"HX-Request": "true"}):
        page = cast.client("owner").get(url(job), headers=headers)
        assertContains(page, "There is &lt;no&gt; room left.")
        assertNotContains(page, "Download")
