"""A survey's results as tables of plain cells, for CSV and sheets. Pure: everything is said by the `Published` view."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localtime

from assessments.models import Instrument
from organizations.text import clean_line
from surveys.confidentiality import Cell, Thresholds, Why
from surveys.models import Group
from surveys.questions import Part
from surveys.reading.results import EVERYBODY, Asked, Results

from .printing import page_words
from .sheets import Column, Plain, Table

NOT_SHOWN = "not shown"
LONGEST_HEAD = 200
AGGREGATES = (
    "These are counts and shares of groups. No row is a person's, and what one person answered can be read from no row."
)
BLUNTED = (
    "Near nobody and near everybody a share says only “or less” or “or more”, so that nobody can know how each one "
    "in a group answered. “Lowest” and “Highest” say between which two figures it lies."
)
FAVOURABLE = (
    "The share of answers above the middle of a question's scale, among all who chose from the scale. “Not sure” and "
    "“Prefer not to say” count neither for nor against. This reading is a PeerReady heuristic."
)
NO_COMMENTS = "What people wrote in their own words is not in this file."


def tables_of(results: Results, made_at: datetime) -> tuple[Table, Table, Table]:
    """What was asked with what may be seen of the answers, the groups, and what one needs to know about both."""
    return questions_table(results), groups_table(results), about_table(results, made_at)


def questions_table(results: Results) -> Table:
    """A row for each question and everybody, then each group; the share of each answer under its label."""
    labels = _labels(results)
    columns = (
        Column("Toolkit", 26),
        Column("Assessment", 30),
        Column("Version", 9),
        Column("Section", 26),
        Column("Question", 60),
        Column("Key", 30),
        Column("Page", 8),
        Column("Group", 22),
        Column("Answered", 11),
        Column("Favorable", 14),
        Column("Lowest %", 11),
        Column("Highest %", 11),
        *(Column(f"Answer: {label}{f' ({place})' if place else ''}", 16) for label, place in labels),
        Column("Mean", 8),
        Column("Not sure", 14),
        Column("Why not shown", 50),
    )
    parts = (part for part in results.questionnaire.parts for _ in part.questions)
    rows = (
        _row(results, part, asked, group, labels)
        for part, asked in zip(parts, results.asked, strict=True)
        for group in (None, *results.groups)
    )
    return Table("Questions", _different(columns), tuple(rows))


def groups_table(results: Results) -> Table:
    """A row for everybody, then each group: how many were asked and answered, as far as that is shown."""
    rows: list[tuple[Plain, ...]] = [(EVERYBODY, results.expected, *_answered(results, None))]
    rows += [(group.name, group.expected, *_answered(results, group)) for group in results.groups]
    columns = (Column("Group", 30), Column("Asked", 10), Column("Answered", 12), Column("Why not shown", 80))
    return Table("Groups", columns, tuple(rows))


def about_table(results: Results, made_at: datetime) -> Table:
    """What the survey was, when, of whom, how its figures are to be read, and where its questions come from."""
    columns = (Column("About this survey", 28), Column("In words", 100))
    return Table("About", columns, tuple(_about(results, made_at)))


def why_hidden(why: Why, thresholds: Thresholds) -> str:
    """Why a cell is hidden, in words; nothing where it is shown."""
    if why == "few":
        return f"Fewer than {thresholds.scores} answered."
    return "Hidden, so that a hidden group's answers cannot be worked out." if why else ""


def why_no_spread(cell: Cell, thresholds: Thresholds) -> str:
    """Why a cell that is shown has no distribution, in words; nothing where it has one."""
    if cell.hidden or cell.options or cell.answered is None:
        return ""
    if cell.answered < thresholds.details:
        return f"Single answers are shown from {thresholds.details} people on."
    return "Single answers are left out, so that nobody can know how each one in a group answered."


def thresholds_in_words(thresholds: Thresholds) -> str:
    """From how many answers what is shown, in two sentences."""
    return (
        f"A share is shown from {thresholds.scores} answers, single answers and means from {thresholds.details}. "
        "Where a group has fewer, another is hidden with it, so that nobody can work it out by subtraction."
    )


def day(when: datetime | None) -> str:
    """A date in words, here; nothing for none."""
    return f"{localtime(when):%B} {localtime(when).day}, {localtime(when).year}" if when else ""


def _row(
    results: Results, part: Part, asked: Asked, group: Group | None, labels: tuple[tuple[str, int], ...]
) -> tuple[Plain, ...]:
    question, cell, thresholds = asked.question, asked.cell(group), results.survey.thresholds
    title, source = question.item.title, question.item.source
    shares = dict(zip(_own_labels(asked), map(str, cell.options), strict=False)) if cell.options else {}
    why = why_hidden(cell.hidden, thresholds) or why_no_spread(cell, thresholds)
    if question.key in results.view.kept:
        why = f"{why} As an earlier closing showed it.".strip()
    return (
        part.instrument.toolkit.title if part.instrument.toolkit else "Our own",
        part.instrument.title,
        part.version,
        question.section.title,
        f"{title}: {question.item.text}" if title else question.item.text,
        question.key,
        source.page,
        group.name if group else EVERYBODY,
        cell.answered,
        str(cell.favourable) if cell.favourable else NOT_SHOWN,
        cell.favourable.low if cell.favourable else None,
        cell.favourable.high if cell.favourable else None,
        *(shares.get(label) for label in labels),
        cell.mean,
        str(cell.unsure) if cell.unsure else None,
        why,
    )


def _labels(results: Results) -> tuple[tuple[str, int], ...]:
    """The labels of all answers that can be chosen, each once, in the order in which they first come."""
    return tuple(dict.fromkeys(label for asked in results.asked for label in _own_labels(asked)))


def _own_labels(asked: Asked) -> list[tuple[str, int]]:
    """The labels of one question's scale in their order; where two are alike, the second is numbered."""
    found: list[tuple[str, int]] = []
    for option in asked.question.options:
        place = 0
        while (option.label, place) in found:
            place = max(place + 1, 2)
        found.append((option.label, place))
    return found


def _different(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with headings cut to LONGEST_HEAD, and numbered where two are alike, which a sheet does not take."""
    known: set[str] = set()
    made = []
    for column in columns:
        base = clean_line(column.head)[:LONGEST_HEAD]
        head, number = base, 1
        while head.casefold() in known:
            number += 1
            head = f"{base} ({number})"
        known.add(head.casefold())
        made.append(Column(head, column.width))
    return tuple(made)


def _answered(results: Results, group: Group | None) -> tuple[Plain, str]:
    found = results.responded(group)
    if found is not None:
        return found, ""
    if group is None or results.is_hidden:
        return NOT_SHOWN, why_hidden("few", results.survey.thresholds)
    fewest = results.survey.thresholds.scores
    return NOT_SHOWN, f"Fewer than {fewest} answered, or it is hidden to protect a group in which fewer did."


def _about(results: Results, made_at: datetime) -> Iterator[tuple[str, str]]:
    survey, thresholds = results.survey, results.survey.thresholds
    yield "Survey", survey.name
    yield "Organization", survey.organization.name
    yield "Asked by", survey.asked_by
    yield "Open", f"{day(survey.opens_at)} to {day(survey.closed_at)}"
    yield "This file was made", day(made_at)
    yield "What it is", AGGREGATES
    yield "Favorable", FAVOURABLE
    yield "Near the ends", BLUNTED
    yield "From how many answers", thresholds_in_words(thresholds)
    yield "Own words", NO_COMMENTS
    for instrument, version in dict.fromkeys((part.instrument, part.version) for part in results.questionnaire.parts):
        yield f"Assessment: {instrument.title}", _source(instrument, version)


def _source(instrument: Instrument, version: str) -> str:
    toolkit = instrument.toolkit
    if toolkit is None:
        return f"Version {version}. Our own questions, not from a toolkit."
    place = ", ".join(filter(None, [toolkit.title, instrument.heading])) + page_words(instrument.pages)
    own = "Our own copy, which may be worded otherwise, after " if instrument.is_own else "From "
    return " ".join(filter(None, [f"Version {version}. {own}{place}.", instrument.credit, toolkit.credit]))
