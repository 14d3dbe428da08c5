"""An own instrument as the editor in the browser shows it, and what it becomes when it is stored.

A section there is a title, what it is answered with, and a question on each line. Nobody sees names of items, so they
are kept and made here, by one rule: **an item's name stands for its text**. A line with the same text keeps its name,
and with it its answers; a line with other words is another item, and no answer is ever read as one to other words.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.utils.text import slugify

from toolkits.sources import Source

from .content import InstrumentContent, Item, Option, Scale, Section
from .kinds import Kind

WORDS, OWN_LABELS, AS_IS = "words", "own-labels", "as-is"
RESEMBLING = 0.5  # of the words of two lines, how many they share when one is the other one reworded
DONT_KNOW = re.compile(r"(we )?(don.?t|do not) know( yet)?", re.IGNORECASE)
NOT_APPLICABLE = re.compile(r"(does )?not (applicable|apply)|n/a", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A section as it is typed.

    `answered` is WORDS, the `scale_id` of a scale, OWN_LABELS (then `labels`, the best first), or AS_IS, which leaves
    each question of the section `base` what it is.
    """

    title: str
    answered: str
    questions: tuple[str, ...]
    labels: tuple[str, ...] = ()
    base: str = ""


def one_line(text: str) -> str:
    """A question as a line of the editor; two texts that differ in white space only are the same."""
    return " ".join(text.split())


def scale_id(scale: Scale) -> str:
    """What a scale is called in the editor. Scales with the same answers, counted in the same way, are one."""
    answers = [(option.label, option.value, option.aside, option.comment) for option in scale.options]
    return "scale-" + hashlib.sha256(json.dumps(answers).encode()).hexdigest()[:10]


def scales_offered(contents: Iterable[InstrumentContent], base: InstrumentContent | None) -> dict[str, Scale]:
    """The scales of the instrument at hand, then those of others, each once, by their `scale_id`.

    Of the others those come first that most instruments use. Their questions ("How far do you agree?") and their demand
    for a comment belong to the instrument that they come from.
    """
    offered = {scale_id(scale): scale for scale in base.scales.values()} if base else {}
    used: Counter[str] = Counter()
    others: dict[str, Scale] = {}
    for content in contents:
        plain = [_plain(scale) for scale in content.scales.values()]
        used.update({scale_id(scale) for scale in plain})
        for scale in plain:
            others.setdefault(scale_id(scale), scale)
    for name, _ in used.most_common():
        offered.setdefault(name, others[name])
    return offered


def _plain(scale: Scale) -> Scale:
    return replace(scale, title="", options=tuple(replace(option, comment=False) for option in scale.options))


def scale_of_labels(labels: Sequence[str]) -> Scale:
    """A scale from labels, the best first. "Don't know" and "not applicable" count neither for nor against."""
    counted = [label for label in labels if not _is_aside(label)]
    options = []
    keys: set[str] = set()
    for label in labels:
        key = _free(_words_of(label, "answer"), keys)
        keys.add(key)
        value = None if _is_aside(label) else len(counted) - 1 - counted.index(label)
        options.append(Option(key, label, value, aside=bool(NOT_APPLICABLE.fullmatch(label))))
    return Scale("own", "ours", tuple(options))


def _is_aside(label: str) -> bool:
    return bool(DONT_KNOW.fullmatch(label) or NOT_APPLICABLE.fullmatch(label))


def drafts_of(content: InstrumentContent) -> list[DraftSection]:
    """The sections as the editor shows them."""
    return [
        DraftSection(
            title=section.title,
            answered=_answered(content, section),
            questions=tuple(one_line(item.text) for item in section.items),
            base=section.slug,
        )
        for section in content.sections
    ]


def _answered(content: InstrumentContent, section: Section) -> str:
    asked = {(item.kind, item.scale) for item in section.items}
    if len(asked) > 1:
        return AS_IS
    ((kind, scale),) = asked
    if kind == "choice" and scale:
        return scale_id(content.scales[scale])
    return WORDS if kind == "open" and not scale else AS_IS


def content_of(
    drafts: Sequence[DraftSection],
    offered: Mapping[str, Scale],
    *,
    slug: str,
    base: InstrumentContent | None = None,
) -> InstrumentContent:
    """What was typed, as the content of the instrument `slug`, whose content so far is `base`."""
    matches = _match(drafts, base)
    scales = _Scales(base)
    taken = {item.slug for item in base.items} if base else set()
    sections: list[Section] = []
    for draft, found in zip(drafts, matches, strict=True):
        was = base.section(draft.base) if base else None
        kind_and_scale = _kind_and_scale(draft, offered, scales)
        items = []
        for question, match in zip(draft.questions, found, strict=True):
            item = _item(question, match, slug, taken)
            kind, scale = kind_and_scale or _as_is(match, was)
            items.append(replace(item, kind=kind, scale=scales.use(scale)))
        sections.append(_section(draft, was, tuple(items), sections, base))
    return InstrumentContent(slug, base.toolkit if base else "", tuple(sections), scales.used)


@dataclass(frozen=True, slots=True)
class _Match:
    """The earlier item of a line: the same text, or (`same` False) a text that it rewords."""

    item: Item
    same: bool


def _match(drafts: Sequence[DraftSection], base: InstrumentContent | None) -> list[list[_Match | None]]:
    """For each line its earlier item: one with the same text, in its section before elsewhere, or one it rewords."""
    matches: list[list[_Match | None]] = [[None] * len(draft.questions) for draft in drafts]
    left = [(part.slug, one_line(item.text), item) for part in base.sections for item in part.items] if base else []
    for anywhere in (False, True):
        for draft, found in zip(drafts, matches, strict=True):
            for n, question in enumerate(draft.questions):
                same = (each for each in left if each[1] == question and (anywhere or each[0] == draft.base))
                if found[n] is None and (first := next(same, None)):
                    left.remove(first)
                    found[n] = _Match(first[2], same=True)
    for draft, found in zip(drafts, matches, strict=True):
        was = base.section(draft.base) if base else None
        for line, item in _reworded(draft, was):
            was_here = (draft.base, one_line(item.text), item)
            if found[line] is None and was_here in left:
                left.remove(was_here)
                found[line] = _Match(item, same=False)
    return matches


def _reworded(draft: DraftSection, was: Section | None) -> Iterable[tuple[int, Item]]:
    """Lines that stand in the place of an earlier one and share most of their words with it."""
    earlier = [one_line(item.text) for item in was.items] if was else []
    blocks = SequenceMatcher(None, earlier, draft.questions, autojunk=False).get_opcodes()
    for what, old, old_end, new, new_end in blocks:
        if was and what == "replace":
            for before, after in zip(range(old, old_end), range(new, new_end), strict=False):
                if resemblance(earlier[before], draft.questions[after]) >= RESEMBLING:
                    yield after, was.items[before]


def resemblance(one: str, other: str) -> float:
    """How many of the words of two lines they share: 0.0 none, 1.0 all."""
    words = [Counter(re.findall(r"\w+", text.casefold())) for text in (one, other)]
    return 2 * (words[0] & words[1]).total() / max(words[0].total() + words[1].total(), 1)


def _item(question: str, match: _Match | None, slug: str, taken: set[str]) -> Item:
    """Kind and scale are put in by the caller."""
    if match and match.same:
        return replace(match.item, key=f"{slug}/{match.item.slug}")
    name = _free(_name_of(question), taken)
    taken.add(name)
    source, title, after = Source("", ""), "", ""
    if match:
        source, title, after = match.item.source, match.item.title, match.item.after
    return Item(name, f"{slug}/{name}", "open", question, None, source, derived=bool(after), title=title, after=after)


def _name_of(text: str) -> str:
    """Readable, and another one for every other text."""
    return f"{_words_of(text, 'question')}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def _words_of(text: str, default: str) -> str:
    """The beginning of a text as a name."""
    return re.sub("[-_]+", "-", slugify(text))[:40].strip("-") or default


def _free(name: str, taken: Collection[str]) -> str:
    found, n = name, 1
    while found in taken:
        n += 1
        found = f"{name}-{n}"
    return found


def _kind_and_scale(
    draft: DraftSection, offered: Mapping[str, Scale], scales: "_Scales"
) -> tuple[Kind, str | None] | None:
    """What all questions of a section are; None where each stays what it is."""
    if draft.answered == AS_IS:
        return None
    if draft.answered == WORDS:
        return "open", None
    scale = scale_of_labels(draft.labels) if draft.answered == OWN_LABELS else offered[draft.answered]
    return "choice", scales.add(scale)


def _as_is(match: _Match | None, was: Section | None) -> tuple[Kind, str | None]:
    """What the earlier question is, or for a new one what most of its section are."""
    if match:
        return match.item.kind, match.item.scale
    if was is None:
        return "open", None
    return Counter((item.kind, item.scale) for item in was.items).most_common(1)[0][0]


class _Scales:
    """The scales of the content being made: those of the base under their names, others under a free one."""

    def __init__(self, base: InstrumentContent | None) -> None:
        self.known = dict(base.scales) if base else {}
        self.used: dict[str, Scale] = {}

    def add(self, scale: Scale) -> str:
        """The name under which the scale is known here."""
        for name, known in self.known.items():
            if replace(known, slug=scale.slug) == scale:
                return name
        name = _free(scale.slug, self.known)
        self.known[name] = replace(scale, slug=name)
        return name

    def use(self, name: str | None) -> str | None:
        if name:
            self.used[name] = self.known[name]
        return name


def _section(
    draft: DraftSection,
    was: Section | None,
    items: tuple[Item, ...],
    before: Sequence[Section],
    base: InstrumentContent | None,
) -> Section:
    taken = {section.slug for section in before}
    if was and was.slug not in taken:
        return replace(was, title=draft.title, items=items, origin=was.origin if was.title == draft.title else "ours")
    taken |= {section.slug for section in base.sections} if base else set()
    name = _free(_words_of(draft.title, "part"), taken)
    return Section(name, draft.title, "ours", items)
