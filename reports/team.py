"""What the team says, as the readiness report has it: the latest closed survey that shows some group by itself.

Where none does, it is the latest of which anything is shown.

Everything is made of the published view, as on the survey's own pages. What people wrote is not in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime

from assessments.content import LEVELS, Level
from assessments.models import Instrument, InstrumentVersion
from assessments.results import LEVEL_WORDS
from organizations.models import Organization
from surveys.confidentiality import Published
from surveys.counting import view_from_json
from surveys.models import Group, Snapshot, Status, Survey, SurveyInstrument
from surveys.questions import questionnaire_of
from surveys.reading.differences import Difference, Pair, choose_pair, differences, divided
from surveys.reading.results import EVERYBODY, Asked, Average, InstrumentFinding, Results
from surveys.reading.rounds import QuestionChange, Round, Rounds, Series, changes, series
from toolkits.models import Toolkit

from .at_once import Wanted, read_at_once
from .bars import Figures
from .charts import Bar

MOST_NAMED = 3
MOST_APART = 6
MOST_CHANGED = 5
MOST_SURVEYS = 24
"""Further back nobody looks for the last one that showed anything, or for its rounds."""


@dataclass(frozen=True)
class GroupLine:
    """A group, or everybody, with its average over an instrument; None where nothing of it is shown."""

    name: str
    average: Average | None

    @property
    def level_word(self) -> str:
        return LEVEL_WORDS[self.average.level] if self.average else ""


@dataclass(frozen=True)
class TrendRow:
    """A group over the rounds: each round's month in words, the average in per cent, and how many people answered.

    Either number is None where it is not shown.
    """

    name: str
    cells: tuple[tuple[str, int | None, int | None], ...]


@dataclass(frozen=True)
class InstrumentPart:
    """An instrument that was asked, by group, and over the rounds if there is more than one.

    `people` are how many answered each round, by the name of the group, or EVERYBODY; None where that is hidden.
    """

    finding: InstrumentFinding
    lines: tuple[GroupLine, ...]
    series: tuple[Series, ...]
    months: tuple[str, ...]
    people: tuple[Mapping[str, int | None], ...] = ()

    @property
    def trend(self) -> list[TrendRow]:
        """The series as rows of a table."""
        return [
            TrendRow(
                one.name,
                tuple(
                    (month, point, people.get(one.name))
                    for month, point, people in zip(self.months, one.points, self.people, strict=True)
                ),
            )
            for one in self.series
        ]

    @property
    def figures(self) -> Figures:
        """A bar for everybody and for each group that is shown."""
        title = f"{self.finding.instrument.title}: favorable answers, by group"
        bars = (_bar(line.name, line.average) for line in self.lines if line.average)
        return Figures(title, tuple(bars), "Favorable")


@dataclass(frozen=True)
class Team:
    """The report's part on the survey. `pair` are leaders and another group, if two groups are shown.

    `changes` are the surest; `changed` counts all questions that changed by more than chance would explain.
    """

    results: Results
    rounds: Rounds
    instruments: tuple[InstrumentPart, ...]
    pair: Pair | None
    apart: tuple[Difference, ...]
    divided: tuple[Asked, ...]
    changes: tuple[QuestionChange, ...]
    changed: int

    @property
    def level(self) -> Level | None:
        """That of the weakest instrument, as with areas: a PeerReady heuristic."""
        levels = [finding.level for finding in self.results.instruments if finding.level]
        return max(levels, key=LEVELS.index) if levels else None

    @property
    def level_word(self) -> str:
        return LEVEL_WORDS[self.level] if self.level else "Not shown"

    @property
    def strengths(self) -> tuple[Asked, ...]:
        return self.results.strengths[:MOST_NAMED]

    @property
    def gaps(self) -> tuple[Asked, ...]:
        return self.results.gaps[:MOST_NAMED]

    @property
    def responses(self) -> list[tuple[str, int, int | None]]:
        """Everybody and each group: how many were asked, and how many answered, None where that is hidden."""
        groups: tuple[Group | None, ...] = (None, *self.results.groups)
        return [
            (g.name if g else EVERYBODY, g.expected if g else self.results.expected, self.results.responded(g))
            for g in groups
        ]

    @property
    def before(self) -> Round | None:
        return self.rounds.before()

    @property
    def has_trend(self) -> bool:
        return any(part.series for part in self.instruments)


def load_team(organization: Organization) -> Team | None:
    """The latest closed survey that shows a group, else that shows anything, with the rounds before it; None without.

    Two queries.
    """
    closed = Snapshot.objects.filter(survey__organization=organization, survey__status=Status.CLOSED).defer("counts")
    latest: dict[int, Snapshot] = {}
    for snapshot in closed.select_related("survey").order_by("-survey__closed_at", "-number")[:MOST_SURVEYS]:
        latest.setdefault(snapshot.survey_id, snapshot)
    shown = [one for one in latest.values() if one.view["total"] is not None]
    if not shown:
        return None
    current = next((one for one in shown if _shows_groups(view_from_json(one.view))), shown[0])
    chain = [current]
    while (before := latest.get(chain[-1].survey.follows_id or 0)) and before not in chain:
        chain.append(before)
    asked, groups = _asked([one.survey for one in chain])
    versions: dict[int, dict[str, int]] = {one.survey_id: {} for one in chain}
    for one in asked:
        versions[one.survey_id][one.version.instrument_id] = one.version_id
    rounds = [Round(one.survey, view_from_json(one.view), versions[one.survey_id]) for one in reversed(chain)]
    current.survey.organization = organization
    results = Results(
        survey=current.survey,
        snapshot=current,
        questionnaire=questionnaire_of(one.version for one in asked if one.survey_id == current.survey_id),
        groups=tuple(one for one in groups if one.survey_id == current.survey_id),
        view=rounds[-1].view,
    )
    return _team(results, Rounds(results, tuple(rounds)))


def _asked(surveys: list[Survey]) -> tuple[list[SurveyInstrument], list[Group]]:
    """What surveys ask, with version, instrument and toolkit, and their groups; all in order. One query."""
    asked = SurveyInstrument.objects.filter(survey__in=surveys)
    versions = InstrumentVersion.objects.filter(pk__in=asked.order_by().values("version"))
    rows = read_at_once(
        {
            "asked": Wanted(asked),
            "versions": Wanted(versions),
            "instruments": Wanted(Instrument.objects.filter(pk__in=versions.order_by().values("instrument"))),
            "toolkits": Wanted(Toolkit.objects.all()),
            "groups": Wanted(Group.objects.filter(survey__in=surveys)),
        }
    )
    toolkits, instruments, found = (
        {one.pk: one for one in rows[name]} for name in ("toolkits", "instruments", "versions")
    )
    for instrument in instruments.values():
        instrument.toolkit = toolkits.get(instrument.toolkit_id)
    for version in found.values():
        version.instrument = instruments[version.instrument_id]
    for one in rows["asked"]:
        one.version = found[one.version_id]
    return _in_order(rows["asked"]), _in_order(rows["groups"])


def _in_order(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda one: (one.position, one.pk))


def _shows_groups(view: Published) -> bool:
    return any(not cell.hidden for row in view.rows.values() for cell in row.groups.values())


def _team(results: Results, rounds: Rounds) -> Team:
    before, pair = rounds.before(), choose_pair(results)
    changed = [one for one in (changes(rounds, before) if before else ()) if one.change.verdict in ("clear", "likely")]
    changed.sort(key=lambda one: (one.change.verdict != "clear", -one.change.gap.low))
    return Team(
        results=results,
        rounds=rounds,
        instruments=tuple(_part(results, rounds, finding) for finding in results.instruments),
        pair=pair,
        apart=tuple(each for each in (differences(results, pair) if pair else ()) if each.gap.low)[:MOST_APART],
        divided=divided(results)[:MOST_NAMED],
        changes=tuple(changed[:MOST_CHANGED]),
        changed=sum(one.change.verdict == "clear" for one in changed),
    )


def _part(results: Results, rounds: Rounds, finding: InstrumentFinding) -> InstrumentPart:
    groups: tuple[Group | None, ...] = (None, *results.groups)
    lines = tuple(GroupLine(group.name if group else EVERYBODY, finding.average(group)) for group in groups)
    found = series(rounds, finding, results.groups_shown) if rounds.earlier else ()
    months = tuple(f"{localtime(one.survey.closed_at):%b %Y}" if one.survey.closed_at else "" for one in rounds.rounds)
    people = tuple({EVERYBODY: one.view.total, **one.view.responses} for one in rounds.rounds)
    return InstrumentPart(finding, lines, found, months, people)


def _bar(name: str, found: Average) -> Bar:
    return Bar(
        label=name,
        share=found.share,
        answered=found.questions,
        of=found.of,
        level=found.level,
        said=str(found),
        basis=f"{found.questions} of {found.of} questions shown",
    )
