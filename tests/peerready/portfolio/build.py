"""Portfolios, and organizations that are asked, agree, and stand somewhere."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from assessments.models import Completion, Instrument
from organizations.models import Organization, User
from peerready.portfolio import keeping
from peerready.portfolio.answering import agree, end
from peerready.portfolio.asking import ask
from peerready.portfolio.codes import make_code, new_code
from peerready.portfolio.models import Portfolio, PortfolioEntry, PortfolioPerson, PortfolioRole
from tests.checklists.build import plan_of
from tests.factories import (
    CHOICES,
    CompletionFactory,
    InstrumentFactory,
    OrganizationFactory,
    RecordFactory,
    UserFactory,
)

POINTS = ("no", "partly", "yes")
"""What a statement of a made-up assessment is worth: 0, 1 or 2 points; it has three statements."""


def portfolio_of(keeper: User, name: str = "Ohio programs") -> Portfolio:
    return keeping.begin(name=name, kept_by="A training center", actor=keeper)


def code_of(organization: Organization) -> str:
    """A new code of the organization's."""
    made = make_code(organization=organization, actor=UserFactory())
    assert made is not None
    return made.code


def asked(portfolio: Portfolio, organization: Organization) -> PortfolioEntry:
    """That the portfolio's first owner has asked the organization."""
    owner = portfolio.people.owners().first()  # type: ignore[attr-defined]
    return ask(portfolio=portfolio, code=code_of(organization), actor=owner.user)


def seen(portfolio: Portfolio, organization: Organization) -> PortfolioEntry:
    """That the organization has agreed."""
    entry = asked(portfolio, organization)
    assert agree(entry=entry, organization=organization, actor=UserFactory(name="Ann Owner"))
    entry.refresh_from_db()
    return entry


def completes(organization: Organization, instrument: Instrument, points: int) -> Completion:
    """A completion with 0 to 6 points of 6, anew where there was one."""
    chosen = [min(2, max(0, points - 2 * n)) for n in range(3)]
    answers = {name: {"choice": POINTS[worth], "text": ""} for name, worth in zip(CHOICES, chosen, strict=True)}
    record = organization.records.filter(instrument=instrument).first()
    if record is None:
        record = RecordFactory(organization=organization, instrument=instrument)
    number = record.completions.count() + 1
    return CompletionFactory(record=record, number=number, answers=answers)


def group(portfolio: Portfolio, points: Sequence[int], instrument: Instrument | None = None) -> list[Organization]:
    """Organizations that have agreed, each with so many points in one assessment of motivation."""
    instrument = instrument or InstrumentFactory(slug="ready", area="motivation", title="Are we ready?")
    made = []
    for reached in points:
        organization = OrganizationFactory()
        completes(organization, instrument, reached)
        seen(portfolio, organization)
        made.append(organization)
    return made


def furnish_portfolios(organization: Organization, rows: int, prefix: str) -> None:
    """A portfolio that the whole cast keeps, in which `rows` organizations are seen, asked and ended; and as many each
    that ask this organization, see it, and saw it.
    """
    keeper = UserFactory()
    portfolio = portfolio_of(keeper, f"Portfolio {prefix}")
    for user in User.objects.exclude(email__startswith="person"):
        portfolio.people.create(user=user, email=user.email, role=PortfolioRole.OWNER)
    instrument = InstrumentFactory(slug=f"{prefix}portfolio", area="culture")
    for n in range(rows):
        other = OrganizationFactory(name=f"Seen {prefix}{n}")
        completes(other, instrument, n % 7)
        plan_of(other, "One", "Two", scheduled_from=timezone.localdate() - timedelta(days=400))
        seen(portfolio, other)
        gone = OrganizationFactory(name=f"Gone {prefix}{n}")
        end(entry=seen(portfolio, gone), organization=gone, actor=UserFactory())
        ask(portfolio=portfolio, code=new_code(), actor=keeper)
        keeping.invite(portfolio=portfolio, email=f"{prefix}{n}@invited.example.org", role=PortfolioRole.READER)
        if organization.is_demo:
            continue
        asked(portfolio_of(keeper, f"Asks {prefix}{n}"), organization)
        seen(portfolio_of(keeper, f"Sees {prefix}{n}"), organization)
        left = portfolio_of(keeper, f"Saw {prefix}{n}")
        end(entry=seen(left, organization), organization=organization, actor=UserFactory())


def of_the_portfolios(organization: Organization, route: str) -> dict[str, object]:
    """The last portfolio that the cast keeps, with an entry and somebody invited; or who asks this organization."""
    entries = PortfolioEntry.objects.for_organization(organization).order_by("pk")
    if route.startswith("seen-"):
        found = entries.filter(state="agreed" if route == "seen-end" else "asked").last()
        return {"entry": found.pk if found else 0}
    if not route.startswith("portfolios:"):
        return {}
    portfolio = Portfolio.objects.filter(name__startswith="Portfolio").order_by("pk").last()
    entry = PortfolioEntry.objects.filter(portfolio=portfolio, state="agreed").last()
    keeper = PortfolioPerson.objects.filter(portfolio=portfolio, user=None).last()
    return {
        "portfolio": portfolio.pk if portfolio else 0,
        "entry": entry.pk if entry else 0,
        "keeper": keeper.pk if keeper else 0,
    }
