"""A small list of skills to sign off: `greets` and `listens` in one function, `shares` in another."""

from typing import Any

from assessments.content import InstrumentContent, Item, Option, Scale, Section
from assessments.models import Instrument, Record, content_hash
from organizations.models import Organization
from tests.factories import InstrumentFactory, RecordFactory
from toolkits.sources import Source

LEVELS = Scale(
    "level",
    "ours",
    (
        Option("not-yet", "Not yet shown", 0),
        Option("with-support", "With support", 1),
        Option("signed-off", "On their own, signed off", 2),
        Option("not-in-role", "Not part of this role", None, aside=True),
    ),
    "How far along is this skill?",
)


def skills_content(slug: str = "skills", of: Scale = LEVELS) -> InstrumentContent:
    def skill(name: str, number: str) -> Item:
        source = Source("handbook", "Schedule", "", number)
        return Item(name, f"{slug}/{name}", "skill", f"{name.title()} whoever comes in", "level", source)

    functions = (
        Section(
            "statements", "Engages people", "toolkit", (skill("greets", "1"), skill("listens", "2")), "Peer worker"
        ),
        Section("sharing", "Shares experience", "toolkit", (skill("shares", "1"),), "Supervisor"),
    )
    return InstrumentContent(slug, "handbook", functions, {"level": of})


def skills_instrument(slug: str = "skills", **given: Any) -> Instrument:
    """The list as an instrument about people."""
    instrument: Instrument = InstrumentFactory(
        **{"slug": slug, "title": f"Skills {slug}", "about": "person", "area": "people", **given}
    )
    version = instrument.current_version
    assert version is not None
    version.content_json = skills_content(slug).as_dict()
    version.content_hash = content_hash(version.content_json)
    version.save()
    return instrument


def skills_record(organization: Organization, instrument: Instrument, subject: str = "JM", **given: Any) -> Record:
    """`greets` is signed off, `listens` goes with support, `shares` is not answered."""
    answers = {
        "greets": {"choice": "signed-off", "text": "On the ward.", "who": "RT", "date": "2026-03-04"},
        "listens": {"choice": "with-support", "text": ""},
    }
    made: Record = RecordFactory(
        **{"organization": organization, "instrument": instrument, "subject": subject, "answers": answers, **given}
    )
    return made
