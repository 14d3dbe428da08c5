"""Reads an instrument's file and checks what it means: scales, counts, bands and the rule for reading it."""

from dataclasses import dataclass

from toolkits import collection_fixture
from toolkits.collection_fixture import check_counts, read_topics, refuse_reserved, toolkits_named, twice
from toolkits.kinds import Card, Fixture, FixtureItem
from toolkits.schema import Fields, read_source
from toolkits.sources import Source
from toolkits.strict_yaml import MapNode, Problems

from .band_fixture import read_bands
from .content import ORIGINS, InstrumentContent, Item, Option, Origin, Reading, Scale, Section
from .kinds import IN_FILES, KINDS
from .models import About, Area

# The rules that `scoring` knows, each with the sections that it reads.
READING_RULES = {"hopes-and-worries": ("hopes", "worries")}

RESERVED = ("own", "areas", "choose", *collection_fixture.RESERVED)
"""What other addresses begin with: an instrument of that name could not be reached, here or in the library."""

TOOLKIT_AREAS = tuple(area for area in Area.values if area != Area.OWN)

HEAD = ("title", "area", "topics", "minutes", "purpose", "instructions", "heading", "pages")


@dataclass(frozen=True, slots=True)
class FileForm:
    """Which keys stand in a file's scales, sections and items: those needed, and those that may be there.

    `most_options` and `longest_label` are limits of a scale.
    """

    scale: tuple[str, ...]
    scale_optional: tuple[str, ...]
    section: tuple[str, ...]
    section_optional: tuple[str, ...]
    item: tuple[str, ...]
    item_optional: tuple[str, ...]
    most_options: int | None = None
    longest_label: int = 5_000


TOOLKIT_FILE = FileForm(
    scale=("origin", "options"),
    scale_optional=("title",),
    section=("section", "title", "origin", "items"),
    section_optional=("for", "comment"),
    item=("item", "kind", "text", "source"),
    item_optional=("title", "scale", "derived", "mended"),
)


@dataclass(frozen=True, slots=True)
class InstrumentHead:
    """What stands around the items and may change without a new version."""

    title: str
    area: str
    minutes: int
    purpose: str
    instructions: str
    heading: str
    pages: str
    about: str = About.ORGANIZATION
    credit: str = ""


@dataclass(frozen=True, slots=True)
class InstrumentFixture:
    """`version_line` is where a person gives a new version when the content must not change."""

    head: InstrumentHead
    content: InstrumentContent
    version_line: int


def read_instrument(node: MapNode, problems: Problems) -> list[Fixture[InstrumentFixture]]:
    """Read one file of fixtures/instruments/; notes what is wrong in `problems`."""
    fields = Fields(
        node,
        problems,
        required=("instrument", "toolkit", "version", *HEAD, "expect", "sections"),
        optional=("scales", "bands", "reading", "about", "credit"),
    )
    slug, toolkit = fields.name_of_file("instrument"), fields.name("toolkit")
    refuse_reserved(fields, "instrument", RESERVED)
    sections, scales, item_lines = read_questions(fields, slug, toolkit, TOOLKIT_FILE)
    check_counts(fields, {section.slug: len(section.items) for section in sections})
    reading = _read_reading(fields, toolkit, sections)
    # Points can only be counted once the scales and the items are right.
    bands = None if problems.errors or "bands" not in fields else read_bands(fields, toolkit, sections, scales)
    content = InstrumentContent(slug, toolkit, sections, scales, bands, reading)
    head = read_head(fields)
    items = _listed(content, item_lines)
    fixture = Fixture(
        kind="instrument",
        key=slug,
        path=problems.path,
        line=fields.line_of("instrument"),
        value=InstrumentFixture(head, content, fields.line_of("version")),
        toolkit=toolkit,
        version=fields.text("version", longest=20),
        references=toolkits_named(fields, toolkit, items),
        items=items,
        card=_card(fields, head, content),
    )
    return [fixture]


def read_questions(
    fields: Fields, slug: str, toolkit: str, form: FileForm
) -> tuple[tuple[Section, ...], dict[str, Scale], dict[str, int]]:
    """What stands under `sections` and `scales`, and the line of each item by its natural key."""
    scale_fields = fields.named("scales")
    scales = {name: _read_scale(name, scale_fields, form) for name in scale_fields.names}
    sections, item_lines = _read_sections(fields, slug, toolkit, scales, form)
    _check_scales_are_used(scale_fields, sections)
    return sections, scales, item_lines


def read_head(fields: Fields, *, is_own: bool = False) -> InstrumentHead:
    """What stands around the items. An own instrument has an area of its own, and its file no place in a toolkit."""
    return InstrumentHead(
        title=fields.text("title", longest=120),
        area=Area.OWN if is_own else fields.one_of("area", TOOLKIT_AREAS),
        minutes=fields.number("minutes", least=1),
        purpose=fields.text("purpose"),
        instructions=fields.text("instructions"),
        heading="" if is_own else fields.text("heading", longest=200),
        pages="" if is_own else fields.text_or_empty("pages", longest=20),
        about=fields.one_of("about", About.values) if "about" in fields else About.ORGANIZATION,
        credit=fields.text("credit") if "credit" in fields else "",
    )


def _card(fields: Fields, head: InstrumentHead, content: InstrumentContent) -> Card:
    return Card(
        title=head.title,
        purpose=head.purpose,
        heading=head.heading,
        pages=head.pages,
        credit=head.credit,
        topics=read_topics(fields),
        sections=tuple(
            {"slug": part.slug, "title": part.title, "origin": part.origin, "audience": part.audience}
            for part in content.sections
        ),
    )


def _read_scale(slug: str, named: Fields, form: FileForm) -> Scale:
    fields = named.inside(slug, required=form.scale, optional=form.scale_optional)
    options = tuple(
        Option(
            key=option.name("key"),
            label=option.text("label", longest=form.longest_label),
            value=option.number_or_none("value"),
            aside=option.yes("aside"),
            comment=option.yes("comment"),
        )
        for option in fields.each("options", required=("key", "label", "value"), optional=("aside", "comment"))
    )
    if form.most_options is not None and len(options) > form.most_options:
        fields.refuse("options", f"are {len(options)}; {form.most_options} are the most")
    for option in options:
        if option.aside and option.value is not None:
            fields.refuse("options", f"has `{option.key}`, which cannot be set aside and have a value")
    for key in twice([option.key for option in options]):
        fields.refuse("options", f"has the key `{key}` twice")
    if len({option.value for option in options} - {None}) < 2:
        fields.refuse("options", "needs at least two different values")
    return Scale(slug, _read_origin(fields), options, fields.text_or_empty("title"))


def _read_origin(fields: Fields) -> Origin:
    """Whose the wording is; where a file need not say so, it is ours."""
    return fields.one_of("origin", ORIGINS) if "origin" in fields else "ours"


def _read_sections(
    fields: Fields, slug: str, toolkit: str, scales: dict[str, Scale], form: FileForm
) -> tuple[tuple[Section, ...], dict[str, int]]:
    """The sections, and the line of each item by its natural key."""
    sections = []
    lines: dict[str, int] = {}
    for section in fields.each("sections", required=form.section, optional=form.section_optional):
        items = []
        for entry in section.each("items", required=form.item, optional=form.item_optional):
            item = _read_item(entry, slug, toolkit, scales)
            if item.key in lines:
                entry.refuse("item", f"is `{item.slug}`, which stands already in line {lines[item.key]}")
            lines.setdefault(item.key, entry.line_of("item"))
            items.append(item)
        sections.append(
            Section(
                slug=section.name("section"),
                title=section.text("title", longest=200),
                origin=_read_origin(section),
                items=tuple(items),
                audience=section.text("for", longest=120) if "for" in section else "",
                comment=section.text("comment", longest=200) if "comment" in section else "",
            )
        )
    for name in twice([section.slug for section in sections]):
        fields.refuse("sections", f"has the section `{name}` twice")
    return tuple(sections), lines


def _read_item(fields: Fields, instrument: str, toolkit: str, scales: dict[str, Scale]) -> Item:
    slug, kind = fields.name("item"), fields.one_of("kind", IN_FILES)
    scale = fields.name("scale") if "scale" in fields else None
    if scale and scale not in scales:
        fields.refuse("scale", f"is `{scale}`, which does not stand under `scales`")
    if KINDS[kind].scale == "needed" and not scale:
        fields.refuse("kind", f"is `{kind}`, which needs a `scale`")
    return Item(
        slug=slug,
        key=f"{instrument}/{slug}",
        kind=kind,
        text=fields.text("text"),
        scale=scale,
        source=read_source(fields, toolkit) if "source" in fields else Source(toolkit, ""),
        derived=fields.yes("derived"),
        mended=fields.text("mended") if "mended" in fields else "",
        title=fields.text("title", longest=200) if "title" in fields else "",
        after=fields.text("after", longest=121) if "after" in fields else "",
    )


def _read_reading(fields: Fields, toolkit: str, sections: tuple[Section, ...]) -> Reading | None:
    if "reading" not in fields:
        return None
    reading = fields.inside("reading", required=("rule", "source"))
    rule = reading.one_of("rule", tuple(READING_RULES))
    wanted = READING_RULES[rule]
    if {section.slug for section in sections} != set(wanted):
        reading.refuse("rule", f"`{rule}` reads the sections {', '.join(wanted)}, no more and no fewer")
    return Reading(rule, read_source(reading, toolkit))


def _check_scales_are_used(scales: Fields, sections: tuple[Section, ...]) -> None:
    used = {item.scale for section in sections for item in section.items}
    for slug in scales.names:
        if slug not in used:
            scales.refuse(slug, "is a scale that no item uses")


def _listed(content: InstrumentContent, lines: dict[str, int]) -> tuple[FixtureItem, ...]:
    return tuple(
        FixtureItem(
            slug=item.slug,
            section=section.slug,
            text=item.text,
            source=item.source,
            line=lines[item.key],
            title=item.title,
            derived=item.derived,
            mended=item.mended,
        )
        for section in content.sections
        for item in section.items
    )
