"""The page to give back to everybody who was asked: one page, on screen and as PDF, with nothing that is hidden."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from organizations.models import AuditEvent, Organization
from reports import issue
from reports.pdf import ReportFailed, ReportTooLarge
from reports.survey_summary import MOST_GROUPS, Promised, summary_of
from surveys.confidentiality import Tally
from surveys.models import Survey
from tests.assessments.screen import page
from tests.cast import EVERYBODY, MEMBERS, Cast
from tests.invariants.page import problems
from tests.surveys.build import closed, opened

from .survey_results import HOSTILE, LONG, WHEN, hostile_survey, results_of
from .test_renderer import failures, inside
from .test_report_pdf import squeezed, text_of

PDF = b"%PDF-made-up"
TYPED = {"next_step": "We settle how notes are kept.", "by_when": "the end of May"}
STRONG, WEAK = {"5": 8, "4": 2, "2": 2}, {"2": 8, "1": 2, "4": 2}
MANY = {f"Group {n} with a name that is rather long": 6 for n in range(MOST_GROUPS - 2)}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the renderer, and keeps the HTML that it was given."""
    asked: list[str] = []

    def render(html: str, style: str) -> bytes:
        asked.append(html)
        return PDF

    monkeypatch.setattr(issue, "render_pdf", render)
    return asked


def at(organization: Organization, survey: Survey, ending: str = "/") -> str:
    return f"/o/{organization.slug}/reports/surveys/{survey.pk}/summary{ending}"


def download(client: Client, survey: Survey, **typed: str) -> HttpResponse:
    return client.post(at(survey.organization, survey, ".pdf"), typed)


def exports(organization: Organization) -> list[str]:
    events = AuditEvent.objects.for_organization(organization).filter(action=AuditEvent.Action.EXPORTED)
    return list(events.values_list("subject", flat=True))


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", inside(pdf) + pdf))


def each(tally: Tally) -> tuple[Tally, ...]:
    return tally, tally, tally


def test_three_strengths_and_three_gaps_are_named_the_clearest_first() -> None:
    tallies = {f"s-{n}": each(STRONG if n < 5 else WEAK) for n in range(1, 9)}
    tallies["s-8"] = each({"1": 10, "4": 3})
    found = summary_of(results_of(tallies), WHEN)
    assert [one.question.item.slug for one in found.strengths] == ["s-1", "s-2", "s-3"]
    assert [one.question.item.slug for one in found.gaps] == ["s-5", "s-6", "s-7"]


def test_leaders_stand_beside_another_group_where_they_are_far_apart() -> None:
    far = ({"5": 9, "2": 3}, {"5": 3, "2": 9}, {"5": 6, "2": 6})
    found = summary_of(results_of({"s-1": each(STRONG), "s-2": far}), WHEN)
    assert found.pair
    assert found.pair.one.name == "Leadership"
    assert [one.asked.question.item.slug for one in found.apart] == ["s-2"]


def test_of_very_many_groups_only_everybody_is_listed() -> None:
    names = [f"Group {n}" for n in range(MOST_GROUPS + 1)]
    many = summary_of(results_of({"s-1": [STRONG] * len(names)}, names=names), WHEN)
    fewer = summary_of(results_of({"s-1": [STRONG] * MOST_GROUPS}, names=names[:-1]), WHEN)
    assert [row.name for row in many.rows] == ["Everybody"]
    assert len(fewer.rows) == MOST_GROUPS + 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", MEMBERS)
def test_every_role_reads_it_and_only_some_are_offered_the_pdf(cast: Cast, who: str) -> None:
    survey = closed(cast.organization)
    text = page(cast.client(who), at(cast.organization, survey))
    assert "23 of the 23 people who were asked have answered." in text
    assert ("Download as PDF" in text) is (who in ("owner", "administrator", "leader"))


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("hr", 403), ("viewer", 403), ("outsider", 404), ("visitor", 302)])
def test_nobody_else_gets_the_pdf(cast: Cast, quick: list[str], who: str, status: int) -> None:
    survey = closed(cast.organization)
    assert download(cast.client(who), survey).status_code == status
    assert (exports(cast.organization), quick) == ([], [])


@pytest.mark.django_db
@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reads_the_demos(cast: Cast, demo: Organization, who: str) -> None:
    assert "What you told us" in page(cast.client(who), at(demo, closed(demo)))


@pytest.mark.django_db
def test_another_organizations_and_an_open_survey_have_none(cast: Cast, quick: list[str]) -> None:
    client, theirs, ours = cast.client("owner"), closed(cast.elsewhere), opened(cast.organization)
    assert client.get(at(cast.organization, theirs)).status_code == 404
    assert client.post(at(cast.organization, theirs, ".pdf")).status_code == 404
    for response in (client.get(at(cast.organization, ours)), download(client, ours)):
        assert (response.status_code, response["Location"].endswith(f"/surveys/{ours.pk}/")) == (302, True)
    assert client.get(at(cast.organization, ours, ".pdf")).status_code == 405
    assert client.post(at(cast.organization, ours)).status_code == 405


@pytest.mark.django_db
def test_the_pdf_is_one_valid_page_that_says_what_the_page_says(cast: Cast) -> None:
    survey = closed(cast.organization, {"Leadership": 6, **MANY, "Few": 3}, answers="544125", name="W" * 120)
    client = cast.client("leader")
    text = squeezed(re.sub(r"<[^>]+>", "", page(client, at(cast.organization, survey)).split("summary-sheet")[1]))
    pdf = download(
        client, survey, next_step="We will " + "say so " * 40, by_when="the end of May, if all goes well"
    ).content
    printed = text_of(pdf)
    assert failures(pdf) == []
    assert pages(pdf) == 1
    assert "Wewillsayso" in printed
    said = text.split("Handitout")[0]
    for words in re.findall(r"Group\dwith[a-z]+long\d+(?:6|notshown)", said):
        assert words in printed
    assert len(re.findall(r"Group\dwith", said)) == len(re.findall(r"Group\dwith", printed)) >= len(MANY)


@pytest.mark.django_db
def test_what_is_typed_is_printed_and_kept_nowhere(cast: Cast, quick: list[str]) -> None:
    survey = closed(cast.organization, name="What we say")
    client = cast.client("leader")
    response = download(client, survey, **TYPED)
    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")
    assert all(text in quick[0] for text in TYPED.values())
    assert exports(cast.organization) == ["What we say (PDF)"]
    text = page(client, at(cast.organization, survey))
    assert not [typed for typed in TYPED.values() if typed in text]


@pytest.mark.django_db
def test_with_nothing_typed_there_are_lines_to_write_on(cast: Cast, quick: list[str]) -> None:
    download(cast.client("leader"), closed(cast.organization))
    assert "What we will do:" in quick[0]
    assert "What happens next" not in page(cast.client("leader"), at(cast.organization, Survey.objects.get()))


@pytest.mark.django_db
def test_a_text_that_is_too_long_is_refused_and_not_lost(cast: Cast, quick: list[str]) -> None:
    response = download(cast.client("leader"), closed(cast.organization), next_step="y" * 301, by_when="May")
    assert response.status_code == 422
    assert problems(response) == []
    assert "y" * 301 in response.content.decode()
    assert quick == []


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ReportTooLarge, ReportFailed])
def test_without_a_pdf_the_page_says_why(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Callable[[], Exception]
) -> None:
    def fail(html: str, style: str) -> bytes:
        raise error()

    monkeypatch.setattr(issue, "render_pdf", fail)
    response = download(cast.client("leader"), closed(cast.organization), **TYPED)
    assert response.status_code == 503
    assert problems(response) == []
    assert TYPED["next_step"] in response.content.decode()
    assert exports(cast.organization) == []


@pytest.mark.django_db
def test_where_too_few_answered_nothing_is_said_of_them(cast: Cast) -> None:
    survey = closed(cast.organization, {"Leadership": 2, "Peer workers": 2})
    text = page(cast.client("viewer"), at(cast.organization, survey))
    assert "Too few people answered" in text
    assert "What needs work" not in text


@pytest.mark.django_db
def test_hostile_texts_are_shown_and_not_obeyed_on_the_page_and_on_paper(cast: Cast) -> None:
    survey = hostile_survey(cast.organization)
    client = cast.client("owner")
    text = page(client, at(cast.organization, survey))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    pdf = download(client, survey, next_step=HOSTILE[:250], by_when="\x00<b>").content
    assert failures(pdf) == []
    assert pages(pdf) == 1
    assert LONG not in text_of(pdf), "what is too long for one page is cut"
    assert not [word for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile") if word in inside(pdf)]


def test_a_promise_is_something_only_where_something_was_typed() -> None:
    assert not Promised()
    assert Promised(by_when="May")
