"""What stands in a report's PDF, whatever people have written, and what never gets into it."""

import re
import socket
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import page
import pytest

from reports import pdf
from reports.pdf import render_pdf
from reports.renderer import PRINT_FOLDER, PrintFolderFetcher
from tests.reports.sample_report import ORGANIZATION, document, report

ROOT = Path(__file__).resolve().parents[2]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"


@pytest.fixture(scope="module", autouse=True)
def _server_ends_with_the_module() -> Iterator[None]:
    yield
    pdf.stop()


@pytest.fixture(scope="module")
def made() -> bytes:
    """The PDF of the sample report."""
    return render_pdf(report(2, answers=3))


def inside(content: bytes) -> bytes:
    """Everything that a PDF holds, without compression."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    return b"\n".join(zlib.decompress(stream) for stream in streams)


def failures(content: bytes) -> list[str]:
    """The rules of PDF/UA-1 that a PDF breaks."""
    return [f"{found.rule_id}: {found.message}" for found in page.validate_pdf_bytes(content, profile="ua1").failures]


def test_a_report_is_valid_pdf_ua(made: bytes) -> None:
    assert failures(made) == []
    assert made.startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "html",
    ["<html><head><title>A title</title></head><p>Text</p>", '<html lang="en"><p>Text</p>'],
    ids=["lang", "title"],
)
def test_the_validator_finds_what_is_missing(html: str) -> None:
    assert failures(render_pdf(html)) != []


def test_it_has_language_title_author_and_opens_with_its_bookmarks(made: bytes) -> None:
    held = inside(made)
    assert b"/Lang (en)" in held
    assert f"/Title (Readiness report: {ORGANIZATION})".encode() in held
    assert f"/Author ({ORGANIZATION})".encode() in held
    assert b"/PageMode /UseOutlines" in held
    assert b"/Title (Area 2: Culture and clear roles)" in held
    assert b"/Title (Instrument 1.2: what we hope for and what worries us)" in held


def test_header_cells_have_their_scope_and_links_print(made: bytes) -> None:
    held = inside(made)
    cells = re.findall(rb"/S /TH\b.*?/Scope /(\w+)", held)
    assert {b"Column", b"Row"} == set(cells)
    assert len(re.findall(rb"/S /TH\b", held)) == len(cells)
    assert len(re.findall(rb"/F 4\b", held)) == held.count(b"/Subtype /Link") > 0


def test_charts_are_figures_with_their_words(made: bytes) -> None:
    assert b"/Alt (Readiness by area. Area 1: 82%, Strong, 9 of 10 answered." in inside(made)


def test_a_line_in_a_chart_is_drawn_in_one_piece() -> None:
    label = "Supervision that understands peer work"
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg"><title>A title</title><text y="9">{label}</text></svg>'
    with_text = inside(render_pdf(document(drawn))).count(b" Tm\n")
    without = inside(render_pdf(document(drawn.replace(label, "")))).count(b" Tm\n")
    assert with_text - without == 1


def test_the_same_report_is_the_same_file(made: bytes) -> None:
    assert render_pdf(report(2, answers=3)) == made


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5000,
        "https://example.org/" + "path/" * 400,
        "word " * 1000,
        "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 mixed with English",
        "\N{GRINNING FACE} \N{PARTY POPPER} \N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4} " + FAMILY,
        "\u4f60\u597d \u3053\u3093\u306b\u3061\u306f \U0001f1fa\U0001f1f8",
        "\x00\x07\x0b\ufffe\ud800 controls",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
    ids=["long-word", "long-address", "long-text", "right-to-left", "emoji", "no-font", "controls", "escaped"],
)
def test_whatever_people_write_becomes_a_valid_pdf(text: str) -> None:
    content = render_pdf(document(f'<div class="answer"><p class="given">{text}</p></div>'))
    assert failures(content) == []


def test_a_word_without_a_space_stays_on_the_page() -> None:
    content = render_pdf(document(f"<p>{'a' * 5000}</p>"))
    # 5,000 letters fill some sixty lines: more than one page, and none of them beside it.
    assert page.validate_pdf_bytes(content, profile="ua1").document.page_count == 2


def test_no_script_runs_and_no_address_is_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        content = render_pdf(
            document(
                f'<script>location = "{address}"</script><img src="{address}a.png" alt="a picture">'
                f'<link rel="stylesheet" href="{address}a.css"><style>@import url({address}b.css);'
                f"@font-face {{ font-family: x; src: url({address}c.ttf) }} h1 {{ background: url({address}d.png) }}"
                f'</style><svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{address}e.png"/></svg>'
            )
        )
        with pytest.raises(TimeoutError):
            listening.accept()
    assert b"location" not in inside(content)


def test_no_file_is_read_but_those_of_the_print_folder(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(PIXEL)
    content = render_pdf(
        document(
            f'<img src="{picture.as_uri()}" alt="a picture"><img src="file:///etc/passwd" alt="a file">'
            '<link rel="attachment" href="file:///etc/passwd"><img src="../css/tokens.css" alt="a way out">'
            f'<p style="background: url({picture.as_uri()})">Text</p>'
        )
    )
    held = inside(content)
    assert b"/Subtype /Image" not in content + held
    assert b"EmbeddedFile" not in content + held
    assert b"root:" not in content + held


def test_the_fetcher_serves_the_print_folder_alone(tmp_path: Path) -> None:
    fetcher, stylesheet = PrintFolderFetcher(), PRINT_FOLDER / "report.css"
    assert b"@page" in fetcher.fetch(stylesheet.as_uri()).read()
    (tmp_path / "report.css").write_text("elsewhere")
    for refused in (
        "https://example.org/report.css",
        "data:text/css,",
        "ftp://example.org/",
        (tmp_path / "report.css").as_uri(),
        f"{PRINT_FOLDER.as_uri()}/../css/tokens.css",
        f"{PRINT_FOLDER.as_uri()}/%2e%2e/css/tokens.css",
        f"file://example.org{stylesheet}",
    ):
        with pytest.raises(ValueError, match="static/print"):
            fetcher.fetch(refused)


def test_what_makes_the_renderer_quicker_changes_nothing_that_is_seen() -> None:
    """Our own way to find the width of a box, beside WeasyPrint's, where boxes fit, do not fit and cannot break."""
    boxes = "".join(
        f'<li>{"word " * n}<span class="from">{text}</span></li>'
        for n in (1, 9, 18)
        for text in ("Where it comes from", "Long words " * 14, "x" * 150, "<b>two</b> <i>kinds</i> of it " * 6)
    )
    floats = f'<p style="float: right">{"some text " * 20}</p>'
    floats += f'<p style="display: inline-block; white-space: nowrap">{"y" * 200}</p>'
    code = (
        "import sys; from weasyprint.layout import absolute, float as float_, inline, preferred;"
        "theirs = preferred.shrink_to_fit; from reports.renderer import render; html = sys.stdin.read();"
        "ours = render(html);"
        "assert preferred.shrink_to_fit is not theirs;"
        "exec('for module in (absolute, float_, inline, preferred): module.shrink_to_fit = theirs');"
        "assert render(html) == ours"
    )
    html = report(1, answers=1, extra=f"<ul>{boxes}</ul>{floats}")
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, input=html, text=True, check=True)  # noqa: S603 - our own words
