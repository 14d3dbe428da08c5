"""An instrument in another language: which texts a translation has, and the content with them. Pure.

Slugs, keys, values and sources stay, so an answer means the same in every language.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from .content import InstrumentContent, Item, Scale

TranslationStatus = Literal["ours-unreviewed", "ours-reviewed", "publisher"]
STATUSES: tuple[TranslationStatus, ...] = ("ours-unreviewed", "ours-reviewed", "publisher")
"""From the one that says least for a translation to the one that says most."""
HASH_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Texts:
    """All that somebody who answers reads of one instrument version, in one language.

    `titles` are the short names of the items that have one; `scales` is {scale: {option's key: label}}.
    """

    title: str
    instructions: str
    sections: Mapping[str, str]
    items: Mapping[str, str]
    titles: Mapping[str, str]
    scales: Mapping[str, Mapping[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """As plain data, which `Texts(**data)` reads back."""
        return asdict(self)

    @property
    def hash(self) -> str:
        """What a translation says it is of: a short hash, which any change of wording changes."""
        whole = json.dumps(self.as_dict(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()[:HASH_LENGTH]


def texts_of(content: InstrumentContent, *, title: str, instructions: str) -> Texts:
    """The texts to be translated. What is not asked of a team (whom a section is for, its comment) is none of them."""
    return Texts(
        title=title,
        instructions=instructions,
        sections={section.slug: section.title for section in content.sections},
        items={item.slug: item.text for item in content.items},
        titles={item.slug: item.title for item in content.items if item.title},
        scales={slug: {option.key: option.label for option in scale.options} for slug, scale in content.scales.items()},
    )


def translated(content: InstrumentContent, texts: Texts) -> InstrumentContent:
    """The content with these texts, which must be complete."""

    def item(one: Item) -> Item:
        return replace(one, text=texts.items[one.slug], title=texts.titles[one.slug] if one.title else "")

    def scale(one: Scale) -> Scale:
        labels = texts.scales[one.slug]
        return replace(one, options=tuple(replace(option, label=labels[option.key]) for option in one.options))

    sections = tuple(
        replace(section, title=texts.sections[section.slug], items=tuple(map(item, section.items)))
        for section in content.sections
    )
    return replace(content, sections=sections, scales={slug: scale(one) for slug, one in content.scales.items()})
