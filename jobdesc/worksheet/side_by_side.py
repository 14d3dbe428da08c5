"""What several people answered, side by side: where they agree, where they differ, what is to be talked over. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .activities import BELONGS, CONFLICTS, ELSEWHERE, NO, YES, Activities, Activity, Question
from .answering import Answers
from .handbook import VIEWS, Leaning, View


@dataclass(frozen=True)
class Voice:
    """What one person answered."""

    name: str
    answers: Answers


@dataclass(frozen=True)
class Decided:
    """What has been decided about an activity; `mark` changes with every decision."""

    belongs: bool
    reason: str
    by: str
    at: datetime | None
    mark: str = ""


@dataclass(frozen=True)
class Said:
    """Who said what to one question."""

    question: Question
    yes: tuple[str, ...]
    no: tuple[str, ...]
    silent: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return bool(self.yes and self.no)


@dataclass(frozen=True)
class Row:
    """One activity. `verdict` is YES or NO where everybody said the same of whether it belongs, else empty."""

    activity: Activity
    said: tuple[Said, ...]
    verdict: str
    view: View | None
    decided: Decided | None

    @property
    def differs(self) -> bool:
        """Whether somebody said yes and somebody else no, to any of the three questions."""
        return any(one.differs for one in self.said)

    @property
    def conflicts(self) -> bool:
        """Whether somebody sees it go against peer values."""
        return self._anybody(CONFLICTS)

    @property
    def elsewhere(self) -> bool:
        """Whether somebody sees another colleague better suited."""
        return self._anybody(ELSEWHERE)

    @property
    def handbook_doubts(self) -> bool:
        """Whether people would have it in the role, and the handbook would not."""
        outside = self.view is not None and self.view.leaning == Leaning.OUTSIDE
        return outside and any(one.yes for one in self.said if one.question.slug == BELONGS)

    @property
    def is_agreed(self) -> bool:
        """Whether all said the same, and nothing speaks against deciding it like that."""
        return self.verdict == NO or (
            self.verdict == YES and not (self.conflicts or self.elsewhere or self.handbook_doubts)
        )

    @property
    def is_decided(self) -> bool:
        return self.decided is not None

    @property
    def needs_talk(self) -> bool:
        return not self.is_decided and not self.is_agreed

    @property
    def agreed_reason(self) -> str:
        """Why it is decided as all said, for a boundary; empty where it belongs."""
        if self.verdict != NO:
            return ""
        everybody = sum(len(group) for group in (self.said[0].yes, self.said[0].no))
        who = "Everybody who filled the worksheet" if everybody > 1 else "Whoever filled the worksheet"
        why = {CONFLICTS: "it goes against peer values", ELSEWHERE: "somebody else is better suited"}
        reasons = [why[one.question.slug] for one in self.said if one.question.slug in why and one.yes and not one.no]
        return f"{who} said that it does not belong{''.join(f', and that {reason}' for reason in reasons)}."

    def _anybody(self, question: str) -> bool:
        return any(one.yes for one in self.said if one.question.slug == question)


FILTERS = {
    "talk": "To talk over",
    "differs": "You differ",
    "conflicts": "Against peer values",
    "elsewhere": "Somebody better suited",
    "undecided": "Not decided",
    "all": "All",
}
"""What can be shown, by the name that stands in the address."""


def shows(show: str, row: Row) -> bool:
    """Whether a row is among what is shown under one of FILTERS."""
    return {
        "talk": row.needs_talk,
        "differs": row.differs,
        "conflicts": row.conflicts or row.handbook_doubts,
        "elsewhere": row.elsewhere,
        "undecided": not row.is_decided,
    }.get(show, True)


def compare(activities: Activities, voices: Sequence[Voice], decisions: Mapping[str, Decided]) -> tuple[Row, ...]:
    """A row for each activity, in the toolkit's order."""
    return tuple(
        Row(
            activity=activity,
            said=tuple(_said(question, key, voices) for question in activities.questions),
            verdict=_verdict(key, voices),
            view=VIEWS.get(key),
            decided=decisions.get(key),
        )
        for key, activity in activities.by_key.items()
    )


def agreed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """What can be decided at once, as everybody said."""
    return tuple(row for row in rows if row.is_agreed and not row.is_decided)


def digest(rows: Sequence[Row]) -> str:
    """A mark of what all said, to notice that it has changed behind a page that somebody looks at."""
    return hashlib.sha256("|".join(f"{row.activity.key}={row.verdict}" for row in rows).encode()).hexdigest()[:16]


def _said(question: Question, key: str, voices: Sequence[Voice]) -> Said:
    answers = [(voice.name, voice.answers.get(key, {}).get(question.slug, "")) for voice in voices]
    yes, no, silent = (tuple(name for name, said in answers if said == value) for value in (YES, NO, ""))
    return Said(question, yes, no, silent)


def _verdict(key: str, voices: Sequence[Voice]) -> str:
    said = {voice.answers.get(key, {}).get(BELONGS, "") for voice in voices}
    return said.pop() if len(said) == 1 else ""
