"""A report as the beginning of another one, and what a new one is called."""

from datetime import date

from django.db import transaction

from organizations.models import Organization, User

from ..models import Report
from .parts import Reader
from .saving import FIELDS, begin, change

_FOR = {
    Reader.BOARD: "Readiness report for a board",
    Reader.FUNDER: "Readiness report for a funder",
    Reader.STAFF: "Readiness report for the staff",
    Reader.ASSISTANCE: "Readiness report for technical assistance",
    Reader.WHOLE: "Our whole record",
}


def suggested_name(reader: str, today: date) -> str:
    """What a new report is called unless somebody says otherwise."""
    return f"{_FOR[Reader(reader)]}, {today:%B %Y}"


@transaction.atomic
def copy(*, report: Report, organization: Organization, actor: User | None, once: str = "") -> Report:
    """Make a report that begins as this one is. The same button pressed twice makes one."""
    name = f"Copy of {report.name}"[:150]
    made = begin(organization=organization, actor=actor, name=name, reader=report.reader, once=once)
    if made.version > 1:
        return made
    was, now = ({field: getattr(one, field) for field in FIELDS if field != "name"} for one in (made, report))
    return change(report=made, actor=actor, was=was, now=now).report
