"""Putting a report together: who may, what is asked and shown, what is refused with everything still there."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from organizations.client_data import QUESTION
from organizations.models import AuditEvent
from reports.composing.lacking import in_order
from reports.composing.parts import KINDS, parts_for
from reports.composing.saving import begin
from reports.models import Issue, Report
from tests.assessments.screen import page
from tests.cast import MEMBERS, Cast
from tests.invariants.page import problems
from tests.reports.issues import issue_of
from tests.reports.test_readiness import completed, instrument

pytestmark = pytest.mark.django_db
COMPOSERS = ("owner", "administrator", "leader")


def at(cast: Cast, address: str = "") -> str:
    return f"/o/{cast.organization.slug}/reports/{address}"


def begun(cast: Cast, reader: str = "board", **fields: object) -> Report:
    made = begin(organization=cast.organization, actor=cast.owner, name="For our board", reader=reader)
    Report.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    return made


def form_of(report: Report, **changed: object) -> dict[str, object]:
    """What a browser without JavaScript sends of the form as it is, with some of it changed."""
    fields = {
        name: getattr(report, name) for name in ("name", "reader", "introduction", "asked", "accent", "logo_words")
    }
    sent = fields | {"accent_pick": report.accent, "order": in_order(report.parts), "part": report.parts}
    return sent | changed


def send(cast: Cast, report: Report, who: str = "owner", *, in_place: bool = False, **changed: object) -> HttpResponse:
    """Send the form as its page has it, with some of it changed."""
    client, url = cast.client(who), at(cast, f"compose/{report.pk}/")
    marks = dict(client.get(url).context["marks"])
    sent = form_of(report, **{f"was-{path}": found for path, found in marks.items()} | changed)
    return client.post(url, sent, headers={"HX-Request": "true"} if in_place else {})


def png(size: tuple[int, int] = (60, 20)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


@pytest.mark.parametrize("who", MEMBERS)
def test_everybody_sees_the_reports_and_only_some_may_change_them(cast: Cast, who: str) -> None:
    report = begun(cast)
    issue_of(cast.organization, 7, report=report)
    text = page(cast.client(who), at(cast))
    assert "For our board" in text
    assert "Issued as no. 7" in text
    assert ("New report" in text) is ("Go on" in text) is (who in COMPOSERS)
    for address in ("compose/", f"compose/{report.pk}/", f"compose/{report.pk}/remove/"):
        assert cast.client(who).get(at(cast, address)).status_code == (200 if who in COMPOSERS else 403)


def test_another_organizations_report_is_nowhere(cast: Cast) -> None:
    report, foreign = begun(cast), cast.client("outsider")
    for address in ("", "preview/", "remove/"):
        assert foreign.get(at(cast, f"compose/{report.pk}/{address}")).status_code == 404
    for address in ("", "copy/", "remove/"):
        assert foreign.post(at(cast, f"compose/{report.pk}/{address}")).status_code == 404
    assert Report.objects.get() == report


def test_without_any_report_the_list_says_what_there_could_be(cast: Cast) -> None:
    completed(cast.organization, instrument("a", area="culture"), board="yes")
    assert "No report has been put together" in page(cast.client("owner"), at(cast))
    assert "Owners, administrators and leaders can do that" in page(cast.client("viewer"), at(cast))


def test_a_new_report_has_its_readers_parts_and_name_and_is_made_once(cast: Cast) -> None:
    client = cast.client("leader")
    text = page(client, at(cast, "compose/"))
    assert text.count('type="radio"') == 5
    name = client.get(at(cast, "compose/")).context["form"]["name"].value()
    for _ in range(2):
        made = client.post(at(cast, "compose/"), {"reader": "funder", "name": name, "once": "key"})
    report = Report.objects.get()
    assert made["Location"] == at(cast, f"compose/{report.pk}/")
    assert report.parts == parts_for("funder")
    assert report.name.startswith("Readiness report for a funder"), "the name suggested for a board was nobody's choice"
    client.post(at(cast, "compose/"), {"reader": "staff", "name": "Ours", "once": "key"})
    assert Report.objects.count() == 2


@pytest.mark.parametrize("sent", [{}, {"reader": "nobody"}, {"reader": "board", "name": "x" * 151}])
def test_a_new_report_for_nobody_or_with_an_endless_name_is_refused(cast: Cast, sent: dict[str, str]) -> None:
    response = cast.client("owner").post(at(cast, "compose/"), {"name": "Ours", **sent})
    assert response.status_code == 422
    assert problems(response) == []
    assert not Report.objects.exists()


def test_what_is_typed_is_saved_and_shown_again(cast: Cast) -> None:
    report = begun(cast)
    response = send(cast, report, name="For the judge", introduction="Dear judge,\r\n\r\nhello <b>.", accent="1F2F5F")
    assert response["Location"] == at(cast, f"compose/{report.pk}/")
    report.refresh_from_db()
    assert (report.name, report.introduction, report.accent) == (
        "For the judge",
        "Dear judge,\n\nhello <b>.",
        "#1f2f5f",
    )
    text = page(cast.client("owner"), at(cast, f"compose/{report.pk}/"))
    assert "hello &lt;b&gt;." in text
    assert 'by <span dir="auto">Owner Person' in text


def test_parts_are_taken_out_put_in_and_moved(cast: Cast) -> None:
    report = begun(cast, parts=["summary", "team", "method"])
    send(cast, report, part=["method", "summary", "jobs"])
    report.refresh_from_db()
    assert report.parts == ["summary", "jobs", "method"]
    there = send(cast, report, do="up:method")
    assert there["Location"].endswith("#part-method")
    report.refresh_from_db()
    assert report.parts == ["summary", "method", "jobs"]
    send(cast, report, do="parts", reader="staff")
    report.refresh_from_db()
    assert (report.parts, report.reader) == (parts_for("staff"), "staff")
    send(cast, report, part=["no-such", "sources"], order=["sources", "<b>", "method"])
    report.refresh_from_db()
    assert report.parts == ["sources"]


def test_parts_with_nothing_to_say_are_marked_with_why(cast: Cast) -> None:
    text = page(cast.client("owner"), at(cast, f"compose/{begun(cast).pk}/"))
    assert "There is no plan yet." in text
    assert f'href="/o/{cast.organization.slug}/plan/"' in text
    assert [text.index(f'id="part-{key}"') for key in KINDS if f'id="part-{key}"' in text]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("é" * 10_001, "This has 10,001 letters"),
        ("x" * 1_000_000, "This has 1,000,000 letters"),
        ("\u0301" * 5_000, "nothing to read in this"),
        ("Z" + "\u0335" * 40 + "algo", "piled up on one letter"),
    ],
    ids=["too long", "a megabyte", "only marks", "piled up"],
)
def test_words_that_cannot_be_taken_stay_in_the_form_and_all_else_is_saved(cast: Cast, words: str, said: str) -> None:
    report = begun(cast)
    response = send(cast, report, introduction=words, asked="Please decide.")
    assert response.status_code == 422
    text = response.content.decode()
    assert said in text
    assert words in text
    assert problems(response) == []
    report.refresh_from_db()
    assert (report.introduction, report.asked) == ("", "Please decide.")


def test_what_looks_like_a_clients_record_is_saved_and_asked_about(cast: Cast) -> None:
    report = begun(cast)
    response: Any = send(cast, report, introduction="John Smith 02/03/1980")
    assert Report.objects.get().introduction == "John Smith 02/03/1980"
    assert QUESTION in page(response.client, at(cast, f"compose/{report.pk}/"))
    in_place = send(cast, begun(cast), in_place=True, asked="SSN 123-45-6789").content.decode()
    assert "reads as if it were about somebody you serve" in in_place


def test_a_light_color_is_refused_and_a_darker_one_proposed(cast: Cast) -> None:
    report = begun(cast)
    response = send(cast, report, accent="#5fb3ad")
    text = response.content.decode()
    assert response.status_code == 422
    assert "contrast of 2.5:1" in text
    assert 'value="accent:#44807c"' in text
    assert send(cast, report, accent="#5fb3ad", do="accent:#44807c").status_code == 302
    report.refresh_from_db()
    assert report.accent == "#44807c"
    send(cast, report, accent_pick="#123456")
    report.refresh_from_db()
    assert report.accent == "#123456", "what was picked holds where nothing was typed"
    assert send(cast, report, accent="red;}").status_code == 422


def test_a_logo_is_stored_with_its_words_shown_replaced_and_taken_out(cast: Cast) -> None:
    report = begun(cast)
    assert send(cast, report, logo=png(), logo_words="").status_code == 422
    assert "Say in words what the logo shows" in send(cast, report, logo=png(), logo_words="").content.decode()
    assert send(cast, report, logo=png(), logo_words="House of Hope").status_code == 302
    report.refresh_from_db()
    first = report.logo
    assert first.startswith(f"logos/{cast.organization.pk}/")
    text = page(cast.client("owner"), at(cast, f"compose/{report.pk}/"))
    assert 'src="data:image/png;base64,' in text
    assert 'alt="House of Hope"' in text
    assert send(cast, report, logo_words=" ").status_code == 422
    assert send(cast, report, logo=png((30, 30))).status_code == 302
    assert not default_storage.exists(first)
    report.refresh_from_db()
    assert send(cast, report, do="logo-out").status_code == 302
    assert not default_storage.exists(report.logo)
    report.refresh_from_db()
    assert (report.logo, report.logo_words) == ("", "")


def test_a_file_that_is_no_logo_is_refused_at_its_field_and_the_rest_is_saved(cast: Cast) -> None:
    report = begun(cast)
    for content in (b"MZ" + b"\0" * 99, b"<svg><script/></svg>", png().read()[:60], b"\x89PNG" + b"\0" * 3_000_000):
        file = SimpleUploadedFile("logo.png", content, "image/png")
        response = send(cast, report, logo=file, logo_words="Ours", asked=f"{len(content)}")
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {"logo"}
        report.refresh_from_db()
        assert (report.logo, report.asked) == ("", f"{len(content)}")


def test_the_preview_reads_as_it_would_be_issued_for_visitors_too(cast: Cast, client: Client) -> None:
    completed(cast.organization, instrument("a", area="culture"), board="yes")
    report = begun(cast, introduction="Dear board", parts=["introduction", "team", "standing", "method"])
    cast.organization.is_demo = True
    cast.organization.save()
    for reader in (cast.client("owner"), cast.client("viewer"), client):
        text = page(reader, at(cast, f"compose/{report.pk}/preview/"))
        assert "Dear board" in text
        assert [one.key for one in reader.get(at(cast, f"compose/{report.pk}/preview/")).context["parts"]] == [
            "introduction",
            "standing",
            "method",
        ]
        assert 'href="#part-standing"' in text
        assert "1 part is left out" in text
    assert "Issue it" not in text
    assert 'href="/o/' in text
    assert client.get(at(cast, f"compose/{report.pk}/")).status_code == 302


def test_issuing_begins_from_the_preview(cast: Cast) -> None:
    report, client = begun(cast), cast.client("leader")
    text = page(client, at(cast, f"compose/{report.pk}/preview/"))
    assert f'action="{at(cast, f"issues/new/{report.pk}/")}"' in text
    client.post(at(cast, f"issues/new/{report.pk}/"))
    assert Issue.objects.get().report == report


def test_a_copy_has_everything_but_the_name_and_is_made_once(cast: Cast) -> None:
    report = begun(
        cast, introduction="Hello", edits={"a": {"text": "b", "was": "c"}}, parts=["method"], accent="#123456"
    )
    for _ in range(2):
        made = cast.client("owner").post(at(cast, f"compose/{report.pk}/copy/"), {"once": "key"})
    copied = Report.objects.exclude(pk=report.pk).get()
    assert made["Location"] == at(cast, f"compose/{copied.pk}/")
    assert copied.name == "Copy of For our board"
    for name in ("introduction", "edits", "parts", "accent", "reader"):
        assert getattr(copied, name) == getattr(report, name)


def test_removing_asks_is_noted_and_leaves_the_issues(cast: Cast) -> None:
    report = begun(cast)
    issue = issue_of(cast.organization, 1, report=report)
    assert "the 1 issue of it" in page(cast.client("owner"), at(cast, f"compose/{report.pk}/remove/"))
    cast.client("owner").post(at(cast, f"compose/{report.pk}/remove/"))
    assert not Report.objects.exists()
    issue.refresh_from_db()
    assert issue.report is None
    events = AuditEvent.objects.filter(action=AuditEvent.Action.REPORT_REMOVED)
    assert [event.subject for event in events] == ["For our board"]


def test_an_organization_that_waits_to_be_deleted_is_only_read(cast: Cast) -> None:
    report = begun(cast)
    cast.organization.delete_at = timezone.now() + timedelta(days=3)
    cast.organization.save()
    assert cast.client("owner").get(at(cast, f"compose/{report.pk}/preview/")).status_code == 200
    for address in ("compose/", f"compose/{report.pk}/", f"compose/{report.pk}/copy/", f"compose/{report.pk}/remove/"):
        assert cast.client("owner").post(at(cast, address), {"reader": "board"}).status_code == 409
    in_place = send(cast, report, in_place=True, name="New")
    assert (in_place.status_code, b"only read" in in_place.content) == (409, True)
    assert list(Report.objects.values_list("name", flat=True)) == ["For our board"]
