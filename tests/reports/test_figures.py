"""A chart and the table beside it say the same, figure by figure, wherever they stand."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string

from assessments.results import InstrumentResult, result_of
from reports.bars import Figures, figures_of
from reports.charts import Bar
from reports.templatetags.figures import as_percent
from tests.assessments.build import choices, instrument, item, real, scale, section
from tests.assessments.screen import page
from tests.cast import Cast
from tests.factories import InstrumentFactory

from .test_readiness import completed

SCALE = scale(0, 1, 2, None)
NO_LEVEL = "\N{EN DASH}"
SVG = "{http://www.w3.org/2000/svg}"
RESULTS = {
    "questions": result_of(instrument([section("a", item("pay"), item("board"))], SCALE), choices(pay="1")),
    "sections": result_of(
        instrument([section("a", item("pay")), section("b", item("board"))], SCALE), choices(pay="2", board="0")
    ),
    "points": result_of(real("legere-timeline"), choices(budget="true")),
    "words": result_of(real("legere-motivation"), {}),
}


def text_of(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def rows(html: str) -> list[tuple[str, str, str, str]]:
    """A table of figures: label, share, n of n, level."""
    table = ET.fromstring(re.sub(r"<col [^>]*>", "", html))  # noqa: S314 - our own template's output
    return [tuple(text_of(cell) for cell in row) for row in table.iter("tr") if row[0].get("scope") == "row"]


def drawn(html: str) -> list[tuple[str, str]]:
    """A chart's words: its figure with level, n of n answered."""
    texts = {
        kind: [text_of(t) for t in ET.fromstring(html).iter(f"{SVG}text") if t.get("class") == kind]  # noqa: S314
        for kind in ("chart-figure", "chart-count")
    }
    return list(zip(texts["chart-figure"], texts["chart-count"], strict=True))


@pytest.mark.parametrize("result", RESULTS.values(), ids=RESULTS)
def test_the_table_says_exactly_what_the_chart_draws(result: InstrumentResult) -> None:
    figures = figures_of(result)
    table = rows(render_to_string("reports/_table.html", {"figures": figures}))
    for chart in (figures.chart, figures.narrow_chart):
        drawing = render_to_string("charts/bar.html", {"chart": chart})
        for (label, share, count, level), (figure, answered) in zip(table, drawn(drawing), strict=True):
            assert figure == (share if level == NO_LEVEL else f"{share}, {level}")
            assert answered == ("" if count.endswith(" of 1") else f"{count} answered")
            assert f"{label}: {', '.join(filter(None, (figure, answered)))}." in chart.title


def test_each_cell_of_the_table_has_its_headers_and_each_share_its_meaning() -> None:
    html = render_to_string("reports/_table.html", {"figures": figures_of(RESULTS["words"])})
    assert html.count('scope="col"') == 4
    assert html.count('scope="row"') == 2
    assert "<caption>How much there was to say</caption>" in html
    assert '<th scope="col" class="number">Share of all words</th>' in html


@pytest.mark.django_db
def test_the_page_of_results_and_the_report_draw_the_same(cast: Cast) -> None:
    asked = InstrumentFactory(slug="ready", title="Are we ready?", area="culture")
    completed(cast.organization, asked, board="yes", budget="partly", pay="no")
    client, place = cast.client("viewer"), f"/o/{cast.organization.slug}/"
    tables = [
        re.findall(r'<table class="figures">.*?</table>', page(client, place + address))
        for address in ("assess/ready/results/", "reports/readiness/")
    ]
    assert tables[0] == tables[1]
    assert rows(tables[0][0]) == [
        ("Where we are", "50%", "3 of 3", "Partly there"),
        ("Words", "No answer yet", "0 of 0", NO_LEVEL),
    ]


@pytest.mark.parametrize(("share", "said"), [(None, ""), (0.0, "0%"), (0.5, "50%"), (2 / 3, "67%"), (1.0, "100%")])
def test_a_share_is_said_in_whole_percent(share: float | None, said: str) -> None:
    assert as_percent(share) == said


def test_hostile_words_are_shown_in_chart_and_table_and_not_obeyed() -> None:
    hostile = "</title><script>alert(1)</script>{{ 7|add:1 }}"
    figures = Figures(hostile, (Bar(hostile, 50, 1, 2, "middle"),), hostile)
    template = Template('{% include "reports/_figures.html" %}')
    html = template.render(Context({"figures": figures}))
    assert "<script>" not in html
    assert "{{ 7|add:1 }}" in html
    assert len(re.findall(r"&lt;/title&gt;&lt;script&gt;", html)) >= 4
