"""Reads how a sample job text of a toolkit becomes a description: fixtures/hiring/templates/<collection>.yaml."""

from toolkits.kinds import Fixture, Reference
from toolkits.schema import Fields
from toolkits.strict_yaml import MapNode, Problems

from ..drafting.document import LINES, SETTINGS
from .content import CATEGORIES, LeftOut, Template, TemplateDuty, TemplateGroup, TemplateLine

COMPETENCIES = "samhsa-competencies"
TEXTS = ("title", "reports_to", "supervises", "place", "hours", "pay_note", "how_to_apply")
"""The fields of a description that are one text; lines that go there are put behind one another."""


def read_template(node: MapNode, problems: Problems) -> Fixture[Template]:
    head = ("template", "title", "for", "settings", "categories", "job_title", "lines", "responsibilities")
    fields = Fields(node, problems, required=head, optional=("left_out",))
    collection = fields.name_of_file("template")
    line = fields.line_of("template")
    references = [Reference("jobdesc", collection, line)]

    def item(row: Fields) -> str:
        key = f"{collection}/{row.name('item')}"
        references.append(Reference("item", key, row.line_of("item")))
        return key

    value = Template(
        collection=collection,
        title=fields.text("title", longest=120),
        fits=fields.text("for", longest=300),
        settings=fields.some_of("settings", tuple(SETTINGS)),
        categories=fields.some_of("categories", CATEGORIES),
        job_title=fields.text("job_title", longest=150),
        lines=tuple(
            TemplateLine(item(row), field, _say(row))
            for landing in [fields.inside("lines", required=("function",), optional=(*LINES, *TEXTS))]
            for field in landing.names
            for row in landing.each(field, required=("item",), optional=("say",))
        ),
        responsibilities=tuple(
            TemplateGroup(
                group.text("name", longest=120),
                group.one_of("category", CATEGORIES),
                tuple(
                    _duty(row, item(row), references)
                    for row in group.each("duties", required=("item",), optional=("say", "shows", "none"))
                ),
            )
            for group in fields.each("responsibilities", required=("name", "category", "duties"))
        ),
        left_out=tuple(
            LeftOut(item(row), row.text("reason", longest=300))
            for row in fields.each("left_out", required=("item", "reason"))
        ),
    )
    return Fixture("hiring", f"templates/{collection}", problems.path, line, value, references=tuple(references))


def _duty(row: Fields, item: str, references: list[Reference]) -> TemplateDuty:
    if ("shows" in row) == ("none" in row):
        row.refuse("item", "needs either `shows`, the competency that it expresses, or `none`, why there is none")
    competency = ""
    if "shows" in row:
        competency = f"{COMPETENCIES}/{row.name('shows')}"
        references.append(Reference("item", competency, row.line_of("shows")))
    return TemplateDuty(item, competency, row.text("none", longest=300), _say(row))


def _say(row: Fields) -> str:
    return row.text("say", longest=1_000)
