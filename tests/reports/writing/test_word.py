"""An issue as a Word file: valid whatever was typed, with real headings, lists, tables and pictures."""

import base64
import io
from pathlib import Path

import pytest
from django.utils.html import escape
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from reports.models import Issue, IssuePart
from reports.writing import word
from reports.writing.word import docx_of
from tests.cast import Cast
from tests.reports.hiring_papers import ODD, faults, opened, words_of
from tests.reports.issues import issue_of

HOSTILE = "<script>x</script> ]]> {{ 7*7 }} \x00\x0b\u202e 中文 &amp;"
CHART = (
    '<figure class="chart"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" width="90" height="30">'
    "<title>Chart of areas</title><text>x</text></svg></figure>"
)
TELLING = (
    "<section><h2>Where we stand</h2><p>Opening words.</p><h3>Gaps</h3><ul><li>One</li><li>Two<ol><li>First</li></ol>"
    "</li></ul><table><caption>Areas</caption><thead><tr><th>Area</th><th>Level</th></tr></thead><tbody><tr>"
    '<th>Culture</th><td class="number">62%</td></tr></tbody></table></section>'
)


@pytest.fixture
def issue(cast: Cast) -> Issue:
    return issue_of(cast.organization)


def only_part(issue: Issue, html: str) -> list[IssuePart]:
    return [IssuePart(issue=issue, key="standing", title="Where we stand", html=html, page=html, digest="x")]


@pytest.mark.parametrize("text", ["Plain words", HOSTILE, "\u0301" * 3_000, "", *ODD], ids=lambda text: repr(text[:12]))
def test_it_is_valid_whatever_is_typed(issue: Issue, text: str) -> None:
    issue.name = issue.organization_name = issue.details = text
    assert not faults(docx_of(issue, only_part(issue, f"<h2>A</h2><p>{escape(text)}</p>")))


def test_hostile_text_is_said_and_not_obeyed(issue: Issue) -> None:
    issue.name = HOSTILE
    assert "<script>x</script>]]>{{7*7}}" in words_of(docx_of(issue))


def test_headings_lists_tables_and_charts_are_real(issue: Issue) -> None:
    made = opened(docx_of(issue, only_part(issue, TELLING + CHART)))
    styles = {p.text: p.style.name for p in made.paragraphs if p.style}
    assert (styles["Where we stand"], styles["Gaps"]) == ("Heading 1", "Heading 2")
    assert (styles["One"], styles["First"]) == ("List Bullet", "List Number 2")
    (table,) = made.tables
    assert [cell.text for row in table.rows for cell in row.cells] == ["Area", "Level", "Culture", "62%"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    (picture,) = made.inline_shapes
    assert picture._inline.docPr.get("descr") == "Chart of areas"


def test_the_list_of_contents_leads_to_headings_that_are_there(issue: Issue) -> None:
    body = opened(docx_of(issue)).element.body
    leads = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert leads
    assert leads <= {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}


def test_parts_that_are_left_out_are_not_in_it_and_it_says_so(issue: Issue) -> None:
    parts = list(issue.parts.all())
    whole, excerpt = words_of(docx_of(issue)), words_of(docx_of(issue, parts[:1]))
    assert "Wordsofteam." in whole
    assert "Wordsofteam." not in excerpt
    assert ("partsofalongerreport" in whole, "partsofalongerreport" in excerpt) == (False, True)


def test_title_author_and_day_are_the_issues(issue: Issue) -> None:
    about = opened(docx_of(issue)).core_properties
    assert (about.title, about.author, about.subject) == (issue.name, issue.organization_name, "No. 1")
    assert about.created == issue.issued_at.replace(microsecond=0, tzinfo=about.created.tzinfo)


def test_the_issues_own_color_and_logo_are_in_it(issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    held = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(held, "PNG")
    told = f"data:image/png;base64,{base64.b64encode(held.getvalue()).decode()}"
    monkeypatch.setattr(word, "logo_of", lambda issue: told)
    issue.accent, issue.logo_words = "#224488", "A boat"
    made = opened(docx_of(issue))
    assert str(made.styles["Heading 1"].font.color.rgb) == "224488"
    assert made.inline_shapes[0]._inline.docPr.get("descr") == "A boat"


@pytest.mark.parametrize("logo", ["data:image/png;base64,AAAA", "data:image/png;base64,iVBORw0KGgo=", ""])
def test_a_logo_that_is_no_picture_is_left_out(issue: Issue, logo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "logo_of", lambda issue: logo)
    made = docx_of(issue)
    assert not faults(made)
    assert "PeerReady" in [p.text for p in opened(made).paragraphs]


def test_the_same_issue_is_the_same_file(issue: Issue) -> None:
    assert docx_of(issue) == docx_of(issue)


def test_it_can_be_gone_on_with(issue: Issue, tmp_path: Path) -> None:
    made = Document(io.BytesIO(docx_of(issue)))
    made.add_heading("Our own words", level=1)
    made.save(str(tmp_path / "more.docx"))
    assert not faults((tmp_path / "more.docx").read_bytes())
