"""PeerReady keeps to the words that it asks of others: the review finds no label in its own pages and contents.

Only rules on words for people are asked, not those on plain words and reading level, nor on what a job may hold.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from jobdesc.wording.loading import standard_rules
from jobdesc.wording.reviewing import review
from jobdesc.wording.rules import Rules
from organizations.client_data import QUESTION

ABOUT_PEOPLE = ("addiction", "mental-health", "people")
"""The files of fixtures/wording whose rules are asked."""

EXCEPTIONS = {
    ("questions.yaml", "one-gender", "that she"): "about Maria, the person in the toolkit's scenario",
}
"""What the review finds and may stay: the file, the rule, the words, and why."""

_UNSEEN = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
_READ_ALOUD = re.compile(r'\b(?:aria-label|title|alt|placeholder|content)="([^"]*)"')
_INLINE = re.compile(r"</?(?:a|strong|em|b|i|span|q|cite|code|abbr|small)\b[^>]*>")
_KEY = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")


@pytest.fixture(scope="module")
def rules() -> Rules:
    read = (
        yaml.safe_load((settings.FIXTURES / "wording" / f"{name}.yaml").read_text("utf-8")) for name in ABOUT_PEOPLE
    )
    wanted = {rule["rule"] for file in read for rule in file["rules"]}
    all_rules = standard_rules()
    return Rules(tuple(rule for rule in all_rules.rules if rule.slug in wanted), all_rules.names)


def words_of(template: str) -> str:
    """What people read of a template: no tags of HTML or Django, a line for each element, and labels read aloud."""
    text = re.sub(r'\{% translate "([^"]*)" %\}', r"\1", _UNSEEN.sub("", template))
    text += "\n" + "\n".join(_READ_ALOUD.findall(text))
    text = re.sub(r"\{\{.*?\}\}", "…", re.sub(r"\{%.*?%\}", "", text, flags=re.DOTALL), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "\n", _INLINE.sub("", text)))


def texts_in(content: Any) -> Iterator[str]:
    """The texts of a fixture, without keys such as `patient-and-flexible`."""
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for one in content:
            yield from texts_in(one)
    elif isinstance(content, str) and not _KEY.fullmatch(content):
        yield content


def labels_in(path: Path, texts: Iterator[str], rules: Rules) -> set[tuple[str, str, str]]:
    found = (finding for text in texts for finding in review(text, rules))
    return {(path.name, finding.rule, finding.matched) for finding in found}


def test_the_rules_would_find_a_label_in_a_template(rules: Rules) -> None:
    page = (
        "{# addicts #}<p>{{ x }} <b>add</b>icts {% if junkie %}"
        '{% translate "and alcoholics" %}<a aria-label="For the homeless">'
    )
    found = labels_in(Path("page.html"), iter([words_of(page)]), rules)
    assert {rule for _, rule, _ in found} == {"addict", "alcoholic", "homeless"}
    assert list(texts_in({"a": ["patient-and-flexible", "a patient"], "b": 3})) == ["a patient"]


def test_no_template_labels_anybody(rules: Rules) -> None:
    paths = [path for path in (settings.BASE_DIR / "templates").rglob("*") if path.suffix in (".html", ".txt")]
    assert len(paths) > 400
    found = [labels_in(path, iter([words_of(path.read_text("utf-8"))]), rules) for path in paths]
    assert set().union(*found) - set(EXCEPTIONS) == set()


def test_the_question_about_what_reads_like_a_record_labels_nobody(rules: Rules) -> None:
    assert not review(QUESTION, rules)


def test_no_content_of_hiring_and_of_the_demo_labels_anybody(rules: Rules) -> None:
    paths = [path for name in ("hiring", "demo") for path in (settings.FIXTURES / name).rglob("*.yaml")]
    assert {"lappa-role-court.yaml", "questions.yaml", "job.yaml"} < {path.name for path in paths}
    found = [labels_in(path, texts_in(yaml.safe_load(path.read_text("utf-8"))), rules) for path in paths]
    assert set().union(*found) == set(EXCEPTIONS)
