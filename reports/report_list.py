"""The reports that an organization has put together, for the list of them."""

from django.db.models import OuterRef, Subquery

from organizations.models import Organization

from .models import Issue, Report


def composed_reports(organization: Organization) -> list[Report]:
    """The last saved first, with `issue_pk`, `issue_number` and `issued_at` of the last issue or None. One query."""
    last = Issue.objects.filter(report=OuterRef("pk")).order_by("-number")
    found = Report.objects.for_organization(organization).annotate(
        issue_pk=Subquery(last.values("pk")[:1]),
        issue_number=Subquery(last.values("number")[:1]),
        issued_at=Subquery(last.values("issued_at")[:1]),
    )
    return list(found.defer("introduction", "asked", "edits", "parts"))
