"""An organization's own instrument as YAML: read by the same reader as the toolkits' files, and written again.

What differs from a toolkit's file stands in docs/fixtures.md, "An organization's own instrument".
"""

from dataclasses import dataclass
from typing import Any

import yaml

from toolkits.schema import NAME, Fields, suggestion
from toolkits.strict_yaml import ListNode, MapNode, Problems, TextNode, read_bytes

from .content import InstrumentContent, Item, Scale, Section
from .instrument_fixture import TOOLKIT_FILE, FileForm, InstrumentHead, read_head, read_questions
from .models import About

MOST_BYTES = 200_000
MOST_ITEMS = 300
MOST_SECTIONS = 40
MOST_OPTIONS = 20
LONGEST_LABEL = 100
MOST_PROBLEMS = 50  # shown of one file; who mends these looks again

OWN_FILE = FileForm(
    scale=("options",),
    scale_optional=("origin", *TOOLKIT_FILE.scale_optional),
    section=("section", "title", "items"),
    section_optional=("origin", *TOOLKIT_FILE.section_optional),
    item=("item", "kind", "text"),
    item_optional=("source", "after", *TOOLKIT_FILE.item_optional),
    most_options=MOST_OPTIONS,
    longest_label=LONGEST_LABEL,
)
# Of a toolkit's file these may stand here too; they say nothing of an own one.
PASSED_OVER = ("instrument", "version", "area", "topics", "heading", "pages", "expect")
NOT_OWN = {
    "toolkit": "stands in a toolkit's file only: leave it out, because what you import is your own",
    "bands": "belongs to a toolkit: leave it out, your own questions are read by the share of the possible",
    "reading": "belongs to a toolkit: leave it out, your own questions are read by the share of the possible",
}

OF_A_COPY = ("source", "derived", "mended")


@dataclass(frozen=True, slots=True)
class OwnFile:
    """What a file says. `copy_of` is the slug of the toolkit's instrument of which it is a copy, or ""."""

    head: InstrumentHead
    content: InstrumentContent
    copy_of: str


def read_own(data: bytes, *, slug: str, originals: dict[str, str]) -> OwnFile:
    """Read a file as the instrument `slug`.

    `originals` are the toolkits' instruments that it may be a copy of: {slug: toolkit}. Raises RefusedFixturesError
    with what is wrong, by line, at most MOST_PROBLEMS.
    """
    problems = Problems("", most=MOST_PROBLEMS)
    node = read_bytes(data.removeprefix(b"\xef\xbb\xbf"), problems, most_bytes=MOST_BYTES)
    _check_size(node, problems)
    fields = Fields(
        node,
        problems,
        required=("title", "minutes", "purpose", "instructions", "sections"),
        optional=("scales", "about", "credit", "copy_of", *PASSED_OVER, *NOT_OWN),
    )
    for key, message in NOT_OWN.items():
        if key in fields:
            fields.refuse(key, message)
    copy_of = fields.text("copy_of") if "copy_of" in fields else ""
    if copy_of and copy_of not in originals:
        fields.refuse("copy_of", f"is `{copy_of}`, and no toolkit has that{suggestion(copy_of, originals)}")
    toolkit = originals.get(copy_of, "")
    sections, scales, lines = read_questions(fields, slug, toolkit, OWN_FILE)
    _check_after(sections, copy_of, lines, problems)
    _check_claims(node, problems, is_copy=bool(copy_of))
    head = read_head(fields, is_own=True)
    problems.raise_any()
    return OwnFile(head, InstrumentContent(slug, toolkit, sections, scales), copy_of)


def _check_size(node: MapNode, problems: Problems) -> None:
    """Before anything is made of it: a file with too many questions is not an assessment that anybody fills."""
    sections = _mappings(node, "sections")
    line = node.key_lines.get("sections", 1)
    if len(sections) > MOST_SECTIONS:
        problems.add(line, f"{len(sections)} sections; {MOST_SECTIONS} are the most")
    items = [part.values.get("items") for part in sections]
    count = sum(len(found.values) for found in items if isinstance(found, ListNode))
    if count > MOST_ITEMS:
        problems.add(line, f"{count} questions; {MOST_ITEMS} are the most")
    problems.raise_any()


def _mappings(node: MapNode, key: str) -> list[MapNode]:
    """The mappings of the list that stands under a key; whatever else stands there is told by the reader."""
    listed = node.values.get(key)
    return [part for part in listed.values if isinstance(part, MapNode)] if isinstance(listed, ListNode) else []


def _check_claims(node: MapNode, problems: Problems, *, is_copy: bool) -> None:
    """Only a copy may call wording a toolkit's, and of its items only those that say after which one they are."""
    scales, sections = node.values.get("scales"), _mappings(node, "sections")
    named = scales.values.values() if isinstance(scales, MapNode) else ()
    for part in (*named, *sections):
        if not is_copy and isinstance(part, MapNode) and _text(part, "origin") == "toolkit":
            message = "`origin` is `toolkit`, and only a copy of a toolkit's may say so: leave it out"
            problems.add(part.key_lines["origin"], message)
    for item in (item for section in sections for item in _mappings(section, "items")):
        for key in OF_A_COPY if not (is_copy and "after" in item.values) else ():
            if key in item.key_lines:
                message = f"`{key}` is only for a copy of a toolkit's item, with `copy_of` and `after`: leave it out"
                problems.add(item.key_lines[key], message)


def _text(node: MapNode, key: str) -> str:
    value = node.values.get(key)
    return value.value.strip() if isinstance(value, TextNode) else ""


def _check_after(sections: tuple[Section, ...], copy_of: str, lines: dict[str, int], problems: Problems) -> None:
    for item in (item for section in sections for item in section.items if item.after):
        instrument, _, name = item.after.partition("/")
        if not copy_of or instrument != copy_of or not NAME.fullmatch(name):
            whose = copy_of or "the name that stands under `copy_of`"
            problems.add(
                lines[item.key], f"`after` is `{item.after}`, and must be {whose}, a slash, and an item's name"
            )


def to_yaml(head: InstrumentHead, content: InstrumentContent, copy_of: str = "") -> str:
    """The file that `read_own` reads as the same instrument.

    What only a copy may say of a toolkit is left out of anything else, also where a copy's original is gone.
    """
    data: dict[str, Any] = {"instrument": content.slug, "title": head.title}
    data |= _given(copy_of=copy_of, about="" if head.about == About.ORGANIZATION else str(head.about))
    data |= {"minutes": str(head.minutes), "purpose": head.purpose, "instructions": head.instructions}
    data |= _given(credit=head.credit)
    if content.scales:
        data["scales"] = {slug: _scale(scale, copy_of) for slug, scale in content.scales.items()}
    data["sections"] = [_section(section, content.toolkit, copy_of) for section in content.sections]
    # Every text as it is, on one line however long: folding would be one more thing to get wrong by hand.
    return yaml.dump(data, Dumper=_WithoutAliases, allow_unicode=True, sort_keys=False, width=1_000_000)


class _WithoutAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _given(**texts: str) -> dict[str, str]:
    return {key: text for key, text in texts.items() if text}


def _yes(**marks: bool) -> dict[str, str]:
    return {key: "yes" for key, mark in marks.items() if mark}


def _origin(origin: str, copy_of: str) -> dict[str, str]:
    return {"origin": origin} if origin != "ours" and copy_of else {}


def _scale(scale: Scale, copy_of: str) -> dict[str, Any]:
    options = [
        {
            "key": option.key,
            "label": option.label,
            "value": "" if option.value is None else str(option.value),
            **_yes(aside=option.aside, comment=option.comment),
        }
        for option in scale.options
    ]
    return {**_origin(scale.origin, copy_of), **_given(title=scale.title), "options": options}


def _section(section: Section, toolkit: str, copy_of: str) -> dict[str, Any]:
    return {
        "section": section.slug,
        "title": section.title,
        **_origin(section.origin, copy_of),
        **{key: text for key, text in (("for", section.audience), ("comment", section.comment)) if text},
        "items": [_item(item, toolkit, copy_of) for item in section.items],
    }


def _item(item: Item, toolkit: str, copy_of: str) -> dict[str, Any]:
    data: dict[str, Any] = {"item": item.slug, "kind": item.kind, **_given(title=item.title), "text": item.text}
    data |= _given(scale=item.scale or "")
    if not (copy_of and item.after):
        return data
    if item.source.heading:
        other = {"toolkit": item.source.toolkit} if item.source.toolkit != toolkit else {}
        place = {"heading": item.source.heading, "page": item.source.page, "number": item.source.number}
        data["source"] = {**other, **place}
    return {**data, **_yes(derived=item.derived), **_given(mended=item.mended, after=item.after)}
