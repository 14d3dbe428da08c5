"""What a job description asks for, as tasks of somebody's first months: duty by duty, each with its competency."""

from collections import Counter

from django.conf import settings
from django.urls import reverse

from checklists.planning.adding import NewTask
from checklists.planning.roles import Role
from jobdesc.drafting.document import Document, Line
from jobdesc.models import Decision, Description
from organizations.models import Organization

LONGEST = 160
SUPERVISION = "legere-components/reporting-relationships"
BOUNDARIES = "lappa-activities/part-of-the-role"
LONGEST_LIST = 120


def roles_of_descriptions(organization: Organization) -> list[Role]:
    """A role for each approved description that has not been put away. Two queries."""
    found = Description.objects.for_organization(organization).current().approved().select_related("approved")
    no = Counter(Decision.objects.filter(description__in=found, belongs=False).values_list("description", flat=True))
    return [_role(one, organization, no[one.pk]) for one in found]


def tasks_of(document: Document, *, said_in: str, boundaries: int = 0, at: str = "") -> list[NewTask]:
    """The tasks that a description calls for, in its order. `said_in` names it, `at` is where it is read."""
    tasks = []
    if document.reports_to or document.supportive_supervisor:
        tasks.append(
            NewTask(
                title="Meet those who supervise, and agree on the days",
                detail=_supervision(document),
                phase="day-one",
                place=900,
                key=SUPERVISION,
                list_name=said_in,
            )
        )
    if boundaries:
        activities = "1 activity is" if boundaries == 1 else f"{boundaries} activities are"
        decided = f"The team decided that {activities} no part of it."
        tasks.append(
            NewTask(
                title="Read together what the role does not include",
                detail=f"{decided} They stand with the job description: {at}",
                phase="week-one",
                place=900,
                key=BOUNDARIES,
                list_name=said_in,
            )
        )
    duties = [(one.name, line) for one in document.responsibilities for line in one.duties]
    step = 400 // (len(duties) + 1)
    tasks += [_of_duty(name, line, said_in, 500 + step * n) for n, (name, line) in enumerate(duties)]
    return tasks


def _role(description: Description, organization: Organization, boundaries: int) -> Role:
    assert description.approved is not None  # noqa: S101 - only approved ones are asked for
    document = description.approved.document
    name = document.title or str(description)
    at = settings.SITE_URL + reverse("jobdesc:description", args=[organization.slug, description.pk])
    said_in = f"Job description: {name}"[:LONGEST_LIST]
    return Role(str(description.pk), name, tuple(tasks_of(document, said_in=said_in, boundaries=boundaries, at=at)))


def _of_duty(responsibility: str, line: Line, said_in: str, place: int) -> NewTask:
    title = line.text if len(line.text) <= LONGEST else line.text[:LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
    whole = "" if title == line.text else f"{line.text}\n\n"
    return NewTask(
        title=title.rstrip("."),
        detail=f"{whole}A duty of the job, under “{responsibility}”. Do it first with somebody who knows it, and talk "
        "it over in supervision.",
        phase="ninety-days",
        place=place,
        key=line.competency or line.source,
        list_name=said_in,
    )


def _supervision(document: Document) -> str:
    who = [
        f"For the work itself: {document.reports_to}." if document.reports_to else "",
        f"For support: {document.supportive_supervisor}." if document.supportive_supervisor else "",
        f"How often: {document.supervision}" if document.supervision else "",
    ]
    return "\n".join(text for text in who if text)
