"""An instrument as a form for paper and pencil. What an item needs room for, its kind says (`assessments.kinds`)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assessments.content import InstrumentContent, Item, Scale, Section
from assessments.kinds import Kind
from assessments.models import About, Instrument

from .printing import NoSuchSectionError, Print, PrintItem, PrintSection, Room, Whose, named, whose

# What still reads well as heads of narrow columns; anything longer stands in a line under its item.
MOST_BOXES, LONGEST_LABEL, LONGEST_WORD = 6, 32, 12
LINES: dict[Kind, int] = {"open": 5, "choice": 1, "risk": 2, "skill": 1, "comment": 4}
PRIVATE = "On paper too it is yours alone: hand it in to nobody."


def of_instrument(
    instrument: Instrument, content: InstrumentContent, *, section: str = "", large: bool = False
) -> Print:
    """A version of an instrument, blank; with `section` that one alone. Raises NoSuchSectionError.

    An organization's own instrument comes with its organization, and with the one that it is a copy of.
    """
    chosen = [part for part in content.sections if section in ("", part.slug)]
    if not chosen:
        raise NoSuchSectionError
    is_private = instrument.about == About.PRIVATE
    # Beside each of many the mark would say nothing: there one sentence does.
    are_all_ours = all(item.derived for part in chosen for item in part.items)
    return Print(
        title=instrument.title,
        lead=instrument.purpose,
        instructions=(instrument.instructions, PRIVATE) if is_private else (instrument.instructions,),
        blanks=_blanks(instrument.about),
        sections=tuple(_section(part, content, marked=not are_all_ours, large=large) for part in chosen),
        whose=_whose(instrument, content, chosen, are_all_ours),
        is_part=bool(section),
        is_large=large,
        is_own=instrument.is_own,
    )


def _blanks(about: str) -> tuple[str, ...]:
    if about == About.PERSON:
        return ("Date", "For (initials or code)", "Who is present")
    return ("Date",) if about == About.PRIVATE else ("Date", "Who is present")


def _section(section: Section, content: InstrumentContent, *, marked: bool, large: bool) -> PrintSection:
    items = tuple(_item(item, n, content.scale_of(item), marked) for n, item in enumerate(section.items, 1))
    comment = Room(section.comment, lines=LINES["comment"]) if section.comment else None
    made = PrintSection(section.slug, section.title, "asked", items, audience=section.audience, comment=comment)
    if not items or not items[0].rooms or any(item.rooms != items[0].rooms for item in items):
        return made
    first, *others = items[0].rooms
    if _fits_grid(first) and not large:
        heads = (*(Room(label, boxes=(label,)) for label in first.boxes), *others)
        return replace(made, layout="grid", heads=heads, asked=first.label)
    if first.boxes and not others:
        asked_once = tuple(replace(item, rooms=(replace(first, label=""),)) for item in items)
        return replace(made, items=asked_once, asked=first.label)
    return made


def _item(item: Item, place: int, scale: Scale | None, marked: bool) -> PrintItem:
    return PrintItem(
        number=item.source.number or str(place),
        title=item.title,
        text=item.text,
        is_ours=item.derived and marked,
        rooms=tuple(_rooms(item, scale)),
    )


def _rooms(item: Item, scale: Scale | None) -> Iterator[Room]:
    """Room for each part of the answer, in the order in which the item's kind asks for them."""
    for part, label in item.takes.parts.items():
        if part == "choice" and scale:
            yield Room(label or scale.title, boxes=tuple(option.label for option in scale.options))
        elif part == "text":
            yield Room(label, lines=LINES[item.kind])
        elif part != "choice":
            yield Room(label)


def _fits_grid(first: Room) -> bool:
    """Whether the boxes of a section's items can be columns of one table."""
    if not first.boxes or len(first.boxes) > MOST_BOXES:
        return False
    words = [word for label in first.boxes for word in label.split()]
    return max(map(len, first.boxes)) <= LONGEST_LABEL and max(map(len, words), default=0) <= LONGEST_WORD


def _whose(instrument: Instrument, content: InstrumentContent, chosen: Sequence[Section], are_all_ours: bool) -> Whose:
    toolkit = instrument.toolkit
    if toolkit is None or instrument.organization:
        return _own(instrument)
    used = dict.fromkeys(item.scale for section in chosen for item in section.items if item.scale)
    scales = [content.scales[slug].title for slug in used if content.scales[slug].origin == "ours"]
    headings = [section.title for section in chosen if section.origin == "ours"]
    ours = ["title, purpose and instructions", named("the scale", scales), named("the heading", headings)]
    if are_all_ours:
        ours.append("the wording of every statement, after what the toolkit explains")
    elif any(item.derived for section in chosen for item in section.items):
        ours.append("what is marked “our wording”")
    return whose(
        toolkit,
        heading=instrument.heading,
        pages=instrument.pages,
        credit=instrument.credit,
        ours=ours,
    )


def _own(instrument: Instrument) -> Whose:
    """An organization's own instrument, or its own copy of a toolkit's."""
    name = instrument.organization.name if instrument.organization else ""
    original = instrument.copy_of
    toolkit = original.toolkit if original else instrument.toolkit
    if toolkit is None:
        return Whose(f"Made by {name} for its own use.")
    # Where the toolkit's one is gone, the copy still says where it stood and whose it was.
    of, held = (f"“{original.title}”", original) if original else ("an assessment", instrument)
    return whose(
        toolkit,
        heading=held.heading,
        pages=held.pages,
        credit=held.credit,
        ours=(),
        begins=f"A version by {name}, which may be worded otherwise, of {of} from",
    )
