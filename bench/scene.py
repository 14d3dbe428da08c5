"""What is measured on: one organization with all assessments answered, and others whose reports have given lengths."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from assessments import recording
from assessments.answers import Answer, Posted, PostedAnswer
from assessments.content import Item
from assessments.models import Instrument
from organizations.founding import found_organization
from organizations.models import Organization, User
from toolkits.loading import load

WORDS = "We have talked about this with our leaders and our staff, and what we wrote down is still being tried out. "
ALL = (
    "prcoe-motivation", "legere-motivation", "prcoe-culture", "prcoe-recovery", "wise-workplace", "legere-timeline"
)  # fmt: skip
# Found by trial: which assessments are completed, and how many of the sentences above each open answer has.
SIZES: dict[str, tuple[tuple[str, ...], int]] = {
    "12": (("prcoe-culture", "legere-timeline"), 1),
    "50": (ALL, 75),
}


def prepare(folder: Path) -> None:
    """Make the database with toolkits, a user and the organizations."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load(settings.FIXTURES, write=True)
    leader = User.objects.create_user("leader@example.org", name="A Leader")
    still_open = {"wise-workplace", "prcoe-recovery"}
    _answer(_organization("Pages", leader), leader, tuple(slug for slug in ALL if slug not in still_open), 3)
    for size, (instruments, sentences) in SIZES.items():
        _answer(_organization(f"Report of {size} pages", leader), leader, instruments, sentences)


def user() -> User:
    return User.objects.get()


def organization() -> Organization:
    return Organization.objects.get(name="Pages")


def organization_of(size: str) -> Organization:
    return Organization.objects.get(name=f"Report of {size} pages")


def _organization(name: str, founder: User) -> Organization:
    return found_organization(
        founder=founder, name=name, kind="treatment", state="OH", staff_count=64, employs_peer_workers=False
    )


def _answer(organization: Organization, leader: User, instruments: tuple[str, ...], sentences: int) -> None:
    for instrument in Instrument.objects.filter(slug__in=instruments).select_related("current_version"):
        content = instrument.current_version.content
        answers = {}
        for number, item in enumerate(content.items):
            answers[item.slug] = PostedAnswer(_one_answer(number, item, content.scale_of(item), sentences), "")
        saved = recording.save_answers(
            organization=organization, instrument=instrument, posted=Posted(answers), actor=leader
        )
        recording.complete(record=saved.record, actor=leader)


def _one_answer(number: int, item: Item, scale: object, sentences: int) -> Answer:
    """The options by turns, so that strengths, gaps and open questions all occur."""
    options = getattr(scale, "options", ())
    choice = options[number % len(options)].key if options else ""
    return Answer(choice, WORDS * sentences if item.kind == "open" else "")
