import pytest

from jobdesc.wording.loading import standard_rules
from jobdesc.wording.reading_level import reading_level
from jobdesc.wording.reviewing import Finding, review
from jobdesc.wording.rules import GROUPS, NOT_LEGAL_ADVICE, SEVERITIES, own_rule


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.group, finding.matched) for finding in review(text, standard_rules())]


def one(text: str) -> Finding:
    (finding,) = review(text, standard_rules())
    return finding


def test_a_replacement_fits_where_it_is_put() -> None:
    assert one("Clients come first.").replacement == "People receiving services"
    assert one("You may be an addict.").replacement == "a person with a substance use disorder"
    assert one("The client's wish counts.").replacement == "person's"


def test_every_finding_says_why_and_from_where() -> None:
    for rule in standard_rules().rules:
        assert rule.group in GROUPS
        assert rule.severity in SEVERITIES
        assert rule.reason[-1] in ".?"
        assert len(rule.source) > 10


def test_what_is_lawful_is_said_to_be_no_legal_advice() -> None:
    lawful = [rule for rule in standard_rules().rules if rule.group == "lawful"]
    assert lawful
    assert all(rule.reason.endswith(NOT_LEGAL_ADVICE) for rule in lawful)


def test_two_groups_in_one_place_are_both_kept() -> None:
    assert found("Transports clients to court.") == [("role", "Transports"), ("language", "clients")]
    assert found("No felons.") == [("lawful", "No"), ("language", "felons")]


def test_of_one_group_the_longest_is_kept() -> None:
    assert found("A recovering alcoholic.") == [("language", "A recovering alcoholic")]


def test_a_list_below_a_boundary_is_no_duty() -> None:
    assert found(
        "A peer worker does not:\n- administer medication\n- transport people\n\nDuties:\n- collect urine"
    ) == [("role", "collect urine")]
    assert found("Not part of this role\n• Monitor curfew\n• Run errands") == []
    assert found("The worker does not:\nadminister medication\ntransport people") == []


def test_not_only_and_but_end_a_boundary() -> None:
    assert found("Does not only listen but monitors curfew.") == [("role", "monitors curfew")]
    assert found("No degree needed; transports people.") == [("role", "transports people")]


def test_the_team_asking_is_not_the_person_asking() -> None:
    assert found("Gives rides when asked, and drives people to court when the person asks.") == []
    assert found("Drives people to court when asked by the team.") == [("role", "Drives people to")]


def test_a_word_in_quotation_marks_is_marked_unless_it_is_only_mentioned() -> None:
    assert found("We help “addicts” every day.") == [("language", "addicts")]
    assert found("We say person instead of “addict”.") == []


def test_a_name_is_known_by_its_capitals() -> None:
    assert found("Certified by the Division of Substance Abuse Services.") == []
    assert found("Certified in substance abuse services.") == [("language", "substance abuse")]
    assert found("SUBSTANCE ABUSE ACT NOW") == [("language", "SUBSTANCE ABUSE")]


def test_an_own_rule_is_a_literal_term() -> None:
    rule = own_rule("service user (C++)", "guest", "We say guest.", slug="own-1")
    text = "A SERVICE\nUSER (c++) and a service user c."
    (finding,) = review(text, standard_rules(), [rule])
    assert (finding.matched, finding.replacement, finding.rule) == ("SERVICE\nUSER (c++)", "guest", "own-1")
    assert review("x" * 50, standard_rules(), [own_rule("x.*")]) == ()


@pytest.mark.parametrize("term", ["", " \u200b ", "(*)", "x" * 101])
def test_an_own_rule_without_a_usable_term_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        own_rule(term)


def test_a_hard_text_is_marked_once_and_a_plain_one_never() -> None:
    hard = (
        "Facilitates interdisciplinary collaboration regarding organizational transformation, "
        "incorporating multidimensional considerations of individualized rehabilitation opportunities"
    )
    marks = [finding.rule for finding in review(" ".join([hard] * 9), standard_rules())]
    assert marks == ["reading-level"]
    assert review("You listen. You share what helped you. " * 20, standard_rules()) == ()
    assert reading_level("…") is None
    plain = reading_level("You listen and you share.")
    assert plain is not None
    assert plain.grade < 4
