"""Answers as they are kept, posted and compared.

Kept: {item slug: {"choice": option key or "", "text": str}}, with "who" and "date" where the kind has them; an item
without an answer has no entry.
Posted: `c-<item>` the option's key, `t-<item>` the text, `w-<item>` who, `d-<item>` the date, and `was-<item>` the
digest of the answer that the form began with.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from organizations.text import clean_text

from .content import InstrumentContent, Item, Option, Section
from .kinds import Part

LONGEST_TEXT = 20_000
LONGEST_WHO = 100
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)  # a date outside is a typing slip
PREFIXES: dict[Part, str] = {"choice": "c", "text": "t", "who": "w", "date": "d"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one item: an option's key, a text, who, and an ISO date; each may be ""."""

    choice: str = ""
    text: str = ""
    who: str = ""
    date: str = ""

    def __bool__(self) -> bool:
        return bool(self.choice or self.text or self.who or self.date)

    @property
    def digest(self) -> str:
        """12 hex digits that tell two answers apart; "" for no answer."""
        if not self:
            return ""
        parts = "\0".join((self.choice, self.text, self.who, self.date))
        return hashlib.sha256(parts.encode()).hexdigest()[:12]


NO_ANSWER = Answer()
Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class PostedAnswer:
    """An answer of a form, and the digest of the one that it was based on."""

    answer: Answer
    was: str


@dataclass(frozen=True)
class Posted:
    """What a form sent: the good answers by item, and for each bad one what was typed and what is wrong with it."""

    answers: dict[str, PostedAnswer] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    typed: dict[str, Answer] = field(default_factory=dict)


def from_json(stored: Mapping[str, Mapping[str, str]]) -> dict[str, Answer]:
    """Read answers as a record keeps them."""
    return {slug: Answer(**entry) for slug, entry in stored.items()}


def to_json(answers: Answers) -> dict[str, dict[str, str]]:
    """The answers as a record keeps them, without the empty ones."""
    return {slug: _kept(answer) for slug, answer in answers.items() if answer}


def _kept(answer: Answer) -> dict[str, str]:
    more = {name: value for name, value in (("who", answer.who), ("date", answer.date)) if value}
    return {"choice": answer.choice, "text": answer.text, **more}


def read_post(content: InstrumentContent, post: Mapping[str, str]) -> Posted:
    """Read the items that a form sent; what the instrument does not have is passed over."""
    posted = Posted()
    for item in content.asked:
        if f"was-{item.slug}" not in post:
            continue
        answer = Answer(**{part: _posted(post, part, item.slug) for part in PREFIXES})
        posted.typed[item.slug] = answer
        problem = _problem(content, item, answer)
        if problem:
            posted.errors[item.slug] = problem
        else:
            posted.answers[item.slug] = PostedAnswer(answer, post[f"was-{item.slug}"])
    return posted


def read_gone(content: InstrumentContent, post: Mapping[str, str]) -> dict[str, Answer]:
    """What a form sent for items that the instrument does not have (any more), where it is not empty."""
    known, prefixes = {item.slug for item in content.asked}, {f"{prefix}-" for prefix in PREFIXES.values()}
    slugs = dict.fromkeys(name[2:] for name in post if name[:2] in prefixes and name[2:] not in known)
    sent = {slug: Answer(**{part: _posted(post, part, slug) for part in PREFIXES}) for slug in slugs}
    return {slug: answer for slug, answer in sent.items() if answer}


def _posted(post: Mapping[str, str], part: Part, slug: str) -> str:
    value = post.get(f"{PREFIXES[part]}-{slug}", "")
    return value if part == "choice" else clean_text(value)


def option_of(content: InstrumentContent, item: Item, answer: Answer) -> Option | None:
    """The option that was chosen, if one was."""
    scale = content.scale_of(item)
    return scale.by_key.get(answer.choice) if scale else None


def is_answered(item: Item, answer: Answer) -> bool:
    """Whether an item counts in the progress: by that part of the answer which its kind names."""
    return bool(getattr(answer, item.takes.answered_by))


def answered_of(items: Iterable[Item], answers: Answers) -> int:
    """How many of these items are answered."""
    return sum(is_answered(item, answers.get(item.slug, NO_ANSWER)) for item in items)


def answered_count(content: InstrumentContent, answers: Answers) -> int:
    return answered_of(content.items, answers)


def comments_missing(content: InstrumentContent, answers: Answers) -> tuple[Section, ...]:
    """The sections in which an answer needs a comment that is not there."""
    return tuple(
        section
        for section in content.sections
        if section.comment
        and not answers.get(section.comment_slug, NO_ANSWER).text
        and any(_needs_comment(content, item, answers) for item in section.items)
    )


def _needs_comment(content: InstrumentContent, item: Item, answers: Answers) -> bool:
    option = option_of(content, item, answers.get(item.slug, NO_ANSWER))
    return option is not None and option.comment


def _problem(content: InstrumentContent, item: Item, answer: Answer) -> str:
    if answer.choice and option_of(content, item, answer) is None:
        return "This is not one of the answers. Please choose again."
    for part in PREFIXES:
        if getattr(answer, part) and part not in item.takes.parts:
            return "This question takes no text. Please choose one of the answers."
    return first_problem((text_problem(answer.text), _who_problem(answer.who), _date_problem(answer.date)))


def first_problem(problems: Iterable[str]) -> str:
    return next(filter(None, problems), "")


def _who_problem(who: str) -> str:
    if len(who) > LONGEST_WHO:
        return f"This name has {len(who):,} characters; {LONGEST_WHO} is the most. Initials are enough."
    return ""


def _date_problem(text: str) -> str:
    if not text:
        return ""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        return "This is not a date. Please write it as year-month-day, such as 2026-03-31."
    return "" if EARLIEST <= found <= LATEST else "This date cannot be right. Please look at the year."


def text_problem(text: str) -> str:
    """What is wrong with a text, in words for the person who typed it; "" if nothing."""
    if len(text) > LONGEST_TEXT:
        return (
            f"This text has {len(text):,} characters; {LONGEST_TEXT:,} is the most that can be kept. "
            "Nothing of it is lost yet: please shorten it here and save again."
        )
    return ""
