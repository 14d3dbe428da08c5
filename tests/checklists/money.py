"""Money and risks to test with: costs, sources, and a register of risks with tasks that answer them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils import timezone

from assessments.models import Instrument, Record
from checklists.models import FundingSource, FundingStatus, Origin, Plan, Task, YearlyCost
from checklists.money.risks import INSTRUMENT
from checklists.money.years import Source
from organizations.models import Organization
from tests.factories import EntryFactory, InstrumentFactory, LinkFactory, RecordFactory
from tests.toolkits.build import CollectionFactory


def source(
    name: str = "County grant",
    status: str = FundingStatus.SECURED,
    *,
    ends: bool = False,
    covers_to: date | None = None,
    **amounts: int,
) -> Source:
    """A source as the pure functions take it; `y2027=5` is what it gives in a year."""
    given = {int(year.removeprefix("y")): Decimal(amount) for year, amount in amounts.items()}
    return Source(name, status, ends, None, covers_to, given)


def saved_source(organization: Organization, name: str = "County grant", **values: object) -> FundingSource:
    """A source in the database that gives 50,000 this year."""
    amounts = [{"year": timezone.localdate().year, "amount": "50000.00"}]
    given = {"status": FundingStatus.SECURED, "ends": True, "amounts": amounts, **values}
    return FundingSource.objects.create(organization=organization, name=name, **given)


def costs(organization: Organization, amounts: Mapping[int, int]) -> None:
    for year, amount in amounts.items():
        YearlyCost.objects.create(organization=organization, year=year, amount=Decimal(amount))


def register(organization: Organization, answers: Mapping[str, tuple[str, str]] | None = None) -> Record:
    """The made-up instrument as the risk register: {item: (choice, text)}; `no` is likely, `partly` possible."""
    there = Instrument.objects.filter(pk=INSTRUMENT).first()
    instrument = there or InstrumentFactory(slug=INSTRUMENT, title="The register", area="readiness")
    given = answers or {"board": ("no", "Ask them."), "budget": ("partly", "")}
    saved = {item: {"choice": choice, "text": text} for item, (choice, text) in given.items()}
    return RecordFactory(organization=organization, instrument=instrument, answers=saved)


def answer_with(task: Task, item: str) -> Origin:
    """Have a task answer a risk."""
    return Origin.objects.create(
        task=task,
        source="assessment",
        item_key=f"{INSTRUMENT}/{item}",
        item_text=item,
        where="The register",
        said="Likely",
        found_on=timezone.localdate(),
    )


def propose(item: str, slug: str, text: str = "Train the board.") -> str:
    """Have a toolkit's task help with a risk; its natural key comes back."""
    collection = CollectionFactory(slug="handbook-plan", title="From the first look")
    key = f"{collection.pk}/{slug}"
    entry = EntryFactory(key=key, collection=collection, section="before", title="", text=text)
    LinkFactory(from_key=f"{INSTRUMENT}/{item}", entry=entry)
    return key


def furnish_money(organization: Organization, rows: int, prefix: str) -> None:
    """`rows` of costs and sources, and a register in which each plan's last task answers a risk."""
    this_year = timezone.localdate().year
    taken = YearlyCost.objects.filter(organization=organization).count()
    costs(organization, {this_year + taken + n: 90_000 for n in range(rows)})
    for n in range(rows):
        saved_source(organization, f"Grant {prefix}{n}", key="handbook-steps/middle", notes="Ask in spring.")
    if not Record.objects.filter(organization=organization, instrument=INSTRUMENT).exists():
        register(organization)
    for plan in Plan.objects.for_organization(organization).programs():
        task = plan.tasks.last()
        if task and not task.origins.exists():
            answer_with(task, "board")
    for n in range(rows):
        propose("board", f"{organization.pk}-{prefix}{n}")
