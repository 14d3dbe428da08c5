"""A description that begins from one of the ten templates has nothing to mend, as long as nobody has changed it."""

from collections.abc import Iterator

import pytest

from jobdesc.drafting.document import TEXTS, Document
from jobdesc.drafting.starting import from_template
from jobdesc.hiring.fixture import hiring
from jobdesc.wording.loading import standard_rules
from jobdesc.wording.reviewing import review

from .hiring_files import words


def texts(document: Document) -> Iterator[str]:
    """Each text of a description: its lines, the names of its responsibilities, and its other fields."""
    yield from (one.text for one in document.lines().values())
    yield from (one.name for one in document.responsibilities)
    yield from (value for name in TEXTS if (value := getattr(document, name)))


def test_there_are_ten_templates() -> None:
    assert len(hiring().templates) == 10


@pytest.mark.parametrize("role", sorted(hiring().templates))
def test_a_template_as_a_description_has_nothing_to_mend(role: str) -> None:
    alone = list(texts(from_template(hiring().templates[role], words())))
    found = [
        (text, finding.rule, finding.matched)
        for text in (*alone, "\n".join(f"- {text}" for text in alone))
        for finding in review(text, standard_rules())
    ]
    assert found == []
