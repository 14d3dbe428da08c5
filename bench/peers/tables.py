"""The figures of the three sites as tables for bench/README.md. Pure: from what bench/peers/child.py prints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OURS, WAGTAIL, DSR = "our_site", "wagtail_site", "survey_site"
NAMES = {OURS: "PeerReady", WAGTAIL: "Wagtail", DSR: "django-survey-and-report"}
PARTS = range(1, 6)


@dataclass(frozen=True)
class Row:
    """Some pages of one site, summed: median milliseconds, bare views of the same site, queries, bytes."""

    site: str
    what: str
    milliseconds: float
    bare: float
    queries: int
    size: int


def shows(*numbers: int) -> list[str]:
    return [f"show part {n}" for n in numbers]


def steps(verb: str) -> list[str]:
    return [f"{verb} part {n}" for n in PARTS]


def of_one(names: Iterable[str]) -> list[str]:
    """PeerReady's pages of the survey that has all 60 on one page."""
    return [f"{name} of one page" for name in names]


WAY = ["first page", *(f"{verb} part {n}" for n in PARTS for verb in ("show", "keep")), "review", "send", "thanks"]
WAY_OF_ONE = of_one(["first page", "show part 1", "keep part 1", "review", "send", "thanks"])
ALL_OF_DSR = [f"{verb} part {n}" for n in PARTS for verb in ("show", "submit")]

# A topic, and in it whose pages are summed under which words. The first row is what the others are compared with.
TOPICS: dict[str, list[tuple[str, str, list[str]]]] = {
    "Showing it": [
        (OURS, "all 60 on one page", of_one(["show part 1"])),
        (WAGTAIL, "all 60 on one page", ["show all"]),
        (DSR, "all 60 on one page", ["show all"]),
    ],
    "Showing it in five parts": [
        (OURS, "one of five parts", shows(3)),
        (OURS, "the five parts together", shows(*PARTS)),
        (DSR, "one of five parts", shows(3)),
        (DSR, "the five parts together", shows(*PARTS)),
        (WAGTAIL, "cannot: all 60 on one page", ["show all"]),
    ],
    "Submitting it": [
        (OURS, "sending what was kept", of_one(["send"])),
        (OURS, "keeping all 60, and sending them", of_one(["keep part 1", "send"])),
        (OURS, "keeping five parts, and sending them", [*steps("keep"), "send"]),
        (WAGTAIL, "its one form, with its thanks", ["submit all"]),
        (DSR, "its one form", ["submit all"]),
        (DSR, "its five forms", steps("submit")),
        *((site, "a bare view that writes one row", ["one row"]) for site in NAMES),
    ],
    "All that one respondent asks for": [
        (OURS, "in five parts: 14 pages and forms", WAY),
        (OURS, "on one page: 6 pages and forms", WAY_OF_ONE),
        (WAGTAIL, "on one page: a page and a form", ["show all", "submit all"]),
        (DSR, "on one page: 2 pages and a form", ["show all", "submit all", "thanks"]),
        (DSR, "in five parts: 5 pages and forms", ALL_OF_DSR),
    ],
    "Results of 1,000": [
        (OURS, "overview", ["results: overview"]),
        (OURS, "every question by groups", ["results: every question"]),
        (OURS, "where people differ", ["results: where people differ"]),
        (WAGTAIL, "CSV of all answers", ["results: CSV"]),
        (WAGTAIL, "list, 20 of them", ["results: list, 20 of 1,000"]),
        (DSR, "count of each question, no page", ["results: its count of each question"]),
        (DSR, "CSV of all answers, anew", ["results: CSV, anew"]),
        (DSR, "the same CSV, kept in a file", ["results: CSV, kept"]),
    ],
}
# What is to be how many times as fast as what the peers have for it; the faster one counts. They have no page of
# results, so those are set beside each thing that they have instead.
GOALS: list[tuple[str, float, list[str], dict[str, list[str]]]] = [
    ("showing all 60 on one page", 10, of_one(["show part 1"]), {WAGTAIL: ["show all"], DSR: ["show all"]}),
    ("showing the five parts, summed", 10, shows(*PARTS), {WAGTAIL: ["show all"], DSR: ["show all"]}),
    ("the request that submits", 3, of_one(["send"]), {WAGTAIL: ["submit all"], DSR: ["submit all"]}),
    (
        "keeping 60 on one page and submitting, summed",
        3,
        of_one(["keep part 1", "send"]),
        {WAGTAIL: ["submit all"], DSR: ["submit all"]},
    ),
    (
        "keeping five parts and submitting, summed",
        3,
        [*steps("keep"), "send"],
        {WAGTAIL: ["submit all"], DSR: ["submit all"]},
    ),
    *(
        (f"results of 1,000: {page}, against {what}", 20, [f"results: {page}"], {site: [against]})
        for page in ("overview", "every question")
        for what, site, against in (
            ("all answers as CSV", WAGTAIL, "results: CSV"),
            ("a count of every question, no page", DSR, "results: its count of each question"),
            ("all answers as CSV, anew", DSR, "results: CSV, anew"),
        )
    ),
]

Figures = Mapping[str, Mapping[str, Any]]


def summed(figures: Figures, site: str, what: str, pages: Iterable[str]) -> Row:
    """Several pages of a site as one row; KeyError where it has no such page."""
    by_name = {page["name"]: page for page in figures[site]["pages"]}
    chosen = [by_name[page] for page in pages]
    total = sum(page["milliseconds"] for page in chosen)
    bare = by_name["bare view"]["milliseconds"]
    queries, size = sum(page["queries"] for page in chosen), sum(page["size"] for page in chosen)
    return Row(site, what, total, total / bare, queries, size)


def tables(figures: Figures) -> Iterable[str]:
    """Markdown, line by line: the rows by topic, then the goals."""
    yield "| 60 questions of five steps | ms | x own bare view | queries | kB | x the first row |"
    yield "|---|---|---|---|---|---|"
    for topic, lines in TOPICS.items():
        yield f"| **{topic}** | | | | | |"
        rows = [summed(figures, *line) for line in lines]
        for row in rows:
            times = row.milliseconds / rows[0].milliseconds
            values = f"{row.milliseconds:,.1f} | {row.bare:,.0f} | {row.queries:,} | {row.size / 1000:,.0f}"
            yield f"| {NAMES[row.site]}: {row.what} | {values} | {times:,.1f} |"
    yield ""
    yield "| goal | at least | the faster peer | in ms | in own bare views | |"
    yield "|---|---|---|---|---|---|"
    for name, least, pages, peers in GOALS:
        ours = summed(figures, OURS, name, pages)
        other = min((summed(figures, site, name, has) for site, has in peers.items()), key=lambda row: row.milliseconds)
        times, bare = other.milliseconds / ours.milliseconds, other.bare / ours.bare
        met = "met" if times >= least else "missed"
        yield f"| {name} | {least:.0f} | {NAMES[other.site]} | {times:.1f} | {bare:.1f} | {met} |"
    yield ""
    yield "Bare views: " + ", ".join(
        f"{NAMES[s]} {summed(figures, s, '', ['bare view']).milliseconds:.2f} ms" for s in NAMES
    )
    for site in figures:
        for what, seconds in figures[site]["once"].items():
            yield f"{NAMES[site]}: {what}, {seconds:.2f} s."
