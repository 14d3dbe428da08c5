"""The kinds of item: the one place that knows what each is answered with, and what counts as an answer.

The form (`templates/assessments/_items.html`), reading a post (`answers`), scoring, results, blank prints and imports
all go by this table, so a new instrument is data only.
"""

from dataclasses import dataclass
from typing import Literal

Part = Literal["choice", "text", "who", "date"]
Kind = Literal["open", "choice", "risk", "skill", "comment"]


@dataclass(frozen=True, slots=True)
class ItemKind:
    """What an item of this kind is answered with.

    `parts` are asked in this order, each under its label; `answered_by` is the one that makes it answered;
    `scale` says whether a file must, may or cannot name one. Scored is always the option chosen.
    """

    parts: dict[Part, str]
    answered_by: Part
    scale: Literal["needed", "optional", "none"]


KINDS: dict[Kind, ItemKind] = {
    "open": ItemKind({"text": "Your answer", "choice": ""}, "text", "optional"),
    "choice": ItemKind({"choice": ""}, "choice", "needed"),
    "risk": ItemKind(
        {"choice": "How likely is it?", "text": "What would we do?", "who": "Who looks after it?"}, "choice", "needed"
    ),
    "skill": ItemKind(
        {"choice": "", "date": "Date", "who": "Observed by (initials)", "text": "Notes"}, "choice", "needed"
    ),
    # Made by a section that has a comment, never by a file's item; counts neither in progress nor in a score.
    "comment": ItemKind({"text": ""}, "text", "none"),
}
IN_FILES: tuple[Kind, ...] = ("open", "choice", "risk", "skill")
