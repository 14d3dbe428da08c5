"""Choosing interview questions: what the two toolkits have, which to begin with, and what stands in a guide. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..drafting.document import Document
from ..hiring.content import Interview, Question

JUSTICE = frozenset({"court", "jail", "probation", "law-enforcement"})
"""The settings for which questions are taken from the toolkit on justice and public safety first."""
OPENERS, CLOSERS, EACH = 2, 1, 2
"""How many are suggested to open, to close, and for each category of three or four. PeerReady heuristic."""
MOST_EACH = 4
ONLY_WHERE_IT_FITS = frozenset({"interview/handbook-serious-crimes"})
"""Not suggested: about people whom most programs do not serve."""
OF_JUSTICE = "interview/justice-setting"
OF_OTHERS = "interview/handbook-this-setting"
HANDBOOK = "interview/handbook-"
LONGEST, LONGEST_LIST, MOST = 1_000, 10, 40
"""Of a question's text and each point to listen for; how many points; how many questions a guide can have."""


@dataclass(frozen=True)
class Asked:
    """A question in a guide, as it is stored. `key` is the toolkit's natural key, or empty for an own one."""

    text: str
    key: str = ""
    listen_for: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Offered:
    """A question that can be chosen. `text` is the toolkit's; `is_ours` says that what to listen for is PeerReady's,
    `is_second` that the other toolkit asks the same in a way that suits the setting better.
    """

    key: str
    text: str
    listen_for: tuple[str, ...]
    is_ours: bool
    shows: tuple[str, ...]
    caution: str
    same_as: str
    is_topic: bool
    is_suggested: bool = False
    is_second: bool = False


@dataclass(frozen=True)
class Shelf:
    """Questions under one heading. `is_heart` where the description chose this category, or it belongs to any guide."""

    key: str
    title: str
    questions: tuple[Offered, ...]
    is_heart: bool = True


@dataclass(frozen=True)
class Words:
    """What the library holds of a question: its text, and what stands beside it."""

    text: str
    section: str
    parts: Mapping[str, Any] = field(default_factory=dict)


def suggested(content: Interview, categories: Collection[str], setting: str) -> tuple[str, ...]:
    """The keys to begin with, in their order: openers, a few for each category, the scenario, a closer.

    No two of them ask the same. Which and how many is a PeerReady heuristic.
    """
    fitting = [one for one in _in_order(content.questions, setting) if _fits(one, setting)]
    chosen: list[Question] = []
    _take(chosen, [one for one in fitting if one.stands == "first"], OPENERS, categories)
    each = EACH if len(categories) <= MOST_EACH else 1
    for category in categories:
        showing = [one for one in fitting if category in one.shows and not one.stands]
        showing.sort(key=lambda one: one.shows.index(category))
        _take(chosen, [one for one in showing if one.key != content.scenario.question], each)
    last: list[Question] = []
    _take(last, [one for one in fitting if one.stands == "last"], CLOSERS, categories)
    return (*(one.key for one in chosen), content.scenario.question, *(one.key for one in last))


def heart_of(document: Document) -> tuple[str, ...]:
    """The categories of competency that a description chose; where it chose none, those of its responsibilities."""
    return document.categories or tuple(
        dict.fromkeys(one.category for one in document.responsibilities if one.category)
    )


def shelves(
    content: Interview, words: Mapping[str, Words], names: Mapping[str, str], categories: Collection[str], setting: str
) -> tuple[Shelf, ...]:
    """All that can be chosen, each once: openers, the chosen categories, scenario, closers, then the other categories.

    A question stands with the first of the chosen categories that it shows. What the library does not hold is left out.
    """
    first = suggested(content, categories, setting)
    ordered = _paired(content.questions, setting)
    known = {one.key: _offer(one, content, words[one.key], first, setting) for one in ordered if one.key in words}
    place = {one.key: _shelf_of(one, content, categories) for one in content.questions}
    titles = {"first": "To begin with"} | {key: names[key] for key in categories if key in names}
    titles |= {"scenario": "A scenario to talk through", "last": "To close"}
    heart = set(titles)
    titles |= names
    found = (
        Shelf(key, title, tuple(known[one] for one in known if place[one] == key), key in heart)
        for key, title in titles.items()
    )
    return tuple(shelf for shelf in found if shelf.questions)


def in_order(shelved: Sequence[Shelf], chosen: Iterable[Asked], own: Sequence[Asked] = ()) -> tuple[Asked, ...]:
    """Chosen and own questions as an interview goes: openers, categories, own ones, scenario, closers."""
    known = {one.key: one for one in chosen}
    order = [(shelf.key in ("scenario", "last"), one.key) for shelf in shelved for one in shelf.questions]
    middle = (known[key] for is_late, key in order if key in known and not is_late)
    close = (known[key] for is_late, key in order if key in known and is_late)
    return (*middle, *own, *close)


def chosen_questions(content: Interview, words: Mapping[str, Words], order: Iterable[str]) -> tuple[Asked, ...]:
    """The questions of these keys as a guide stores them, in this order; keys that are none are passed over."""
    known = {one.key: one for one in content.questions if one.key in words}
    found = dict.fromkeys(key for key in order if key in known)
    return tuple(Asked(words[k].text, k, listen_for(known[k], content, words[k]), known[k].shows) for k in found)


def listen_for(question: Question, content: Interview, words: Words) -> tuple[str, ...]:
    """What to listen for: the toolkit's word, or ours where it has none; for the scenario both."""
    said = words.parts.get("listen-for") or ()
    told = (said,) if isinstance(said, str) else tuple(said)
    ours = content.scenario.listen_for if question.key == content.scenario.question else question.listen_for
    return (*told, *ours)


def to_json(questions: Iterable[Asked]) -> list[dict[str, Any]]:
    return [
        {"key": one.key, "text": one.text, "listen_for": list(one.listen_for), "categories": list(one.categories)}
        for one in questions
    ]


def from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[Asked, ...]:
    """What `to_json` stored."""
    return tuple(
        Asked(one["text"], one.get("key", ""), tuple(one.get("listen_for", ())), tuple(one.get("categories", ())))
        for one in stored
    )


def _in_order(questions: Sequence[Question], setting: str) -> list[Question]:
    """Of two that ask the same, the one that suits the setting stands first."""
    return sorted(questions, key=lambda one: _is_second(one, setting))


def _is_second(question: Question, setting: str) -> bool:
    """Whether the other toolkit asks the same, and suits the setting better."""
    handbook_first = setting not in JUSTICE
    return bool(question.same_as) and question.key.startswith(HANDBOOK) is not handbook_first


def _paired(questions: Sequence[Question], setting: str) -> list[Question]:
    """In their order, each followed by the other toolkit's that asks the same."""
    known = {one.key: one for one in questions}
    firsts = [one for one in questions if not _is_second(one, setting) or one.same_as not in known]
    seconds = {one.same_as: one for one in questions if _is_second(one, setting)}
    return [each for one in firsts for each in (one, *([seconds[one.key]] if one.key in seconds else []))]


def _fits(question: Question, setting: str) -> bool:
    if question.key == OF_JUSTICE:
        return setting in JUSTICE
    return question.key not in ONLY_WHERE_IT_FITS and (question.key != OF_OTHERS or setting not in JUSTICE)


def _take(chosen: list[Question], from_these: list[Question], most: int, liked: Collection[str] = ()) -> None:
    """Add so many that do not ask what one of the chosen asks. Those that need care, for touching on somebody's
    health or record, are taken only where there is no other; those that show a liked category go first.
    """
    before = len(chosen)
    for one in sorted(from_these, key=lambda one: (bool(one.caution), not set(one.shows) & set(liked))):
        asked = {there for other in chosen for there in (other.key, other.same_as)}
        is_needed = len(chosen) - before < (1 if one.caution else most)
        if is_needed and one.key not in asked:
            chosen.append(one)


def _shelf_of(question: Question, content: Interview, categories: Collection[str]) -> str:
    if question.key == content.scenario.question:
        return "scenario"
    return question.stands or next((one for one in categories if one in question.shows), question.shows[0])


def _offer(question: Question, content: Interview, words: Words, first: Collection[str], setting: str) -> Offered:
    return Offered(
        key=question.key,
        text=words.text,
        listen_for=listen_for(question, content, words),
        is_ours="listen-for" not in words.parts,
        shows=question.shows,
        caution=question.caution,
        same_as=question.same_as,
        is_topic=words.section == "topics",
        is_suggested=question.key in first,
        is_second=_is_second(question, setting),
    )
