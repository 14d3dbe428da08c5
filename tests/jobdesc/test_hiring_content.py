"""What PeerReady adds to interview, supervision and pay is complete and says what it must."""

from datetime import date

from jobdesc.hiring.content import CATEGORIES
from jobdesc.hiring.fixture import hiring

from .hiring_files import items_of, toolkit_files


def test_every_question_shows_a_category_and_every_category_has_questions() -> None:
    questions = hiring().interview.questions
    assert [one.key for one in questions] == items_of("interview")
    assert all(1 <= len(one.shows) <= 3 for one in questions)
    for category in CATEGORIES:
        assert sum(category in one.shows for one in questions) >= 2, category


def test_every_question_says_what_to_listen_for_ours_only_where_no_toolkit_does() -> None:
    (interview,) = (one for one in toolkit_files() if one.key == "interview")
    given = {f"interview/{item.slug}" for item in interview.items if "listen-for" in item.parts}
    for one in hiring().interview.questions:
        assert (len(one.listen_for) in (2, 3)) != (one.key in given), one.key


def test_pairs_of_the_two_toolkits_know_each_other() -> None:
    by_key = {one.key: one for one in hiring().interview.questions}
    paired = [one for one in by_key.values() if one.same_as]
    assert len(paired) == 2 * 17
    assert all(by_key[one.same_as].same_as == one.key for one in paired)
    assert all(
        one.key.startswith("interview/handbook-") != one.same_as.startswith("interview/handbook-") for one in paired
    )
    assert all(set(one.shows) == set(by_key[one.same_as].shows) for one in paired)


def test_what_comes_close_to_forbidden_questions_is_cautioned() -> None:
    careful = {one.key for one in hiring().interview.questions if one.caution}
    assert {"interview/role-of-peer-support", "interview/dependability", "interview/handbook-this-setting"} <= careful
    assert {one.stands for one in hiring().interview.questions} == {"first", "last", ""}


def test_the_scale_describes_answers_and_not_people() -> None:
    steps = hiring().interview.scale.steps
    assert [one.key for one in steps] == ["1", "2", "3", "4"]
    assert all("answer" in one.sounds for one in steps)


def test_what_may_not_be_asked_names_its_sources_and_says_it_is_no_legal_advice() -> None:
    interview = hiring().interview
    assert "not legal advice" in interview.forbidden_note
    assert {"disability", "treatment", "medication", "sick-leave"} <= {one.key for one in interview.forbidden}
    assert all(one.sources and all(len(title) > 10 for title in one.sources) for one in interview.forbidden)
    assert interview.scenario.question == "interview/unopened-bills"


def test_supervision_covers_three_kinds_ten_competencies_and_twelve_categories() -> None:
    supervision = hiring().supervision
    assert [one.key for one in supervision.kinds] == items_of("lappa-supervision-types")
    assert list(supervision.competencies) == items_of("prcoe-supervision")
    assert tuple(supervision.categories) == CATEGORIES
    assert all(1 <= len(asked) <= 2 for asked in supervision.categories.values())
    assert {kind for stage in supervision.stages for kind in stage.kinds} == {one.key for one in supervision.kinds}


def test_pay_laws_say_until_when_they_are_known() -> None:
    pay = hiring().pay
    assert pay.as_of == date(2026, 5, 11)
    assert {"ME", "VT"} < set(pay.laws)
    assert "DE" not in pay.laws  # holds from 2027-09-26, and nothing here knows of a day to come
    assert "not legal advice" in pay.note
    assert pay.laws["CO"].in_advertisement
    assert pay.laws["CO"].since == date(2021, 1, 1)
    assert not pay.laws["NV"].in_advertisement
    assert all(one.whom and one.law for one in pay.laws.values())


def test_no_population_is_asked_for_by_age() -> None:
    for one in hiring().populations.values():
        assert not any(letter.isdigit() for letter in one.qualification)
        assert "must" not in one.qualification.lower()
    assert "age" in hiring().populations["wise-lived-experience/transition-age-youth"].caution
