"""The rounds of a survey, of which each was made from one before, and what changed between two of them.

Only questions of the same version of an instrument are compared, and only cells that the rules show in both rounds.
Pure but for `load_rounds`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from organizations.models import Organization

from ..confidentiality import FEW, Cell, Published
from ..counting import view_from_json
from ..models import Group, Snapshot, Status, Survey, SurveyInstrument
from .chance import SUREST_FIRST, Change, change_between
from .results import Asked, InstrumentFinding, Results, point

MOST_ROUNDS = 12
"""More than these are not drawn; the latest are."""


@dataclass(frozen=True)
class Round:
    """One closed survey of the chain. `versions` are the versions that it asked, by the instrument's slug."""

    survey: Survey
    view: Published
    versions: Mapping[str, int]

    def cell(self, question: str, group: str | None) -> Cell:
        """Of a group by its name, or of all; hidden where this round had no such question or group."""
        row = self.view.rows.get(question)
        if row is None:
            return FEW
        return row.total if group is None else row.groups.get(group, FEW)


@dataclass(frozen=True)
class QuestionChange:
    """A question in two rounds, both of which show it."""

    asked: Asked
    change: Change


@dataclass(frozen=True)
class Series:
    """An instrument's average over the rounds for a group, None where a round does not show it.

    `questions` is over how many questions it is, the same in every round.
    """

    name: str
    points: tuple[int | None, ...]
    questions: int

    @property
    def is_shown(self) -> bool:
        """Whether there is more than one point to see."""
        return sum(value is not None for value in self.points) > 1


@dataclass(frozen=True)
class Rounds:
    """All rounds that have something to show, the earliest first, and which of them is looked at."""

    now: Results
    rounds: tuple[Round, ...]

    @property
    def current(self) -> Round:
        return next(one for one in self.rounds if one.survey == self.now.survey)

    @property
    def earlier(self) -> tuple[Round, ...]:
        """The rounds before the one that is looked at, the latest first."""
        return tuple(reversed(self.rounds[: self.rounds.index(self.current)]))

    @property
    def later(self) -> tuple[Round, ...]:
        return self.rounds[self.rounds.index(self.current) + 1 :]

    def before(self, pk: str = "") -> Round | None:
        """The earlier round with this primary key, or else the one just before; None where this is the first."""
        return next((one for one in self.earlier if str(one.survey.pk) == pk), next(iter(self.earlier), None))

    def asked_alike(self, before: Round) -> tuple[InstrumentFinding, ...]:
        """The instruments that both rounds asked in the same version."""
        return tuple(finding for finding in self.now.instruments if self._is_alike(finding, before))

    def worded_anew(self, before: Round) -> tuple[InstrumentFinding, ...]:
        """Those that the earlier round asked in another version, which is never put in one line of figures."""
        return tuple(
            finding
            for finding in self.now.instruments
            if finding.instrument.slug in before.versions and not self._is_alike(finding, before)
        )

    def new(self, before: Round) -> tuple[InstrumentFinding, ...]:
        """Those that the earlier round did not ask."""
        return tuple(finding for finding in self.now.instruments if finding.instrument.slug not in before.versions)

    def _is_alike(self, finding: InstrumentFinding, other: Round) -> bool:
        slug = finding.instrument.slug
        return other.versions.get(slug) == self.current.versions[slug]


def changes(rounds: Rounds, before: Round, group: Group | None = None) -> tuple[QuestionChange, ...]:
    """What changed since an earlier round, for a group or for all; what is surest first, then the widest."""
    found = []
    for finding in rounds.asked_alike(before):
        for asked in finding.asked:
            was, now = before.cell(asked.question.key, group.name if group else None), asked.cell(group)
            if was.favourable and was.answered and now.favourable and now.answered:
                change = change_between(was.favourable, was.answered, now.favourable, now.answered)
                found.append(QuestionChange(asked, change))
    return tuple(sorted(found, key=lambda each: (SUREST_FIRST.index(each.change.verdict), -each.change.gap.low)))


def series(rounds: Rounds, finding: InstrumentFinding, groups: Sequence[Group]) -> tuple[Series, ...]:
    """An instrument's average in each round that asked the same version, for all and for each group that is shown."""
    slug = finding.instrument.slug
    alike = [one.versions.get(slug) == rounds.current.versions[slug] for one in rounds.rounds]
    keys = [asked.question.key for asked in finding.asked]
    found = [_series(rounds, alike, keys, None), *(_series(rounds, alike, keys, group.name) for group in groups)]
    return tuple(one for one in found if one.is_shown)


def _series(rounds: Rounds, alike: Sequence[bool], keys: Iterable[str], group: str | None) -> Series:
    """Over the questions that every round shows which shows any, so that no average moves by what is hidden."""
    shown = [
        {key: value for key in keys if (value := point(one.cell(key, group))) is not None} if same else {}
        for one, same in zip(rounds.rounds, alike, strict=True)
    ]
    common = set(keys).intersection(*(each.keys() for each in shown if each))
    points = tuple(round(mean(each[key] for key in common)) if each and common else None for each in shown)
    return Series(group or "Everybody", points, len(common))


def load_rounds(results: Results, organization: Organization) -> Rounds:
    """All closed rounds of this survey's chain that have results, in three queries, however many they are."""
    follows = dict(Survey.objects.for_organization(organization).values_list("pk", "follows"))
    first = _first(results.survey.pk, follows)
    chain = [pk for pk in follows if _first(pk, follows) == first]
    latest: dict[int, Snapshot] = {}
    snapshots = Snapshot.objects.filter(survey__in=chain, survey__status=Status.CLOSED).defer("counts")
    for snapshot in snapshots.select_related("survey").order_by("survey", "-number"):
        latest.setdefault(snapshot.survey_id, snapshot)
    versions: dict[int, dict[str, int]] = {}
    asked = SurveyInstrument.objects.filter(survey__in=chain)
    for survey, slug, version in asked.values_list("survey", "version__instrument", "version"):
        versions.setdefault(survey, {})[slug] = version
    rounds = sorted(
        (Round(one.survey, view_from_json(one.view), versions.get(pk, {})) for pk, one in latest.items()),
        key=lambda one: (one.survey.closed_at is None, one.survey.closed_at, one.survey.pk),
    )
    others = [one for one in rounds if one.survey != results.survey][-(MOST_ROUNDS - 1) :]
    return Rounds(results, tuple(one for one in rounds if one in others or one.survey == results.survey))


def _first(pk: int, follows: Mapping[int, int | None]) -> int:
    """The first round of the chain that this one belongs to."""
    seen = {pk}
    while (before := follows.get(pk)) is not None and before in follows and before not in seen:
        pk = before
        seen.add(pk)
    return pk
