"""The parts that a report can have, and which of them each reader gets to begin with.

A part's words are in `templates/reports/parts/<key>.html`. Which parts suit which reader is a PeerReady heuristic.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from . import figures
from .figures import Finder
from .material import Material


@dataclass(frozen=True)
class PartKind:
    """`about` says in a line what is in it, `is_there` whether it has anything to say; `figures` finds its figures."""

    key: str
    title: str
    about: str
    is_there: Callable[[Material], bool] = lambda material: True
    figures: Finder = figures.nothing


def _has(what: str) -> Callable[[Material], bool]:
    return lambda material: bool(getattr(material.readiness.planning, f"has_{what}", False))


KINDS = {
    kind.key: kind
    for kind in (
        PartKind("introduction", "Introduction", "Your own words at the beginning."),
        PartKind("summary", "Summary", "One page of plain sentences, written from the figures; you can edit each."),
        PartKind(
            "standing",
            "Where we stand",
            "The three areas side by side, strengths and gaps.",
            figures=figures.of_standing,
        ),
        PartKind("instruments", "Each assessment", "Every answer, with what helps.", figures=figures.of_instruments),
        PartKind(
            "team",
            "What the team says",
            "Leaders and staff side by side, from the latest survey that was answered in confidence.",
            lambda material: material.readiness.team is not None,
            figures.of_team,
        ),
        PartKind(
            "rounds",
            "Over time",
            "Assessments that were completed more than once, round by round.",
            lambda material: bool(material.rounds),
            figures.of_rounds,
        ),
        PartKind(
            "checklist",
            "The checklist",
            "Every task of the plan, phase by phase, with its owner and date.",
            lambda material: _plans(material),
        ),
        PartKind(
            "plan",
            "The plan",
            "How far the plan is, and its timeline.",
            lambda material: _plans(material),
            figures.of_plan,
        ),
        PartKind("goals", "Goals and measures", "What shows progress.", _has("goals"), figures.of_goals),
        PartKind("funding", "Funding", "What it costs, who pays, and until when.", _has("money"), figures.of_funding),
        PartKind("risks", "Risks", "What may come up, and who looks after it.", _has("risks"), figures.of_risks),
        PartKind(
            "jobs",
            "Job descriptions",
            "Which there are, and how far each is.",
            lambda material: bool(material.jobs),
            figures.of_jobs,
        ),
        PartKind("asked", "What we ask of you", "Your own words to this reader."),
        PartKind("method", "Method", "Who was asked, when and how, how scores are made, what is ours."),
        PartKind("sources", "Sources", "Every toolkit that the report rests on, with its pages."),
    )
}


class Reader(models.TextChoices):
    BOARD = "board", "A board"
    FUNDER = "funder", "A funder"
    STAFF = "staff", "The staff"
    ASSISTANCE = "assistance", "Who gives technical assistance"
    WHOLE = "whole", "The whole record"


ABOUT_READER = {
    Reader.BOARD: "One page to decide by, and what stands behind it.",
    Reader.FUNDER: "What the money is for, what it brings, and who else pays.",
    Reader.STAFF: "What the team said, what became of it, and what comes next.",
    Reader.ASSISTANCE: "Everything that helps somebody from outside to see where help is needed.",
    Reader.WHOLE: "Every part there is, for your own files.",
}
FOR = {
    Reader.BOARD: "introduction summary standing team plan goals funding risks asked method sources",
    Reader.FUNDER: "introduction summary standing goals funding plan jobs team asked method sources",
    Reader.STAFF: "introduction summary team rounds plan asked method sources",
    Reader.ASSISTANCE: (
        "introduction summary standing instruments team rounds checklist plan risks asked method sources"
    ),
    Reader.WHOLE: " ".join(KINDS),
}


def parts_for(reader: str) -> list[str]:
    """The parts for a reader, in order; all of them where the reader is unknown."""
    return FOR[Reader(reader) if reader in Reader.values else Reader.WHOLE].split()


def _plans(material: Material) -> bool:
    planning = material.readiness.planning
    return bool(planning and planning.plans)
