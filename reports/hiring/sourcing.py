"""Where a part of a paper comes from, in a sentence."""

from collections.abc import Sequence

from reports.printing import page_words, whose
from toolkits.models import Collection, Entry

from .blocks import Text, text


def from_toolkit(collection: Collection, *, ours: Sequence[str] = (), heading: str = "", pages: str = "") -> Text:
    """The whole source line of a collection, which comes with its toolkit; `ours` names what of it is PeerReady's own.

    `heading` and `pages` are where its items are from another place than itself.
    """
    said = whose(
        collection.toolkit,
        heading=heading or collection.heading,
        pages=pages or collection.pages,
        credit=collection.credit,
        ours=ours,
    )
    sentences = [f"{said.begins} {said.toolkit}{said.place}", *said.credits]
    if said.ours:
        sentences.append(f"PeerReady's own, and not the toolkit's: {said.ours}.")
    return text(" ".join(sentences), tone="source")


def short_source(entry: Entry) -> Text:
    """Where an item is from, in a few words; the whole line stands at the end of the paper."""
    return text(f"{entry.toolkit.title}, {entry.heading}{page_words(entry.page)}.", label="From", tone="source")
