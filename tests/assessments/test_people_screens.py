"""The screens about people: who may open them, adding, renaming, deleting, results, the schedule."""

import pytest
from django.test import Client

from assessments.models import Instrument, Record
from assessments.recording import complete
from tests.cast import Cast
from tests.factories import CompletionFactory, InstrumentFactory

from .screen import page, part
from .skills import skills_instrument, skills_record

SCREENS = ("", "{}/", "{}/rename/", "{}/delete/", "{}/schedule/", "{}/import/")
MAY = ("owner", "leader", "hr")


@pytest.fixture
def skills(cast: Cast) -> Instrument:
    return skills_instrument()


@pytest.fixture
def record(cast: Cast, skills: Instrument) -> Record:
    return skills_record(cast.organization, skills)


@pytest.fixture
def people(cast: Cast, skills: Instrument) -> str:
    return f"/o/{cast.organization.slug}/assess/{skills.slug}/people/"


@pytest.fixture
def hr(cast: Cast) -> Client:
    return cast.client("hr")


@pytest.mark.parametrize("screen", [*SCREENS, "{}/export.csv"])
def test_who_may_open_what_is_about_a_person(cast: Cast, people: str, record: Record, screen: str) -> None:
    url = people + screen.format(record.pk)
    method = "post" if screen.endswith("csv") else "get"
    expected = {"outsider": 404, "visitor": 302, "viewer": 403, "administrator": 403} | dict.fromkeys(MAY, 200)
    assert {who: getattr(cast.client(who), method)(url).status_code for who in expected} == expected


@pytest.mark.parametrize("screen", [*SCREENS[1:], "{}/results/", "{}/reopen/", "{}/export.csv"])
def test_another_organizations_person_is_not_there(cast: Cast, skills: Instrument, people: str, screen: str) -> None:
    theirs = skills_record(cast.elsewhere, skills, "XX")
    for method in ("get", "post"):
        response = getattr(cast.client("owner"), method)(people + screen.format(theirs.pk), {"subject": "JM"})
        if response.status_code != 405:
            assert response.status_code == 404
            reached = True
    assert reached
    theirs.refresh_from_db()
    assert theirs.subject == "XX"


def test_what_is_not_about_people_has_no_people(cast: Cast, hr: Client) -> None:
    for about in ("organization", "private"):
        slug = InstrumentFactory(about=about).slug
        assert hr.get(f"/o/{cast.organization.slug}/assess/{slug}/people/").status_code == 404


def test_an_organizations_result_does_not_stand_at_a_persons_address(cast: Cast, hr: Client) -> None:
    done = CompletionFactory(record__organization=cast.organization).record
    url = f"/o/{cast.organization.slug}/assess/{done.instrument_id}/people/{done.pk}/results/"
    assert hr.get(url).status_code == 404
    assert hr.get(f"{url}1/").status_code == 404


def test_the_schedule_of_ones_own_skills_names_no_toolkit(cast: Cast, hr: Client, people: str, record: Record) -> None:
    Instrument.objects.update(organization=cast.organization, toolkit=None)
    assert "Our own questions, not from a toolkit." in page(hr, f"{people}{record.pk}/schedule/")


def test_a_schedule_and_csv_are_of_skills_only(cast: Cast, hr: Client) -> None:
    other = InstrumentFactory(about="person")
    record = skills_record(cast.organization, other)
    for screen in ("schedule/", "import/"):
        assert hr.get(f"/o/{cast.organization.slug}/assess/{other.slug}/people/{record.pk}/{screen}").status_code == 404


@pytest.mark.parametrize(("screen", "method"), [("schedule/", "post"), ("export.csv", "get"), ("delete/", "put")])
def test_no_other_methods(hr: Client, people: str, record: Record, screen: str, method: str) -> None:
    assert getattr(hr, method)(f"{people}{record.pk}/{screen}").status_code == 405


def test_somebody_is_added_and_their_form_opens(hr: Client, people: str) -> None:
    assert "Nobody yet" in page(hr, people)
    response = hr.post(people, {"subject": "  K-07 "}, follow=True)
    record = Record.objects.get()
    assert record.subject == "K-07"
    assert response.redirect_chain == [(f"{people}{record.pk}/", 302)]
    assert "K-07" in page(hr, people)


@pytest.mark.parametrize(
    ("subject", "problem"), [("", "required"), ("jm", "already"), ("x" * 41, "at most 40"), ("\u200b", "required")]
)
def test_a_bad_name_is_told_at_the_field(hr: Client, people: str, record: Record, subject: str, problem: str) -> None:
    for url in (people, f"{people}{skills_record(record.organization, record.instrument, 'KT').pk}/rename/"):
        response = hr.post(url, {"subject": subject})
        assert response.status_code == 422
        assert problem in response.content.decode().split('id="id_subject_error"')[1].split("</div>")[0]
    assert set(Record.objects.values_list("subject", flat=True)) == {"JM", "KT"}


@pytest.mark.parametrize(("subject", "asks"), [("Case no. 12345", True), ("JM 2", False)])
def test_what_reads_like_a_client_is_questioned_and_kept(hr: Client, people: str, subject: str, asks: bool) -> None:
    response = hr.post(people, {"subject": subject}, follow=True)
    assert ("reads as if it were about somebody you serve" in response.content.decode()) is asks
    assert Record.objects.get().subject == subject


def test_a_person_is_renamed(hr: Client, people: str, record: Record) -> None:
    url = f"{people}{record.pk}/rename/"
    assert 'value="JM"' in page(hr, url)
    assert hr.post(url, {"subject": "K-07"}).status_code == 302
    assert "K-07" in page(hr, people)


def test_a_record_is_deleted_only_after_asking(hr: Client, people: str, record: Record) -> None:
    url = f"{people}{record.pk}/delete/"
    assert "cannot be undone" in page(hr, url)
    assert Record.objects.exists()
    assert "is deleted" in hr.post(url, follow=True).content.decode()
    assert not Record.objects.exists()


def test_the_list_says_how_far_each_is(hr: Client, people: str, record: Record) -> None:
    text = page(hr, people)
    assert "<strong>1 of 3</strong> signed off" in text
    assert "Under way" in text
    assert f'href="{people}{record.pk}/"' in text
    assert f'href="{people}{record.pk}/results/"' not in text


def test_the_index_leads_to_the_people_for_those_who_may(cast: Cast, people: str, record: Record) -> None:
    index = f"/o/{cast.organization.slug}/assess/"
    assert "1 person, 0 complete" in page(cast.client("hr"), index)
    assert people in page(cast.client("leader"), index)
    assert people not in page(cast.client("viewer"), index)


def test_a_result_has_what_is_left_before_what_is_signed_off(
    cast: Cast, hr: Client, people: str, record: Record
) -> None:
    complete(record=record, actor=cast.hr)
    text = page(hr, f"{people}{record.pk}/results/")
    assert "1 of 3 skills signed off" in part(text, "signed-off")
    each = part(text, "skill-by-skill")
    assert each.index("Engages people: 1 left") < each.index("Listens whoever") < each.index("Greets whoever")
    assert each.index("<caption>Left</caption>") < each.index("<caption>Signed off</caption>")
    for shown in ("On their own, signed off", "2026-03-04", "RT", "On the ward."):
        assert shown in each
    assert "Shares experience: 1 left" in each


def test_the_schedule_has_every_skill_in_order(hr: Client, people: str, record: Record) -> None:
    text = page(hr, f"{people}{record.pk}/schedule/")
    assert [text.index(f"{name} whoever") for name in ("Greets", "Listens", "Shares")] == sorted(
        text.index(f"{name} whoever") for name in ("Greets", "Listens", "Shares")
    )
    assert "1 of 3 skills signed off" in text
    for shown in ("On their own, signed off", "2026-03-04", "RT", "On the ward."):
        assert shown in part(text, "function-statements")
        assert shown not in part(text, "function-sharing")
