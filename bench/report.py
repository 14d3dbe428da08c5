"""The readiness report as PDF: cold, warm, at several lengths, beside headless Chromium printing the same HTML."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from organizations.models import Organization
from reports import pdf
from reports.issue import print_html
from reports.readiness import build

ROUNDS = 3
CHROMIUM_ROUNDS = 5
FOLDER = Path(__file__).resolve().parent.parent

PEAK = """
import json, resource, sys
from reports.renderer import render
made = render(sys.stdin.read())
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
"""


@dataclass(frozen=True)
class Measured:
    """One report: pages, seconds cold and warm, warm seconds of Chromium, peak memory in MiB, and size in kB."""

    pages: int
    cold: float
    warm: float
    chromium: float
    peak: float
    kilobytes: float

    @property
    def ratio(self) -> float:
        return self.warm / self.chromium


def measure(organization: Organization) -> Measured:
    """Render the organization's report as it is."""
    html = print_html(build(organization))
    pdf.stop()
    cold, made = _timed(html)
    warm = statistics.median(_timed(html)[0] for _ in range(ROUNDS))
    return Measured(
        pages=made.count(b"/Type /Page\n") or _pages(made),
        cold=cold,
        warm=warm,
        chromium=_chromium(html),
        peak=_peak(html),
        kilobytes=len(made) / 1000,
    )


def _timed(html: str) -> tuple[float, bytes]:
    start = time.perf_counter()
    made = pdf.render_pdf(html, seconds=300, megabytes=2_000)
    return time.perf_counter() - start, made


def _pages(made: bytes) -> int:
    found = subprocess.run(["/usr/bin/pdfinfo", "-"], input=made, capture_output=True, check=True)
    return next(int(line.split()[1]) for line in found.stdout.decode().splitlines() if line.startswith("Pages:"))


def _peak(html: str) -> float:
    """The most memory that a process of its own takes for it, Python and WeasyPrint included."""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PEAK], input=html.encode(), capture_output=True, check=True, cwd=FOLDER
    )
    return float(json.loads(done.stdout.splitlines()[-1]))


def _chromium(html: str) -> float:
    """Median seconds in which a running Chromium loads and prints the same HTML, stylesheet and fonts, tagged."""
    sheet = (FOLDER / "static/print/report.css").as_uri()
    with _running_chromium() as browser, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(html.replace("</head>", f'<link rel="stylesheet" href="{sheet}"></head>'), encoding="utf-8")
        page = browser.new_page()
        taken = []
        for _ in range(CHROMIUM_ROUNDS + 1):
            start = time.perf_counter()
            page.goto(file.as_uri())
            page.pdf(tagged=True, outline=True, prefer_css_page_size=True)
            taken.append(time.perf_counter() - start)
        return statistics.median(taken[1:])


@contextmanager
def _running_chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        yield browser
        browser.close()
