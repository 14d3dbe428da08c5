"""Writes what pays for the program, and what it costs, so that nobody's work is lost."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.http import Http404

from organizations.models import Organization, User

from ..models import FundingSource, YearlyCost
from .source_form import SourceValues

WORDS = ("name", "status", "ends", "covers_from", "covers_to", "notes")
"""What of a source is kept as it is typed."""


class StaleError(Exception):
    """Somebody else changed the source meanwhile: `now` is how it stands. Nothing was saved."""

    def __init__(self, now: FundingSource) -> None:
        super().__init__(now.pk)
        self.now = now


@transaction.atomic
def add_source(*, organization: Organization, actor: User, values: SourceValues) -> FundingSource:
    """Add a source. One that says the same in everything is there only once: a second click must not double the sum."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    source = _filled(FundingSource(organization=organization, key=values.key), values)
    for there in FundingSource.objects.for_organization(organization).filter(name=source.name):
        if all(getattr(there, name) == getattr(source, name) for name in ("key", *WORDS, "amounts")):
            return there
    return _write(source, actor, values)


@transaction.atomic
def change_source(*, source: FundingSource, version: int, actor: User, values: SourceValues) -> FundingSource:
    """Save what was made from `version` of the source, and count the version on. Raises StaleError if that is past."""
    now = _locked(source)
    if now.version != version:
        raise StaleError(now)
    now.version += 1
    return _write(now, actor, values)


@transaction.atomic
def remove_source(*, source: FundingSource, version: int) -> None:
    """Delete the source as it was at `version`. Raises StaleError if it is another now."""
    now = _locked(source)
    if now.version != version:
        raise StaleError(now)
    now.delete()


def _locked(source: FundingSource) -> FundingSource:
    found = FundingSource.objects.select_for_update(no_key=True).filter(pk=source.pk).first()
    if found is None:
        raise Http404("Removed meanwhile.")
    return found


def _filled(source: FundingSource, values: SourceValues) -> FundingSource:
    for name in WORDS:
        setattr(source, name, getattr(values, name))
    source.amounts = [{"year": year, "amount": f"{amount:.2f}"} for year, amount in sorted(values.amounts.items())]
    return source


def _write(source: FundingSource, actor: User, values: SourceValues) -> FundingSource:
    _filled(source, values)
    source.changed_by_name = str(actor)[:150]
    source.save()
    return source


@dataclass(frozen=True)
class Cost:
    """What a year costs: None where that is not known."""

    amount: Decimal | None = None
    note: str = ""

    @property
    def digest(self) -> str:
        """Names this cost, so that a form can say which it was made from."""
        said = "" if self.amount is None else f"{self.amount:.2f}\n{self.note}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]


class CostConflictError(Exception):
    """Years that somebody else changed differently meanwhile: {year: what is saved}. Nothing was saved."""

    def __init__(self, saved: Mapping[int, Cost]) -> None:
        super().__init__(sorted(saved))
        self.saved = saved


def costs_of(organization: Organization) -> dict[int, Cost]:
    return {row.year: Cost(row.amount, row.note) for row in YearlyCost.objects.filter(organization=organization)}


@transaction.atomic
def save_costs(*, organization: Organization, typed: Mapping[int, Cost], based_on: Mapping[int, str]) -> None:
    """Save the years that were changed; `based_on` has the digest of what each was made from.

    What somebody else changed in other years stays. Where both changed the same year differently, nothing is saved and
    CostConflictError says so. A year without an amount is taken out.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    saved = costs_of(organization)
    changed: dict[int, Cost] = {}
    conflicts: dict[int, Cost] = {}
    for year, mine in own_changes(typed, based_on).items():
        now = saved.get(year, Cost())
        if mine.digest != now.digest:
            (changed if now.digest == based_on.get(year, Cost().digest) else conflicts)[year] = mine
    if conflicts:
        raise CostConflictError({year: saved.get(year, Cost()) for year in conflicts})
    for year, mine in changed.items():
        if mine.amount is None:
            YearlyCost.objects.filter(organization=organization, year=year).delete()
        else:
            given = {"amount": mine.amount, "note": mine.note}
            YearlyCost.objects.update_or_create(organization=organization, year=year, defaults=given)


def own_changes(typed: Mapping[int, Cost], based_on: Mapping[int, str]) -> dict[int, Cost]:
    """The years in which something else was typed than what the form was made from."""
    return {year: cost for year, cost in typed.items() if cost.digest != based_on.get(year, Cost().digest)}
