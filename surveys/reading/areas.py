"""How a survey's results stand by area and by group, as the overview shows them. Pure."""

from dataclasses import dataclass

from assessments.content import LEVELS, Level
from assessments.models import Area
from assessments.results import LEVEL_WORDS
from assessments.standing import AREAS

from ..models import Group
from .results import InstrumentFinding, Results


@dataclass(frozen=True)
class AreaFinding:
    """One area with what was asked of it. Its level is that of the weakest instrument: a PeerReady heuristic."""

    area: Area
    instruments: tuple[InstrumentFinding, ...]

    @property
    def level(self) -> Level | None:
        levels = [finding.level for finding in self.instruments if finding.level]
        return max(levels, key=LEVELS.index) if levels else None

    @property
    def level_word(self) -> str:
        if self.level:
            return LEVEL_WORDS[self.level]
        return "Too few answers to say" if self.instruments else "Not asked"


@dataclass(frozen=True)
class GroupResponse:
    """A group with how many of it were asked and how many answered; `answered` is None where that is hidden."""

    group: Group
    answered: int | None

    @property
    def is_more_than_expected(self) -> bool:
        """A shared link has no list, so more may answer than somebody thought there were."""
        return self.answered is not None and self.answered > self.group.expected

    @property
    def points(self) -> int:
        """How many points one person of those who answered is, so that no share is read as more than it is."""
        return round(100 / self.answered) if self.answered else 0


def areas_of(results: Results) -> tuple[AreaFinding, ...]:
    """The three areas, perhaps with nothing asked of one, and then any other that was asked."""
    others = dict.fromkeys(Area(one.instrument.area) for one in results.instruments if one.instrument.area not in AREAS)
    return tuple(
        AreaFinding(area, tuple(one for one in results.instruments if one.instrument.area == area))
        for area in (*AREAS, *others)
    )


def responses_of(results: Results) -> tuple[GroupResponse, ...]:
    """The groups in their order with how many answered, as far as that is shown."""
    return tuple(GroupResponse(group, results.responded(group)) for group in results.groups)


def favourable_labels(results: Results) -> tuple[tuple[str, ...], ...]:
    """What counts as favourable on each of the scales, from the highest down; each set of labels once."""
    return tuple(dict.fromkeys(asked.question.favourable_labels for asked in results.asked))
