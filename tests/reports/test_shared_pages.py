"""What opens by a link: exactly what is shared, to whoever may, once counted, and told to no log."""

import logging
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from organizations.ending import erase_folder
from reports import shared_views, tasks
from reports.composing.sharing import revoke, share
from reports.delivering import shown_parts
from reports.kept_files import keep, path_of
from reports.models import Issue, Share
from reports.pdf import ReportTooLarge
from surveys.answering.quiet import Quiet
from tests.cast import Cast
from tests.invariants.page import problems

from .issues import PDF, issue_of, link_to

pytestmark = pytest.mark.django_db
TOKEN = "a-Token_of_24-letters-ab"
PAGE, AS_PDF, AS_CSV = f"/r/{TOKEN}/", f"/r/{TOKEN}/report.pdf", f"/r/{TOKEN}/figures.csv"


@pytest.fixture
def issue(cast: Cast) -> Issue:
    erase_folder("issues")
    return issue_of(cast.organization, team="Nobody but us knows Quillfeather.")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The links whose PDF the worker was asked for."""
    given: list[int] = []

    queue = SimpleNamespace(enqueue=given.append)
    monkeypatch.setattr(shared_views, "make_shared_pdf", SimpleNamespace(using=lambda **how: queue))
    return given


def protected(issue: Issue, cast: Cast) -> str:
    return f"/r/{share(issue=issue, actor=cast.owner, passphrase='blue lantern')[1]}/"


def opened() -> int:
    return Share.objects.get().opened


def test_the_page_has_no_frame_of_the_organization_and_is_kept_nowhere(cast: Cast, issue: Issue) -> None:
    link_to(issue, TOKEN)
    for client in (Client(), cast.client("owner")):
        page = client.get(PAGE)
        assert page.status_code == 200
        assert not problems(page)
        html = page.content.decode()
        assert "Quillfeather" in html
        assert not re.search(r'href="/o/|site-nav|Owner Person|csrf|noopener', html)
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert "sessionid" not in page.cookies


def test_wrong_methods_are_405(issue: Issue) -> None:
    link_to(issue, TOKEN)
    for url in (AS_PDF, AS_CSV):
        assert Client().post(url).status_code == 405
    assert Client().delete(PAGE).status_code == 405


def test_left_out_parts_are_nowhere(issue: Issue) -> None:
    shared = link_to(issue, TOKEN, left_out=["team"])
    keep(path_of(issue, "pdf", shown_parts(issue)), b"%PDF Quillfeather")
    keep(path_of(issue, "pdf", shown_parts(issue, shared.left_out)), PDF)
    page, csv = (Client().get(url).content.decode() for url in (PAGE, AS_CSV))
    assert "Words of summary." in page
    assert "Words in summary" in csv
    for said in (page, csv):
        assert not re.search("quillfeather|team", said, re.IGNORECASE)
    assert "Some of its parts were left out." in page
    assert Client().get(AS_PDF).content == PDF


def test_unknown_expired_revoked_and_removed_look_the_same_and_take_as_many_queries(
    cast: Cast, issue: Issue, django_assert_num_queries: object
) -> None:
    tokens = [letter * 24 for letter in "abcd"]
    now = timezone.now()
    link_to(issue, tokens[1], ends_at=now - timedelta(seconds=1))
    revoke(share=link_to(issue, tokens[2], passphrase="x"), actor=cast.owner)
    gone = issue_of(cast.organization, 2)
    link_to(gone, tokens[3])
    gone.delete()
    seen = set()
    for token in (*tokens, TOKEN[:-1], "x" * 2_000, "\N{SNOWMAN}", "%00"):
        for ending in ("", "report.pdf", "figures.csv"):
            with django_assert_num_queries(1):  # type: ignore[operator]
                page = Client().get(f"/r/{token}/{ending}")
            assert (page.status_code, page.headers["Cache-Control"]) == (404, "no-store")
            seen.add(page.content)
        assert Client().post(f"/r/{token}/", {"passphrase": "blue lantern"}).content in seen
    assert len(seen) == 1
    assert not problems(page)


def test_it_is_counted_once_for_each_reader_and_not_for_programs_that_only_look(issue: Issue) -> None:
    link_to(issue, TOKEN)
    Client().head(PAGE)
    Client().get(PAGE, headers={"Sec-Purpose": "prefetch;prerender"})
    assert opened() == 0
    reader = Client()
    for _ in range(3):
        reader.get(PAGE)
    assert opened() == 1
    Client().get(PAGE)
    assert opened() == 2
    cookie = reader.cookies[shared_views.READ]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (PAGE, True, "Lax")


def test_a_passphrase_is_asked_for_before_anything_is_shown(cast: Cast, issue: Issue) -> None:
    url, reader = protected(issue, cast), Client(enforce_csrf_checks=True)
    page = reader.get(url)
    assert not problems(page)
    for said in ("Harbor House", "For the board", "Words of"):
        assert said not in page.content.decode()
    for ending in ("report.pdf", "figures.csv"):
        assert reader.get(url + ending).headers["Location"] == url
    for wrong in ("", "Blue lantern", "blue lanter"):
        assert reader.post(url, {"passphrase": wrong}).status_code == 422
    assert opened() == 0
    assert reader.post(url, {"passphrase": " blue  lantern "}).headers["Location"] == url
    assert "Words of summary." in reader.get(url).content.decode()
    assert "Words in summary" in reader.get(url + "figures.csv").content.decode()
    assert opened() == 1
    assert Client().get(url).content == page.content


def test_what_opens_one_link_opens_no_other(cast: Cast, issue: Issue) -> None:
    urls = [protected(issue, cast) for _ in range(2)]
    reader = Client()
    reader.post(urls[0], {"passphrase": "blue lantern"})
    value = reader.cookies[shared_views.OPENED].value
    for forged in (value, value[:-1], "yes", ""):
        thief = Client()
        thief.cookies[shared_views.OPENED] = forged
        assert b"passphrase" in thief.get(urls[1]).content
        assert (b"Words of" in thief.get(urls[0]).content) == (forged == value)


def test_ten_wrong_passphrases_are_enough_for_a_while_and_right_ones_do_not_count(cast: Cast, issue: Issue) -> None:
    url, other = protected(issue, cast), protected(issue, cast)
    for _ in range(12):
        assert Client().post(url, {"passphrase": "blue lantern"}).status_code == 302
    for _ in range(10):
        assert Client().post(url, {"passphrase": "green lantern"}).status_code == 422
    refused = Client().post(url, {"passphrase": "blue lantern"})
    assert refused.status_code == 429
    assert not problems(refused)
    assert "Wait ten minutes" in refused.content.decode()
    assert Client().post(other, {"passphrase": "blue lantern"}).status_code == 302
    cache.clear()
    assert Client().post(url, {"passphrase": "blue lantern"}).status_code == 302


def test_a_pdf_that_is_not_there_yet_is_asked_for_once(issue: Issue, asked: list[int]) -> None:
    shared = link_to(issue, TOKEN, left_out=["team"])
    for _ in range(3):
        page = Client().get(AS_PDF)
        assert (page.status_code, page.headers["Retry-After"]) == (202, "5")
        assert not problems(page)
    assert asked == [shared.pk]


def test_a_pdf_that_cannot_be_made_says_so_and_is_left_alone_for_a_while(
    issue: Issue, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = link_to(issue, TOKEN)

    def fails(*given: object) -> bytes:
        raise ReportTooLarge

    monkeypatch.setattr(tasks, "file_of", fails)
    tasks.make_shared_pdf.func(shared.pk)
    page = Client().get(AS_PDF)
    assert page.status_code == 503
    assert "could not be made" in page.content.decode()
    assert asked == []


def test_no_log_holds_a_token(issue: Issue) -> None:
    class Heard(logging.Handler):
        lines: list[str] = []  # noqa: RUF012 - of this test alone

        def emit(self, record: logging.LogRecord) -> None:
            self.lines.append(record.getMessage())

    handler, root = Heard(), logging.getLogger()
    handler.addFilter(Quiet())
    root.addHandler(handler)
    try:
        for url in (PAGE, AS_PDF[:-3], AS_CSV):
            Client().get(url)
            Client().delete(url)
        Client().get(f"/%72/{TOKEN}/")
        Client().get("/no-such-page/")
    finally:
        root.removeHandler(handler)
    assert [line for line in handler.lines if "no-such-page" in line]
    assert TOKEN not in "".join(handler.lines)


def test_whoever_answers_no_questions_here_is_not_asked_who_they_are(cast: Cast, issue: Issue) -> None:
    link_to(issue, TOKEN)
    assert Client().get(PAGE).content == cast.client("owner").get(PAGE).content
