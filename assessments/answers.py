"""Answers as they are kept, posted and compared.

Kept: {item slug: {"choice": option key or "", "text": str}}; an item without an answer has no entry.
Posted: `c-<item>` the option's key, `t-<item>` the text, `was-<item>` the digest of the answer the form began with.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from organizations.text import clean_text

from .content import InstrumentContent, Item, Option

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one item: an option's key or "", and a text or ""."""

    choice: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.choice or self.text)

    @property
    def digest(self) -> str:
        """12 hex digits that tell two answers apart; "" for no answer."""
        if not self:
            return ""
        return hashlib.sha256(f"{self.choice}\0{self.text}".encode()).hexdigest()[:12]


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
    return {slug: Answer(entry.get("choice", ""), entry.get("text", "")) for slug, entry in stored.items()}


def to_json(answers: Answers) -> dict[str, dict[str, str]]:
    """The answers as a record keeps them, without the empty ones."""
    return {slug: {"choice": answer.choice, "text": answer.text} for slug, answer in answers.items() if answer}


def read_post(content: InstrumentContent, post: Mapping[str, str]) -> Posted:
    """Read the items that a form sent; what the instrument does not have is passed over."""
    posted = Posted()
    for item in content.items:
        if f"was-{item.slug}" not in post:
            continue
        answer = Answer(post.get(f"c-{item.slug}", ""), clean_text(post.get(f"t-{item.slug}", "")))
        posted.typed[item.slug] = answer
        problem = _problem(content, item, answer)
        if problem:
            posted.errors[item.slug] = problem
        else:
            posted.answers[item.slug] = PostedAnswer(answer, post[f"was-{item.slug}"])
    return posted


def option_of(content: InstrumentContent, item: Item, answer: Answer) -> Option | None:
    """The option that was chosen, if one was."""
    scale = content.scale_of(item)
    return scale.by_key.get(answer.choice) if scale else None


def is_answered(item: Item, answer: Answer) -> bool:
    """Whether an item counts in the progress: an open question by its text, a choice by its option."""
    return bool(answer.text) if item.kind == "open" else bool(answer.choice)


def answered_count(content: InstrumentContent, answers: Answers) -> int:
    return sum(is_answered(item, answers.get(item.slug, NO_ANSWER)) for item in content.items)


def _problem(content: InstrumentContent, item: Item, answer: Answer) -> str:
    if answer.choice and option_of(content, item, answer) is None:
        return "This is not one of the answers. Please choose again."
    if item.kind != "open" and answer.text:
        return "This question takes no text. Please choose one of the answers."
    return text_problem(answer.text)


def text_problem(text: str) -> str:
    """What is wrong with a text, in words for the person who typed it; "" if nothing."""
    if len(text) > LONGEST_TEXT:
        return (
            f"This text has {len(text):,} characters; {LONGEST_TEXT:,} is the most that can be kept. "
            "Nothing of it is lost yet: please shorten it here and save again."
        )
    return ""
