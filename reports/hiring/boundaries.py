"""What the role is not: activities on which it was decided that they do not belong in it. Pure."""

from collections.abc import Iterator

from jobdesc.drafting.document import Document
from jobdesc.worksheet.boundaries import Boundaries
from toolkits.models import Collection

from .blocks import Block, Table, bullets, cell, heading, text
from .sourcing import from_toolkit

COLLECTION = "lappa-activities"


def boundaries_blocks(document: Document, found: Boundaries, collection: Collection | None) -> tuple[Block, ...]:
    """`collection` is that of the activities, with its toolkit."""
    does = [one.name for one in document.responsibilities if one.name.strip()]
    return (
        text(
            "For everybody who works with our peer workers. Peer support works because it is mutual and freely chosen. "
            "These activities were talked over and left out of the role, so that it stays that way.",
            tone="lead",
        ),
        *_noes(found),
        *([heading("What is part of it"), *bullets(does)] if does else ()),
        heading("When somebody is asked to do it all the same"),
        *bullets(
            (
                "Say that it is not part of the role, and point to this page. Nobody has to justify it.",
                "Find together who does it instead.",
                "Tell the supervisor if it happens again, so that it is the organization that answers.",
            )
        ),
        *(_source(collection) if collection and len(found) else ()),
    )


def _noes(found: Boundaries) -> Iterator[Block]:
    yield heading("What is not part of this role")
    if not len(found):
        yield text("Nothing has been decided against yet. The role worksheet is where that is done.")
    for group in found.groups:
        yield heading(group.title, 2)
        yield Table(
            tuple((cell(one.text), cell(one.reason), cell(one.handbook)) for one in group.boundaries),
            (6, 7, 7),
            f"Not part of this role: {group.title}",
            heads=("Activity", "Why we decided so", "What the handbook says, in our words"),
        )


def _source(collection: Collection) -> Iterator[Block]:
    yield from_toolkit(
        collection,
        ours=[
            "the introduction and the last part",
            "the reasons, which are this organization's",
            "how we read the handbook of Lyn Legere Consulting (PeerReady heuristic)",
        ],
    )
