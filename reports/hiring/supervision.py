"""The agenda for supervision: the first year, the three kinds, the ten competencies, the chosen categories. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from jobdesc.drafting.document import Document
from jobdesc.hiring.content import Hiring
from toolkits.models import Entry

from .blocks import Block, Cell, Table, Text, blanks, box, cell, empty_rows, heading, room, text
from .sourcing import from_toolkit, short_source

COMPETENCIES, KINDS = "prcoe-supervision", "lappa-supervision-types"
AGREED = ("What we agreed", "Who", "By when")


def agenda_blocks(document: Document, content: Hiring, entries: Mapping[str, Entry]) -> tuple[Block, ...]:
    """`entries` are the items of both toolkits by natural key, in their order, each with its collection and toolkit."""
    competencies = [entry for entry in entries.values() if entry.collection_id == COMPETENCIES]
    kinds = [entry for entry in entries.values() if entry.collection_id == KINDS]
    return (
        text(
            "An agenda to fit to each meeting: take what is needed today. It belongs to the peer worker as much as to "
            "the supervisor. Agree who keeps what is written on it, and who may read it.",
            tone="lead",
        ),
        blanks("Who meets, and when", ("Peer worker", "Supervisor", "Date", "Kind of supervision today")),
        *_each_time(content),
        *_categories(document, content),
        *_competencies(competencies, content),
        heading("What we take away"),
        Table(empty_rows(4, AGREED), (6, 2, 2), "What was agreed", heads=AGREED, is_grid=True),
        *_kinds(kinds, document, content),
        *_first_year(content, kinds),
        *_sources((*competencies[:1], *kinds[:1])),
    )


def _each_time(content: Hiring) -> Iterator[Block]:
    asked = content.supervision.standing
    yield heading("Each time")
    yield Table(
        tuple((cell(one), box(f"Talked about: {one}"), room(f"Notes: {one}")) for one in asked),
        (10, 3, 8),
        "Questions for each meeting",
        heads=("Question", "Talked about", "Notes"),
        is_grid=True,
    )
    yield _ours("These questions are")


def _kinds(kinds: Sequence[Entry], document: Document, content: Hiring) -> Iterator[Block]:
    known = {kind.key: kind for kind in content.supervision.kinds}
    by_slug = {"administrative": document.reports_to, "supportive": document.supportive_supervisor}
    if not kinds:
        return
    yield heading("Three kinds of supervision")
    yield text("They do not have to come from one person. Agree once who gives which, and write it down.")
    yield Table(
        tuple(
            (
                cell(entry.text),
                cell(*entry.parts.get("activities", ())),
                cell(known[entry.key].ask if entry.key in known else ""),
                _who(by_slug.get(entry.key.rpartition("/")[2], ""), entry.text),
            )
            for entry in kinds
        ),
        (4, 8, 5, 5),
        "The three kinds of supervision",
        heads=("Kind", "What belongs to it", "A question to ask", "Who gives it here"),
        is_grid=True,
    )
    yield short_source(kinds[0])


def _who(known: str, kind: str) -> Cell:
    return cell(known) if known.strip() else room(f"Who gives it here: {kind}")


def _first_year(content: Hiring, kinds: Sequence[Entry]) -> Iterator[Block]:
    names = {entry.key: entry.text for entry in kinds}
    yield heading("The first year")
    yield Table(
        tuple(
            (
                cell(stage.title),
                cell(stage.often),
                cell(stage.what),
                cell(*(names[key] for key in stage.kinds if key in names)),
            )
            for stage in content.supervision.stages
        ),
        (4, 5, 9, 5),
        "How often to meet in the first year, and about what",
        heads=("When", "How often", "What for", "Kinds, the most important first"),
    )
    yield _ours("How often and what for is")


def _competencies(competencies: Sequence[Entry], content: Hiring) -> Iterator[Block]:
    if not competencies:
        return
    yield heading("By the ten competencies of supervision")
    yield text("What a supervisor should be able to do, each with a question that puts it to work. One or two a time.")
    yield Table(
        tuple(
            (
                cell(f"{entry.number}. {entry.text}"),
                cell(content.supervision.competencies.get(entry.key, "")),
                box(f"Talked about: {entry.text}"),
                room(f"Notes: {entry.text}"),
            )
            for entry in competencies
        ),
        (6, 7, 3, 6),
        "The ten competencies of supervision, with a question for each",
        heads=("Competency", "Ask", "Talked about", "Notes"),
        is_grid=True,
    )
    yield short_source(competencies[0])


def _categories(document: Document, content: Hiring) -> Iterator[Block]:
    chosen = [one for one in content.categories if one.key in document.categories]
    if not chosen:
        return
    yield heading("By what this role is about")
    yield text("The categories of competencies that the job description was written around.")
    for category in chosen:
        asked = content.supervision.categories.get(category.key, ())
        yield heading(category.name, 2, together=True)
        yield Table(
            tuple((cell(one), room(f"Notes: {one}")) for one in asked),
            (1, 1),
            f"Questions on: {category.name}",
            heads=("Question", "Notes"),
            is_grid=True,
        )
    yield _ours("These questions are")


def _sources(entries: Sequence[Entry]) -> Iterator[Block]:
    """One of each collection's entries says where all of them are from."""
    if entries:
        yield heading("Where this comes from")
    for entry in entries:
        if entry.collection:
            yield from_toolkit(entry.collection, ours=["the questions"], heading=entry.heading, pages=entry.page)


def _ours(what: str) -> Text:
    return text(f"{what} PeerReady's own (PeerReady heuristic).", tone="source")
