"""A task says what a later result says of its item, and no more than the numbers allow."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from checklists.findings import Finding, Source
from checklists.working.improving import Compared, Since, compared

THEN, LATER = date(2027, 1, 10), date(2027, 6, 3)


@dataclass(frozen=True)
class Origin:
    source: str = "assessment"
    item_key: str = "culture/climate"
    share: int | None = 30
    found_on: date = THEN


def found(share: int | None, on: date = LATER, source: Source = Source.ASSESSMENT) -> Finding:
    key = "culture/climate"
    return Finding(key, key, "The climate", source, "Our culture", "/results/", on, share, "low", "In place")


def compare(origin: Origin, *latest: Finding) -> Compared:
    (one,) = compared([origin], {(each.source, each.key): each for each in latest})
    return one


@pytest.mark.parametrize(
    ("share", "since"), [(31, Since.IMPROVED), (100, Since.IMPROVED), (30, Since.SAME), (29, Since.FURTHER)]
)
def test_shares_of_an_assessment_are_compared(share: int, since: Since) -> None:
    one = compare(Origin(), found(share))
    assert (one.since, one.now, one.is_by_heuristic) == (since, found(share), False)


@pytest.mark.parametrize(
    ("share", "since"),
    [(40, Since.IMPROVED), (39, Since.ABOUT_SAME), (30, Since.ABOUT_SAME), (21, Since.ABOUT_SAME), (20, Since.FURTHER)],
)
def test_in_a_survey_a_few_points_say_nothing(share: int, since: Since) -> None:
    one = compare(Origin(source="survey"), found(share, source=Source.SURVEY))
    assert (one.since, one.is_by_heuristic) == (since, True)


def test_a_survey_is_not_compared_with_an_assessment() -> None:
    assert compare(Origin(source="survey"), found(90)).since == Since.NOT_ASKED
    assert compare(Origin(), found(90, source=Source.SURVEY)).since == Since.NOT_ASKED


@pytest.mark.parametrize("on", [THEN, date(2026, 12, 31)])
def test_the_result_that_it_came_from_is_no_later_one(on: date) -> None:
    one = compare(Origin(), found(90, on))
    assert (one.since, one.now) == (Since.NOT_ASKED, None)
    assert one.latest == found(90, on)  # still there to be opened


def test_without_two_shares_nothing_is_judged() -> None:
    assert compare(Origin(share=None), found(90)).since == Since.ANSWERED
    one = compare(Origin(), found(None))
    assert (one.since, one.now and one.now.said) == (Since.ANSWERED, "In place")


def test_no_share_is_not_nought() -> None:
    assert compare(Origin(share=0), found(0)).since == Since.SAME


def test_another_item_is_another_thing() -> None:
    other = replace(found(90), key="culture/other")
    assert compare(Origin(), other) == Compared(Origin(), Since.NOT_ASKED, None, None)
