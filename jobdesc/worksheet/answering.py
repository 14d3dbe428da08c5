"""One person's answers: what a form says, and what becomes of it where another tab has saved meanwhile. Pure.

Each activity of a form carries the answers that it was based on (`was-<activity>`), so that saving merges question by
question: what only one tab changed is taken, what both changed differently is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .activities import ASKED, NO, YES, Activities

Answer = Mapping[str, str]
"""{question: YES or NO}; a question without an answer is not in it."""
Answers = Mapping[str, Answer]
"""{natural key of the activity: Answer}; an activity without any answer is not in it."""
SAVED, MINE = "saved", "mine"
LETTERS = {YES: "y", NO: "n", "": "-"}
VALUES = {letter: value for value, letter in LETTERS.items()}


@dataclass(frozen=True)
class Posted:
    """What a form says of one activity: `was` as it was made, `answer` as it is now, `keep` SAVED, MINE or empty."""

    was: Answer
    answer: Answer
    keep: str = ""


@dataclass(frozen=True)
class Merged:
    """`answers` is all that is to be saved. Of the activities in `conflicts` that holds what was saved before."""

    answers: Answers
    conflicts: Mapping[str, Posted] = field(default_factory=dict)


def code(answer: Answer) -> str:
    """An answer in three letters, for a hidden field."""
    return "".join(LETTERS[answer.get(question, "")] for question in ASKED)


def decode(text: str) -> Answer:
    """The answer that `code` wrote; whatever else was sent counts as none."""
    values = [VALUES.get(letter, "") for letter in text[: len(ASKED)]]
    return {question: value for question, value in zip(ASKED, values, strict=False) if value}


def read_posted(posted: Mapping[str, str], activities: Activities) -> dict[str, Posted]:
    """What a form says, by natural key. Activities that nobody knows and answers that are none are passed over."""
    found = {}
    for key, activity in activities.by_key.items():
        names = [f"q{n}-{activity.slug}" for n in range(1, len(ASKED) + 1)]
        if not any(name in posted for name in (f"was-{activity.slug}", *names)):
            continue
        was = decode(posted.get(f"was-{activity.slug}", ""))
        answer = {}
        for question, name in zip(ASKED, names, strict=True):
            value = posted.get(name, "")
            value = value if value in LETTERS else was.get(question, "")
            if value:
                answer[question] = value
        keep = posted.get(f"keep-{activity.slug}", "")
        found[key] = Posted(was, answer, keep if keep in (SAVED, MINE) else "")
    return found


def merge(saved: Answers, posted: Mapping[str, Posted]) -> Merged:
    """Put what a form says into what is saved. Nothing of what another tab saved is lost silently."""
    answers = {key: dict(answer) for key, answer in saved.items()}
    conflicts = {}
    for key, said in posted.items():
        merged, is_conflict = _merge_one(saved.get(key, {}), said)
        answers[key] = merged
        if is_conflict:
            conflicts[key] = said
    return Merged({key: answer for key, answer in answers.items() if answer}, conflicts)


def _merge_one(saved: Answer, said: Posted) -> tuple[dict[str, str], bool]:
    merged, is_conflict = {}, False
    for question in ASKED:
        there, before, mine = (one.get(question, "") for one in (saved, said.was, said.answer))
        differs = mine not in (before, there)
        if differs and (there == before or said.keep == MINE):
            there = mine
        elif differs and said.keep != SAVED:
            is_conflict = True
        if there:
            merged[question] = there
    return merged, is_conflict


def in_words(answer: Answer) -> str:
    """An answer as one reads it: "yes, no, no answer"."""
    return ", ".join(answer.get(question, "no answer") for question in ASKED)


def answered(answers: Answers, activities: Activities) -> int:
    """Of how many activities all three questions have an answer."""
    return sum(len(answers.get(key, {})) == len(ASKED) for key in activities.by_key)
