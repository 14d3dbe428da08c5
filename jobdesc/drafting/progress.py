"""How far a description is: which of its parts have something in them, and what is missing. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from .document import Document

FEWEST_RESPONSIBILITIES, MOST_RESPONSIBILITIES = 4, 6
"""`legere-components/responsibilities`."""
FEWEST_CATEGORIES, MOST_CATEGORIES = 3, 4
"""`prcoe-job-from-competencies`."""


@dataclass(frozen=True)
class Part:
    """A part that a whole description has. `field` is where it is asked for, in the step `step`."""

    title: str
    step: str
    field: str
    is_filled: bool


@dataclass(frozen=True)
class Progress:
    parts: tuple[Part, ...]

    @property
    def done(self) -> int:
        return sum(one.is_filled for one in self.parts)

    @property
    def total(self) -> int:
        return len(self.parts)

    @property
    def missing(self) -> tuple[Part, ...]:
        return tuple(one for one in self.parts if not one.is_filled)

    @property
    def percent(self) -> int:
        return 100 * self.done // self.total

    @property
    def next(self) -> Part | None:
        """The first part that is missing; None where all are there."""
        return next(iter(self.missing), None)


Test = Callable[[Document], object]
PARTS: tuple[tuple[str, str, str, Test], ...] = (
    ("Title", "start", "title", lambda d: d.title),
    ("Setting", "who", "setting", lambda d: d.setting),
    ("Who employs the peer worker", "who", "employer", lambda d: d.employer),
    ("Competencies", "competencies", "categories", lambda d: d.competencies),
    ("What the job is for", "parts", "function", lambda d: d.function),
    ("Whom they report to", "parts", "reports_to", lambda d: d.reports_to),
    ("Who supports them", "parts", "supportive_supervisor", lambda d: d.supportive_supervisor),
    ("Responsibilities with duties", "parts", "responsibilities", lambda d: any(r.duties for r in d.responsibilities)),
    ("Required qualifications", "parts", "required", lambda d: d.required),
    ("Conditions of the work", "parts", "conditions", lambda d: d.conditions),
    ("Where it can lead", "parts", "growth", lambda d: d.growth),
    ("Pay", "pay", "pay_low", lambda d: d.pay_low or d.pay_high),
    ("Hours", "pay", "hours", lambda d: d.hours),
    ("Place", "pay", "place", lambda d: d.place or d.state),
    ("How to apply", "pay", "how_to_apply", lambda d: d.how_to_apply),
    ("Accommodation", "pay", "accommodation", lambda d: d.accommodation),
    ("Equal opportunity", "pay", "equal_opportunity", lambda d: d.equal_opportunity),
)
"""What we count, in the order of the steps (PeerReady heuristic)."""


def progress(document: Document) -> Progress:
    """Which parts of a description have something in them."""
    return Progress(tuple(Part(title, step, field, bool(test(document))) for title, step, field, test in PARTS))
