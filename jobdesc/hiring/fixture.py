"""How fixtures/hiring/ is read: for `load_toolkits`, which checks it, and once per process for the application.

None of it is stored in the database. It is small, PeerReady's own, and refers to items by natural key.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from toolkits import strict_yaml
from toolkits.kinds import AnyFixture, FixtureKind
from toolkits.schema import suggestion
from toolkits.strict_yaml import FixtureError, MapNode, Problems, RefusedFixturesError, TextNode

from ..drafting.document import SETTINGS
from .checking import check_hiring
from .content import Hiring, Template
from .other_fixtures import (
    read_advice,
    read_competencies,
    read_pay,
    read_populations,
    read_supervision,
    read_titles,
)
from .question_fixture import read_questions
from .template_fixture import read_template

READERS: dict[str, Callable[[MapNode, Problems], AnyFixture]] = {
    "titles": read_titles,
    "competencies": read_competencies,
    "populations": read_populations,
    "questions": read_questions,
    "supervision": read_supervision,
    "pay": read_pay,
    "advice": read_advice,
}


def read_hiring(node: MapNode, problems: Problems) -> list[AnyFixture]:
    """Read a template, or one of the seven other files by what its `hiring` says."""
    if "template" in node.values:
        return [read_template(node, problems)]
    named = node.values.get("hiring")
    name = named.value.strip() if isinstance(named, TextNode) else ""
    if name not in READERS:
        problems.add(node.line, f"`template` or `hiring` must name this file, not `{name}`{suggestion(name, READERS)}")
        return []
    return [READERS[name](node, problems)]


HIRING: FixtureKind[Any] = FixtureKind("hiring", "hiring", read_hiring, check=check_hiring, files="**/*.yaml")


@cache
def hiring() -> Hiring:
    """What stands in fixtures/hiring/ now, read at the first call. Raises RefusedFixturesError."""
    return read_files(settings.FIXTURES / HIRING.folder)


def read_files(folder: Path) -> Hiring:
    """Read a folder, without looking at the toolkits' items. Raises RefusedFixturesError with all that is wrong."""
    found: dict[str, Any] = {}
    errors: list[FixtureError] = []
    for path in sorted(folder.glob(HIRING.files)):
        problems = Problems(path.relative_to(folder.parent).as_posix())
        try:
            found |= {one.key: one.value for one in read_hiring(strict_yaml.read(path, problems.path), problems)}
        except RefusedFixturesError as refused:
            errors.extend(refused.errors)
        errors.extend(problems.errors)
    errors.extend(FixtureError(f"hiring/{name}.yaml", 1, "is missing") for name in READERS if name not in found)
    if errors:
        raise RefusedFixturesError(errors)
    order = list(SETTINGS)
    templates = sorted(
        (one for one in found.values() if isinstance(one, Template)), key=lambda one: order.index(one.settings[0])
    )
    return Hiring(
        templates={one.collection: one for one in templates},
        titles=found["titles"],
        categories=found["competencies"],
        populations={one.key: one for one in found["populations"]},
        interview=found["questions"],
        supervision=found["supervision"],
        pay=found["pay"],
        advice=found["advice"],
    )
