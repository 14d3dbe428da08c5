"""What plans need to know of results, asked of whoever registered to tell: this room imports none that has any.

`peerready` registers; tests register what they like.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from organizations.models import Organization

Level = Literal["strong", "middle", "low"]


class Source(StrEnum):
    """What kind of result something was found in."""

    ASSESSMENT = "assessment"
    SURVEY = "survey"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the latest result of one kind says of an item.

    `key` is the item's natural key, `link_key` the one whose links help with it, `share` how far it is there in per
    cent, `said` the same in words; `where` names the result, `url` leads there, `on` is when it was completed or
    closed.
    """

    key: str
    link_key: str
    text: str
    source: Source
    where: str
    url: str
    on: date
    share: int | None
    level: Level | None
    said: str

    @property
    def is_gap(self) -> bool:
        return self.level in ("low", "middle")


@dataclass(frozen=True, slots=True)
class Said:
    """An open question, or a risk, with what the organization's latest answers say of it.

    `text` is what was written, `choice` the label of the option chosen, `who` the name given; all may be empty.
    """

    key: str
    question: str
    section: str
    text: str
    choice: str
    level: Level | None
    who: str
    url: str
    on: date | None


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long before its date a toolkit advises to begin a program, by the organization's latest answers.

    `words` are the toolkit's, `months` the figure in them, None where it gives none; `text` says what the answers come
    to, `could_be` the words that would hold if all that is open were answered for the best, where that differs. `on` is
    when it was completed: None, and the words empty, where it has not been. `url` leads to the result, or to the
    questions.
    """

    toolkit: str
    heading: str
    page: str
    url: str
    on: date | None = None
    words: str = ""
    months: int | None = None
    title: str = ""
    text: str = ""
    could_be: str = ""


@dataclass(frozen=True)
class Findings:
    """Everything found, the lowest first; equal ones in the order of their instruments."""

    all: tuple[Finding, ...]

    @cached_property
    def gaps(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.all if found.is_gap)

    @cached_property
    def by_item(self) -> dict[tuple[str, str], Finding]:
        """By kind of result and natural key of the item."""
        return {(found.source, found.key): found for found in self.all}


Find = Callable[[Organization], Iterable[Finding]]
Tell = Callable[[Organization, str], Sequence[Said]]
Lead = Callable[[Organization], LeadTime | None]

_finders: list[Find] = []
_tellers: list[Tell] = []
_leads: list[Lead] = []


def register(*, find: Find | None = None, tell: Tell | None = None, lead: Lead | None = None) -> None:
    """Have `find` asked for findings, `tell` for what was answered to an instrument, by its slug, and `lead` for the
    lead time. Once each.
    """
    if find and find not in _finders:
        _finders.append(find)
    if tell and tell not in _tellers:
        _tellers.append(tell)
    if lead and lead not in _leads:
        _leads.append(lead)


def findings(organization: Organization) -> Findings:
    """The latest of each kind of result. As many queries as those who registered need, whatever the number of items."""
    found = [one for find in _finders for one in find(organization)]
    return Findings(tuple(sorted(found, key=lambda one: 101 if one.share is None else one.share)))


def told(organization: Organization, instrument: str) -> tuple[Said, ...]:
    """The questions of an instrument with the organization's own answers; without an answer where there is none."""
    return tuple(said for tell in _tellers for said in tell(organization, instrument))


def lead_time(organization: Organization) -> LeadTime | None:
    """The lead time that a toolkit advises, None where nothing is there to ask for it. Two queries or fewer."""
    return next((found for lead in _leads if (found := lead(organization))), None)
