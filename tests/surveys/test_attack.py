"""Random surveys are attacked; every breach that was ever found is kept here by name. See `attack.py`."""

import random
from collections.abc import Mapping

import pytest

from surveys import confidentiality
from surveys.confidentiality import Asked
from tests.surveys.attack import Answers, Atom, Attack, Made, Tally, attack, main, random_survey

YES_NO = Asked("q", (("no", 0), ("yes", 1)), frozenset({"yes"}))


def made(answers: Mapping[Atom, tuple[int, int]], waves: int = 1) -> Made:
    """A survey of one question, from (how many said yes, how many no) by group and closing."""
    groups = tuple(dict.fromkeys(group for group, _ in answers))
    atoms = [(group, wave) for group in groups for wave in range(waves)]
    said: Answers = {}
    for atom in atoms:
        yes, no = answers.get(atom, (0, 0))
        said[atom] = {key: n for key, n in (("yes", yes), ("no", no)) if n}
    return Made(groups, waves, {atom: sum(answers.get(atom, (0, 0))) for atom in atoms}, (YES_NO,), {"q": said})


def breaches(survey: Made) -> list[str]:
    tally = Tally()
    attack(survey, tally)
    return tally.breaches


@pytest.mark.parametrize("seed", [1, 2, 3, None])
def test_nothing_is_pinned_in_random_surveys(seed: int | None) -> None:
    # None is another one each time; drawn here, so that all processes collect the same tests.
    seed = random.SystemRandom().randrange(10**6) if seed is None else seed
    chance, tally = random.Random(seed), Tally()  # noqa: S311
    for _ in range(60):
        attack(random_survey(chance), tally)
        assert tally.breaches == [], f"seed {seed}"
    assert min(tally.claims, tally.solved) > 60


# Breaches that the attack found in the first mask, which decided some things on what was answered


def test_an_exact_total_beside_hidden_groups_does_not_tell_that_all_of_a_group_agreed() -> None:
    # The hidden ones were known to be 2 or 3 of 5, or the total would have been hidden; so b was 0, not "0 or 1".
    assert breaches(made({("a", 0): (0, 3), ("b", 0): (0, 5), ("c", 0): (2, 0)})) == []


def test_that_a_question_was_renewed_does_not_tell_that_all_agreed_before() -> None:
    # It was renewed only where the 5 added were 2 or 3; so of the 5 before none had said yes, not "none or one".
    assert breaches(made({("a", 0): (0, 5), ("a", 1): (2, 3)}, waves=2)) == []


def test_that_a_question_was_renewed_does_not_tell_what_one_of_a_hidden_group_said() -> None:
    assert breaches(made({("a", 0): (0, 4), ("b", 0): (0, 1), ("b", 1): (2, 3)}, waves=2)) == []


def test_that_a_question_was_kept_does_not_tell_that_all_agreed_before() -> None:
    answers = {("a", 0): (0, 5), ("b", 0): (2, 2), ("c", 0): (0, 1), ("c", 1): (4, 1)}
    assert breaches(made(answers, waves=2)) == []


# That the attackers would notice


@pytest.fixture
def unblunted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every share is exact, also of everybody. Blunting alone would keep most of the secrets below."""
    monkeypatch.setattr(confidentiality, "zone_of", lambda of: -1)
    monkeypatch.setattr("surveys.shares.zone_of", lambda of: -1)


def who_notices(found: list[str]) -> set[str]:
    return {breach.split(":")[0] for breach in found}


@pytest.mark.usefixtures("unblunted")
def test_both_attackers_notice_that_shares_are_not_blunted() -> None:
    assert who_notices(breaches(made({("a", 0): (5, 0), ("b", 0): (5, 5)}))) == {"insider", "reader"}


@pytest.mark.usefixtures("unblunted")
def test_the_command_says_what_it_did_and_fails_on_a_breach(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(surveys=15, seed=4) == 1
    assert "seed 4: 15 surveys" in capsys.readouterr().out


def test_the_command_succeeds_where_nothing_is_found() -> None:
    assert main(surveys=3, seed=4) == 0


@pytest.mark.usefixtures("unblunted")
def test_both_attackers_notice_that_a_group_is_hidden_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = made({("a", 0): (1, 1), ("b", 0): (5, 5), ("c", 0): (6, 6)})
    assert breaches(survey) == []
    monkeypatch.setattr(confidentiality, "_hidden", lambda sizes, k, already=(): {g for g in sizes if sizes[g] < k})
    assert who_notices(breaches(survey)) == {"insider", "reader"}


@pytest.mark.usefixtures("unblunted")
def test_both_attackers_notice_that_one_more_was_counted_after_reopening(monkeypatch: pytest.MonkeyPatch) -> None:
    survey = made({("a", 0): (2, 3), ("a", 1): (1, 0)}, waves=2)
    assert breaches(survey) == []
    monkeypatch.setattr(
        confidentiality, "_enough", lambda old, now, hidden, needed: {g for g in old if now[g] > old[g]}
    )
    assert who_notices(breaches(survey)) == {"insider", "reader"}


def test_the_insider_says_what_trying_all_answers_says(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(11)  # noqa: S311
    wrong = 0
    for broken in (False, True):
        if broken:  # a mask that tells five of five from four of five
            monkeypatch.setattr("surveys.shares.zone_of", lambda of: 0)
            monkeypatch.setattr(confidentiality, "zone_of", lambda of: 0)
        for _ in range(25):
            sizes = {(g, w): chance.choice((0, 1, 2, 5, 6)) for g in ("a", "b") for w in range(2)}
            survey = made({atom: (yes := chance.randint(0, n), n - yes) for atom, n in sizes.items()}, waves=2)
            one = Attack(survey, YES_NO, Tally())
            same = [other for other in one._all() if one.looks_the_same(other)]
            for union in [*one.small, *((atom,) for atom in one.unanimous)]:
                truly_open = len({one.favourable(other, union) for other in same}) > 1
                assert one._is_open(union) == truly_open, (survey, union)
                wrong += not truly_open
    assert wrong > 5
