"""fixtures/hiring/ says something of every item that it is about, once, and refuses what does not fit."""

from pathlib import Path

import pytest

from jobdesc.drafting.document import SETTINGS
from jobdesc.drafting.steps import STEPS
from jobdesc.hiring.content import CATEGORIES
from jobdesc.hiring.fixture import hiring, read_files
from tests.real import real_fixtures
from toolkits.strict_yaml import RefusedFixturesError

from .hiring_files import items_of, toolkit_files, words, wrong

ROLES = sorted(one.key for one in toolkit_files() if one.card and one.card.shown == "template" and "-role-" in one.key)


def test_the_loader_finds_every_reference() -> None:
    found = {one.key for one in real_fixtures() if one.kind == "hiring"}
    assert {"competencies", "questions", "supervision", "pay", "advice", "templates/lappa-role-court"} <= found


def test_each_of_the_ten_sample_job_texts_has_a_template() -> None:
    assert len(ROLES) == 10
    assert sorted(hiring().templates) == ROLES


@pytest.mark.parametrize("role", ROLES)
def test_every_line_of_a_template_lands_once(role: str) -> None:
    template = hiring().templates[role]
    landed = [one.item for one in template.lines] + [one.item for one in template.left_out]
    landed += [duty.item for group in template.responsibilities for duty in group.duties]
    assert sorted(landed) == sorted(items_of(role))


@pytest.mark.parametrize("role", ROLES)
def test_a_template_has_four_to_six_responsibilities_and_a_heart(role: str) -> None:
    template = hiring().templates[role]
    assert 4 <= len(template.responsibilities) <= 6
    assert all(len(group.duties) >= 2 for group in template.responsibilities)
    assert 3 <= len(template.categories) <= 4
    shown = {duty.competency for group in template.responsibilities for duty in group.duties}
    assert {hiring().competencies[key].category for key in shown if key} >= set(template.categories)


def test_every_setting_that_the_toolkits_write_for_has_a_template() -> None:
    settings = {setting for one in hiring().templates.values() for setting in one.settings}
    assert settings == set(SETTINGS) - {"other"}


def test_each_of_the_62_competencies_is_a_duty_of_its_own() -> None:
    competencies = hiring().competencies
    assert len(competencies) == 62
    assert len({one.duty for one in competencies.values()}) == 62
    assert tuple(one.key for one in hiring().categories) == CATEGORIES
    for one in competencies.values():
        assert one.duty[0].isupper()
        assert not one.duty.endswith(".")
        assert one.duty != words()[one.key]


def test_the_evaluation_asks_about_the_competency_that_it_is_tied_to() -> None:
    pairs = [(words()[one.key], words()[one.evaluated_as]) for one in hiring().competencies.values()]
    for ours, asked in pairs:
        assert ours.split()[0] == asked.split()[0], (ours, asked)


def test_beside_every_step_stands_something_and_some_only_where_it_fits() -> None:
    for step in STEPS:
        assert hiring().beside(step.key)
    everywhere, alone = hiring().beside("who"), hiring().beside("who", alone=True, justice=True)
    assert "lappa-more-than-one" in set(alone) - set(everywhere)
    assert "lappa-recruit-honestly" in set(alone) - set(everywhere)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("templates/prcoe-role-mentor", "item: social-events", "item: return-calls", "stands already in line"),
        ("templates/prcoe-role-mentor", "item: social-events", "item: return-calls", "says nothing of"),
        ("templates/prcoe-role-mentor", "shows: conveys-hope", "pays: nothing", "unknown key `pays`"),
        ("templates/prcoe-role-mentor", "        shows: conveys-hope\n", "", "needs either `shows`"),
        ("templates/prcoe-role-mentor", "settings: [community]", "settings: [moon]", "has `moon`"),
        (
            "templates/prcoe-role-mentor",
            "template: prcoe-role-mentor",
            "template: mentor",
            "must be called mentor.yaml",
        ),
        ("competencies", "competency: conveys-hope", "competency: listens-actively", "stands already in line"),
        ("competencies", "competency: conveys-hope", "competency: no-such-thing", "says nothing of"),
        ("competencies", "category: provides-support", "category: values-communication", "belongs to"),
        ("questions", "question: dependability", "question: punctuality", "must be another question here"),
        ("questions", "same_as: self-disclosure", "same_as: handbook-share-your-story", "must be another question"),
        ("questions", "same_as: self-disclosure", "same_as: use-lived-experience", "the same question for two"),
        ("questions", 'step: "1"', 'step: "2"', "numbered from 1"),
        ("questions", "sources: [gina]", "sources: [hearsay]", "has `hearsay`"),
        ("populations", "population: adult-clients", "population: adults", "says nothing of"),
        ("supervision", "competency: promote-self-care", "competency: rest", "says nothing of"),
        ("supervision", "category: provides-support", "category: values-communication", "stands already above"),
        ("pay", "state: CA", "state: ZZ", "is `ZZ`"),
        ("pay", 'since: "2023-01-01"', 'since: "2023-13-01"', "must be a date"),
        ("pay", "state: CO", "state: CA", "stands already above"),
        ("advice", "entry: legere-word-peer", "when: alone", "exactly one of"),
        ("advice", "step: start", "step: finish", "is `finish`"),
        ("titles", "hiring: titles", "hiring: crowns", "must name this file"),
    ],
)
def test_what_does_not_fit_is_refused(name: str, old: str, new: str, said: str) -> None:
    assert said in wrong(name, old, new)


def test_files_as_they_are_have_nothing_wrong() -> None:
    for name in ("competencies", "questions", "supervision", "pay", "advice", "templates/wise-role-announcement"):
        assert wrong(name, "\n", "\n") == ""


def test_a_folder_that_lacks_files_is_named_not_half_read(tmp_path: Path) -> None:
    with pytest.raises(RefusedFixturesError, match=r"hiring/pay\.yaml:1: is missing"):
        read_files(tmp_path)
