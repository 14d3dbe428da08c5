from collections.abc import Mapping

import pytest

from surveys.confidentiality import Share
from surveys.reading.differences import choose_pair, conversations, differences, divided, gap_between, unsure
from surveys.reading.results import Results, load_results
from tests.cast import Cast
from tests.surveys.build import answer, opened
from tests.surveys.reading import close_now

GROUPS = {"Leadership": 10, "Clinical staff": 20, "Peer workers": 10}
# Of each group, how many agree to each of four questions.
AGREE = {"Leadership": (8, 5, 2, 5), "Clinical staff": (6, 10, 6, 10), "Peer workers": (8, 5, 2, 5)}


def results_of(cast: Cast, agree: Mapping[str, tuple[int, ...]] = AGREE, unsure_of_last: int = 0) -> Results:
    survey = opened(cast.organization, {group: GROUPS[group] for group in agree})
    for group, counts in agree.items():
        for n in range(GROUPS[group]):
            answers = {f"s-{q}": "4" if n < count else "2" for q, count in enumerate(counts, 1)}
            if GROUPS[group] - n <= unsure_of_last:
                answers["s-4"] = "dont_know"
            answer(survey, group, answers)
    close_now(survey)
    results = load_results(survey)
    assert results
    return results


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (Share(80, 80), Share(30, 30), "50 points"),
        (Share(40, 40), Share(41, 41), "1 point"),
        (Share(40, 40), Share(40, 40), "no difference"),
        (Share(80, 100), Share(30, 30), "50 points or more"),
        (Share(80, 100), Share(0, 20), "60 points or more"),
        (Share(80, 100), Share(85, 85), "15 points at most"),
        (Share(80, 100), Share(80, 100), "20 points at most"),
    ],
)
def test_a_gap_says_no_more_than_its_shares(one: Share, other: Share, words: str) -> None:
    assert str(gap_between(one, other)) == str(gap_between(other, one)) == words


def test_leaders_stand_beside_the_largest_other_group_unless_another_is_chosen(cast: Cast) -> None:
    results = results_of(cast)
    by_name = {group.name: str(group.pk) for group in results.groups}

    def names(one: str = "", other: str = "") -> tuple[str, str]:
        pair = choose_pair(results, one, other)
        assert pair
        return pair.one.name, pair.other.name

    assert names() == ("Leadership", "Clinical staff")
    assert names(other=by_name["Peer workers"]) == ("Leadership", "Peer workers")
    assert names(by_name["Peer workers"], by_name["Peer workers"]) == ("Peer workers", "Clinical staff")
    assert names("nobody", "0; drop") == ("Leadership", "Clinical staff")


def test_the_widest_gap_stands_first(cast: Cast) -> None:
    results = results_of(cast)
    pair = choose_pair(results)
    assert pair
    found = differences(results, pair)
    assert [(each.asked.question.item.slug, str(each.gap), each.higher) for each in found] == [
        ("s-1", "50 points", "one"),
        ("s-3", "10 points", "other"),
        ("s-2", "no difference", ""),
        ("s-4", "no difference", ""),
    ]


def test_divided_is_what_lies_nearest_half(cast: Cast) -> None:
    assert [(asked.question.item.slug, asked.share) for asked in divided(results_of(cast))] == [
        ("s-2", 50),
        ("s-4", 50),
        ("s-1", 55),
    ]


def test_what_a_range_leaves_open_is_called_neither_low_nor_divided(cast: Cast) -> None:
    results = results_of(
        cast, {"Leadership": (9, 0, 8, 8), "Clinical staff": (0, 13, 16, 16), "Peer workers": (8, 0, 8, 8)}
    )
    shown = {asked.question.item.slug: (str(asked.total.favourable), asked.share) for asked in results.asked}
    assert (shown["s-1"], shown["s-2"]) == (("42 to 50%", 46), ("32 to 38%", 35))
    assert [asked.question.item.slug for asked in divided(results)] == ["s-1"]
    found = conversations(results, None)
    assert [(each.kind, each.asked.question.item.slug) for each in found] == [("low", "s-2"), ("divided", "s-1")]


def test_what_to_talk_over_takes_turns_and_names_each_question_once(cast: Cast) -> None:
    results = results_of(cast)
    found = conversations(results, choose_pair(results))
    assert [(each.kind, each.asked.question.item.slug) for each in found] == [
        ("better", "s-1"),
        ("low", "s-3"),
        ("divided", "s-2"),
        ("divided", "s-4"),
    ]
    assert found[0].finding == "Leadership answered more favorably than Clinical staff: 80% against 30%."
    assert all(2 <= len(each.questions) <= 3 for each in found)
    assert not any("{" in text for each in found for text in (each.finding, *each.questions))


def test_staff_who_see_it_better_than_leaders_are_found_too(cast: Cast) -> None:
    results = results_of(cast, {"Leadership": (3, 5, 5, 5), "Clinical staff": (16, 10, 10, 10)})
    (found,) = (each for each in conversations(results, choose_pair(results)) if each.kind == "worse")
    assert found.finding == "Clinical staff answered more favorably than Leadership: 80% against 30%."


def test_many_who_are_not_sure_are_a_finding(cast: Cast) -> None:
    results = results_of(cast, {"Leadership": (8, 8, 8, 3), "Clinical staff": (16, 16, 16, 12)}, unsure_of_last=5)
    assert [str(asked.total.unsure) for asked in unsure(results)] == ["33%"]
    assert "33%" in next(each.finding for each in conversations(results, None) if each.kind == "unsure")


def test_one_group_has_nobody_to_stand_beside(cast: Cast) -> None:
    results = results_of(cast, {"Clinical staff": (16, 16, 16, 16)})
    assert choose_pair(results) is None
    assert conversations(results, None) == ()
