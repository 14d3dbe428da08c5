"""The interview guide and the score sheet, blank, from the guide's own questions. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.text import Truncator

from jobdesc.hiring.content import Interview as Asking
from jobdesc.hiring.content import Scale

from .blocks import Block, Cell, Room, Table, blanks, box, bullets, cell, heading, text

LONGEST_ON_SHEET = 110
"""Letters of a question on the score sheet; the guide has the whole of it."""

HEAD = ("Applicant's code", "Interviewer", "Date")
Asked = Mapping[str, Any]


def guide_blocks(questions: Sequence[Asked], asking: Asking, categories: Mapping[str, str]) -> tuple[Block, ...]:
    """`questions` are those of the model, in order; `categories` their names by key."""
    parts = [block for n, one in enumerate(questions, 1) for block in _question(n, one, asking, categories)]
    return (
        text(
            "The same questions in the same order for everybody who applies. Read each as it stands, give time, and "
            "rate the answer before you hear how the others rated it.",
            tone="lead",
        ),
        blanks("Whom and when", HEAD),
        *_not_to_ask(asking),
        *_scale(asking.scale),
        heading("The questions"),
        *(parts or [text("There are no questions in this guide yet.")]),
        _ours(),
    )


def sheet_blocks(questions: Sequence[Asked], asking: Asking) -> tuple[Block, ...]:
    """One row a question, with a box for each step of the scale."""
    steps = asking.scale.steps
    rows = tuple(
        (
            _short(n, one),
            *(box(f"Question {n}: {step.key}, {step.title}") for step in steps),
        )
        for n, one in enumerate(questions, 1)
    )
    return (
        text(
            "One sheet for each interviewer and applicant. Write a code and no name. Rate each answer for yourself, "
            "and talk about the questions on which you are far apart.",
            tone="lead",
        ),
        blanks("Whom and when", HEAD),
        heading(asking.scale.title),
        _steps(asking.scale),
        heading("The answers"),
        Table(
            rows,
            (12, *(2 for _ in steps)),
            "How close each answer comes",
            heads=("Question", *(f"{step.key}" for step in steps)),
            is_grid=True,
        )
        if rows
        else text("There are no questions in this guide yet."),
        _ours(),
    )


def _question(place: int, asked: Asked, asking: Asking, categories: Mapping[str, str]) -> Iterator[Block]:
    yield heading(f"{place}. {_words(asked)}", 2, together=True)
    shows = [categories[key] for key in asked.get("categories") or () if key in categories]
    if shows:
        yield text("; ".join(shows), label="Shows", tone="note")
    listen = _listed(asked.get("listen_for"))
    if asked.get("key") == asking.scenario.question:
        yield text(asking.scenario.how, tone="note")
        listen = listen or list(asking.scenario.listen_for)
    if listen:
        yield text("Listen for:")
        yield from bullets(listen)
    steps = asking.scale.steps
    yield Table(
        (
            (
                cell("Your rating"),
                *(box(f"Question {place}: {step.key}, {step.title}") for step in steps),
            ),
        ),
        (4, *(3 for _ in steps)),
        f"Rating of question {place}",
        heads=("", *(f"{step.key} {step.title}" for step in steps)),
        is_grid=True,
    )
    yield Room("What was said", 5)


def _not_to_ask(asking: Asking) -> Iterator[Block]:
    yield heading("Not before an offer")
    yield text(asking.forbidden_note)
    yield Table(
        tuple((cell(one.text), cell(one.instead)) for one in asking.forbidden),
        (1, 1),
        "What is not asked before an offer, and what to do instead",
        heads=("Leave out", "Instead"),
    )
    sources = dict.fromkeys(source for one in asking.forbidden for source in one.sources)
    if sources:
        yield text(f"{'; '.join(sources)}. This is no legal advice.", label="After", tone="source")


def _scale(scale: Scale) -> Iterator[Block]:
    yield heading(scale.title)
    yield text(scale.note)
    yield _steps(scale)


def _steps(scale: Scale) -> Table:
    return Table(
        tuple((cell(f"{step.key} {step.title}"), cell(step.sounds)) for step in scale.steps),
        (3, 10),
        "What each step means",
        heads=("Step", "How such an answer sounds"),
    )


def _words(asked: Asked) -> str:
    return str(asked.get("text") or "")


def _short(place: int, asked: Asked) -> Cell:
    return cell(f"{place}. {Truncator(_words(asked)).chars(LONGEST_ON_SHEET)}")


def _listed(given: Any) -> list[str]:
    """What to listen for, as one text with lines or as a list."""
    if isinstance(given, str):
        return given.splitlines()
    return [str(one) for one in given or ()]


def _ours() -> Block:
    return text("The scale and its steps are PeerReady's own (PeerReady heuristic).", tone="source")
