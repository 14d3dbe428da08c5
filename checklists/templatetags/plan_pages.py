"""For the head that every page of one plan has."""

from dataclasses import dataclass

from django import template
from django.db.models import Count, Q
from django.utils import timezone

from organizations.access import Capability, may

from ..models import Plan, Status
from ..models.task import FINISHED
from ..planning.words import how_far, long_date

register = template.Library()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many tasks a plan has, how many are done, not needed, overdue. Those not needed count for nothing else."""

    total: int
    done: int
    not_needed: int
    overdue: int

    @property
    def needed(self) -> int:
        return self.total - self.not_needed

    @property
    def open(self) -> int:
        return self.needed - self.done

    @property
    def percent(self) -> int:
        """Whole per cent of the tasks that are needed; 100 only where all are done."""
        return 100 * self.done // self.needed if self.needed else 0


@register.simple_tag(takes_context=True)
def progress_of(context: template.Context, plan: Plan) -> Progress:
    """How far a plan is: what the view gave as `progress` already, else by one query."""
    known = context.get("progress")
    if isinstance(known, Progress):
        return known
    late = Q(due__lt=timezone.localdate()) & ~Q(status__in=FINISHED)
    return Progress(
        **plan.tasks.present().aggregate(
            total=Count("pk"),
            done=Count("pk", filter=Q(status=Status.DONE)),
            not_needed=Count("pk", filter=Q(status=Status.NOT_NEEDED)),
            overdue=Count("pk", filter=late),
        )
    )


@register.simple_tag(takes_context=True)
def may_settle(context: template.Context) -> bool:
    """Whether whoever asks may put plans away and take them up again, which holds of plans that are put away too.

    It asks the request, and so works inside a partial with `only`.
    """
    role = getattr(getattr(context, "request", None), "role", None)
    return role is not None and may(role, Capability.WORK_PLAN)


@register.simple_tag
def anchor_in_words(plan: Plan) -> str:
    """When the date of the plan is: "The first peer worker starts on March 1, 2027, in 99 days"."""
    days = (plan.anchor - timezone.localdate()).days
    what = f"The first day {'is' if days >= 0 else 'was'}" if plan.is_onboarding else plan.anchor_label
    if days < 0 and not plan.is_onboarding:
        what = what.replace("starts", "started").replace("begins", "began")
    return f"{what} on {long_date(plan.anchor)}, {how_far(days)}"


register.filter("long_date", long_date)
