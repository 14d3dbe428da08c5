"""Rows for tests. Each factory makes one that is good as it is; a test names only what it is about."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from assessments.content import InstrumentContent, Item, Option, Scale, Section
from assessments.models import Completion, Instrument, InstrumentVersion, Record, content_hash
from checklists.models import Goal, Measure, MeasureValue
from organizations.models import AuditEvent, Invitation, Membership, Organization, Role, User
from organizations.models.invitation import token_hash
from surveys.models import Group, Survey, Way
from toolkits.models import Entry, Link, Toolkit
from toolkits.sources import Source

PASSWORD = "lantern-orchard-42"
AGREEMENT = Scale(
    slug="agreement",
    origin="toolkit",
    options=(
        Option("no", "Not yet", 0),
        Option("partly", "In part", 1),
        Option("yes", "Yes", 2),
        Option("unsure", "We do not know", None),
    ),
)
CHOICES = ("board", "budget", "pay")


def made_up_content(slug: str, toolkit: str = "handbook") -> InstrumentContent:
    """Three choices (board, budget, pay) and one open question (hopes) in two sections."""
    source = Source(toolkit=toolkit, heading="Getting ready", page="7")

    def item(name: str, text: str, scale: str | None) -> Item:
        return Item(name, f"{slug}/{name}", "choice" if scale else "open", text, scale, source)

    statements = tuple(item(name, f"There is an agreed {name} for peer support.", "agreement") for name in CHOICES)
    hopes = item("hopes", "What do you hope for?", None)
    sections = (
        Section("statements", "Where we are", "toolkit", statements),
        Section("open", "Words", "ours", (hopes,)),
    )
    return InstrumentContent(slug=slug, toolkit=toolkit, sections=sections, scales={"agreement": AGREEMENT})


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)


class OrganizationFactory(DjangoModelFactory[Organization]):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Harbor House {n}")
    slug = factory.Sequence(lambda n: f"harbor-house-{n}")
    kind = "recovery"
    state = "OH"
    staff_count = 40


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.LEADER


class InvitationFactory(DjangoModelFactory[Invitation]):
    """`token` is what its link would carry; the row keeps the hash."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"token-{n}")

    organization = factory.SubFactory(OrganizationFactory)
    email = factory.Sequence(lambda n: f"colleague{n}@example.org")
    role = Role.LEADER
    token_hash = factory.LazyAttribute(lambda made: token_hash(made.token))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    invited_by = factory.SubFactory(UserFactory)


class AuditEventFactory(DjangoModelFactory[AuditEvent]):
    class Meta:
        model = AuditEvent

    organization = factory.SubFactory(OrganizationFactory)
    actor_name = "Person"
    action = AuditEvent.Action.INVITED
    subject = "colleague@example.org"


class ToolkitFactory(DjangoModelFactory[Toolkit]):
    class Meta:
        model = Toolkit
        django_get_or_create = ("slug",)

    slug = "handbook"
    title = "A Handbook"
    publisher = "A Press"
    credit = "Made by a press."
    reuse = "Says nothing."


class EntryFactory(DjangoModelFactory[Entry]):
    class Meta:
        model = Entry

    key = factory.Sequence(lambda n: f"advice-{n}")
    toolkit = factory.SubFactory(ToolkitFactory)
    title = factory.Sequence(lambda n: f"Piece of advice {n}")
    text = "Agree on it in writing."
    heading = "What helps"
    page = "12"


class LinkFactory(DjangoModelFactory[Link]):
    class Meta:
        model = Link

    from_key = "ready-0/board"
    entry = factory.SubFactory(EntryFactory)
    reason = "It tells how."
    position = 1


class InstrumentFactory(DjangoModelFactory[Instrument]):
    """An instrument with its current version (`made_up_content`)."""

    class Meta:
        model = Instrument
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"ready-{n}")
    toolkit = factory.SubFactory(ToolkitFactory)
    title = factory.Sequence(lambda n: f"Are we ready? {n}")
    area = "motivation"
    minutes = 10
    purpose = "To find out where you stand."
    instructions = "Choose one answer for each statement."
    heading = "Getting ready"

    @factory.post_generation
    def current(self: Instrument, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.current_version = InstrumentVersionFactory(instrument=self)
        self.save()


class InstrumentVersionFactory(DjangoModelFactory[InstrumentVersion]):
    class Meta:
        model = InstrumentVersion

    instrument = factory.SubFactory(InstrumentFactory)
    version = "1"
    content_json = factory.LazyAttribute(
        lambda v: made_up_content(v.instrument.slug, v.instrument.toolkit_id or "").as_dict()
    )
    content_hash = factory.LazyAttribute(lambda v: content_hash(v.content_json))


class OwnInstrumentFactory(InstrumentFactory):
    """An organization's own instrument, with the same questions."""

    slug = factory.Sequence(lambda n: f"own-{n:010}")
    toolkit = None
    organization = factory.SubFactory(OrganizationFactory)
    area = "own"
    heading = ""


class RecordFactory(DjangoModelFactory[Record]):
    class Meta:
        model = Record

    organization = factory.SubFactory(OrganizationFactory)
    instrument = factory.SubFactory(InstrumentFactory)
    version = factory.SelfAttribute("instrument.current_version")
    answers = factory.LazyFunction(
        lambda: {"board": {"choice": "no", "text": ""}, "budget": {"choice": "yes", "text": ""}}
    )
    saved_at = factory.LazyFunction(timezone.now)
    saved_by = factory.SubFactory(UserFactory)


class CompletionFactory(DjangoModelFactory[Completion]):
    """A completion of a record, which it leaves complete."""

    class Meta:
        model = Completion

    record = factory.SubFactory(RecordFactory, completed_at=factory.LazyFunction(timezone.now))
    number = 1
    version = factory.SelfAttribute("record.version")
    answers = factory.SelfAttribute("record.answers")
    completed_at = factory.LazyFunction(timezone.now)
    completed_by = factory.SelfAttribute("record.saved_by")
    completed_by_name = factory.LazyAttribute(lambda made: str(made.completed_by))


class SurveyFactory(DjangoModelFactory[Survey]):
    """A draft. `tests.surveys.build` makes whole ones, open and closed, by the actions themselves."""

    class Meta:
        model = Survey

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Survey {n}")
    asked_by = "Jordan Lee, program leader"
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class GroupFactory(DjangoModelFactory[Group]):
    """A group with a shared link."""

    class Meta:
        model = Group

    survey = factory.SubFactory(SurveyFactory)
    name = factory.Sequence(lambda n: f"Group {n}")
    expected = 10
    way = Way.SHARED
    position = factory.Sequence(lambda n: n)


class GoalFactory(DjangoModelFactory[Goal]):
    class Meta:
        model = Goal

    organization = factory.SubFactory(OrganizationFactory)
    what = factory.Sequence(lambda n: f"Reach it {n}")


class MeasureFactory(DjangoModelFactory[Measure]):
    """A measure without baseline, target and goal, counted every three months."""

    class Meta:
        model = Measure

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Meetings {n}")
    starts_on = factory.LazyFunction(timezone.localdate)


class MeasureValueFactory(DjangoModelFactory[MeasureValue]):
    class Meta:
        model = MeasureValue

    measure = factory.SubFactory(MeasureFactory)
    on = factory.Sequence(lambda n: timezone.localdate() - timedelta(days=n + 1))
    value = Decimal(10)
    by_name = "Person"
