"""How the rules are read from fixtures/wording, and what is checked: every expression, and each example by a review."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from django.conf import settings

from toolkits import strict_yaml
from toolkits.kinds import AnyFixture, Fixture, FixtureKind, Reference
from toolkits.schema import Fields, read_source, suggestion
from toolkits.sources import Source
from toolkits.strict_yaml import FixtureError, MapNode, Problems, RefusedFixturesError

from . import terms
from .linear import SlowPatternError
from .reviewing import review
from .rules import GROUPS, NOT_LEGAL_ADVICE, SEVERITIES, Expression, Rule, Rules, compiled

FOLDER = "wording"


@dataclass(frozen=True, slots=True)
class RuleFixture:
    """A rule whose source has not been put into words yet, with its examples and their lines."""

    rule: Rule
    published: str
    place: Source | None
    is_derived: bool
    marks: tuple[tuple[str, int], ...]
    passes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NamesFixture:
    names: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class _Making:
    """What terms are made into expressions with. Whether one could take long is looked into only where it is asked for:
    that takes longer than all the rest, and `load_toolkits` and the tests have done it.
    """

    words: terms.Words
    problems: Problems
    checked: bool


def read_wording(node: MapNode, problems: Problems, *, checked: bool = True) -> list[Fixture[object]]:
    """One file: published lists, names, named lists of words for its own terms, and rules."""
    fields = Fields(node, problems, required=(), optional=("published", "names", "words", "rules"))
    found: list[Fixture[object]] = []
    for key in (published := fields.named("published")).names if "published" in fields else ():
        each = published.inside(key, required=("title", "publisher", "year"))
        said = f"{each.text('publisher')}, {each.text('title')} ({each.text('year', longest=20)})"
        found.append(Fixture("published", key, problems.path, published.line_of(key), said))
    if "names" in fields:
        line = fields.line_of("names")
        names = _compiled(fields.texts("names"), line, _Making({}, problems, checked))
        value = NamesFixture((names,) if names else ())
        found.append(Fixture("names", problems.path, problems.path, line, value))
    lists = (named := fields.named("words")).names if "words" in fields else ()
    making = _Making({name: named.texts(name, longest=200) for name in lists}, problems, checked)
    found.extend(_read_rule(each, making) for each in fields.each("rules", required=_REQUIRED, optional=_OPTIONAL))
    return found


_REQUIRED = ("rule", "group", "severity", "reason", "source", "marks", "passes")
_OPTIONAL = ("terms", "pattern", "swaps", "replacement", "within", "beside", "even-denied", "asked", "derived", "item")


def _read_rule(fields: Fields, making: _Making) -> Fixture[object]:
    slug, line = fields.name("rule"), fields.line_of("rule")
    swaps = [(swap.text("term", longest=300), swap.text("replacement", longest=200)) for swap in _swaps(fields)]
    expression = _expression(fields, [term for term, _ in swaps], making)
    group = fields.one_of("group", GROUPS)
    reason = fields.text("reason", longest=400)
    rule = Rule(
        slug=slug,
        group=group,
        severity=fields.one_of("severity", SEVERITIES),
        expression=expression or _NOTHING,
        reason=f"{reason} {NOT_LEGAL_ADVICE}" if group == "lawful" else reason,
        replacement=fields.text_or_empty("replacement", longest=200),
        swaps=tuple((re.compile(_safely(term, making.words)), text) for term, text in swaps),
        within=_searching(fields, "within", making),
        beside=_searching(fields, "beside", making),
        even_denied=fields.yes("even-denied"),
        fits_when_asked=fields.one_of("asked", ("fits",)) == "fits" if "asked" in fields else False,
        item=fields.text_or_empty("item", longest=121),
    )
    published, place, references = _read_source(fields)
    references += (
        [Reference("item" if "/" in rule.item else "entry", rule.item, fields.line_of("item"))] if rule.item else []
    )
    value = RuleFixture(
        rule, published, place, fields.yes("derived"), _examples(fields, "marks"), _examples(fields, "passes")
    )
    return Fixture("wording", slug, making.problems.path, line, value, references=tuple(references))


_NOTHING = compiled("(?!)")


def _swaps(fields: Fields) -> list[Fields]:
    return fields.each("swaps", required=("term", "replacement"))


def _read_source(fields: Fields) -> tuple[str, Source | None, list[Reference]]:
    """A published list by its name, or a place in a toolkit."""
    line = fields.line_of("source")
    shape = fields.inside("source", required=(), optional=("published", "toolkit", "heading", "page", "number"))
    if "published" in shape:
        name = shape.text("published")
        fields.inside("source", required=("published",))
        return name, None, [Reference("published", name, line)]
    if "toolkit" not in shape:
        fields.refuse("source", "needs `published`, or `toolkit` with `heading`, `page` and `number`")
        return "", None, []
    place = read_source(fields, "")
    return "", place, [Reference("toolkit", place.toolkit, line)]


def _expression(fields: Fields, swapped: list[str], making: _Making) -> Expression | None:
    """Terms and swaps together, or the pattern."""
    given = [*swapped, *fields.texts("terms", longest=800)]
    if bool(given) == ("pattern" in fields):
        fields.refuse("rule", "needs either `pattern` or `terms` and `swaps`")
        return None
    if given:
        return _compiled(given, fields.line_of("terms" if "terms" in fields else "swaps"), making)
    return _tried(f"(?:{fields.text('pattern', longest=1_000)})", fields.line_of("pattern"), making)


def _compiled(given: Iterable[str], line: int, making: _Making) -> Expression | None:
    try:
        return _tried(terms.any_of(given, making.words), line, making)
    except terms.TermError as error:
        making.problems.add(line, f"a term cannot be read: {error}")
    return None


def _tried(expression: str, line: int, making: _Making) -> Expression | None:
    try:
        return compiled(expression, checked=making.checked)
    except SlowPatternError as error:
        making.problems.add(line, f"could take long: {error}")
    except terms.TermError as error:
        making.problems.add(line, str(error))
    except (re.error, RecursionError, OverflowError) as error:
        making.problems.add(line, f"is not a regular expression: {error}")
    return None


def _searching(fields: Fields, key: str, making: _Making) -> re.Pattern[str] | None:
    given = fields.texts(key, longest=400)
    expression = _compiled(given, fields.line_of(key), making) if given else None
    return expression.pattern if expression else None


def _safely(term: str, words: terms.Words) -> str:
    try:
        return terms.expression(term, words)
    except terms.TermError:
        return "(?!)"  # has been noted with the terms


def _examples(fields: Fields, key: str) -> tuple[tuple[str, int], ...]:
    return tuple((text, fields.line_of(key)) for text in fields.texts(key, longest=500))


def assemble(fixtures: Sequence[AnyFixture]) -> Rules:
    """All rules and names among these fixtures, each rule with its source in words."""
    published = {fixture.key: str(fixture.value) for fixture in fixtures if fixture.kind == "published"}
    titles = {fixture.key: fixture.value.title for fixture in fixtures if fixture.kind == "toolkit"}
    names = tuple(name for fixture in fixtures if fixture.kind == "names" for name in fixture.value.names)
    rules = [_sourced(fixture.value, published, titles) for fixture in fixtures if fixture.kind == "wording"]
    return Rules(tuple(rules), names)


def _sourced(fixture: RuleFixture, published: dict[str, str], titles: dict[str, str]) -> Rule:
    said = published.get(fixture.published, "")
    if place := fixture.place:
        said = f"{titles.get(place.toolkit, place.toolkit)}, {place.heading}" + (
            f", page {place.page}" if place.page else ""
        )
    return replace(fixture.rule, source=said + (" (what follows from it is ours)" if fixture.is_derived else ""))


def check_wording(fixtures: Sequence[AnyFixture]) -> list[FixtureError]:
    """Every example that its rule does not mark, or marks and should not."""
    rules = assemble(fixtures)
    errors = []
    for fixture in fixtures:
        if fixture.kind != "wording":
            continue
        alone = Rules((fixture.value.rule,), rules.names)
        for examples, expected in ((fixture.value.marks, True), (fixture.value.passes, False)):
            for text, line in examples:
                if any(finding.rule == fixture.key for finding in review(text, alone)) is not expected:
                    wrong = "is not marked" if expected else "is marked, and should not be"
                    errors.append(FixtureError(fixture.path, line, f"`{fixture.key}`: the example {wrong}: {text}"))
    return errors


WORDING: FixtureKind[object] = FixtureKind("wording", FOLDER, read_wording, check=check_wording)


def read_rules(folder: Path) -> Rules:
    """The rules below a folder of fixtures, with their sources.

    Raises RefusedFixturesError for what cannot be read and for a published list or toolkit that is not there. Examples
    are tried by `load_toolkits --check`, not here.
    """
    from toolkits.fixtures import read_toolkit

    fixtures: list[AnyFixture] = []
    errors: list[FixtureError] = []
    for kind, read in (("toolkits", read_toolkit), (FOLDER, partial(read_wording, checked=False))):
        for path in sorted((folder / kind).glob("*.yaml")):
            problems = Problems(path.relative_to(folder).as_posix())
            fixtures.extend(read(strict_yaml.read(path, problems.path), problems))
            errors.extend(problems.errors)
    known = {(fixture.kind, fixture.key) for fixture in fixtures}
    errors.extend(
        FixtureError(
            fixture.path, reference.line, f"there is no {reference.kind} `{reference.key}`{_near(reference, known)}"
        )
        for fixture in fixtures
        for reference in fixture.references
        if reference.kind not in ("item", "entry") and (reference.kind, reference.key) not in known
    )
    if errors:
        raise RefusedFixturesError(errors)
    return assemble(fixtures)


def _near(reference: Reference, known: set[tuple[str, str]]) -> str:
    return suggestion(reference.key, (key for kind, key in known if kind == reference.kind))


@cache
def standard_rules() -> Rules:
    """The rules in fixtures/wording, read once in a process. Raises RefusedFixturesError where a file is wrong."""
    return read_rules(settings.FIXTURES)
