"""Checking a pasted text or a Word document: marked, explained, never kept."""

import io
import time
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobdesc.models import OwnTerm
from organizations.models import Organization
from tests.cast import Cast

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)


def docx(body: str) -> SimpleUploadedFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return SimpleUploadedFile("job.docx", file.getvalue())


def url(organization: Organization) -> str:
    return reverse("jobdesc:check", args=[organization.slug])


@pytest.fixture(autouse=True)
def term(cast: Cast) -> None:
    cache.clear()  # else every test's checks would count together
    OwnTerm.objects.create(organization=cast.organization, term="greenhorns", reason="We say new colleagues.")


def test_outsider_404_wrong_method_405_and_everybody_else_may(cast: Cast) -> None:
    assert cast.client("outsider").get(url(cast.organization)).status_code == 404
    assert cast.client("viewer").get(url(cast.organization)).status_code == 200
    assert cast.client("viewer").delete(url(cast.organization)).status_code == 405


def test_visitors_of_the_demo_may_check_since_nothing_is_kept(cast: Cast, demo: Organization) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = cast.client("visitor").post(url(demo), {"text": "Supports addicts."})
    assert page.status_code == 200
    assert not [one for one in asked.captured_queries if not one["sql"].startswith("SELECT")]


def test_marks_stand_in_the_text_and_in_a_list_with_their_reasons(cast: Cast) -> None:
    page = cast.client("viewer").post(url(cast.organization), {"text": "For <b>greenhorns</b>\r\n& others"})
    text = page.content.decode()
    assert "1 thing to look at" in text
    assert "We say new colleagues." in text
    assert '<span class="visually-hidden">marked: </span>greenhorns' in text
    assert "For &lt;b&gt;" in text
    assert "no-store" in page["Cache-Control"]


def test_a_word_document_is_read(cast: Cast) -> None:
    file = docx("<w:p><w:r><w:t>For green</w:t></w:r><w:r><w:t>horns</w:t></w:r></w:p>")
    page = cast.client("viewer").post(url(cast.organization), {"file": file})
    assert "We say new colleagues." in page.content.decode()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("job.docx", b"%PDF-1.7 x"), "This is a PDF"),
        (SimpleUploadedFile("job.docx", b"PK not a zip"), "damaged"),
        (SimpleUploadedFile("job.docx", b"hello"), "no Word document"),
        (docx("<w:p/>"), "There is no text in it"),
    ],
)
def test_what_is_no_word_document_is_told_at_the_field(cast: Cast, file: SimpleUploadedFile, said: str) -> None:
    file.seek(0)
    refused = cast.client("viewer").post(url(cast.organization), {"file": file})
    assert refused.status_code == 422
    assert said in refused.content.decode()


def test_a_file_that_unpacks_without_end_is_refused_at_once(cast: Cast) -> None:
    begun = time.perf_counter()
    refused = cast.client("viewer").post(url(cast.organization), {"file": docx("a" * 60_000_000)})
    assert refused.status_code == 422
    assert time.perf_counter() - begun < 5


def test_who_checks_again_and_again_is_asked_to_wait_and_what_was_pasted_is_still_there(cast: Cast) -> None:
    client = cast.client("viewer")
    for _ in range(20):
        assert client.post(url(cast.organization), {}).status_code == 422
    refused = client.post(url(cast.organization), {"text": "For greenhorns"})
    text = refused.content.decode()
    assert refused.status_code == 429
    assert "Wait a minute" in text
    assert ">\nFor greenhorns</textarea>" in text
    assert "We say new colleagues." not in text
    assert client.get(url(cast.organization)).status_code == 200
    assert cast.client("owner").post(url(cast.organization), {"text": "x"}).status_code == 200


def test_a_visitor_waits_without_holding_up_the_members(cast: Cast, demo: Organization) -> None:
    for address in ("192.0.2.1", "192.0.2.2"):
        posts = [cast.client("visitor").post(url(demo), {}, REMOTE_ADDR=address).status_code for _ in range(21)]
        assert posts == [422] * 20 + [429]
    assert cast.client("viewer").post(url(cast.organization), {"text": "x"}).status_code == 200


def test_a_file_is_not_opened_for_somebody_who_has_to_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobdesc.views.check.is_too_often", lambda request, action: True)
    monkeypatch.setattr("jobdesc.views.check.read_docx", lambda data: pytest.fail("it was opened"))
    assert cast.client("viewer").post(url(cast.organization), {"file": docx("<w:p/>")}).status_code == 429


@pytest.mark.parametrize("form", [{}, {"text": " \n"}, {"text": "\0\ufeff"}])
def test_nothing_is_no_text(cast: Cast, form: dict[str, str]) -> None:
    assert cast.client("viewer").post(url(cast.organization), form).status_code == 422


def test_both_are_one_too_many(cast: Cast) -> None:
    form = {"text": "x", "file": docx("<w:p><w:r><w:t>y</w:t></w:r></w:p>")}
    refused = cast.client("viewer").post(url(cast.organization), form)
    assert "not both" in refused.content.decode()


def test_of_a_hundred_thousand_words_the_first_are_looked_at_and_the_page_says_so(cast: Cast) -> None:
    page = cast.client("viewer").post(url(cast.organization), {"text": "greenhorns too " * 50_000})
    assert page.status_code == 200
    text = page.content.decode()
    assert "first 100,000 characters" in text
    assert "more. Fix these first" in text


def test_one_word_without_end_is_cut_where_it_must_be(cast: Cast) -> None:
    assert cast.client("viewer").post(url(cast.organization), {"text": "x" * 150_000}).status_code == 200
