"""Two issues side by side: figures with what they rest on, then words, line by line."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from reports.comparing import Line, differing, lines_of
from reports.composing.figures import Figure
from reports.composing.issuing import Moved
from reports.models import Issue
from reports.templatetags.report_issues import basis, change
from tests.cast import Cast

from .issues import issue_of


def said(line: Line) -> tuple[str, str, str]:
    return line.kind, *("".join(bit.text for bit in side) for side in (line.before, line.after))


def figure(value: float | None, unit: str = "%", n: int | None = None, of: int | None = None) -> Figure:
    return Figure("k", "team", "About", "Label", str(value), value, unit, n, of)


def url(issue: Issue) -> str:
    return reverse("reports:issue-compare", args=[issue.organization.slug, issue.pk])


def test_a_part_is_read_line_by_line_without_its_charts() -> None:
    markup = (
        "<section><h2>Plan</h2><svg><title>Chart</title><text>7</text></svg><p>One &amp; <b>two</b><br>three</p>"
        "<table><tr><th>Task</th><td> 4 of\n 9</td></tr></table><ul><li>&lt;b&gt;</li></ul> tail</section>"
    )
    assert lines_of(markup) == ["Plan", "One & two", "three", "Task · 4 of 9", "<b>", "tail"]


@pytest.mark.parametrize("markup", ["", "<", "</svg></svg><p>a", "<svg><p>a", "&#0;<p", "<!-- <p>a</p>"])
def test_broken_markup_is_no_error(markup: str) -> None:
    assert isinstance(lines_of(markup), list)


def test_only_what_differs_is_shown_and_alike_lines_as_one() -> None:
    before = ["Head", "Four of 35 tasks are done.", "Gone for good", "End"]
    after = ["Head", "Five of 35 tasks are done.", "End", "More"]
    assert [said(line) for line in differing(before, after)] == [
        ("changed", "Four of 35 tasks are done.", "Five of 35 tasks are done."),
        ("gone", "Gone for good", ""),
        ("new", "", "More"),
    ]
    assert differing(before, before) == ()


def test_lines_that_have_little_in_common_are_one_gone_and_one_new() -> None:
    assert [line.kind for line in differing(["Rest and food"], ["Other people"])] == ["gone", "new"]


def test_two_long_texts_with_nothing_in_common_take_no_quadratic_time() -> None:
    before, after = ([f"{side} {n}" for n in range(3_000)] for side in "ab")
    assert len(differing(before, after)) >= 3_000


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (figure(40), figure(55), "+15 points"),
        (figure(41), figure(40), "\N{MINUS SIGN}1 point"),
        (figure(3, "tasks"), figure(5, "tasks"), "+2 tasks"),
        (figure(1000, "$"), figure(250.5, "$"), "\N{MINUS SIGN}$749.5"),
        (None, figure(5), "new"),
        (figure(5), None, "gone"),
        (figure(None), figure(5), "changed"),
    ],
)
def test_a_change_is_said_in_its_unit(then: Figure | None, now: Figure | None, told: str) -> None:
    assert change(Moved(now or then or figure(0), then, now)) == told


def test_a_figure_says_what_it_rests_on() -> None:
    assert [basis(figure(1, "%", *counted)) for counted in ((3, 4), (3, None), (None, 4), (None, None))] == [
        "3 of 4",
        "3",
        "of 4",
        "",
    ]


@pytest.mark.django_db
def test_the_earlier_issue_is_proposed_and_stands_first_whichever_is_open(cast: Cast) -> None:
    first = issue_of(cast.organization, 1, team="Four tasks are done.")
    second = issue_of(cast.organization, 2, team="Fifteen tasks are done.")
    issue_of(cast.organization, 3)
    for page in (
        cast.client("viewer").get(url(second)),
        cast.client("viewer").get(url(first), {"with": second.pk}),
    ):
        assertContains(page, "No. 1 and no. 2 compared")
        assertContains(page, "About team")
        assertContains(page, "+3 points")
        assertContains(page, "<del>")
        assertContains(page, "Fifteen")
        assertContains(page, "3 other parts read the same")
    assertNotContains(page, "About summary")


@pytest.mark.django_db
def test_parts_that_only_one_has_are_named(cast: Cast) -> None:
    first, second = issue_of(cast.organization), issue_of(cast.organization, 2)
    first.parts.filter(key="team").delete()
    second.parts.filter(key="method").delete()
    page = cast.client("owner").get(url(second))
    assertContains(page, "Only in no. 1: The method.")
    assertContains(page, "Only in no. 2: The team.")
    assertContains(page, "Every figure of the parts that both have is the same.")


@pytest.mark.django_db
def test_a_figure_that_only_one_has_is_told_of_where_both_have_its_part(cast: Cast) -> None:
    issue_of(cast.organization)
    second = issue_of(cast.organization, 2)
    part = second.parts.get(key="team")
    part.figures.append({**part.figures[0], "key": "team/more", "label": "More of it"})
    part.save()
    page = cast.client("owner").get(url(second))
    assertContains(page, "More of it")
    assertContains(page, "not there", count=1)


@pytest.mark.django_db
def test_alone_there_is_nothing_to_compare_with_and_what_is_not_there_is_404(cast: Cast) -> None:
    issue = issue_of(cast.organization)
    assertContains(cast.client("owner").get(url(issue)), "nothing to compare with yet")
    issue_of(cast.organization, 2)
    for wanted in ("0", "x", str(issue.pk), "9" * 40):
        assert cast.client("owner").get(url(issue), {"with": wanted}).status_code == 404
