"""Which instruments an organization uses: what it chose, else what the path made for it recommends."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from organizations import audit
from organizations.models import AuditEvent, Organization, User

from .models import About, Instrument, InstrumentInUse, Path


def paths_for(organization: Organization) -> list[Path]:
    """All paths, those made for such an organization first and of these the most particular one."""
    paths = list(Path.objects.all())
    return sorted(paths, key=lambda path: (not path.is_for(organization), not path.kinds and not path.states))


def with_choice(instruments: "QuerySet[Instrument]", organization: Organization) -> "QuerySet[Any]":
    """Each with its place among those that the organization chose as `place_chosen`, None where it did not."""
    place = InstrumentInUse.objects.filter(organization=organization, instrument=OuterRef("pk")).values("position")[:1]
    return instruments.annotate(place_chosen=Subquery(place))


def in_use(organization: Organization, instruments: Sequence[Any], begun: Collection[str]) -> list[Instrument]:
    """Of these instruments `with_choice`, those that the organization uses, in its order.

    That is what it chose, or before it has chosen what its path recommends (all where there is no path), and always
    its own and what it has begun.
    """
    places = {instrument.pk: instrument.place_chosen for instrument in instruments}
    chosen = sorted((pk for pk, place in places.items() if place is not None), key=lambda pk: (places[pk], pk))
    if not chosen:
        path = next(iter(paths_for(organization)), None)
        chosen = [step["instrument"] for step in path.steps] if path else [i.pk for i in instruments]
    by_slug = {instrument.pk: instrument for instrument in instruments}
    used = [by_slug[slug] for slug in chosen if slug in by_slug]
    used.extend(i for i in instruments if i not in used and (i.organization_id or i.pk in begun))
    return used


def choose(*, organization: Organization, instruments: Iterable[Instrument], actor: User) -> None:
    """Use these instruments from now on, in this order. What has been answered to others stays as it is."""
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)
        InstrumentInUse.objects.filter(organization=organization).delete()
        InstrumentInUse.objects.bulk_create(
            InstrumentInUse(organization=organization, instrument=instrument, position=position)
            for position, instrument in enumerate(instruments)
        )
        audit.note(
            organization=organization,
            actor=actor,
            action=AuditEvent.Action.CHOSE_INSTRUMENTS,
            subject="which assessments to use",
        )


def choosable(organization: Organization) -> list[Instrument]:
    """What there is to choose from, by area."""
    return list(
        Instrument.objects.for_organization(organization).filter(about=About.ORGANIZATION).select_related("toolkit")
    )
