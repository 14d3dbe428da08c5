"""Issues on screen: who may do what, issuing once, reading what was said then, removing."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from organizations.models import AuditEvent
from reports.composing.saving import begin, remove
from reports.delivering import shown_parts
from reports.kept_files import keep, kept, path_of
from reports.models import Issue, Report, Share
from tests.cast import Cast

from .issues import PDF, issue_of, link_to
from .test_readiness import completed, instrument

pytestmark = pytest.mark.django_db
READ, EXPORT = ("issue", "issue-compare"), ("issue-remove", "shares", "share-revoke")


def at(cast: Cast, name: str, *given: object) -> str:
    return reverse(f"reports:{name}", args=[cast.organization.slug, *given])


def report_of(cast: Cast) -> Report:
    return begin(organization=cast.organization, actor=cast.owner, name="For the board", reader="board")


def press(cast: Cast, report: Report, client: Client | None = None) -> str:
    response = (client or cast.client("leader")).post(at(cast, "issue-new", report.pk))
    assert response.status_code == 302
    return response.headers["Location"]


def article(page: str) -> str:
    found = re.search(r"<article.*?</article>", page, re.DOTALL)
    assert found
    return found[0]


def test_outsider_404_wrong_role_403_wrong_method_405(cast: Cast) -> None:
    report, issue = report_of(cast), issue_of(cast.organization)
    share = link_to(issue, "t" * 24)
    given = {"share-revoke": (issue.pk, share.pk), "issue-new": (report.pk,), "issue-file": (issue.pk, "csv")}
    for name in (*READ, *EXPORT):
        url = at(cast, name, *given.get(name, (issue.pk,)))
        assert cast.client("outsider").get(url).status_code == 404
        assert cast.client("viewer").get(url).status_code == (200 if name in READ else 403)
        assert cast.client("owner").delete(url).status_code == 405
    for name in ("issue-new", "issue-file"):
        url = at(cast, name, *given[name])
        assert cast.client("outsider").post(url).status_code == 404
        assert cast.client("hr").post(url).status_code == 403
        assert cast.client("owner").get(url).status_code == 405
    assert cast.client("owner").post(at(cast, "issue", issue.pk)).status_code == 405


def test_another_organizations_report_issue_and_link_are_404_under_ones_own_address(cast: Cast) -> None:
    theirs, mine = issue_of(cast.elsewhere), issue_of(cast.organization)
    share = link_to(theirs, "t" * 24)
    report = begin(organization=cast.elsewhere, actor=None, name="Theirs", reader="staff")
    client = cast.client("owner")
    for name in (*READ, "issue-remove", "shares"):
        assert client.get(at(cast, name, theirs.pk)).status_code == 404
    assert client.post(at(cast, "issue-remove", theirs.pk)).status_code == 404
    assert client.post(at(cast, "issue-new", report.pk)).status_code == 404
    assert client.post(at(cast, "issue-file", theirs.pk, "csv")).status_code == 404
    assert client.post(at(cast, "share-revoke", mine.pk, share.pk)).status_code == 404
    assert client.get(at(cast, "issue-compare", mine.pk), {"with": theirs.pk}).status_code == 404
    share.refresh_from_db()
    assert share.revoked_at is None


def test_pressed_twice_it_is_issued_once_and_anew_when_something_changed(cast: Cast) -> None:
    report = report_of(cast)
    first = press(cast, report)
    assert press(cast, report, cast.client("owner")) == first
    assert AuditEvent.objects.filter(action="report-issued").count() == 1
    completed(cast.organization, instrument("a", area="culture"), board="yes")
    assert press(cast, report) != first
    assert list(Issue.objects.values_list("number", flat=True)) == [2, 1]


def test_a_minute_later_the_same_report_is_issued_again(cast: Cast) -> None:
    report = report_of(cast)
    press(cast, report)
    issue = Issue.objects.get()
    issue.issued_at -= timedelta(seconds=61)
    issue.save()
    press(cast, report)
    assert Issue.objects.count() == 2


def test_a_report_with_nothing_to_say_says_so_and_is_not_issued(cast: Cast) -> None:
    report = report_of(cast)
    Report.objects.update(parts=["team", "asked"])
    response = cast.client("owner").post(at(cast, "issue-new", report.pk))
    assertContains(response, "Choose parts that have something to say", status_code=422)
    assert not Issue.objects.exists()


def test_an_issue_of_march_says_in_december_what_it_said(cast: Cast) -> None:
    made = completed(cast.organization, instrument("a", area="culture"), hopes="Rest & <b>roof</b>", board="yes")
    report = report_of(cast)
    Report.objects.update(parts=["summary", "standing", "instruments", "method", "sources"])
    report.refresh_from_db()
    url = press(cast, report)
    link_to(Issue.objects.get(), "t" * 24)
    reader = Client()
    seen = article(cast.client("viewer").get(url).content.decode()), reader.get(f"/r/{'t' * 24}/").content
    assert "Rest &amp; &lt;b&gt;roof&lt;/b&gt;" in seen[0]
    made.answers = {"board": {"choice": "no", "text": ""}}
    made.save()
    made.record.delete()
    made.record.instrument.delete()
    cast.organization.name = "Renamed"
    cast.organization.save()
    remove(report=report, actor=cast.owner)
    assert article(cast.client("viewer").get(url).content.decode()) == seen[0]
    assert reader.get(f"/r/{'t' * 24}/").content == seen[1]


def test_the_list_is_empty_first_and_then_tells_what_is_open_the_latest_first(cast: Cast) -> None:
    client = cast.client("viewer")
    assertContains(client.get(at(cast, "issues")), "Nothing has been issued yet")
    first, second = (issue_of(cast.organization, n) for n in (1, 2))
    for token in "ab":
        link_to(first, token * 24)
    Share.objects.filter(token_hash=link_to(first, "c" * 24).token_hash).update(revoked_at=first.issued_at)
    link_to(second, "d" * 24, ends_at=second.issued_at)
    page = client.get(at(cast, "issues")).content.decode()
    assert page.index("No. 2") < page.index("No. 1")
    assert re.findall(r"\d+ open link\w*", page) == ["2 open links"]
    assert cast.client("outsider").get(at(cast, "issues")).status_code == 404


def test_whoever_only_reads_sees_no_buttons_for_the_rest(cast: Cast) -> None:
    url = at(cast, "issue", issue_of(cast.organization).pk)
    assertContains(cast.client("leader").get(url), "Take it along")
    page = cast.client("viewer").get(url)
    assertContains(page, "Words of team.")
    for words in ("Take it along", "/files/", "/links/", "/remove/"):
        assertNotContains(page, words)


@pytest.mark.django_db(transaction=True)
def test_removing_asks_and_takes_links_and_files_with_it(cast: Cast) -> None:
    issue, other = issue_of(cast.organization), issue_of(cast.organization, 2)
    link_to(issue, "t" * 24)
    paths = [path_of(one, "pdf", shown_parts(one)) for one in (issue, other)]
    for path in paths:
        keep(path, PDF)
    url, client = at(cast, "issue-remove", issue.pk), cast.client("administrator")
    assertContains(client.get(url), "Remove this issue?")
    assert Issue.objects.count() == 2
    assertRedirects(client.post(url), at(cast, "issues"))
    assert list(Issue.objects.all()) == [other]
    assert [kept(path) for path in paths] == [None, PDF]
    assert not default_storage.exists(paths[0])
    assert Client().get(f"/r/{'t' * 24}/").status_code == 404
    assert AuditEvent.objects.filter(action="report-removed", subject="For the board, no. 1").count() == 1
