"""The demo's reports: one for each reader, three of them issued, each with what belongs to it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings as project
from django.db import transaction
from pytest_django import DjangoDbBlocker

from organizations.models import Organization, User
from peerready.demo import load_demo
from peerready.demo_reports import REPORTS, make_demo_reports
from reports.composing.making import make_parts
from reports.composing.material import Material, gather
from reports.composing.parts import KINDS, Reader
from reports.composing.saving import wanted_of
from reports.composing.summary import sentences
from reports.delivering import file_of
from reports.models import Issue, Report
from tests.real import load_real_fixtures
from tests.reports.test_renderer import failures
from toolkits.schema import Fields
from toolkits.strict_yaml import Problems, RefusedFixturesError, read

from .test_demo_goals import page_of

FOLDER = project.FIXTURES / "demo"
OWN_INSTRUMENTS = "instruments"


@pytest.fixture(scope="module")
def demo_house(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Organization]:
    """The demo, loaded once for all that is read of it here."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(project, "VAR", tmp_path_factory.mktemp("var"))
        load_real_fixtures()
        load_demo(folder=FOLDER)
        yield Organization.objects.get(is_demo=True)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def material(demo_house: Organization) -> Material:
    return gather(demo_house)


def of(house: Organization, reader: Reader) -> Report:
    return Report.objects.for_organization(house).get(reader=reader)


def test_each_reader_has_a_report_and_three_can_be_read_as_issued(demo_house: Organization) -> None:
    reports = Report.objects.for_organization(demo_house)
    assert sorted(reports.values_list("reader", flat=True)) == sorted(Reader.values)
    assert all(report.introduction for report in reports)
    assert [report.reader for report in reports if not report.asked] == [Reader.WHOLE]
    issues = Issue.objects.for_organization(demo_house)
    assert [issue.reader for issue in issues] == [Reader.BOARD, Reader.FUNDER, Reader.STAFF]


def test_an_issue_reads_as_its_report_would_now(demo_house: Organization, material: Material) -> None:
    for issue in Issue.objects.for_organization(demo_house):
        assert issue.report
        now = make_parts(wanted_of(issue.report), material)
        assert [(part.key, part.digest) for part in issue.parts.all()] == [(one.key, one.digest) for one in now]


def test_the_whole_record_has_every_part_there_is(demo_house: Organization, material: Material) -> None:
    made = make_parts(wanted_of(of(demo_house, Reader.WHOLE)), material)
    keys = {part.key.partition("-")[0] for part in made}
    assert keys == set(KINDS) - {"asked"}
    assert [part.title for part in made if part.key.startswith(OWN_INSTRUMENTS)][:3] == [
        "Motivation",
        "Culture",
        "Recovery orientation",
    ]


def test_one_sentence_is_edited_and_the_method_says_what_the_rules_say(demo_house: Organization) -> None:
    board = of(demo_house, Reader.BOARD)
    assert list(board.edits) == ["area/motivation"]
    parts = {part.key: part for part in Issue.objects.get(report=board).parts.all()}
    assert parts["summary"].html.count("(edited)") == 1
    assert "The rules say: “Motivation: needs groundwork." in parts["method"].html


def test_three_assessments_were_completed_three_times_and_rose(material: Material) -> None:
    assert {one.instrument.pk for one in material.rounds} == {"prcoe-culture", "prcoe-recovery", "wise-workplace"}
    for one in material.rounds:
        first, second, third = (share or 0 for share in one.shares)
        assert first < second < third


def test_every_sentence_has_a_figure_with_its_number(material: Material) -> None:
    found = sentences(material)
    assert len(found) >= 15
    for one in found:
        says_of_how_many = re.search(r"\d+ (people )?of \d+", one.text)
        assert says_of_how_many or re.search(r"due \w+ \d+, \d{4}", one.text), one.text


def test_advice_that_two_warnings_share_is_said_once(demo_house: Organization) -> None:
    issue = Issue.objects.for_organization(demo_house).get(reader=Reader.FUNDER)
    funding = issue.parts.get(key="funding").html
    assert funding.count("Grants cannot pay before their period begins") == 1
    assert "As above: Match each source of money with your start." in funding


def test_what_these_answers_call_for_stands_beside_what_the_plan_does_next(demo_house: Organization) -> None:
    parts = {
        part.key: part.html for part in Issue.objects.get(reader=Reader.BOARD, organization=demo_house).parts.all()
    }
    assert "What to do next" in parts["summary"]
    assert "What these answers call for" in parts["standing"]
    assert "What to do next" not in parts["standing"]


def test_two_descriptions_are_told_of_and_how_far_each_is(demo_house: Organization, material: Material) -> None:
    approved, other = material.jobs
    assert (approved.title, approved.approved) == ("Peer Recovery Specialist", 1)
    assert (other.title, other.approved, other.status.label) == (
        "Veteran Peer Support Worker, Recovery Court",
        0,
        "Being read",
    )


def test_the_boards_pdf_is_valid_with_its_summary_on_one_page(demo_house: Organization) -> None:
    issue = Issue.objects.for_organization(demo_house).get(reader=Reader.BOARD)
    pdf = file_of(issue, "pdf")
    assert failures(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        pages = [page.obj.objgen for page in document.pages]
        tops = {item.title: pages.index(item.destination[0].objgen) + 1 for item in outline.root}
    assert tops["Contents"] == tops["Introduction"] == 2
    assert (tops["Summary"], tops["Where we stand"]) == (3, 4)
    assert "What to do next" in page_of(pdf, 3)
    assert all(f"Page {number} of {len(pages)}" in page_of(pdf, number) for number in range(2, len(pages) + 1))


@pytest.mark.parametrize(
    ("there", "wrong", "said"),
    [
        ("sentence: area/motivation", "sentence: area/courage", "`sentence` is `area/courage`"),
        ("\n    issued: yes", "\n    issued: no", "must be `yes`"),
        ("by: marcus", "by: nobody", "nobody.oyelaran@example.org"),
    ],
)
def test_wrong_content_is_refused(demo_house: Organization, tmp_path: Path, there: str, wrong: str, said: str) -> None:
    text = (FOLDER / REPORTS).read_text()
    assert there in text
    (tmp_path / REPORTS).write_text(text.replace(there, wrong, 1))
    fields = Fields(read(tmp_path / REPORTS, REPORTS), Problems(REPORTS), required=("reports",))
    people = {user.email: user for user in User.objects.filter(memberships__organization=demo_house)}
    with transaction.atomic():
        with pytest.raises(RefusedFixturesError, match=rf"(?s)^reports\.yaml:\d+: .*{said}"):
            make_demo_reports(fields, demo_house, people)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_wrong_file_makes_no_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "VAR", tmp_path)
    load_real_fixtures()
    for path in FOLDER.glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text().replace("reader: funder", "reader: king"))
    with pytest.raises(RefusedFixturesError, match=r"^reports\.yaml:\d+: `reader` is `king`"):
        load_demo(folder=tmp_path)
    assert not Organization.objects.filter(is_demo=True).exists()
