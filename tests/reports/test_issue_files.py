"""Files of an issue: made once, kept whole or not at all, and made of exactly the parts that are shown."""

import csv
import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from organizations import ending, jobs
from organizations.ending import erase_folder
from organizations.models import AuditEvent, Job, JobState
from reports.delivering import file_name, file_of, shown_parts
from reports.joining.content import Composition, PartFailed
from reports.kept_files import forget_organization, keep, kept, path_of
from reports.looks import look_of
from reports.models import Issue
from tests.cast import Cast

from .issues import PARTS, issue_of

pytestmark = pytest.mark.django_db
Given = list[Composition]


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    erase_folder("issues")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Given:
    """Instead of laying out pages: what was asked for."""
    given: Given = []

    def joined(composition: Composition, *, progress: Callable[[int, int], None] | None = None) -> bytes:
        given.append(composition)
        if progress:
            progress(1, 2)
        return b"%PDF " + " ".join(part.key for part in composition.parts).encode()

    monkeypatch.setattr("reports.joining.report.joined_pdf", joined)
    return given


def press(cast: Cast, issue: Issue, kind: str, who: str = "leader") -> object:
    return cast.client(who).post(reverse("reports:issue-file", args=[cast.organization.slug, issue.pk, kind]))


def test_a_pdf_is_made_by_a_job_once_and_then_served_at_once(cast: Cast, made: Given) -> None:
    issue = issue_of(cast.organization)
    first = press(cast, issue, "pdf")
    assert press(cast, issue, "pdf", "owner").headers["Location"] == first.headers["Location"]
    job = Job.objects.get()
    jobs.do(job.pk)
    job.refresh_from_db()
    assert (job.state, job.file_name[-4:]) == (JobState.DONE, ".pdf")
    served = press(cast, issue, "pdf")
    assert served.content == b"%PDF cover summary standing team method"
    assert served.headers["Content-Disposition"].startswith('attachment; filename="harbor-house-for-the-board-')
    assert (len(made), Job.objects.count()) == (1, 1)
    assert AuditEvent.objects.filter(action="exported", subject="For the board, no. 1 (PDF, PDF)").count() == 3


def test_what_was_cut_short_is_made_again(cast: Cast, made: Given) -> None:
    issue = issue_of(cast.organization)
    path = path_of(issue, "pdf", shown_parts(issue))
    whole = file_of(issue, "pdf")
    with default_storage.open(path) as file:
        content = file.read()
    for cut in (b"", content[:10], content[:-1]):
        default_storage.delete(path)
        default_storage.save(path, ContentFile(cut))
        assert kept(path) is None
        assert file_of(issue, "pdf") == whole
    assert len(made) == 4


def test_a_full_disk_costs_time_and_not_the_report(
    cast: Cast, made: Given, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*given: object, **named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    assert file_of(issue_of(cast.organization), "pdf").startswith(b"%PDF")
    assert "could not be kept" in caplog.text


def test_an_issue_that_is_removed_meanwhile_leaves_no_file_and_stops_the_job(cast: Cast, made: Given) -> None:
    issue, gone = issue_of(cast.organization), issue_of(cast.organization, 2)
    for one in (issue, gone):
        press(cast, one, "pdf")
    waits = Job.objects.get(about__issue=gone.pk)
    Issue.objects.filter(pk=gone.pk).delete()
    jobs.do(waits.pk)
    waits.refresh_from_db()
    assert waits.state == JobState.STOPPED
    found = Issue.objects.get(pk=issue.pk)
    parts = shown_parts(found)
    Issue.objects.filter(pk=found.pk).delete()
    file_of(found, "pdf")
    assert kept(path_of(found, "pdf", parts)) is None


def test_why_a_pdf_could_not_be_made_is_said(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: object, **named: object) -> bytes:
        raise PartFailed("The team", is_too_large=True)

    monkeypatch.setattr("reports.joining.report.joined_pdf", fails)
    press(cast, issue_of(cast.organization), "pdf")
    jobs.do(Job.objects.get().pk)
    assert "The part “The team” is too large" in Job.objects.get().problem


def test_two_issues_and_two_selections_never_share_a_file(cast: Cast, made: Given) -> None:
    issue, twin = issue_of(cast.organization), issue_of(cast.organization, 2)
    Issue.objects.update(digest="d" * 64, issued_at=issue.issued_at)
    assert file_of(issue, "pdf", ["team"]) == b"%PDF cover summary standing method"
    assert file_of(issue, "pdf") == file_of(twin, "pdf") == b"%PDF cover summary standing team method"
    assert len(made) == 3
    assert ["parts of a longer report" in one.parts[0].html for one in made] == [True, False, False]


def test_what_people_typed_is_text_on_the_cover_and_a_colour_is_a_colour(cast: Cast, made: Given) -> None:
    issue = issue_of(cast.organization)
    issue.name, issue.accent = "<b>Board</b>", "red; } body { display: none"
    file_of(issue, "pdf")
    assert "&lt;b&gt;Board&lt;/b&gt;" in made[0].parts[0].html
    assert made[0].look == ""
    issue.accent = "#7A1F5c"
    assert "#7A1F5c" in look_of(issue)


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a"; filename="b.exe', "Ünïçode", "\u202efdp.exe", "!!!", ""])
def test_a_file_has_a_harmless_name(cast: Cast, name: str) -> None:
    issue = issue_of(cast.organization)
    issue.name = issue.organization_name = name
    assert set(file_name(issue, "charts")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert file_name(issue, "pdf").endswith(".pdf")


def test_csv_has_every_figure_with_its_n_and_no_formula(cast: Cast) -> None:
    issue = issue_of(cast.organization)
    part = issue.parts.get(key="team")
    part.figures[0]["label"] = "=HYPERLINK(1)"
    part.save()
    rows = list(csv.DictReader(io.StringIO(press(cast, issue, "csv").content.decode("utf-8-sig"))))
    assert [row["About"] for row in rows] == [f"About {key}" for key in PARTS]
    assert (rows[0]["As shown"], rows[0]["Value"], rows[0]["n"], rows[0]["of"]) == ("17", "17", "3", "4")
    assert rows[2]["Figure"] == "'=HYPERLINK(1)"
    assert rows[2]["Part"] == "What the team says"


def test_charts_come_as_svg_and_png_and_the_same_ones_as_the_same_bytes(cast: Cast) -> None:
    issue = issue_of(cast.organization)
    content = file_of(issue, "charts", ["team"])
    with ZipFile(io.BytesIO(content)) as zipped:
        names = zipped.namelist()
        assert names[:2] == ["01-the-summary-chart-of-summary.svg", "01-the-summary-chart-of-summary.png"]
        assert (len(names), names[-1]) == (7, "README.txt")
        assert "Chart of standing" in zipped.read("README.txt").decode()
        assert not [name for name in names if "team" in name]
        assert zipped.read(names[0]).startswith(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 114 54"')
        assert zipped.read(names[1]).startswith(b"\x89PNG")
    erase_folder("issues")
    assert file_of(issue, "charts", ["team"]) == content


def test_an_unknown_kind_of_file_is_404(cast: Cast) -> None:
    assert press(cast, issue_of(cast.organization), "exe").status_code == 404


def test_files_go_with_their_organization(cast: Cast, made: Given) -> None:
    mine, theirs = issue_of(cast.organization), issue_of(cast.elsewhere)
    for issue in (mine, theirs):
        keep(path_of(issue, "pdf", shown_parts(issue)), b"x")
    assert forget_organization in ending._elsewhere
    forget_organization(cast.organization)
    assert kept(path_of(mine, "pdf", shown_parts(mine))) is None
    assert kept(path_of(theirs, "pdf", shown_parts(theirs))) == b"x"
