"""Which papers a job description has, and each of them made from what is stored.

All but the draft are made from the approved version; without one there are none of them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from assessments.models import Instrument
from jobdesc.drafting.document import Document
from jobdesc.hiring.fixture import hiring
from jobdesc.models import Description, Interview, Revision
from jobdesc.worksheet.boundaries import boundaries as decided_against
from organizations.text import clean_line
from toolkits.models import Collection, Entry

from . import boundaries, evaluation, supervision, workplan
from .blocks import Block, Paper, text
from .interview import guide_blocks, sheet_blocks
from .job import description_blocks

DRAFT = "draft"
DRAFT_WORDS = "Draft, not approved"
GUIDE, SHEET = "interview-guide", "score-sheet"
OF_A_GUIDE = re.compile(rf"({GUIDE}|{SHEET})-(\d{{1,18}})")


@dataclass(frozen=True)
class Kind:
    """A kind of paper: what it is called, what for, and what is in it."""

    slug: str
    title: str
    about: str
    blocks: Callable[[Description, Document], tuple[Block, ...]]


@dataclass(frozen=True)
class File:
    """One way to take a paper, by POST: it is made on request, and noted in the audit trail. `icon` is in icons.css."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True)
class Offer:
    """A paper as a page offers it."""

    slug: str
    title: str
    about: str
    paste_url: str
    files: tuple[File, ...]


def papers(description: Description, slug: str) -> list[Offer]:
    """The papers that can be taken of a description now; `slug` is the organization's. At most one query, and none more
    where the description came with `approved`.
    """
    offered = [_offer(kind.slug, kind.title, kind.about, description, slug) for kind in KINDS if description.approved]
    guide = description.interviews.filter(ended_at=None).first() if description.approved else None
    for name, (title, about) in OF_GUIDES.items() if guide else ():
        offered.append(_offer(f"{name}-{guide.pk}", title, about, description, slug))  # type: ignore[union-attr]
    if is_ahead(description):
        about = "The text as it stands now, marked as a draft on each page."
        offered.append(_offer(DRAFT, "Job description, draft", about, description, slug))
    return offered


def paper_of(description: Description, name: str) -> Paper | None:
    """The paper of that name, or None where the description has none. It comes with its organization and `approved`."""
    if name == DRAFT:
        return _job(description, description.document, None)
    approved = description.approved
    if approved is None:
        return None
    if name == JOB:
        return _job(description, approved.document, approved)
    if found := OF_A_GUIDE.fullmatch(name):
        guide = description.interviews.select_related("revision").filter(pk=int(found[2])).first()
        return _of_guide(description, guide, found[1], name) if guide else None
    kind = next((kind for kind in KINDS if kind.slug == name), None)
    if kind is None:
        return None
    document = approved.document
    return Paper(
        slug=name,
        title=kind.title,
        subtitle=title_of(document),
        organization=_organization(description),
        saved_at=approved.saved_at,
        blocks=kind.blocks(description, document),
        version=version_words(approved),
    )


def is_ahead(description: Description) -> bool:
    """Whether there is a draft besides what was approved."""
    return description.approved is None or description.approved.version != description.version


def title_of(document: Document) -> str:
    return text(document.title).text or "Job description without a title"


def version_words(revision: Revision) -> str:
    """Which version a paper was made from, so that two prints can be told apart."""
    day = date_format(localtime(revision.approved_at or revision.saved_at), "F j, Y")
    return f"Version {revision.version}, approved {day}"


def _organization(description: Description) -> str:
    return clean_line(description.organization.name)


def _offer(name: str, title: str, about: str, description: Description, slug: str) -> Offer:
    at = [slug, description.pk, name]
    files = [
        File("Word", reverse("reports:job-docx", args=at), "file-earmark-text"),
        File("PDF", reverse("reports:job-pdf", args=at), "file-earmark-pdf"),
    ]
    return Offer(name, title, about, reverse("reports:job-paste", args=at), tuple(files))


def _job(description: Description, document: Document, approved: Revision | None) -> Paper:
    organization = _organization(description)
    return Paper(
        slug=JOB if approved else DRAFT,
        title=title_of(document),
        subtitle="Job description",
        organization=organization,
        saved_at=approved.saved_at if approved else description.saved_at,
        blocks=description_blocks(document, organization),
        status="" if approved else DRAFT_WORDS,
        version=version_words(approved) if approved else f"Version {description.version}",
    )


def _of_guide(description: Description, guide: Interview, kind: str, name: str) -> Paper:
    asking = hiring().interview
    questions = [one for one in guide.questions if isinstance(one, dict)]
    return Paper(
        slug=name,
        title=OF_GUIDES[kind][0],
        subtitle=title_of(guide.revision.document),
        organization=_organization(description),
        saved_at=guide.made_at,
        blocks=(
            guide_blocks(questions, asking, hiring().category_names)
            if kind == GUIDE
            else sheet_blocks(questions, asking)
        ),
        version=version_words(guide.revision),
    )


def _agenda(description: Description, document: Document) -> tuple[Block, ...]:
    collections = (supervision.COMPETENCIES, supervision.KINDS)
    found = Entry.objects.filter(collection__in=collections).select_related("collection__toolkit", "toolkit")
    return supervision.agenda_blocks(document, hiring(), {entry.key: entry for entry in found})


def _evaluation(description: Description, document: Document) -> tuple[Block, ...]:
    instrument = Instrument.objects.select_related("current_version").filter(slug=evaluation.INSTRUMENT).first()
    collection = Collection.objects.select_related("toolkit").filter(slug=evaluation.INSTRUMENT).first()
    if instrument is None or instrument.current_version is None or collection is None:
        return (MISSING,)
    return evaluation.evaluation_blocks(document, hiring(), instrument.current_version.content, collection)


def _work_plan(description: Description, document: Document) -> tuple[Block, ...]:
    collection = Collection.objects.select_related("toolkit").filter(slug=workplan.COLLECTION).first()
    if collection is None:
        return (MISSING,)
    entries = list(collection.entries.order_by("position"))
    return workplan.workplan_blocks(document, _organization(description), collection, entries)


def _boundaries(description: Description, document: Document) -> tuple[Block, ...]:
    collection = Collection.objects.select_related("toolkit").filter(slug=boundaries.COLLECTION).first()
    return boundaries.boundaries_blocks(document, decided_against(description), collection)


MISSING = text("The toolkit that this paper comes from has not been loaded here.", tone="note")
JOB = "description"
KINDS = (
    Kind(JOB, "Job description", "The approved text, to hand out, to file, and to change in Word.", lambda *_: ()),
    Kind(
        "boundaries",
        "Boundaries of the role",
        "What was decided not to belong in it, for the whole team.",
        _boundaries,
    ),
    Kind(
        "supervision",
        "Supervision agenda",
        "Questions for each meeting, by the ten competencies of supervision and by what this role is about.",
        _agenda,
    ),
    Kind(
        "evaluation",
        "Performance evaluation",
        "The toolkit's form, narrowed to this role's competencies. Blank: PeerReady keeps no evaluation of a person.",
        _evaluation,
    ),
    Kind(
        "work-plan",
        "Collaborative work plan",
        "Eight sections that a peer worker and a manager fill in together when work has become difficult.",
        _work_plan,
    ),
)
OF_GUIDES = {
    GUIDE: ("Interview guide", "The questions with what to listen for, and what is not asked before an offer."),
    SHEET: ("Score sheet", "To rate the answers on paper: one for each interviewer and applicant, by a code."),
}
