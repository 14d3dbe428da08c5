"""Issuing a report: from then on it says what it said. And what differs between two issues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from organizations.audit import Action, note
from organizations.models import Organization, User

from ..models import Issue, IssuePart, Report
from .figures import Figure
from .making import MadePart, Step, digest_of, make_parts
from .material import Material, gather
from .saving import wanted_of


class NothingToSayError(ValueError):
    """None of the parts has anything to say, so there is nothing to issue."""


def issue(
    *,
    report: Report,
    actor: User | None,
    step: Step | None = None,
    same_within: timedelta = timedelta(0),
    material: Material | None = None,
) -> Issue:
    """Make the report's parts of what there is now, and keep them for good. Noted in the audit trail.

    Where the report was issued less than `same_within` ago and would read the same, that issue is it. `material` is
    what `gather` just found, where several are issued at once. Raises NothingToSayError.
    """
    parts = make_parts(wanted_of(report), material or gather(report.organization), step)
    if not parts:
        raise NothingToSayError("There is nothing in this report yet. Choose parts that have something to say.")
    return _keep(report, parts, actor, same_within)


@transaction.atomic
def _keep(report: Report, parts: Sequence[MadePart], actor: User | None, same_within: timedelta) -> Issue:
    organization = Organization.objects.select_for_update(no_key=True).get(pk=report.organization_id)
    looks = {name: getattr(report, name) for name in ("name", "reader", "logo", "logo_words", "accent")}
    lately = organization.issues.filter(report=report, issued_at__gt=timezone.now() - same_within)
    if twin := lately.filter(digest=digest_of(parts), organization_name=organization.name, **looks).first():
        return twin
    last = Issue.objects.for_organization(organization).aggregate(last=Max("number"))["last"] or 0
    made = Issue.objects.create(
        organization=organization,
        report=report,
        number=last + 1,
        organization_name=organization.name,
        details=f"{organization.get_kind_display()}, {organization.get_state_display()}",
        **looks,
        digest=digest_of(parts),
        issued_at=timezone.now(),
        issued_by_name=str(actor)[:150] if actor else "",
    )
    IssuePart.objects.bulk_create(
        IssuePart(
            issue=made,
            place=place,
            key=one.key,
            title=one.title,
            html=one.html,
            page=one.page,
            figures=[each.to_json() for each in one.figures],
            digest=one.digest,
        )
        for place, one in enumerate(parts, 1)
    )
    note(organization=organization, actor=actor, action=Action.REPORT_ISSUED, subject=str(made))
    return made


@dataclass(frozen=True)
class Moved:
    """A figure that differs between two issues; `then` or `now` is None where it is in one of them alone.

    `figure` is the later one, or else the earlier.
    """

    figure: Figure
    then: Figure | None
    now: Figure | None

    @property
    def points(self) -> float | None:
        """By how much the number moved, in its unit; None where there is no number in both."""
        if self.then is None or self.now is None or self.then.value is None or self.now.value is None:
            return None
        return self.now.value - self.then.value


def compare(then: Sequence[Figure], now: Sequence[Figure]) -> tuple[Moved, ...]:
    """Every figure that differs, in the order of the later issue; what only the earlier one had comes last. Pure."""
    before, after = ({one.key: one for one in figures} for figures in (then, now))
    every = {**after, **{key: one for key, one in before.items() if key not in after}}
    found = (Moved(figure, before.get(key), after.get(key)) for key, figure in every.items())
    return tuple(one for one in found if one.then is None or one.now is None or one.then.said != one.now.said)


def figures_of(found: Issue) -> tuple[Figure, ...]:
    """All figures of an issue, in order. One query."""
    return tuple(Figure(**one) for part in found.parts.only("figures", "issue") for one in part.figures)
