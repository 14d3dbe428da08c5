"""Parts of a report: which have something to say, what is in them, and that the same content is the same part."""

import re

import pytest

from reports.composing.figures import Figure
from reports.composing.issuing import compare
from reports.composing.making import MadePart, Wanted, digest_of, make_parts
from reports.composing.material import gather
from reports.composing.parts import FOR, KINDS, Reader, parts_for
from tests.cast import Cast
from tests.factories import CompletionFactory
from tests.jobdesc.build import description_of
from tests.reports.test_readiness import completed, instrument

pytestmark = pytest.mark.django_db


def made(cast: Cast, *parts: str, **own: str) -> dict[str, MadePart]:
    return {one.key: one for one in make_parts(Wanted(parts, **own), gather(cast.organization))}


def test_every_reader_gets_parts_that_there_are_each_once() -> None:
    assert set(FOR) == set(Reader)
    for reader in (*Reader.values, "nobody"):
        assert set(parts_for(reader)) <= set(KINDS)
        assert len(parts_for(reader)) == len(set(parts_for(reader)))
        assert {"method", "sources", "summary"} <= set(parts_for(reader)), "no report without how it came about"


def test_parts_that_have_nothing_to_say_are_left_out(cast: Cast) -> None:
    assert list(made(cast, *KINDS)) == ["summary", "standing", "method", "sources"]
    completed(cast.organization, instrument("a", area="culture"), board="yes")
    description_of(cast.organization, approved=True)
    assert list(made(cast, *KINDS)) == ["summary", "standing", "instruments-1", "jobs", "method", "sources"]


def test_the_order_is_the_wanted_one_and_what_nobody_knows_is_passed_over(cast: Cast) -> None:
    assert list(made(cast, "sources", "no-such", "method", "sources")) == ["sources", "method"]


def test_own_words_are_shown_as_typed_and_never_as_markup(cast: Cast) -> None:
    found = made(cast, "introduction", "asked", introduction="Dear <b>board</b>,\n\nthank you.", asked=" ")
    assert list(found) == ["introduction"]
    assert "Dear &lt;b&gt;board&lt;/b&gt;," in found["introduction"].html


def test_the_same_content_is_the_same_part_and_another_answer_only_another_area(cast: Cast) -> None:
    completed(cast.organization, instrument("a", area="culture"), board="yes")
    changing = completed(cast.organization, instrument("b", area="motivation"), board="no")
    before, again = made(cast, "instruments"), made(cast, "instruments")
    assert {key: one.digest for key, one in before.items()} == {key: one.digest for key, one in again.items()}
    assert digest_of(list(before.values())) == digest_of(list(again.values()))
    changing.answers = {"board": {"choice": "yes", "text": ""}}
    changing.save()
    after = made(cast, "instruments")
    assert [before[key].digest == after[key].digest for key in after] == [False, True]


def test_each_figure_belongs_to_the_part_that_shows_it(cast: Cast) -> None:
    completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    found = made(cast, "standing", "instruments")
    assert [one.label for one in found["standing"].figures] == ["Motivation", "Culture", "Recovery orientation"]
    whole, *items = found["instruments-1"].figures
    assert (whole.said, whole.value, whole.n, whole.of) == ("50%", 50, 2, 3)
    assert len(items) == 4
    for one in (whole, *items):
        assert one.said in found["instruments-1"].html


def test_what_the_summary_says_is_not_said_again_by_the_part_behind_it(cast: Cast) -> None:
    completed(cast.organization, instrument("a", area="culture"), board="yes", budget="no")
    alone, beside = made(cast, "standing")["standing"].html, made(cast, "summary", "standing")["standing"].html
    for heading in ("What to build on", "Where to work"):
        assert heading in alone
        assert heading not in beside


def test_rounds_are_drawn_and_say_of_how_many_each_share_is(cast: Cast) -> None:
    first = completed(cast.organization, instrument("a", area="culture"), board="no", budget="no", pay="dont_know")
    answers = {item: {"choice": "yes", "text": ""} for item in ("board", "budget")}
    CompletionFactory(record=first.record, number=2, version=first.version, answers=answers)
    said = made(cast, "rounds")["rounds"].html
    assert re.search(r"<title>Title of a, by round\. \w+ \d+, \d{4}: 0%, 2 of 3 answered\.", said)
    assert len(re.findall(r'<td class="number" data-label="Answered">2 of 3</td>', said)) == 2


def test_two_issues_are_compared_figure_by_figure() -> None:
    def figure(key: str, said: str, value: float | None = None) -> Figure:
        return Figure(key, "standing", "Areas", key, said, value)

    then = [figure("a", "40%", 40), figure("b", "Strong"), figure("gone", "1")]
    now = [figure("b", "Strong"), figure("new", "2"), figure("a", "55%", 55)]
    found = compare(then, now)
    assert [(one.figure.key, one.points) for one in found] == [("new", None), ("a", 15), ("gone", None)]
    assert found[2].now is None
