"""A part's markup becomes blocks: no word is lost, and nothing that was typed is taken for markup."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizations.text import clean_line
from reports.writing.blocks import BREAK, Block, Cell, Chart, Heading, Item, Run, Table, Words, text_of
from reports.writing.reading import blocks_of

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 90" width="640" height="90">{}<path d="M0 0h9"/>'
    '<text x="1">Sixty &amp; more</text></svg>'
)


def only(html: str) -> Block:
    (block,) = blocks_of(html)
    return block


def test_a_parts_heading_is_of_the_first_level_and_those_below_follow() -> None:
    found = blocks_of("<section><h2>A</h2><h3 dir='auto'>B</h3><h5>C <em>d</em></h5><h4> </h4></section>")
    assert [(one.level, one.text) for one in found if isinstance(one, Heading)] == [(1, "A"), (2, "B"), (4, "C d")]
    assert len(found) == 3


@pytest.mark.parametrize(
    ("html", "runs"),
    [
        ("<p>  One\n   two </p>", [Run("One two")]),
        ("<p>One<strong> two</strong> three</p>", [Run("One"), Run(" two", is_strong=True), Run(" three")]),
        ("<p>One <br> two<br></p>", [Run("One"), Run(BREAK), Run("two")]),
        ('<p><span class="level level-low"><i aria-hidden="true">x</i>Low</span></p>', [Run("Low", "level-low", True)]),
        (
            '<p>Who <span class="from">From <b>us</b></span></p>',
            [Run("Who "), Run("From ", "soft"), Run("us", "soft", True)],
        ),
        (
            '<p class="answer-line">Q? <span class="given-option">Yes</span></p>',
            [Run("Q? "), Run("Yes", is_strong=True)],
        ),
        ("<unknown>Kept</unknown>", [Run("Kept")]),
        ("<p>a<!-- b -->c<script>d</script></p>", [Run("ac")]),
        ("<p>&lt;b&gt;&amp;amp;</p>", [Run("<b>&amp;")]),
    ],
)
def test_words_are_on_one_line_and_look_as_they_are_meant_to(html: str, runs: list[Run]) -> None:
    block = only(html)
    assert isinstance(block, Words)
    assert list(block.runs) == runs


def test_what_a_paragraph_is_called_decides_its_style() -> None:
    html = '<p class="lead">A</p><p class="source small">B</p><div class="answer"><p class="question">C</p></div>loose'
    assert [one.style for one in blocks_of(html) if isinstance(one, Words)] == ["lead", "source", "question", "plain"]


def test_lists_say_how_deep_they_are_and_where_each_begins() -> None:
    html = "<ol><li>A<ul><li>B</li></ul></li><li><p>C</p></li></ol><ol><li>D</li></ol>"
    found = [
        (text_of(one.runs), one.depth, one.is_numbered, one.begins) for one in blocks_of(html) if isinstance(one, Item)
    ]
    assert found == [("A", 1, True, True), ("B", 2, False, True), ("C", 1, True, False), ("D", 1, True, True)]


def test_a_tables_rows_are_equally_long_and_its_first_is_a_head_only_where_it_is_meant_to_be() -> None:
    html = (
        "<table><caption>All <b>of it</b></caption><thead><tr><th>A</th><th class='number'>B</th></tr></thead>"
        "<tr><th>C</th></tr><tr><td>D<br>E</td><td class='number'>5</td></tr></table>"
    )
    table = only(html)
    assert isinstance(table, Table)
    assert table.caption == "All of it"
    assert [(cell.text, cell.is_number) for cell in table.heads] == [("A", False), ("B", True)]
    assert [[cell.text for cell in row] for row in table.rows] == [["C", ""], ["D E", "5"]]
    plain = only("<table><tr><td>A</td></tr></table>")
    assert isinstance(plain, Table)
    assert (plain.heads, plain.rows) == ((), ((Cell((Words((Run("A"),)),)),),))


def test_a_chart_is_a_drawing_with_a_title_and_any_other_is_an_ornament() -> None:
    chart = only(f"<figure>{SVG.format('<title>Sixty &lt;b&gt;</title>')}</figure>")
    assert isinstance(chart, Chart)
    assert (chart.title, chart.width, chart.height) == ("Sixty <b>", 640, 90)
    assert chart.svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 90"')
    assert "<title>Sixty &lt;b&gt;</title>" in chart.svg
    assert '<text x="1">Sixty &amp; more</text>' in chart.svg
    assert blocks_of(f"<p>{SVG.format('')}</p>") == ()
    assert blocks_of(f"<p>{SVG.format('<title>A</title>').replace('640 90', '0 x')}</p>") == (Words((Run("A"),)),)


def test_a_text_that_is_the_address_of_a_file_is_a_text() -> None:
    assert only("pyproject.toml") == Words((Run("pyproject.toml"),))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for block in blocks_of(f"<p>{text}<td>{text}<li>{text}</table><h2>{text}"):
        if isinstance(block, Words):
            assert all(run.text == BREAK or clean_line(run.text) == run.text.strip(" ") for run in block.runs)
