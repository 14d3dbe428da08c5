"""What happens when a PDF cannot be made, and to the process that makes it."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reports import pdf
from reports.pdf import ReportError, ReportFailed, ReportTooLarge, render_pdf
from tests.reports.sample_report import document, report

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", autouse=True)
def _server_ends_with_the_module() -> Iterator[None]:
    yield
    pdf.stop()


def test_too_little_time_is_told_at_once() -> None:
    render_pdf(document("<p>warm</p>"))
    started = time.monotonic()
    with pytest.raises(ReportTooLarge, match="too large"):
        render_pdf(report(30), seconds=0.5)
    assert time.monotonic() - started < 2


def test_too_little_memory_is_told() -> None:
    with pytest.raises(ReportTooLarge, match="too large"):
        render_pdf(report(6), megabytes=72)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000,
        "<table><tr><td colspan=100000000>x</table>",
        f"<svg xmlns='http://www.w3.org/2000/svg'><title>x</title>{'<g>' * 3000}</svg>",
    ],
    ids=["deep", "wide", "deep-drawing"],
)
def test_what_would_break_the_renderer_breaks_only_its_child(body: str) -> None:
    render_pdf(document("<p>warm</p>"))
    before = pdf._server
    with contextlib.suppress(ReportError):
        render_pdf(document(body), seconds=3, megabytes=256)
    assert render_pdf(document("<p>next</p>")).startswith(b"%PDF")
    assert pdf._server is before


def test_a_killed_server_is_started_again() -> None:
    first = render_pdf(document("<p>one</p>"))
    assert pdf._server is not None
    os.kill(pdf._server.process.pid, signal.SIGKILL)
    assert render_pdf(document("<p>one</p>")) == first


def test_an_interrupted_wait_never_hands_its_report_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = render_pdf(document("<p>mine</p>"))
    assert pdf._server is not None

    def interrupted(_seconds: float) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(pdf._server.channel, "poll", interrupted)
    with pytest.raises(KeyboardInterrupt):
        render_pdf(document("<p>another's</p>"))
    assert render_pdf(document("<p>mine</p>")) == expected


def test_a_forked_process_has_a_server_of_its_own() -> None:
    expected = render_pdf(document("<p>mine</p>"))
    child = os.fork()
    if not child:  # as gunicorn's workers are
        same = render_pdf(document("<p>mine</p>")) == expected
        pdf.stop()
        os._exit(0 if same else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert render_pdf(document("<p>mine</p>")) == expected


def test_a_server_that_cannot_start_is_a_failure_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pdf.stop()
    monkeypatch.setattr(pdf, "FOLDER", tmp_path)
    with pytest.raises(ReportFailed, match="try again"):
        render_pdf(document(""))


def test_the_server_makes_no_thread_that_its_children_would_lack() -> None:
    render_pdf(document("<p>warm</p>"))
    assert pdf._server is not None
    tasks = Path(f"/proc/{pdf._server.process.pid}/task")
    assert not tasks.exists() or len(list(tasks.iterdir())) == 1


def test_the_web_worker_never_imports_the_renderer_and_takes_the_server_with_it() -> None:
    code = (
        "import sys; from reports import pdf; pdf.render_pdf('<p>x</p>'); assert 'weasyprint' not in sys.modules;"
        "print(pdf._server.process.pid, flush=True); import os; os._exit(0)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    server = Path(f"/proc/{int(run.stdout)}/cmdline")
    deadline = time.monotonic() + 5
    while server.exists() and server.read_bytes() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not server.exists() or not server.read_bytes()


def test_a_line_that_fits_is_not_broken_after_its_first_word() -> None:
    """WeasyPrint does so at some widths where a space stands before the end of a paragraph, as templates leave it."""
    text = "Not allowing or providing instruction for placing boundaries "
    lines = "".join(f'<p style="width: {width}px">{text}</p>' for width in range(280, 420))
    made = render_pdf(document(lines))
    command = [shutil.which("pdftotext") or "pdftotext", "-layout", "-", "-"]
    told = subprocess.run(command, input=made, capture_output=True, check=True)  # noqa: S603 - our own file
    words = [line.strip() for line in told.stdout.decode().splitlines()]
    assert any(line.startswith("Not allowing or") for line in words)
    assert "Not" not in words
