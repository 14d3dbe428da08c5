"""Papers as Word files: well-formed, with real headings, lists, tables and fields, whatever people have typed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree

from reports.hiring import blocks
from reports.hiring.word import docx_of
from reports.hiring.word_template import FILE

from .hiring_papers import ODD, RIGHT_TO_LEFT, SHOWN, faults, opened, packed, paper, parts_of, words_of
from .survey_results import HOSTILE
from .test_report_pdf import squeezed

PLACES = 22
"""How often a made-up paper says its text in its body."""
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@pytest.mark.parametrize("text", ["Words", *ODD], ids=lambda text: repr(text[:12]))
def test_it_is_valid_whatever_is_typed(text: str) -> None:
    made = docx_of(paper(text, status="Draft, not approved"))
    assert faults(made) == []
    assert [part for part in parts_of(made).values() if part.startswith(b"<") and etree.fromstring(part) is None] == []


def test_the_validator_finds_a_fault() -> None:
    held = parts_of(docx_of(paper()))
    held["word/document.xml"] = held["word/document.xml"].replace(b"<w:body>", b"<w:body><w:jc/>")
    assert faults(packed(held)) != []


def test_hostile_text_is_said_and_not_obeyed() -> None:
    made = docx_of(paper(HOSTILE))
    said = words_of(made)
    assert [said.count(shown) for shown in SHOWN] == [PLACES] * len(SHOWN)
    held = parts_of(made)
    assert not [name for name in held if "vba" in name.lower() or "embed" in name.lower()]
    assert b'TargetMode="External"' not in b"".join(held.values())


def test_tags_of_templates_are_text() -> None:
    text = "{{ paper.organization }} {% for x in y %} {%p if z %}"
    assert squeezed(text) in words_of(docx_of(paper(text)))


def test_headings_lists_and_tables_are_real() -> None:
    word = opened(docx_of(paper("Words")))
    styles = [one.style.name for one in word.paragraphs if one.style]
    assert styles.count("Heading 1") == styles.count("Heading 2") == styles.count("Title") == 1
    assert styles.count("List Bullet") == 2
    bullet = word.styles["List Bullet"].element
    assert bullet.pPr.numPr is not None, "a list, and no letter in front of a line"
    grid = word.tables[0]
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None, "repeated on each page"
    assert [cell.text for cell in grid.rows[0].cells] == ["First", "Second", "Box", "Room"]
    captions = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in word.tables]
    assert captions == ["Words", "Blanks", "Facts"]


def test_there_are_boxes_to_tick_and_fields_to_write_in() -> None:
    body = opened(docx_of(paper("Words"))).element.body
    assert len(list(body.iter(f"{W14}checkbox"))) == 2
    names = [one.get(qn("w:val")) for one in body.iter(qn("w:alias"))]
    assert names == ["Words", "Words", "Words", "Words", "Date", "Words"]


def test_columns_have_their_widths() -> None:
    rows = ((blocks.cell("A"), blocks.cell("B")),)
    word = opened(docx_of(paper(of=[blocks.Table(rows, (1, 3), "Two columns")])))
    first, second = (int(column.get(qn("w:w"))) for column in word.tables[0]._tbl.tblGrid)
    assert second == pytest.approx(3 * first, abs=3)


def test_it_has_title_author_language_and_status_on_each_page() -> None:
    word = opened(docx_of(paper("Peer worker", status="Draft, not approved")))
    held = word.core_properties
    assert (held.title, held.author, held.language) == ("Peer worker: Peer worker", "Peer worker", "en-US")
    assert "Draft, not approved" in word.sections[0].header.paragraphs[0].text
    assert "Version 2" in word.sections[0].footer.paragraphs[0].text
    assert word.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == "en-US"


def test_the_same_paper_is_the_same_file() -> None:
    assert docx_of(paper("Words")) == docx_of(paper("Words"))


def test_what_begins_from_the_right_runs_from_the_right() -> None:
    word = opened(docx_of(paper(of=[blocks.text(RIGHT_TO_LEFT), blocks.text("Words")])))
    right = [
        one.text for one in word.paragraphs if one._p.pPr is not None and one._p.pPr.find(qn("w:bidi")) is not None
    ]
    assert right == [RIGHT_TO_LEFT]


def test_what_belongs_together_stays_on_one_page() -> None:
    held = [blocks.heading("Kept", 2, together=True), blocks.text("One"), blocks.heading("Next"), blocks.text("Two")]
    kept = [
        one.text for one in opened(docx_of(paper(of=held))).paragraphs if one.paragraph_format.keep_with_next is True
    ]
    assert kept == ["Kept"]


def test_the_file_to_restyle_is_valid_and_has_nothing_that_runs() -> None:
    held = parts_of(FILE.read_bytes())
    assert faults(FILE.read_bytes()) == []
    assert set(held) & {"word/vbaProject.bin", "docProps/thumbnail.jpeg"} == set()


def test_libreoffice_opens_it_and_finds_every_word(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice is missing: bin/setup test installs libreoffice-writer-nogui"
    for n, text in enumerate(("Words", HOSTILE)):
        (tmp_path / f"{n}.docx").write_bytes(docx_of(paper(text)))
    files = [str(tmp_path / f"{n}.docx") for n in range(2)]
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    plain, hostile = ((tmp_path / f"{n}.txt").read_text() for n in range(2))
    assert plain.count("Words") >= PLACES
    assert min(squeezed(hostile).count(shown) for shown in SHOWN) >= PLACES
