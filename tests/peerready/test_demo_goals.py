"""The demo's goals, measures and money, saved by the real actions; with the plan they fill every part of the report."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from checklists.goals.summary import load_goals
from checklists.goals.words import Said
from checklists.money.risks import load_risks
from checklists.money.summary import load_money
from checklists.money.warnings import Kind
from organizations.models import Organization, User
from peerready.demo import CONTENT, load_demo
from peerready.demo_plan import PLAN
from peerready.demo_surveys import SURVEYS
from reports.issue import pdf_of
from reports.readiness import build
from tests.real import load_real_fixtures
from tests.reports.test_renderer import failures
from toolkits.strict_yaml import RefusedFixturesError

FOLDER = project.FIXTURES / "demo"


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


def test_goals_answer_the_motivation_questions_and_are_under_way(demo_house: Organization) -> None:
    found = load_goals(demo_house)
    assert [state.goal.key for state in found.under_way] == ["prcoe-motivation/why-now", "prcoe-motivation/benefit"]
    assert all(state.goal.by_when and state.goal.by_when > timezone.localdate() for state in found.under_way)


def test_measures_have_values_dated_back_that_come_closer(demo_house: Organization) -> None:
    satisfied, stays = load_goals(demo_house).measures
    assert satisfied.entry
    assert satisfied.entry.key == "prcoe-measures/client-satisfaction"
    assert [value.value for value in stays.values] == [Decimal(52), Decimal(51), Decimal(55)]
    assert stays.values[0].on == timezone.localdate() - timedelta(280)
    assert stays.said == Said.CLOSER
    assert all(timezone.localdate(value.at) == value.on for value in stays.values)


def test_the_money_ends_before_the_need_does(demo_house: Organization) -> None:
    money, this_year = load_money(demo_house, timezone.localdate()), timezone.localdate().year
    assert [year.year for year in money.years] == [this_year + n for n in (1, 2, 3)]
    assert [source.status for source in money.sources] == ["secured", "applied", "idea"]
    assert {warned.caution.kind for warned in money.warnings} == set(Kind)
    assert all(warned.advice for warned in money.warnings)


def test_every_part_of_the_report_has_something_to_say(demo_house: Organization) -> None:
    planning = build(demo_house).planning
    assert planning
    assert (planning.has_goals, planning.has_money, planning.has_risks, len(planning.plans)) == (True, True, True, 1)
    assert planning.plans[0].waiting
    assert planning.risks.likely >= 3
    assert planning.risks.without_owner
    assert load_risks(demo_house).likely == planning.risks.likely


def test_the_report_on_it_is_valid_with_its_summary_on_one_page(demo_house: Organization) -> None:
    pdf = pdf_of(build(demo_house))
    assert failures(pdf) == []
    assert [one in page_of(pdf, 2) for one in ("Summary", "The plan", "What to do next")] == [True] * 3
    assert "What the team says" in page_of(pdf, 3)


def page_of(pdf: bytes, number: int) -> str:
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: bin/setup test installs poppler-utils"
    run = [program, "-raw", "-f", str(number), "-l", str(number), "-", "-"]
    return subprocess.run(run, input=pdf, capture_output=True, check=True).stdout.decode()  # noqa: S603 - our own file


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("question: prcoe-motivation/why-now", "question: prcoe-motivation/why", "no item's natural key"),
        ("goal: More people stay", "goal: Fewer people stay", "`goal` is `Fewer people stay"),
        ("how_often: half", "how_often: never", "`how_often` is `never`"),
        ('value: "51"', 'value: "about 51"', "Give a number"),
        ('amount: "164000"', 'amount: "-164000"', "cannot be below zero"),
        ("key: prcoe-financing/grants", "key: prcoe-financing/lottery", "no option of the toolkits"),
        ("status: secured", "status: promised", "`status` is `promised`"),
    ],
)
def test_wrong_content_is_refused_and_nothing_is_stored(
    settings: Settings, tmp_path: Path, old: str, new: str, message: str
) -> None:
    load_real_fixtures()
    for name in (CONTENT, SURVEYS):
        (tmp_path / name).write_text((FOLDER / name).read_text())
    text = (FOLDER / PLAN).read_text()
    assert old in text
    (tmp_path / PLAN).write_text(text.replace(old, new, 1))
    settings.VAR = tmp_path
    with pytest.raises(RefusedFixturesError, match=r"^plan\.yaml:\d+: ") as refused:
        load_demo(folder=tmp_path)
    assert message in str(refused.value)
    assert not User.objects.exists()
