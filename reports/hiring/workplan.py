"""The collaborative work plan with the toolkit's eight sections, begun with what the description knows. Pure."""

from collections.abc import Iterator, Sequence

from jobdesc.drafting.document import Document
from toolkits.models import Collection, Entry

from .blocks import Block, Room, Table, blanks, bullets, cell, empty_rows, heading, room, text
from .sourcing import from_toolkit

COLLECTION = "wise-workplan"
STEPS = ("Next step", "Who", "By when")
SIGNED = ("Name", "Signature", "Date")
BLANK = "____________"
ROOM_FOR = {"performance-issues": 6, "your-contribution": 5}
"""How many lines a section gets that asks only one thing."""


def workplan_blocks(
    document: Document, organization: str, collection: Collection, entries: Sequence[Entry]
) -> tuple[Block, ...]:
    """`entries` are the eight sections in their order; the collection comes with its toolkit."""
    sections = [block for entry in entries for block in _section(entry, document, organization)]
    return (
        text(
            "For when work has become difficult: a plan that a peer worker and a manager make together, so that the "
            "work can go well again. It is neither a warning nor a punishment, and PeerReady keeps no copy.",
            tone="lead",
        ),
        blanks("Who makes this plan", ("Peer worker", "Manager", "The plan starts on", "The plan ends on")),
        text("Where it says [EMPLOYEE], say the person's name.", tone="note"),
        *sections,
        heading("Agreed"),
        Table(
            tuple((cell(who), *(room(f"{what}: {who}") for what in SIGNED)) for who in ("Peer worker", "Manager")),
            (4, 6, 6, 4),
            "Signatures",
            heads=("", *SIGNED),
            is_grid=True,
        ),
        from_toolkit(
            collection,
            ours=["the introduction", "what is said about sections I, II and VI", "the table of steps", "“Agreed”"],
        ),
    )


def _section(entry: Entry, document: Document, organization: str) -> Iterator[Block]:
    slug = entry.key.rpartition("/")[2]
    asks = [_filled(ask, organization) for ask in _texts(entry)]
    yield heading(f"{entry.number}. {entry.title}" if entry.number else entry.title)
    if slug == "overview":
        yield text(_filled(entry.text, organization), tone="note")
        yield from bullets(asks)
    elif slug == "background-information":
        yield text(_filled(entry.text, organization), tone="note")
        yield from _background(document, organization, asks)
    elif not asks and slug in ROOM_FOR:
        yield Room(text(entry.text).text, ROOM_FOR[slug])
    else:
        yield text(_filled(entry.text, organization), tone="note" if entry.derived else "plain")
        if slug == "prevention":
            yield Table(empty_rows(4, STEPS), (6, 2, 2), "Next steps", heads=STEPS, is_grid=True)
        if slug == "subsequent-meetings":
            yield blanks("When we meet", asks)
        else:
            yield from (Room(text(ask).text, 3) for ask in asks)


def _background(document: Document, organization: str, asks: Sequence[str]) -> Iterator[Block]:
    """What the description knows of the first that is asked is filled in; the rest is room to write."""
    known = {"Agency": organization, "Position": document.title}
    yield blanks("The position", ("Agency", "Position", "Hired on"), known)
    duties = bullets(one.name for one in document.responsibilities)
    if duties:
        yield text("Primary duties")
        yield from duties
    else:
        yield Room("Primary duties")
    yield from (Room(text(ask).text, 3) for ask in asks[1:])


def _texts(entry: Entry) -> list[str]:
    asks = entry.parts.get("asks", ())
    return [asks] if isinstance(asks, str) else list(asks)


def _filled(words: str, organization: str) -> str:
    """With the organization's name, and blanks where something is still to be agreed."""
    owns = f"{organization}'" if organization.endswith("s") else f"{organization}'s"
    words = words.replace("[AGENCY]'s", owns).replace("[AGENCY]", organization)
    for still_open in ("[TIME PERIOD]", "[NUMBER]", "[EXPIRATION DATE]"):
        words = words.replace(still_open, BLANK)
    return words
