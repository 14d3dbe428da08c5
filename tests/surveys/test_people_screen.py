"""The addresses of a group, pasted or in a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from surveys.asking.inviting import MOST_ADDRESSES, add_people, read_addresses
from surveys.models import Group, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .build import draft
from .screens import of, refusals

TEN_THOUSAND = "\n".join(f"person{n}@example.org" for n in range(MOST_ADDRESSES))


@pytest.fixture
def group(cast: Cast) -> Group:
    return GroupFactory(survey=draft(cast.organization, {}), name="Nights", way=Way.PERSONAL)


def address(group: Group) -> str:
    return of(group.survey, "setup-people", group.pk)


def post(cast: Cast, group: Group, text: str = "", **more: object) -> HttpResponse:
    return cast.client("leader").post(address(group), {"text": text, **more})


def file(content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("people.csv", content.encode() if isinstance(content, str) else content)


def emails(group: Group) -> list[str]:
    return [one.email for one in group.invitees.all()]


def test_only_who_runs_surveys_sees_addresses(cast: Cast, group: Group) -> None:
    assert not refusals(cast, address(group))


def test_a_group_of_another_survey_or_organization_is_404(cast: Cast, group: Group) -> None:
    other = GroupFactory(survey=draft(cast.organization, {}), way=Way.PERSONAL)
    theirs = GroupFactory(survey=draft(cast.elsewhere, {}), way=Way.PERSONAL)
    for one in (other, theirs):
        assert cast.client("leader").get(of(group.survey, "setup-people", one.pk)).status_code == 404
        assert cast.client("leader").post(of(group.survey, "setup-people", one.pk)).status_code == 404


def test_pasted_addresses_are_added_and_the_next_group_follows(cast: Cast, group: Group) -> None:
    later = GroupFactory(survey=group.survey, way=Way.PERSONAL)
    assertRedirects(post(cast, group, "Ana <ana@example.org>; bo@example.org"), address(later))
    assert emails(group) == ["ana@example.org", "bo@example.org"]
    assertRedirects(post(cast, later), of(group.survey, "check"))


def test_staying_says_what_was_added(cast: Cast, group: Group) -> None:
    other = GroupFactory(survey=group.survey, way=Way.PERSONAL)
    add_people(group=other, addresses=read_addresses("cleo@example.org"))
    page = cast.client("leader").post(
        address(group), {"text": "ana@example.org\nANA@example.org\ncleo@example.org", "do": "stay"}, follow=True
    )
    assertContains(page, "1 address is added. 1 was there already, in this group or another, and stayed.")
    assertContains(page, "1 came more than once")
    assert (emails(group), emails(other)) == (["ana@example.org"], ["cleo@example.org"])


def test_what_is_refused_is_shown_escaped_and_stays_to_be_mended(cast: Cast, group: Group) -> None:
    page = post(cast, group, "ana@example.org\n<script>alert(1)</script>@\n=1+1@")
    assertContains(page, "2 are not e-mail addresses", status_code=422)
    assertContains(page, "<code>&lt;script&gt;alert(1)&lt;/script&gt;@</code>", status_code=422)
    assertNotContains(page, "<script>alert", status_code=422)
    assert page.context["form"]["text"].value() == "<script>alert(1)</script>@\n=1+1@"
    assert emails(group) == ["ana@example.org"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_is_read_however_a_spreadsheet_saved_it(cast: Cast, group: Group, encoding: str) -> None:
    content = "Name;E-mail\r\nZoë;zoe@example.org\r\n".encode(encoding)
    assert post(cast, group, file=file(content)).status_code == 302
    assert emails(group) == ["zoe@example.org"]


def test_a_file_and_a_text_are_both_read(cast: Cast, group: Group) -> None:
    post(cast, group, "ana@example.org", file=file("bo@example.org,ana@example.org"))
    assert emails(group) == ["ana@example.org", "bo@example.org"]


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe" * 500, b"\xff\xfe\x00", b"PK\x03\x04 not a sheet"])
def test_a_file_of_nonsense_adds_nothing_and_breaks_nothing(cast: Cast, group: Group, content: bytes) -> None:
    assert post(cast, group, file=file(content)).status_code in (302, 422)
    assert emails(group) == []


def test_ten_thousand_rows_are_fine_and_one_more_is_refused_with_everything_kept(cast: Cast, group: Group) -> None:
    page = post(cast, group, TEN_THOUSAND + "\nonemore@example.org")
    assertContains(page, "10,000 people at most, and with these it would be 10,001", status_code=422)
    assertContains(page, "onemore@example.org", status_code=422)
    assert emails(group) == []
    assert post(cast, group, file=file(TEN_THOUSAND)).status_code == 302
    assert group.invitees.count() == MOST_ADDRESSES
    page = post(cast, group, "another@example.org")
    assertContains(page, "10,000 of which are invited already", status_code=422)


def test_more_than_two_megabytes_are_refused_with_what_was_typed_kept(cast: Cast, group: Group) -> None:
    page = post(cast, group, "ana@example.org", file=file("x" * 2_000_001))
    assertContains(page, "larger than 2 MB", status_code=422)
    assertContains(page, "ana@example.org</textarea>", status_code=422)
    page = post(cast, group, "é" * 1_000_001)
    assertContains(page, "more than 2 MB", status_code=422)
    assertContains(post(cast, group, "a@," * 15_000), "does not look like a list", status_code=422)
    assert emails(group) == []


def test_an_address_is_taken_out_and_what_is_typed_stays(cast: Cast, group: Group) -> None:
    add_people(group=group, addresses=read_addresses("ana@example.org, bo@example.org"))
    ana = group.invitees.get(email="ana@example.org")
    page = post(cast, group, "cleo@exam", remove=ana.pk)
    assertContains(page, "ana@example.org is taken out.")
    assertContains(page, "cleo@exam</textarea>")
    for nothing in (ana.pk, "x", "-1", "9" * 40, ""):
        assertRedirects(post(cast, group, remove=nothing), address(group))
    assert emails(group) == ["bo@example.org"]


def test_an_address_of_another_group_is_not_taken_out_here(cast: Cast, group: Group) -> None:
    other = GroupFactory(survey=group.survey, way=Way.PERSONAL)
    add_people(group=other, addresses=read_addresses("ana@example.org"))
    post(cast, group, remove=other.invitees.get().pk)
    assert emails(other) == ["ana@example.org"]


def test_many_addresses_stand_on_pages_and_cost_no_more_queries(cast: Cast, group: Group) -> None:
    client = cast.client("leader")

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address(group)).status_code == 200
        return len(found)

    add_people(group=group, addresses=read_addresses("ana@example.org"))
    at_one = queries()
    add_people(group=group, addresses=read_addresses("\n".join(f"p{n}@example.org" for n in range(60))))
    assert queries() == at_one <= 12
    page = cast.client("leader").get(address(group) + "?page=2")
    assertContains(page, "Page 2 of 2")
    for odd in ("0", "99", "x"):
        assert cast.client("leader").get(address(group) + f"?page={odd}").status_code == 200


def test_a_group_with_a_shared_link_needs_none(cast: Cast) -> None:
    survey = draft(cast.organization, {"Days": 30})
    group = survey.groups.get()
    assertContains(cast.client("leader").get(address(group)), "no addresses are needed")
    post(cast, group, "ana@example.org")
    assert emails(group) == []
