"""The performance evaluation of the toolkit, narrowed to the competencies of the description. Pure.

It is a blank form: PeerReady keeps no evaluation of a person.
"""

from collections.abc import Iterator, Sequence

from assessments.content import InstrumentContent, Item, Scale, Section
from jobdesc.drafting.document import Document
from jobdesc.hiring.content import Hiring
from toolkits.models import Collection

from .blocks import Block, Table, blanks, box, cell, heading, room, text
from .blocks import Room as RoomBelow
from .sourcing import from_toolkit

INSTRUMENT = "wise-performance"
HEAD = ("Peer worker", "Position", "Period looked back on", "Supervisor", "Date")
SIGNED = ("Name", "Signature", "Date")


def chosen_items(document: Document, content: Hiring) -> frozenset[str]:
    """The items of the evaluation, by natural key, that ask about the description's competencies.

    Those chosen; where none are, those that its duties express; then those of its categories; else all.
    """
    known = content.competencies
    duties = {duty.competency for one in document.responsibilities for duty in one.duties}
    of_categories = {key for key, one in known.items() if one.category in document.categories}
    for keys in (set(document.competencies), duties, of_categories):
        if found := [known[key].evaluated_as for key in keys if key in known]:
            return frozenset(found)
    return frozenset(one.evaluated_as for one in known.values())


def evaluation_blocks(
    document: Document, content: Hiring, instrument: InstrumentContent, collection: Collection
) -> tuple[Block, ...]:
    """`instrument` is the toolkit's form, `collection` the same in the library, with its toolkit."""
    items = chosen_items(document, content)
    sections = [(section, [item for item in section.items if item.key in items]) for section in instrument.sections]
    asked = sum(len(found) for _, found in sections)
    parts = [block for section, found in sections if found for block in _section(section, found, instrument)]
    return (
        text(
            "To be filled in by peer worker and supervisor together. Nothing of it is kept in PeerReady: it belongs in "
            "the place where your organization keeps such papers.",
            tone="lead",
        ),
        blanks("Whom and what it is about", HEAD, {"Position": document.title}),
        *_how(instrument),
        text(
            f"This form asks about {asked} of the toolkit's {sum(len(found.items) for found in instrument.sections)} "
            "competencies: those that the job description was written around."
        ),
        *parts,
        heading("Looking back and ahead"),
        RoomBelow("What went especially well"),
        RoomBelow("What the peer worker wants to learn or to change next"),
        RoomBelow("What the organization will do to support it"),
        RoomBelow("What the peer worker would like to add"),
        heading("Who talked about this"),
        text("A signature says that it was talked about, and not that both agree on everything."),
        _signatures(),
        from_toolkit(
            collection,
            ours=["how to fill it in", "the parts “Looking back and ahead” and “Who talked about this”"],
        ),
    )


def _how(instrument: InstrumentContent) -> Iterator[Block]:
    yield heading("How to fill it in")
    yield text(
        "For each competency, tick what fits the person's work today. “Clients” are the people whom the peer worker "
        "supports, such as adults, family members, parents or young people."
    )
    means = {
        "advanced": "The standards are always met, and little guidance is needed.",
        "proficient": "Good work that now and then needs guidance.",
        "developing": "Still learning, with frequent guidance.",
        "not-enough-information": "Rare: the competency clearly belongs to the position, and you know too little to "
        "say. Being new is not a reason for it.",
        "not-applicable": "The competency has nothing at all to do with the position. All of them are meant broadly.",
    }
    scale = _scale(instrument)
    yield Table(
        tuple(
            (cell(option.label), cell(means.get(option.key, "")), cell("Required" if option.comment else "Welcome"))
            for option in scale.options
        ),
        (5, 12, 3),
        "What the five answers mean",
        heads=("Answer", "What it means", "Comment"),
    )


def _scale(instrument: InstrumentContent) -> Scale:
    return next(iter(instrument.scales.values()))


def _section(section: Section, found: Sequence[Item], instrument: InstrumentContent) -> Iterator[Block]:
    options = [option.label for option in _scale(instrument).options]
    yield heading(section.title, 2, together=True)
    yield Table(
        tuple((cell(item.text), *(box(f"{option}: {item.text}") for option in options)) for item in found),
        (15, *(4 for _ in options)),
        section.title,
        heads=("Competency", *options),
        is_grid=True,
    )
    if section.comment:
        yield RoomBelow(section.comment, 2)


def _signatures() -> Table:
    rows = tuple((cell(who), *(room(f"{what}: {who}") for what in SIGNED)) for who in ("Peer worker", "Supervisor"))
    return Table(rows, (4, 6, 6, 4), "Signatures", heads=("", *SIGNED), is_grid=True)
