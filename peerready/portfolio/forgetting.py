"""What a portfolio forgets of an organization that is deleted, beside what goes with its row."""

from organizations.models import Organization

from .models import Comparison, PortfolioEntry


def forget(organization: Organization) -> None:
    """Take it out of what was counted, whose number stays; requests that it never agreed to stay without it.

    If those went too, whoever asked would learn that their code had been somebody's.
    """
    entries = PortfolioEntry.objects.for_organization(organization)
    for comparison in Comparison.objects.filter(portfolio__entries__in=entries).distinct():
        if comparison.counted.pop(str(organization.pk), None) is not None:
            comparison.save(update_fields=["counted"])
    entries.filter(agreed_at=None).update(organization=None, ended_by_name="", tell_at=None)
