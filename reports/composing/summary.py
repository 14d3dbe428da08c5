"""The summary's sentences, written from the data by rules. Pure: material in, sentences out.

Each sentence has a figure, and each figure says of how many. The rules are a PeerReady heuristic; a sentence can be
edited (`models.Report.said`), and the method part then says which ones were.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from assessments.changing import NOTABLE
from assessments.results import InstrumentResult
from checklists.working.reading import Line

from ..plan_standing import PlanStanding
from ..readiness import Finding
from .material import Material, RoundsOf

WELL, LACKS, CHANGED, NEXT = "well", "lacks", "changed", "next"
TITLES = {
    "stands": "Where we stand",
    WELL: "What stands well",
    LACKS: "Where to work",
    CHANGED: "What has changed",
    NEXT: "What to do next",
}
"""The groups of sentences in their order."""
MOST = 3
"""So many of a kind at most, so that the summary keeps to one page."""


@dataclass(frozen=True)
class Sentence:
    """`key` stays the same as long as it is about the same; `text` is the rules', `edited` a person's instead of it.

    `was` is the rules' text when it was edited: where that differs by now, the figures have moved since.
    """

    key: str
    group: str
    text: str
    edited: str = ""
    was: str = ""

    @property
    def said(self) -> str:
        return self.edited or self.text

    @property
    def is_edited(self) -> bool:
        return bool(self.edited) and self.edited != self.text

    @property
    def has_moved(self) -> bool:
        return self.is_edited and self.was != self.text


def sentences(material: Material, edits: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Sentence, ...]:
    """All sentences in order; `edits` is {key: {"text", "was"}}."""
    found = [*_stands(material), *_findings(material), *_changed(material), *_next(material)]
    given = edits or {}
    return tuple(
        Sentence(one.key, one.group, one.text, given[one.key].get("text", ""), given[one.key].get("was", ""))
        if one.key in given
        else one
        for one in found
    )


def in_groups(found: tuple[Sentence, ...]) -> list[tuple[str, list[Sentence]]]:
    """(title, sentences) of each group that has any."""
    groups = [(title, [one for one in found if one.group == group]) for group, title in TITLES.items()]
    return [(title, of_group) for title, of_group in groups if of_group]


def _stands(material: Material) -> Iterator[Sentence]:
    report = material.readiness
    for area in report.overview.areas:
        told = "; ".join(f"“{one.instrument.title}” {_measure(one.result)}" for one in area.completed if one.result)
        if told:
            yield Sentence(f"area/{area.area}", "stands", f"{area.area.label}: {_lower(area.level_word)}. {told}.")
    if report.team:
        results = report.team.results
        asked = f" of {results.expected}" if (results.view.total or 0) <= results.expected else ""
        favourable = "; ".join(
            f"“{part.finding.instrument.title}” {part.finding.overall} favorable"
            for part in report.team.instruments
            if part.finding.overall
        )
        told = f": {favourable}" if favourable else ""
        text = f"{results.view.total} people{asked} answered the survey “{results.survey.name}” in confidence{told}."
        yield Sentence("team", "stands", text)
    for standing in report.planning.plans if report.planning else ():
        yield Sentence(f"plan/{standing.plan.pk}", "stands", _plan(standing))


def _plan(standing: PlanStanding) -> str:
    far, plan = standing.progress, standing.plan
    late = f", {far.overdue} {'is' if far.overdue == 1 else 'are'} overdue" if far.overdue else ""
    done = f"{far.done} of {far.needed} tasks are done{late}" if far.needed else "there are no tasks yet"
    return f"The plan “{plan.name}”: {done}. {plan.anchor_label}: {_day(plan.anchor)}."


def _findings(material: Material) -> Iterator[Sentence]:
    report = material.readiness
    for group, found in ((WELL, report.strengths), (LACKS, report.gaps)):
        for one in found:
            yield Sentence(f"{group}/{one.result.item.key}", group, _finding(one))


def _finding(one: Finding) -> str:
    item, result = one.result.item, one.state.result
    chosen = f"answered “{one.result.option.label}”" if one.result.option else "answered"
    of = f", {_of(result)} there" if result else ""
    text = f"{item.title}: {item.text}" if item.title else item.text
    return f"{text.rstrip('.')} ({chosen} in “{one.state.instrument.title}”{of})."


def _changed(material: Material) -> Iterator[Sentence]:
    widest = sorted(material.rounds, key=lambda one: -abs(_apart(one) or 0))[:MOST]
    for one in material.rounds:
        if one in widest and (told := _moved(one)):
            yield Sentence(f"round/{one.instrument.pk}", CHANGED, told)
    team = material.readiness.team
    if team and team.before:
        of = len(team.results.questionnaire.questions)
        closed_at = team.before.survey.closed_at
        since = f"{localtime(closed_at):%B %Y}" if closed_at else "before"
        moved = team.changed
        text = (
            f"In the survey of the team, {moved or 'none'} of {of} questions "
            f"{'has' if moved == 1 else 'have'} changed since {since} by more than chance would explain."
        )
        yield Sentence("team-changed", CHANGED, text)


def _moved(one: RoundsOf) -> str:
    before, now = one.rounds[-2:]
    then, by_now = one.shares[-2:]
    apart = _apart(one)
    if then is None or by_now is None or apart is None:
        return ""
    how = "is where it was" if abs(apart) < NOTABLE else "has risen" if apart > 0 else "has fallen"
    figures = (
        f"{round(100 * then)}% on {_day(before.on)} ({_of(before.result)}), "
        f"{round(100 * by_now)}% on {_day(now.on)} ({_of(now.result)})"
    )
    reworded = " The questions were worded anew in between." if one.is_reworded else ""
    return f"“{one.instrument.title}” {how}: {figures}.{reworded}"


def _apart(one: RoundsOf) -> float | None:
    """By how much the share of the latest round differs from that of the round before."""
    then, by_now = one.shares[-2:]
    return None if then is None or by_now is None else by_now - then


def _next(material: Material) -> Iterator[Sentence]:
    report = material.readiness
    plans = report.planning.plans if report.planning else ()
    lines = [(standing, line) for standing in plans for line in (*standing.overdue, *standing.next)][:MOST]
    for standing, line in lines:
        yield Sentence(f"task/{line.plan}/{line.number}", NEXT, _task(line, standing.today))
    if not lines:
        for n, step in enumerate(report.steps[:MOST], 1):
            yield Sentence(f"step/{n}", NEXT, f"{step.text}. {step.reason}")


def _task(line: Line, today: date) -> str:
    owner = line.owner if line.has_owner else "nobody has taken it on yet"
    due = f"due {_day(line.due)}" if line.due else "without a date"
    late = " and overdue" if line.is_overdue(today) else ""
    return f"{line.title.rstrip('.')}: {due}{late}; {owner}."


def _measure(result: InstrumentResult | None) -> str:
    if result is None:
        return ""
    if result.shows_share and result.score.share is not None:
        return f"came to {round(100 * result.score.share)}% of what is possible, {_of(result)}"
    return f"{_lower(result.level_word)}, {_of(result)}"


def _of(result: InstrumentResult) -> str:
    """Of how many questions it is: those that count in a share, where it has one."""
    if result.shows_share:
        return f"{result.score.answered} of {result.score.of} answered"
    return f"{result.answered} of {len(result.items)} answered"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _day(on: date) -> str:
    return f"{on:%B} {on.day}, {on.year}"
