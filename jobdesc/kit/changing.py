"""What a form says of a guide's questions: posted values and what stood there in, questions out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from organizations.text import clean_line, clean_text

from ..hiring.content import Interview
from .questions import LONGEST, LONGEST_LIST, MOST, Asked, Words, chosen_questions


def own_questions(typed: str) -> tuple[Asked, ...]:
    """A question for each line that says anything."""
    lines = (clean_line(line)[:LONGEST] for line in clean_text(typed).split("\n"))
    return tuple(Asked(line) for line in lines if line)[:MOST]


def changed(
    asked: Sequence[Asked], posted: Mapping[str, str], content: Interview, words: Mapping[str, Words]
) -> tuple[Asked, ...]:
    """The questions as the form has them, by place counted from 1: `text-<n>` and `listen-<n>`, then what `do` says:
    `up-<n>`, `down-<n>`, `out-<n>`, or `add` for `own` and for `from`, a key of the toolkits. Whatever else it says,
    and a text that is empty, changes nothing.
    """
    now = [_typed(one, str(place), posted) for place, one in enumerate(asked, 1)]
    do, _, number = posted.get("do", "").partition("-")
    at = int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if do == "add":
        taken = {one.key for one in asked}
        now += [one for one in own_questions(posted.get("own", "")) if one.text]
        now += [one for one in chosen_questions(content, words, (posted.get("from", ""),)) if one.key not in taken]
    elif 0 <= at < len(now):
        one = now.pop(at)
        if do != "out":
            now.insert(max(at + {"up": -1, "down": 1}.get(do, 0), 0), one)
    return tuple(now[:MOST])


def _typed(one: Asked, place: str, posted: Mapping[str, str]) -> Asked:
    text = clean_line(posted.get(f"text-{place}", ""))[:LONGEST] or one.text
    if f"listen-{place}" not in posted:
        return replace(one, text=text)
    points = (clean_line(line)[:LONGEST] for line in clean_text(posted[f"listen-{place}"]).split("\n"))
    return replace(one, text=text, listen_for=tuple(point for point in points if point)[:LONGEST_LIST])
