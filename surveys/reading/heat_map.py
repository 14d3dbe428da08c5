"""Questions by groups as a table of cells, in three orders. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assessments.content import Level
from assessments.results import LEVEL_WORDS

from ..confidentiality import Cell, Share
from ..models import Group
from .results import EVERYBODY, Asked, InstrumentFinding, Results, level_of_cell

ORDERS = {"order": "As asked", "lowest": "Lowest first", "divided": "Most divided first"}


@dataclass(frozen=True)
class HeatCell:
    """One cell with the name of its column: a group's, or everybody's. `labels` are those of the question's options."""

    column: str
    cell: Cell
    labels: tuple[str, ...] = ()

    @property
    def level(self) -> Level | None:
        return level_of_cell(self.cell)

    @property
    def word(self) -> str:
        return LEVEL_WORDS[self.level] if self.level else ""

    @property
    def labeled(self) -> tuple[tuple[str, Share], ...]:
        """The distribution with the options' labels; nothing where it is not shown."""
        return tuple(zip(self.labels, self.cell.options, strict=False))


@dataclass(frozen=True)
class HeatRow:
    """A question with its cells, that of everybody first. `number` is its place in the survey, from 1."""

    number: int
    asked: Asked
    cells: tuple[HeatCell, ...]

    @property
    def total(self) -> HeatCell:
        return self.cells[0]

    @property
    def distributed(self) -> tuple[HeatCell, ...]:
        """The cells of which the distribution is shown."""
        return tuple(each for each in self.cells if each.cell.options)


@dataclass(frozen=True)
class HiddenGroup:
    """A group of which no question is shown, and why: of some questions for one reason and of some for "both"."""

    name: str
    why: Literal["few", "protects", "both"]


@dataclass(frozen=True)
class HeatPart:
    """Rows under one heading; in an order other than the survey's there is one part, without a heading."""

    title: str
    rows: tuple[HeatRow, ...]


def heat_map(results: Results, order: str = "order") -> tuple[HeatPart, ...]:
    """All questions with the cells of everybody and of each group that shows anything.

    `order` is one of ORDERS, and anything else is the order of the survey.
    """
    groups: Sequence[Group | None] = (None, *results.groups_shown)
    rows = {
        asked.question.key: HeatRow(number, asked, _cells(asked, groups))
        for number, asked in enumerate(results.asked, 1)
    }
    if order == "lowest":
        return (HeatPart("", tuple(sorted(rows.values(), key=_lowest))),)
    if order == "divided":
        return (HeatPart("", tuple(sorted(rows.values(), key=_most_divided))),)
    several = len(results.instruments) > 1
    return tuple(
        HeatPart(_title(finding, section.title, several), tuple(rows[asked.question.key] for asked in asked_there))
        for finding in results.instruments
        for section, asked_there in finding.sections
    )


def hidden_groups(results: Results) -> tuple[HiddenGroup, ...]:
    """The groups that the map leaves out, in their order."""
    shown = results.groups_shown
    return tuple(HiddenGroup(group.name, _why(results, group)) for group in results.groups if group not in shown)


def _why(results: Results, group: Group) -> Literal["few", "protects", "both"]:
    reasons = {asked.cell(group).hidden for asked in results.asked}
    if len(reasons) > 1:
        return "both"
    return "protects" if "protects" in reasons else "few"


def _cells(asked: Asked, groups: Sequence[Group | None]) -> tuple[HeatCell, ...]:
    labels = tuple(option.label for option in asked.question.options)
    return tuple(HeatCell(group.name if group else EVERYBODY, asked.cell(group), labels) for group in groups)


def _title(finding: InstrumentFinding, section: str, several: bool) -> str:
    if not several:
        return section
    return f"{finding.instrument.title}: {section}" if len(finding.sections) > 1 else finding.instrument.title


def _lowest(row: HeatRow) -> tuple[bool, int]:
    share = row.asked.share
    return share is None, share or 0


def _most_divided(row: HeatRow) -> tuple[bool, int]:
    share = row.asked.share
    return share is None, abs((share or 0) - 50)
