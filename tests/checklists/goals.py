"""Goals with measures and values, the motivation questions as somebody answered them, and addresses of screens."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from checklists import findings
from checklists.findings import Said
from checklists.models import Goal, HowOften, Measure, MeasureValue
from organizations.models import Organization
from tests.cast import Cast
from tests.factories import GoalFactory, MeasureFactory, MeasureValueFactory

QUESTIONS = ("why-now", "benefit", "leadership-support", "support-and-barriers", "steps-to-last")


def url(organization: Organization, name: str, *args: object) -> str:
    return reverse(f"checklists:{name}", args=[organization.slug, *args])


def of_measure(measure: Measure, name: str, *args: object) -> str:
    return url(measure.organization, name, measure.pk, *args)


def of_goal(goal: Goal, name: str) -> str:
    return url(goal.organization, name, goal.pk)


def refusals(cast: Cast, address: str, *, reads: bool = False) -> list[str]:
    """Who is answered otherwise than they should: outsider 404, a role that may not 403, a wrong method 405."""
    workers = dict.fromkeys(("owner", "administrator", "leader", "hr"), 200)
    found = [
        f"{who}: {status}"
        for who, expected in {"outsider": 404, "viewer": 200 if reads else 403, "visitor": 302, **workers}.items()
        if (status := cast.client(who).get(address).status_code) != expected
    ]
    wrong = cast.client("owner").delete(address).status_code
    return found if wrong == 405 else [*found, f"DELETE: {wrong}"]


def goal_fields(**fields: object) -> dict[str, object]:
    return {"what": "Two peer specialists work here", "for_whom": "", "by_when": "", "how_measured": "", **fields}


def measure_fields(**fields: object) -> dict[str, object]:
    """What the form of a measure sends."""
    given = {"name": "Satisfied", "unit": "%", "direction": "up", "how_often": "quarter", "starts_on": "2026-01-01"}
    empty = dict.fromkeys(("baseline", "baseline_on", "target", "target_on", "goal"), "")
    return {**given, **empty, **fields}


def measure_with(organization: Organization, *values: int | str, **fields: object) -> Measure:
    """A measure with these values, the last one of yesterday, each a day after the one before."""
    measure = MeasureFactory(organization=organization, **fields)
    first = timezone.localdate() - timedelta(days=len(values))
    for n, value in enumerate(values):
        MeasureValueFactory(measure=measure, on=first + timedelta(days=n), value=Decimal(value))
    return measure


def furnish_goals(organization: Organization, rows: int, prefix: str = "") -> MeasureValue:
    """`rows` goals with as many measures and values each, one that asks, has ended, or has no goal; the last value."""
    long_ago = date(2020, 1, 1)
    for n in range(rows):
        goal = GoalFactory(organization=organization, what=f"Goal {prefix}{n}", key=f"motivation/{prefix}{n}")
        measure_with(organization, name=f"Without a goal {prefix}{n}", starts_on=long_ago)
        measure_with(organization, 5, name=f"Ended {prefix}{n}", ended_at=timezone.now())
        for number in range(rows):
            measure = measure_with(
                organization,
                *range(1, rows + 1),
                name=f"Measure {prefix}{n}.{number}",
                key=f"prcoe-measures/{prefix}{n}",
                goal=goal,
                how_often=HowOften.MONTH,
                baseline=0,
                baseline_on=long_ago,
                target=9,
            )
    return measure.values.latest("pk")


@contextmanager
def answers_told(*texts: str) -> Iterator[Sequence[Said]]:
    """The motivation questions, answered in order by `texts`; those without one are not answered yet."""
    said = [
        Said(
            key=f"prcoe-motivation/{slug}",
            question=f"What about {slug}?",
            section="Five questions",
            text=texts[n] if n < len(texts) else "",
            choice="",
            level=None,
            who="",
            url=f"/answers/#item-{slug}",
            on=None,
        )
        for n, slug in enumerate(QUESTIONS)
    ]
    before = list(findings._tellers)
    findings._tellers[:] = [lambda organization, instrument: said if instrument == "prcoe-motivation" else ()]
    try:
        yield said
    finally:
        findings._tellers[:] = before
