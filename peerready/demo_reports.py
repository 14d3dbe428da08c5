"""The demo organization's reports: made up in fixtures/demo/reports.yaml, composed and issued by the real actions."""

from collections.abc import Mapping

from organizations.models import Organization, User
from reports.composing.issuing import issue
from reports.composing.material import Material, gather
from reports.composing.parts import Reader
from reports.composing.saving import begin, change
from reports.composing.summary import sentences
from toolkits.schema import Fields

REPORTS = "reports.yaml"
REPORT = ("reader", "by", "name", "introduction")
OPTIONAL = ("asked", "edits", "issued")


def make_demo_reports(fields: Fields, organization: Organization, people: Mapping[str, User]) -> None:
    """Put the reports together, and issue those that are to be read. Raises RefusedFixturesError."""
    material = gather(organization)
    for one in fields.each("reports", required=REPORT, optional=OPTIONAL):
        _make_report(one, material, people)


def _make_report(fields: Fields, material: Material, people: Mapping[str, User]) -> None:
    actor = people[fields.one_of("by", tuple(people))]
    reader, name = fields.one_of("reader", Reader.values), fields.text("name", longest=150)
    now = {key: fields.text(key) for key in ("introduction", "asked") if key in fields}
    rules = {one.key: one.text for one in sentences(material)}
    edits = {}
    for edit in fields.each("edits", required=("sentence", "text")):
        key = edit.one_of("sentence", tuple(rules))
        edits[key] = {"text": edit.text("text"), "was": rules[key]}
    fields.problems.raise_any()
    report = begin(organization=material.organization, actor=actor, name=name, reader=reader)
    was = {"introduction": "", "asked": "", "edits": {}}
    change(report=report, actor=actor, was=was, now={**now, "edits": edits})
    if fields.yes("issued"):
        report.refresh_from_db()
        issue(report=report, actor=actor, material=material)
