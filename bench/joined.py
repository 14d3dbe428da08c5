"""Reports joined of parts: made anew, with one part changed, with none; and Chromium printing the same HTML whole."""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from django.core.cache.backends.filebased import FileBasedCache
from django.utils.html import strip_tags
from playwright.sync_api import Page

from organizations.models import Organization
from reports.issue import print_html
from reports.joining import side_by_side
from reports.joining.assembling import opened
from reports.joining.content import Composition, Part
from reports.joining.report import joined_pdf
from reports.readiness import build

from .report import FOLDER, _running_chromium

ROUNDS = 5
PAUSE = 0.4
SECTION = re.compile(r"(?=<section\b)")
HEADING = re.compile(r"<h[12][^>]*>(.*?)</h[12]>", re.DOTALL)

PEAK = """
import json, sys
from reports.renderer import render
for html in json.load(sys.stdin):
    render(html, "report", name="measured", is_part=True)
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@dataclass(frozen=True)
class Measured:
    """One report. Times are seconds, memory MiB, sizes kB.

    `anew`: nothing is kept. `changed`: all but the part of median length is. `joined`: all parts are, not the whole.
    `served`: the whole is. `processor`: what making it anew takes on all cores together. `peak`: of a process that
    renders all parts one after the other; `chromium_peak`: what all of Chromium's processes hold at the end.
    """

    pages: int
    parts: int
    anew: float
    changed: float
    joined: float
    served: float
    processor: float
    chromium: float
    chromium_processor: float
    peak: float
    chromium_peak: float
    kilobytes: float
    chromium_kilobytes: float


def composition_of(organization: Organization, times: int = 1) -> Composition:
    """The readiness report in parts, all of them but the cover so many times, each time with other words."""
    body = print_html(build(organization)).split("<body>")[1].split("</body>")[0]
    cover, *sections = (section for section in SECTION.split(body) if section.strip())
    parts = [Part("cover", "Cover", cover, is_bare=True)]
    for time_ in range(times):
        for section in sections:
            found = HEADING.search(section)
            title = unescape(strip_tags(found[1]).strip()) if found else "Part"
            name = f"{title} {time_ + 1}" if times > 1 else title
            html = section.replace("<h2>", f"<h2>{time_ + 1}. ", 1) if times > 1 else section
            parts.append(Part(f"part-{len(parts)}", name, html))
    return Composition("Readiness report", organization.name, "Readiness report", tuple(parts))


def measure(composition: Composition) -> Measured:
    """Make the report in all ways in turn, so that whatever else the machine does meets all alike; medians."""
    with tempfile.TemporaryDirectory() as folder, _running_chromium() as browser:
        kept = FileBasedCache(folder, {"max_entries": 100_000})
        page = browser.new_page()
        whole = _whole(composition, Path(folder) / "whole.html")
        side_by_side.stop()
        side_by_side.NICENESS = 0  # as Chromium is: beside other work, nicer processes would be measured as slower
        made, printed = joined_pdf(composition, kept=kept), _printed(page, whole)  # warm
        times: dict[str, list[float]] = {name: [] for name in ("anew", "changed", "joined", "served", "chromium")}
        spent, spent_by_chromium = [], []
        for round_ in range(ROUNDS):
            kept.clear()
            time.sleep(PAUSE)
            before = _spent()
            times["anew"].append(_timed(lambda: joined_pdf(composition, kept=kept)))
            spent.append(_spent() - before)
            other = _changed(composition, round_)
            times["changed"].append(_timed(lambda one=other: joined_pdf(one, kept=kept)))  # type: ignore[misc]
            renamed = replace(composition, title=f"Report {round_}")
            times["joined"].append(_timed(lambda one=renamed: joined_pdf(one, kept=kept)))  # type: ignore[misc]
            times["served"].append(_timed(lambda: joined_pdf(composition, kept=kept)))
            time.sleep(PAUSE)
            before = _spent_below(os.getpid(), "chromium")
            times["chromium"].append(_timed(lambda: _printed(page, whole)))
            spent_by_chromium.append(_spent_below(os.getpid(), "chromium") - before)
        return Measured(
            pages=len(opened(made).pages),
            parts=len(composition.parts),
            processor=statistics.median(spent),
            chromium_processor=statistics.median(spent_by_chromium),
            peak=_peak(composition),
            chromium_peak=_held_below(os.getpid(), "chromium"),
            kilobytes=len(made) / 1000,
            chromium_kilobytes=len(printed) / 1000,
            **{name: statistics.median(taken) for name, taken in times.items()},
        )


def _changed(composition: Composition, round_: int) -> Composition:
    """The same report, its part of median length with one more sentence."""
    parts = list(composition.parts)
    which = sorted(range(1, len(parts)), key=lambda n: len(parts[n].html))[len(parts) // 2]
    html = parts[which].html.replace("</section>", f"<p>Changed the {round_ + 1}. time.</p></section>")
    parts[which] = replace(parts[which], html=html)
    return replace(composition, parts=tuple(parts))


def _timed(work: Callable[[], object]) -> float:
    """Seconds that this takes, after a pause in which the servers make ready for it."""
    time.sleep(PAUSE)
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _whole(composition: Composition, file: Path) -> str:
    sheet = (FOLDER / "static/print/report.css").as_uri()
    body = "".join(part.html for part in composition.parts)
    head = f'<title>{composition.title}</title><link rel="stylesheet" href="{sheet}">'
    file.write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    )
    return file.as_uri()


def _printed(page: Page, address: str) -> bytes:
    page.goto(address)
    return page.pdf(tagged=True, outline=True, prefer_css_page_size=True)


def _spent() -> float:
    """Processor seconds of this process and of the render servers with their children, ended ones included."""
    own = time.process_time()
    return own + sum(_ticks(pid) for server in side_by_side._servers for pid in _family(server.process.pid))


def _spent_below(pid: int, name: str) -> float:
    """Processor seconds of the processes of this name below another."""
    named = (one for one in _family(pid) if name in _name(one))
    return sum(map(_ticks, named))


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return ""


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _ticks(pid: int) -> float:
    """Processor seconds of a process and of those of its children that it waited for (proc(5), stat)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _held_below(pid: int, name: str) -> float:
    """What the processes of this name below another hold in memory now, shared pages counted once, in MiB."""
    total = 0
    for one in _family(pid):
        try:
            if name in _name(one):
                rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
                total += int(next(line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")))
        except (OSError, StopIteration):
            continue
    return total / 1024


def _peak(composition: Composition) -> float:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PEAK],
        input=json.dumps([part.html for part in composition.parts]).encode(),
        capture_output=True,
        check=True,
        cwd=FOLDER,
    )
    return float(done.stdout)


HEADS = (
    "| report | anew s | x Chromium | processor s | one part changed s | x Chromium | joined of kept parts s "
    "| served ms | Chromium warm s | its processor s | peak MiB of a renderer | Chromium MiB | kB | Chromium kB |"
)


def row(found: Measured) -> str:
    """A line of the table below HEADS."""
    figures = (
        f"{found.pages} pages, {found.parts} parts",
        f"{found.anew:.2f}",
        f"{found.anew / found.chromium:.2f}",
        f"{found.processor:.2f}",
        f"{found.changed:.2f}",
        f"{found.changed / found.chromium:.2f}",
        f"{found.joined:.2f}",
        f"{found.served * 1000:.1f}",
        f"{found.chromium:.2f}",
        f"{found.chromium_processor:.2f}",
        f"{found.peak:.0f}",
        f"{found.chromium_peak:.0f}",
        f"{found.kilobytes:.0f}",
        f"{found.chromium_kilobytes:.0f}",
    )
    return f"| {' | '.join(figures)} |"
