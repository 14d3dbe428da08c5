from pathlib import Path

import pytest
from django.conf import settings

from jobdesc.wording import terms
from jobdesc.wording.linear import SlowPatternError, check_linear
from jobdesc.wording.loading import WORDING, assemble, check_wording, read_rules, read_wording, standard_rules
from jobdesc.wording.matching import spans
from jobdesc.wording.reading import read
from jobdesc.wording.reviewing import review
from toolkits import strict_yaml
from toolkits.collection_fixture import read_jobdesc
from toolkits.kinds import AnyFixture
from toolkits.loading import KINDS
from toolkits.strict_yaml import Problems, RefusedFixturesError

RULE = """
published:
  list: {{title: A list, publisher: Somebody, year: "2026"}}
rules:
  - rule: grumpy
    group: language
    severity: change
    {what}
    reason: Nobody likes it.
    source: {{published: list}}
    marks: [A grumpy person.]
    passes: [A kind person.]
"""


def problems_of(what: str, **changed: str) -> str:
    text = RULE.format(what=what)
    for old, new in changed.items():
        text = text.replace(old, new)
    problems = Problems("wording/test.yaml")
    fixtures: list[AnyFixture] = list(read_wording(strict_yaml.read_bytes(text.encode(), problems), problems))
    return "\n".join(map(str, problems.errors or check_wording(fixtures)))


def test_the_real_rules_are_right_in_themselves_and_by_their_examples() -> None:
    fixtures: list[AnyFixture] = []
    for path in sorted((settings.FIXTURES / "wording").glob("*.yaml")):
        problems = Problems(path.name)
        fixtures.extend(read_wording(strict_yaml.read(path, path.name), problems))
        assert problems.errors == []
    assert check_wording(fixtures) == []
    assert len(assemble(fixtures).rules) >= 60


def test_load_toolkits_reads_and_checks_them_too() -> None:
    assert WORDING in KINDS


def test_a_rule_that_is_right_is_taken() -> None:
    assert problems_of("terms: [grumpy]") == ""


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(a+)+", "repeats without an end"),
        ("grumpy.*person", "repeats without an end"),
        ("(a{1,9}){2,9}", "a repeat inside a repeat"),
        ("(a|a){0,30}", "a repeat inside a repeat"),
        ("g.{0,90}r.{0,90}u.{0,90}p", "ways from one word"),
        ("(g?)(g?)(g?)(g?)(g?)(g?)(g?)(g?)(g?)(g?)(g?)(g?)(g?)(g?)x", "ways from one word"),
        ("(a)\\1", "refers back"),
        ("(grumpy", "is not a regular expression"),
        ("(grumpy)?", "can be empty"),
    ],
)
def test_a_pattern_that_could_take_long_is_refused_with_its_line(pattern: str, message: str) -> None:
    found = problems_of(f"pattern: '{pattern}'")
    assert message in found
    assert found.startswith("wording/test.yaml:8: ")


@pytest.mark.parametrize("term", ["(grumpy", "grumpy)", "a|b", "{nobody}", "~x", "a[b]", "(a) (b)?"])
def test_a_term_that_cannot_be_read_is_refused(term: str) -> None:
    if term == "(a) (b)?":  # a question mark means itself
        assert terms.expression(term).endswith(r"\?")
    else:
        assert "a term cannot be read" in problems_of(f"terms: ['{term}']")


@pytest.mark.parametrize("term", ["(very |) grumpy", "(very ) grumpy", "very  grumpy"])
def test_a_term_that_asks_for_two_spaces_is_refused(term: str) -> None:
    assert "asks for two spaces" in problems_of(f"terms: ['{term}']")


def test_capitals_in_terms_and_names_make_no_difference() -> None:
    assert problems_of("terms: [GRUMPY Person]") == ""
    assert spans(read("meets Alcoholics Anonymous, SMART").plain, standard_rules().names) == [(6, 26)]


def test_an_example_that_does_not_hold_is_refused() -> None:
    assert "is not marked: A grumpy person." in problems_of("terms: [gloomy]")
    assert "should not be: A kind person." in problems_of("terms: [grumpy, kind]")


def test_a_rule_needs_terms_or_a_pattern_and_a_source() -> None:
    assert "either `pattern` or `terms`" in problems_of("item: a/b")
    assert "`source` needs" in problems_of("terms: [grumpy]", **{"{published: list}": "{heading: x}"})
    assert "must be one of" in problems_of("terms: [grumpy]", **{"severity: change": "severity: shout"})


def test_a_list_or_toolkit_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wording").mkdir()
    text = RULE.format(what="terms: [grumpy]").replace("published: list}", "published: lost}")
    (tmp_path / "wording" / "a.yaml").write_text(text)
    with pytest.raises(RefusedFixturesError, match="there is no published `lost`"):
        read_rules(tmp_path)


def test_terms_say_what_they_find() -> None:
    found = terms.any_of(["monitor~ (the |){what}", "report … relapse"], {"what": ["curfew(s)"]})
    check_linear(found)
    assert "curfew" in found
    with pytest.raises(SlowPatternError):
        check_linear("x*")


def test_what_is_offered_as_a_replacement_is_not_marked_in_turn() -> None:
    rules = standard_rules()
    offered = {text for rule in rules.rules for text in (rule.replacement, *(text for _, text in rule.swaps))}
    assert {text for text in offered if review(text, rules)} == set()


def test_what_the_handbook_says_fits_is_no_finding_about_the_role() -> None:
    chart = strict_yaml.read(settings.FIXTURES / "jobdesc" / "legere-role-chart.yaml")
    (fixture,) = read_jobdesc(chart, Problems("jobdesc/legere-role-chart.yaml"))
    fits = [text for item in fixture.items for text in item.parts["fits"]]
    assert len(fits) > 30
    found = [text for text in fits for finding in review(text, standard_rules()) if finding.group == "role"]
    assert found == []
