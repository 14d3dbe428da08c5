"""What the view of a closed survey comes to: shares of questions, instruments and areas, by group and for all.

Pure but for `load_results`. Everything is made of the `Published` view, so nothing here can show what is hidden there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import mean

from assessments.content import Level, Section
from assessments.models import Area, Instrument
from assessments.scoring import level_of
from assessments.standing import AREAS

from ..confidentiality import FEW, Cell, Published, Row
from ..counting import view_from_json
from ..models import Group, GroupKind, Snapshot, Survey
from ..questions import Question, Questionnaire, questionnaire

EVERYBODY = "Everybody"
"""What all who answered are called beside the groups."""


@dataclass(frozen=True)
class Asked:
    """A question with what may be seen of its answers."""

    question: Question
    row: Row

    def cell(self, group: Group | None) -> Cell:
        """Of one group, or of all."""
        return self.row.total if group is None else self.row.groups.get(group.name, FEW)

    @property
    def total(self) -> Cell:
        return self.row.total

    @property
    def share(self) -> int | None:
        """The favourable share of all in per cent, as one figure to draw or sort by."""
        return point(self.row.total)

    @property
    def level(self) -> Level | None:
        return level_of_cell(self.row.total)


@dataclass(frozen=True)
class Average:
    """The mean of questions' favourable shares in per cent, and from how many of the questions it is.

    `is_about`: some of the shares say only "or more", "or less" or a range.
    """

    share: int
    questions: int
    of: int
    is_about: bool

    def __str__(self) -> str:
        return f"about {self.share}%" if self.is_about else f"{self.share}%"

    @property
    def level(self) -> Level:
        return level_of(self.share / 100)


@dataclass(frozen=True)
class InstrumentFinding:
    """An instrument's questions with what may be seen of them."""

    instrument: Instrument
    asked: tuple[Asked, ...]

    def average(self, group: Group | None) -> Average | None:
        """Over the questions that are shown for this group, or for all; None where none is."""
        return average(self.asked, group)

    @property
    def overall(self) -> Average | None:
        """Over all who answered."""
        return self.average(None)

    @property
    def level(self) -> Level | None:
        return self.overall.level if self.overall else None

    @property
    def sections(self) -> list[tuple[Section, list[Asked]]]:
        """The sections in their order with what each asked."""
        found: dict[str, tuple[Section, list[Asked]]] = {}
        for asked in self.asked:
            found.setdefault(asked.question.section.slug, (asked.question.section, []))[1].append(asked)
        return list(found.values())


@dataclass(frozen=True)
class Results:
    """Everything that can be read of a closed survey."""

    survey: Survey
    snapshot: Snapshot
    questionnaire: Questionnaire
    groups: tuple[Group, ...]
    view: Published

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(Asked(one, self.view.rows[one.key]) for one in self.questionnaire.questions)

    @cached_property
    def instruments(self) -> tuple[InstrumentFinding, ...]:
        by_slug: dict[str, list[Asked]] = {}
        for asked in self.asked:
            by_slug.setdefault(asked.question.instrument, []).append(asked)
        named = {part.instrument.slug: part.instrument for part in self.questionnaire.parts}
        return tuple(InstrumentFinding(named[slug], tuple(asked)) for slug, asked in by_slug.items())

    @property
    def areas(self) -> tuple[tuple[Area, tuple[InstrumentFinding, ...]], ...]:
        """The three areas with the instruments of each that were asked, perhaps none."""
        return tuple((area, tuple(i for i in self.instruments if i.instrument.area == area)) for area in AREAS)

    @property
    def is_hidden(self) -> bool:
        """Whether too few answered for anything to be shown."""
        return self.view.total is None

    @property
    def groups_shown(self) -> tuple[Group, ...]:
        """The groups of which something is shown."""
        return tuple(g for g in self.groups if any(not asked.cell(g).hidden for asked in self.asked))

    @property
    def leaders(self) -> Group | None:
        """The group of leaders, if there is one of which something is shown."""
        return next((g for g in self.groups_shown if g.kind == GroupKind.LEADERSHIP), None)

    @cached_property
    def strengths(self) -> tuple[Asked, ...]:
        """Highest first; equal ones in the order of the survey."""
        strong = (asked for asked in self.asked if asked.level == "strong")
        return tuple(sorted(strong, key=lambda asked: -(asked.share or 0)))

    @cached_property
    def gaps(self) -> tuple[Asked, ...]:
        """Every question that is not strong, lowest first."""
        weak = (asked for asked in self.asked if asked.level in ("low", "middle"))
        return tuple(sorted(weak, key=lambda asked: asked.share or 0))

    def responded(self, group: Group | None) -> int | None:
        """How many answered; None where that is hidden."""
        return self.view.total if group is None else self.view.responses.get(group.name)

    @property
    def expected(self) -> int:
        return sum(group.expected for group in self.groups)


def point(cell: Cell) -> int | None:
    """A cell's favourable share as one figure in per cent; None where it is hidden."""
    return cell.favourable.point if cell.favourable else None


def level_of_cell(cell: Cell) -> Level | None:
    """Strong or low only where all of the share is; what may be either lies between. None where it is hidden."""
    if cell.favourable is None:
        return None
    lowest, highest = level_of(cell.favourable.low / 100), level_of(cell.favourable.high / 100)
    return lowest if lowest == highest else "middle"


def average(asked: Iterable[Asked], group: Group | None) -> Average | None:
    """The mean over the questions that are shown for this group, or for all; None where none is."""
    cells = [one.cell(group) for one in asked]
    shares = [cell.favourable for cell in cells if cell.favourable]
    if not shares:
        return None
    return Average(
        round(mean(share.point for share in shares)), len(shares), len(cells), not all(s.is_exact for s in shares)
    )


def load_results(survey: Survey) -> Results | None:
    """The results of a survey's last closing that showed anything new; None before the first. Four queries at most."""
    snapshot = survey.snapshots.defer("counts").first()
    if snapshot is None:
        return None
    groups = tuple(survey.groups.all())
    return Results(survey, snapshot, questionnaire(survey), groups, view_from_json(snapshot.view))
