"""Looking at a description of an organization: marks and what is missing, with its own terms, rulings and pay rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from organizations.models import Organization

from ..drafting.document import Document
from ..hiring.fixture import hiring
from ..models import Description, OwnTerm, PayRule, WordingChoice
from ..wording.loading import standard_rules
from ..wording.reviewing import Finding
from ..wording.rules import GROUPS, Rule, own_rule
from .complete import missing
from .lacking import Missing
from .law import Correction, duty_in
from .marks import Mark, Piece, Ruling, marks_of_document, of_step
from .marks import marks_of_texts as marks_with

OWN = "own-"
"""How the rules of own terms begin; their primary key follows."""


@dataclass(frozen=True)
class Look:
    """All that the review says of a document. `blocking` are the groups that the organization wants settled."""

    marks: tuple[Mark, ...]
    missing: tuple[Missing, ...]
    blocking: tuple[str, ...]

    @property
    def open_marks(self) -> tuple[Mark, ...]:
        return tuple(one for one in self.marks if one.ruling is None)

    @property
    def open_missing(self) -> tuple[Missing, ...]:
        return tuple(one for one in self.missing if one.ruling is None)

    @property
    def counts(self) -> dict[str, int]:
        """How many are open, by group."""
        groups = [*(one.finding.group for one in self.open_marks), *(one.group for one in self.open_missing)]
        return {group: groups.count(group) for group in GROUPS}

    @property
    def blocks(self) -> tuple[str, ...]:
        """The groups that have something open and that the organization wants settled first."""
        return tuple(group for group in self.blocking if self.counts.get(group))


def look_at(description: Description, document: Document, today: date | None = None) -> Look:
    """What is marked and missing in a document of this description. Four queries, however much it is."""
    organization = description.organization
    rulings = rulings_of(description)
    pay = hiring().pay
    duty = duty_in(document.state, pay, corrections_of(organization))
    return Look(
        marks=marks_of_document(document, standard_rules(), own_rules(organization), rulings),
        missing=missing(document, duty, today or timezone.localdate(), rulings, pay.note),
        blocking=blocking_of(organization),
    )


def marks_of_step(description: Description, document: Document, *steps: str) -> tuple[Mark, ...]:
    """The open marks in what these steps ask for, for jobdesc/review/_marks.html. Two queries."""
    rulings = rulings_of(description)
    marks = marks_of_document(document, standard_rules(), own_rules(description.organization), rulings)
    return of_step(marks, *steps)


def marks_of_texts(
    organization: Organization, texts: Mapping[str, str]
) -> dict[str, tuple[tuple[Finding, ...], tuple[Piece, ...]]]:
    """As `marks.marks_of_texts`, with the organization's own terms too. One query."""
    return marks_with(texts, standard_rules(), own_rules(organization))


def own_rules(organization: Organization) -> tuple[Rule, ...]:
    """The organization's own terms as rules."""
    return rules_of(OwnTerm.objects.for_organization(organization))


def rules_of(terms: Iterable[OwnTerm]) -> tuple[Rule, ...]:
    """Own terms as rules; one that is no rule any more is passed over."""
    rules = []
    for one in terms:
        try:
            rules.append(own_rule(one.term, one.replacement, one.reason, slug=f"{OWN}{one.pk}"))
        except ValueError:
            continue
    return tuple(rules)


def rulings_of(description: Description) -> tuple[Ruling, ...]:
    return tuple(
        Ruling(one.pk, one.rule, one.matched, one.reason, one.decided_by_name) for one in description.overruled.all()
    )


def corrections_of(organization: Organization) -> dict[str, Correction]:
    """What the organization says of states' laws on pay, by state."""
    rows: Sequence[PayRule] = organization.pay_rules.all()  # type: ignore[assignment]
    return {one.state: Correction(one.state, one.is_required, one.note, one.saved_by_name) for one in rows}


def blocking_of(organization: Organization) -> tuple[str, ...]:
    """The groups that have to be settled before a description is approved, in their order."""
    found = WordingChoice.objects.filter(organization=organization).first()
    chosen = found.blocking if found else []
    return tuple(group for group in GROUPS if group in chosen)
