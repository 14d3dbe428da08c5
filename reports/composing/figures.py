"""A report's figures as data: for spreadsheets, and for what has changed between two issues. Pure.

Only what the parts show is among them: of a survey the published view, as its pages have it.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localtime

from assessments.results import InstrumentResult

from .material import Material


@dataclass(frozen=True)
class Figure:
    """One figure. `key` is the same in every issue; `value` is a number where it is one, `said` as it is shown.

    `n` of `of`: how many it rests on, None where it rests on nothing that is counted. `unit` is "%", "$" or what is
    counted.
    """

    key: str
    part: str
    about: str
    label: str
    said: str
    value: float | None = None
    unit: str = ""
    n: int | None = None
    of: int | None = None
    on: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def of_standing(material: Material) -> Iterator[Figure]:
    for area in material.readiness.overview.areas:
        n, of = len(area.completed), len(area.states)
        yield Figure(f"area/{area.area}", "standing", "Areas", area.area.label, area.level_word, n=n, of=of)


def of_instruments(material: Material) -> Iterator[Figure]:
    for state in material.readiness.overview.completed:
        result, pk = state.result, state.instrument.pk
        if result is None or state.completion is None:
            continue
        on = _iso(localtime(state.completion.completed_at))
        yield _whole(pk, "instruments", state.instrument.title, result, on)
        for each in result.items:
            said = each.option.label if each.option else "In words" if each.answer.text else "No answer"
            share = None if each.share is None else round(100 * each.share)
            key, title = f"item/{each.item.key}", state.instrument.title
            unit = "" if share is None else "%"
            yield Figure(key, "instruments", title, each.item.text, said, share, unit, on=on)


def of_rounds(material: Material) -> Iterator[Figure]:
    for one in material.rounds:
        for n, each in enumerate(one.rounds, 1):
            pk = f"{one.instrument.pk}/{n}"
            yield _whole(pk, "rounds", one.instrument.title, each.result, each.on.isoformat())


def of_team(material: Material) -> Iterator[Figure]:
    team = material.readiness.team
    if team is None:
        return
    closed_at = team.results.survey.closed_at
    name, on = team.results.survey.name, _iso(closed_at and localtime(closed_at))
    for group, asked, answered in team.responses:
        said = "not shown" if answered is None else str(answered)
        yield Figure(f"team/answered/{group}", "team", name, f"{group}: answered", said, answered, "people", of=asked)
    for part in team.instruments:
        for line in part.lines:
            said = str(line.average) if line.average else "not shown"
            share = float(line.average.share) if line.average else None
            n, of = (line.average.questions, line.average.of) if line.average else (None, None)
            key, about = f"team/{part.finding.instrument.pk}/{line.name}", part.finding.instrument.title
            yield Figure(key, "team", about, f"{line.name}: favorable", said, share, "%", n, of, on)


def of_plan(material: Material) -> Iterator[Figure]:
    planning = material.readiness.planning
    for standing in planning.plans if planning else ():
        name, far, key = standing.plan.name, standing.progress, f"plan/{standing.plan.pk}"
        yield Figure(f"{key}/done", "plan", name, "Tasks done", str(far.done), far.done, "tasks", far.done, far.needed)
        yield Figure(f"{key}/overdue", "plan", name, "Overdue", str(far.overdue), far.overdue, "tasks", of=far.needed)
        for phase in standing.phases:
            done, of = phase.progress.done, phase.progress.needed
            yield Figure(
                f"{key}/{phase.title}", "plan", name, f"{phase.title}: done", str(done), done, "tasks", done, of
            )


def of_goals(material: Material) -> Iterator[Figure]:
    planning = material.readiness.planning
    for one in planning.goals.measures if planning else ():
        measure, key = one.measure, f"measure/{one.measure.pk}"
        for label, said, value, on in (
            ("Baseline", one.baseline_shown, measure.baseline, None),
            ("Target", one.target_shown, measure.target, None),
            (
                "Latest",
                one.latest_shown,
                one.latest.value if one.latest else None,
                one.latest.on if one.latest else None,
            ),
        ):
            if value is not None:
                yield Figure(
                    f"{key}/{label}", "goals", measure.name, label, said, float(value), measure.unit, on=_iso(on)
                )


def of_funding(material: Material) -> Iterator[Figure]:
    planning = material.readiness.planning
    for year in planning.money.years if planning else ():
        for label, amount in (("Needed", year.need), ("Secured", year.secured), ("Applied for", year.applied)):
            if amount is not None:
                key = f"money/{year.year}/{label}"
                yield Figure(key, "funding", str(year.year), label, f"${amount:,.0f}", float(Decimal(amount)), "$")


def of_risks(material: Material) -> Iterator[Figure]:
    planning = material.readiness.planning
    for risk in planning.risks.risks if planning else ():
        if risk.is_answered:
            yield Figure(f"risk/{risk.said.key}", "risks", risk.said.section, risk.said.question, risk.said.choice)


def of_jobs(material: Material) -> Iterator[Figure]:
    for one in material.jobs:
        said = f"Approved, version {one.approved}" if one.approved else one.status.label
        yield Figure(f"job/{one.title}", "jobs", one.title, "State", said, n=one.duties, unit="duties")


def nothing(material: Material) -> Iterator[Figure]:
    """For parts that show no figure of their own."""
    yield from ()


Finder = Callable[[Material], Iterator[Figure]]


def _whole(key: str, part: str, title: str, result: InstrumentResult, on: str) -> Figure:
    share = result.score.share if result.shows_share else None
    value = None if share is None else float(round(100 * share))
    said = result.level_word if value is None else f"{value:.0f}%"
    unit = "" if value is None else "%"
    n, of = (result.answered, len(result.items)) if value is None else (result.score.answered, result.score.of)
    return Figure(f"{part}/{key}", part, title, "All of it", said, value, unit, n, of, on)


def _iso(on: date | None) -> str:
    return on.isoformat()[:10] if on else ""
