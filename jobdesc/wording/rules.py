"""What a rule is, the rules that PeerReady brings, and a rule of an organization's own."""

import re
from dataclasses import dataclass

from . import terms
from .linear import beginnings, check_linear
from .reading import fold

GROUPS = ("language", "role", "lawful", "complete")
SEVERITIES = ("change", "ask", "consider")  # better not so; somebody should look into it; a thought worth having

NOT_LEGAL_ADVICE = "This is no legal advice: ask your HR people or a lawyer."
LONGEST_TERM = 100


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression over `Reading.plain`, and with which letters what it finds begins."""

    pattern: re.Pattern[str]
    heads: frozenset[str]


def compiled(expression: str, *, checked: bool = True) -> Expression:
    """Compile an expression that matches whole words.

    Raises re.error, terms.TermError where it finds nothing everywhere, and, `checked`, linear.SlowPatternError.
    """
    expression = terms.whole(expression)
    if checked:
        check_linear(expression)
    pattern = re.compile(expression)
    if pattern.match(""):
        raise terms.TermError("one of the terms can be empty: `(a b)` is optional, `a b` is not")
    return Expression(pattern, beginnings(expression))


@dataclass(frozen=True, slots=True)
class Rule:
    """What is marked, and what is said about it.

    - `swaps`: replacements that depend on which of the terms stands there; else `replacement`, "" where only a person
      can say.
    - `within`: words in which what was found is right ("bolt cutter"); `beside`: words elsewhere in the sentence that
      make it right ("when the person asks").
    - `even_denied`: marked even where the sentence says "not"; `fits_when_asked`: right where the person asks for it.
    - `item`: the toolkit item behind it, as a natural key, or "".
    """

    slug: str
    group: str
    severity: str
    expression: Expression
    reason: str
    source: str = ""
    replacement: str = ""
    swaps: tuple[tuple[re.Pattern[str], str], ...] = ()
    within: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None
    even_denied: bool = False
    fits_when_asked: bool = False
    item: str = ""

    def replacement_for(self, found: str) -> str:
        """What to write instead of `found`, as it stands in `Reading.plain`."""
        return next((text for swap, text in self.swaps if swap.fullmatch(found)), self.replacement)


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules, and the names in which nothing is marked for its language."""

    rules: tuple[Rule, ...] = ()
    names: tuple[Expression, ...] = ()


def own_rule(
    term: str,
    replacement: str = "",
    reason: str = "",
    *,
    slug: str = "own",
    group: str = "language",
    severity: str = "consider",
    source: str = "",
) -> Rule:
    """A rule that an organization adds: a term, taken as it is written, in any case and also over a line break.

    Raises ValueError, which says why in a sentence for people, where there is no letter or digit in the term, where it
    is too long, or where the group or severity is unknown.
    """
    folded = re.sub(r"^[\W_]+", "", fold(term))
    if not folded:
        raise ValueError("Write a word or a few words: there is no letter in this term.")
    if len(folded) > LONGEST_TERM:
        raise ValueError(f"A term can have {LONGEST_TERM} characters at most.")
    if group not in GROUPS or severity not in SEVERITIES:
        raise ValueError("Choose one of the groups and severities that there are.")
    return Rule(
        slug=slug,
        group=group,
        severity=severity,
        expression=_own_expression(folded),
        reason=reason or "Your organization has asked for other words here.",
        source=source or "A rule of your organization",
        replacement=replacement,
        even_denied=True,
    )


def _own_expression(folded: str) -> Expression:
    expression = f"(?<![^\\W_]){terms.literal(folded)}" + ("(?![^\\W_])" if folded[-1].isalnum() else "")
    return Expression(re.compile(expression), beginnings(expression))
