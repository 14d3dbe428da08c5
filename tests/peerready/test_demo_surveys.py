"""The demo organization's survey: three rounds that were held by the real actions, and show what they are to show."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import transaction
from pytest_django import DjangoDbBlocker, Settings

from organizations.models import Organization, User
from peerready.demo import CONTENT, load_demo
from peerready.demo_surveys import SURVEYS
from surveys.models import Agreement, Comment, Invitee, Key, Receipt, Response, Survey
from surveys.reading.differences import choose_pair, differences
from surveys.reading.results import Results, load_results
from surveys.reading.rounds import changes, load_rounds
from tests.real import load_real_fixtures
from toolkits.strict_yaml import RefusedFixturesError

FOLDER = project.FIXTURES / "demo"
GROUPS = {
    "Leadership": 6,
    "Clinical staff": 15,
    "Peer volunteers": 7,
    "Administration and HR": None,
    "Justice partners": None,
}


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
def latest(demo_house: Organization) -> Results:
    found = load_results(Survey.objects.for_organization(demo_house).order_by("-closed_at")[0])
    assert found
    return found


def test_three_rounds_follow_each_other_and_are_closed_and_empty_of_ways_back(demo_house: Organization) -> None:
    rounds = list(Survey.objects.for_organization(demo_house).order_by("closed_at"))
    assert [one.follows for one in rounds] == [None, *rounds[:-1]]
    assert all(one.is_closed for one in rounds)
    times = [at for one in rounds for at in (one.created_at, one.launched_at, one.closed_at)]
    assert times == sorted(times)  # type: ignore[type-var]
    assert [Response.objects.filter(survey=one).count() for one in rounds] == [31, 35, 36]
    assert not [model for model in (Invitee, Key, Receipt) if model.objects.exists()]


def test_a_group_that_is_too_small_is_hidden_and_another_with_it(latest: Results) -> None:
    assert dict(latest.view.responses) == GROUPS
    (asked, *_) = latest.asked
    assert asked.row.groups["Justice partners"].hidden == "few"
    assert asked.row.groups["Administration and HR"].hidden == "protects"


def test_every_total_is_shown_and_there_are_strengths_gaps_and_differences(latest: Results) -> None:
    assert not [asked.question.key for asked in latest.asked if asked.total.hidden]
    assert len(latest.strengths) >= 3
    assert len([asked for asked in latest.gaps if asked.level == "low"]) >= 3
    pair = choose_pair(latest)
    assert pair
    assert (pair.one.name, pair.other.name) == ("Leadership", "Clinical staff")
    assert differences(latest, pair)[0].gap.low >= 30


def test_some_of_it_has_changed_for_the_better_and_most_could_be_chance(
    demo_house: Organization, latest: Results
) -> None:
    rounds = load_rounds(latest, demo_house)
    before = rounds.before()
    assert before
    found = [one.change for one in changes(rounds, before)]
    assert {change.direction for change in found if change.verdict == "clear"} == {"up"}
    assert len([change for change in found if change.verdict in ("chance", "same")]) > len(found) / 2


def test_comments_were_read_but_one_and_a_time_was_taken_out(latest: Results) -> None:
    written = Comment.objects.filter(survey=latest.survey)
    assert sorted(written.values_list("status", flat=True)) == ["shown"] * 11 + ["waiting"]
    assert [c.shown_text for c in written if "[…]" in c.shown_text] == [
        "More time between appointments. I cannot listen to anybody well […]."
    ]
    assert not [c for c in written if re.search(r"\[\[|\]\]", c.text)]


def test_the_leaders_agreed_to_have_one_record_beside_it(demo_house: Organization) -> None:
    assert [a.completion.record.instrument_id for a in Agreement.objects.all()] == ["prcoe-culture"]


def test_the_same_answers_are_dealt_each_time(latest: Results) -> None:
    first = next(asked for asked in latest.asked if asked.question.key == "prcoe-culture/transparency")
    assert str(first.cell(latest.groups[1]).favourable) == "80%"
    assert first.cell(latest.groups[1]).mean == 3.9


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("transparency: 83 36 29 40 33", "transparency: 83 36 29 40", "must be 5 whole numbers up to 100"),
        ("transparency: 83 36 29 40 33", "transparency: 83 36 29 40 101", "must be 5 whole numbers up to 100"),
        ("transparency: 83 36 29 40 33", "clarity: 83 36 29 40 33", "`transparency` must be 5 whole numbers"),
        ('closed_days_ago: "110"', 'closed_days_ago: "124"', "must be less than `opened_days_ago`"),
        ("kind: justice", "kind: court", "`kind` is `court`"),
        ("by: marcus", "by: nobody", "`by` is `nobody.oyelaran@example.org`"),
        ("instruments: [prcoe-culture,", "instruments: [prcoe-cultur,", "did you mean `prcoe-culture`"),
    ],
)
def test_wrong_content_is_refused_and_nothing_is_stored(
    settings: Settings, tmp_path: Path, old: str, new: str, message: str
) -> None:
    load_real_fixtures()
    (tmp_path / CONTENT).write_text((FOLDER / CONTENT).read_text())
    text = (FOLDER / SURVEYS).read_text()
    assert old in text
    (tmp_path / SURVEYS).write_text(text.replace(old, new, 1))
    settings.VAR = tmp_path
    with pytest.raises(RefusedFixturesError, match=r"^surveys\.yaml:\d+: ") as refused:
        load_demo(folder=tmp_path)
    assert message in str(refused.value)
    assert not User.objects.exists()
    assert not (tmp_path / "demo-sign-in.txt").exists()
