"""Job descriptions made by the actions that make them in service."""

from dataclasses import replace

from jobdesc.drafting.document import Document, Line, Responsibility, line
from jobdesc.drafting.saving import begin, put_away, save
from jobdesc.drafting.templates import keep
from jobdesc.models import Description, DescriptionStatus, RevisionKind
from organizations.models import Organization

from .reviews import furnish_review, furnish_rules
from .worksheets import furnish_worksheet


def a_document(rows: int = 1, title: str = "Peer support worker") -> Document:
    """A whole description with `rows` of everything that there may be several of, and text in every other field."""

    def lines(text: str) -> tuple[Line, ...]:
        return tuple(line(f"{text} {n}") for n in range(rows))

    duties = tuple(
        Responsibility(
            f"{n:012x}", f"Be there for people, part {n}", "provides-support", lines(f"Listen to people {n}")
        )
        for n in range(rows)
    )
    return Document(
        title=title,
        setting="community",
        peer_workers="2",
        function=lines("Support people in their recovery"),
        reports_to="Program director",
        supportive_supervisor="Lead peer worker",
        supervision="Every week",
        responsibilities=duties,
        required=lines("Lived experience of recovery"),
        preferred=lines("Experience with groups"),
        conditions=lines("Some evenings"),
        growth="After a year, the role of a lead.",
        pay_low="22.50",
        pay_high="27.00",
        pay_per="hour",
        hours="32 hours a week",
        benefits=lines("Health insurance"),
        place="Columbus",
        state="OH",
        how_to_apply="Write to us.",
        accommodation="Tell us what you need.",
        equal_opportunity="Everybody is welcome.",
    )


def description_of(
    organization: Organization, document: Document | None = None, *, versions: int = 1, approved: bool = False
) -> Description:
    """A description with this document, saved so often; its last version approved if asked."""
    text = document or a_document()
    description = begin(organization=organization, actor=None, document=text)
    for n in range(1, versions):
        text = replace(text, growth=f"Growth {n}")
        save(description=description, version=n, document=text, actor=None)
    description.refresh_from_db()
    if approved:
        found = description.revisions.get(version=description.version)
        found.kind = RevisionKind.APPROVED
        found.save()
        description.status, description.approved = DescriptionStatus.APPROVED, found
        description.save()
    return description


def furnish_jobs(organization: Organization, rows: int) -> Description:
    """`rows` of everything in hiring; the last description is approved."""
    furnish_rules(organization, rows)
    for n in range(rows):
        put_away(description=description_of(organization, a_document(rows, f"Put away {n}")), actor=None)
        keep(
            organization=organization,
            actor=None,
            name=f"Template {organization.job_templates.count()}",
            document=a_document(rows),
        )
        found = description_of(organization, a_document(rows, f"Peer worker {n}"), versions=rows, approved=True)
        furnish_review(found, rows)
    furnish_worksheet(found, rows)
    return found
