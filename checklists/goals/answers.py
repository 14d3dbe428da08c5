"""The five motivation answers, each beside the goals made of it and a form for another."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from organizations.models import Organization, User
from toolkits.models import Entry

from ..findings import Said, told
from ..models import Goal
from .forms import GoalForm
from .saving import Fields, add_goals
from .summary import entries_of

INSTRUMENT = "prcoe-motivation"
ADVICE = ("prcoe-clear-goals", "prcoe-measure-progress")


@dataclass(frozen=True)
class Answered:
    """A question with what was answered, the goals made of it, and a form for another one."""

    said: Said
    goals: tuple[Goal, ...]
    form: GoalForm

    @property
    def is_answered(self) -> bool:
        return bool(self.said.text or self.said.choice)


def load_answers(organization: Organization, data: QueryDict | None = None) -> list[Answered]:
    """The instrument's questions; none where it is not loaded. Its forms hold `data` where that has something."""
    goals = list(Goal.objects.for_organization(organization).exclude(key=""))
    return [
        Answered(said, tuple(one for one in goals if one.key == said.key), _form(said, data))
        for said in told(organization, INSTRUMENT)
    ]


def save_answers(answers: Sequence[Answered], *, organization: Organization, actor: User) -> list[Goal] | None:
    """Add the goals that were filled in, all or none: None where something in one of them has to be mended."""
    filled = [one for one in answers if one.form.is_bound]
    if not all(one.form.is_valid() for one in filled):
        return None
    wanted: list[tuple[str, Fields]] = [(one.said.key, one.form.cleaned_data) for one in filled]
    return add_goals(organization=organization, wanted=wanted, actor=actor)


def advice_on_goals() -> list[Entry]:
    """What the toolkits advise on goals and on seeing progress. One query."""
    found = entries_of(ADVICE)
    return [found[key] for key in ADVICE if key in found]


def _form(said: Said, data: QueryDict | None) -> GoalForm:
    prefix = said.key.rpartition("/")[2]
    bound = GoalForm(data, prefix=prefix, use_required_attribute=False)
    if data is not None and not bound.is_empty:
        return bound
    return GoalForm(prefix=prefix, use_required_attribute=False)
