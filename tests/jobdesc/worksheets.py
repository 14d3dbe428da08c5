"""Role worksheets to test with: five activities in two sections, and people who answered."""

from collections.abc import Mapping

from django.utils import timezone

from jobdesc.models import Decision, Description
from jobdesc.worksheet.activities import ASKED, COLLECTION, NO, YES
from jobdesc.worksheet.answering import Posted
from jobdesc.worksheet.filling import save_answers
from organizations.models import Membership, User
from tests.factories import EntryFactory, ToolkitFactory
from tests.toolkits.build import CollectionFactory
from toolkits.models import CollectionKind, Entry

SECTIONS = {
    "engagement": ("Being with people", ("listen", "socializing", "therapy-session")),
    "services": ("Doing things", ("answer-phones", "drop-off-medications")),
}
SLUGS = tuple(slug for _, slugs in SECTIONS.values() for slug in slugs)
TEXTS = {slug: slug.replace("-", " ").capitalize() for slug in SLUGS}
SAYS = {"y": YES, "n": NO}


def key(slug: str) -> str:
    return f"{COLLECTION}/{slug}"


def furnish_activities() -> None:
    """The activities and the questions, unless they are there; two of the activities are known to the handbook."""
    if Entry.objects.filter(collection=COLLECTION).exists():
        return
    titles = {slug: title for slug, (title, _) in SECTIONS.items()} | {"questions": "Questions"}
    collection = CollectionFactory(
        slug=COLLECTION,
        kind=CollectionKind.JOBDESC,
        sections=[
            {"slug": slug, "title": title, "origin": "toolkit", "audience": ""} for slug, title in titles.items()
        ],
    )
    rows = [(section, slug, TEXTS[slug]) for section, (_, slugs) in SECTIONS.items() for slug in slugs]
    rows += [("questions", slug, f"Asked: {slug}?") for slug in ASKED]
    for n, (section, slug, text) in enumerate(rows, 1):
        EntryFactory(
            key=key(slug),
            toolkit=collection.toolkit,
            collection=collection,
            section=section,
            title="",
            text=text,
            position=n,
            number=str(n),
        )
    chart = CollectionFactory(slug="legere-role-chart", kind=CollectionKind.JOBDESC, toolkit=ToolkitFactory())
    EntryFactory(
        key="legere-role-chart/answering-phones", toolkit=chart.toolkit, collection=chart, title="", text="Phones"
    )


def says(letters: str) -> dict[str, str]:
    """ "yn-" as an answer to the three questions."""
    return {question: SAYS[letter] for question, letter in zip(ASKED, letters, strict=True) if letter in SAYS}


def fill(description: Description, person: User, answers: Mapping[str, str], *, finish: bool = True) -> None:
    """Somebody fills their worksheet, {slug: "yn-"}, and finishes it."""
    posted = {key(slug): Posted({}, says(letters)) for slug, letters in answers.items()}
    save_answers(description=description, person=person, posted=posted, finish=finish)


def furnish_worksheet(description: Description, rows: int) -> None:
    """`rows` people who have finished, an owner among them, as many who were asked, and as many decisions."""
    furnish_activities()
    members = Membership.objects.for_organization(description.organization).select_related("user").order_by("pk")
    for n, member in enumerate(members[:rows]):
        answers = {key(slug): says("yny" if n % 2 else "nyn") for slug in SLUGS}
        description.worksheets.create(
            person=member.user, name=str(member.user), answers=answers, finished_at=timezone.now()
        )
    for n in range(rows):
        member = members.reverse()[n % len(members)]
        description.asked.get_or_create(person=member.user, defaults={"mail": "sent", "asked_at": timezone.now()})
        slug = SLUGS[-1 - n % len(SLUGS)]
        Decision.objects.create(description=description, activity=key(slug), belongs=n % 2 == 1, reason="We said so.")
