"""What an instrument version says: sections, items, scales, bands and the reading, as frozen values.

The loader stores this as JSON (`InstrumentContent.as_dict`); everything else reads it back through `parse`.
"""

from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Literal, cast

from toolkits.sources import Source

from .kinds import KINDS, ItemKind, Kind

Level = Literal["strong", "middle", "low"]
Origin = Literal["toolkit", "ours"]
LEVELS: tuple[Level, ...] = ("strong", "middle", "low")
MOST_ON_A_PAGE = 40
ORIGINS: tuple[Origin, ...] = ("toolkit", "ours")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a scale.

    `value` is None where the answer never counts in a score: "don't know", which is still to be found out, or with
    `aside` "not applicable", which leaves the item out for good. `comment`: its section then needs a comment.
    """

    key: str
    label: str
    value: int | None
    aside: bool = False
    comment: bool = False


@dataclass(frozen=True)
class Scale:
    """A scale's options in the order in which they are shown."""

    slug: str
    origin: Origin
    options: tuple[Option, ...]
    title: str = ""

    @cached_property
    def by_key(self) -> dict[str, Option]:
        return {option.key: option for option in self.options}

    @cached_property
    def lowest(self) -> int:
        return min(option.value for option in self.options if option.value is not None)

    @cached_property
    def highest(self) -> int:
        return max(option.value for option in self.options if option.value is not None)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked. `key` is the natural key, "instrument/item", by which links know it.

    `title` is a short name where the toolkit gives one; `after` is the natural key of the toolkit's item of which an
    organization's own one is a copy.
    """

    slug: str
    key: str
    kind: Kind
    text: str
    scale: str | None
    source: Source
    derived: bool = False
    mended: str = ""
    title: str = ""
    after: str = ""

    @property
    def takes(self) -> ItemKind:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part. `audience` is whom it is meant for; `comment` the label of its one comment; both may be empty."""

    slug: str
    title: str
    origin: Origin
    items: tuple[Item, ...]
    audience: str = ""
    comment: str = ""

    @property
    def comment_slug(self) -> str:
        """The slug under which the comment is kept. No item's slug begins like this."""
        return f"_comment-{self.slug}"


@dataclass(frozen=True, slots=True)
class Band:
    """A range of points, both ends included, with what it means."""

    slug: str
    lowest: int
    highest: int
    level: Level
    title: str
    text: str
    lead_time: str


@dataclass(frozen=True, slots=True)
class Bands:
    """The toolkit's own bands over the sum of the values of the options chosen, from the highest to the lowest."""

    origin: Origin
    source: Source
    levels: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule, known to `scoring`, by which the toolkit reads the answers as a whole."""

    rule: str
    source: Source


@dataclass(frozen=True)
class InstrumentContent:
    """The whole of one version. Two contents are the same version if and only if their hashes are equal."""

    slug: str
    toolkit: str
    sections: tuple[Section, ...]
    scales: dict[str, Scale] = field(default_factory=dict)
    bands: Bands | None = None
    reading: Reading | None = None

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def asked(self) -> tuple[Item, ...]:
        """The items, and after those of a section its comment: all that a form may send."""
        return tuple(item for section in self.sections for item in (*section.items, *self.comment_of(section)))

    @cached_property
    def by_slug(self) -> dict[str, Item]:
        """All that is asked, by slug."""
        return {item.slug: item for item in self.asked}

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        return frozenset(item.kind for item in self.items)

    @property
    def is_filled_by_section(self) -> bool:
        """Whether its sections are filled on pages of their own: it is long, or they concern different people."""
        if len(self.sections) < 2:
            return False
        return len(self.items) > MOST_ON_A_PAGE or any(section.audience for section in self.sections)

    def section(self, slug: str) -> Section | None:
        return next((section for section in self.sections if section.slug == slug), None)

    def comment_of(self, section: Section) -> tuple[Item, ...]:
        """The section's comment as an item of the kind `comment`; none where it has no comment."""
        if not section.comment:
            return ()
        slug = section.comment_slug
        return (Item(slug, f"{self.slug}/{slug}", "comment", section.comment, None, Source(self.toolkit, "")),)

    def scale_of(self, item: Item) -> Scale | None:
        return self.scales[item.scale] if item.scale else None

    def as_dict(self) -> dict[str, Any]:
        """As plain data. What an older release did not know is left out where it is empty, so that hashes stay."""
        data = asdict(self)
        for part in data["sections"]:
            _drop_empty(part, "audience", "comment")
            for item in part["items"]:
                _drop_empty(item, "title", "after")
        for scale in data["scales"].values():
            for option in scale["options"]:
                _drop_empty(option, "aside", "comment")
        return data


def parse(data: dict[str, Any]) -> InstrumentContent:
    """Read back what `InstrumentContent.as_dict` wrote, also after a round trip through JSON."""
    return InstrumentContent(
        slug=data["slug"],
        toolkit=data["toolkit"],
        sections=tuple(_section(section) for section in data["sections"]),
        scales={slug: _scale(scale) for slug, scale in data["scales"].items()},
        bands=_bands(data["bands"]) if data["bands"] else None,
        reading=_reading(data["reading"]) if data["reading"] else None,
    )


def _drop_empty(data: dict[str, Any], *names: str) -> None:
    for name in names:
        if not data[name]:
            del data[name]


def _section(data: dict[str, Any]) -> Section:
    items = tuple(Item(**{**item, "source": Source.from_dict(item["source"])}) for item in data["items"])
    return Section(**{**data, "items": items})


def _scale(data: dict[str, Any]) -> Scale:
    return Scale(**{**data, "options": tuple(Option(**option) for option in data["options"])})


def _bands(data: dict[str, Any]) -> Bands:
    levels = tuple(Band(**band) for band in data["levels"])
    return Bands(origin=cast(Origin, data["origin"]), source=Source.from_dict(data["source"]), levels=levels)


def _reading(data: dict[str, Any]) -> Reading:
    return Reading(rule=data["rule"], source=Source.from_dict(data["source"]))
