"""The demo organization's job descriptions: made up in fixtures/demo/job.yaml, made by the real actions."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from jobdesc.drafting.document import TEXTS, Document, line
from jobdesc.drafting.saving import begin
from jobdesc.drafting.starting import from_template
from jobdesc.hiring.fixture import hiring
from jobdesc.hiring.words import words_of
from jobdesc.kit.interviewing import make_interview
from jobdesc.kit.questions import chosen_questions, suggested
from jobdesc.kit.showing import library_questions
from jobdesc.kit.showing import words_of as words_of_questions
from jobdesc.models import Description, DescriptionStatus, ReaderKind, Verdict
from jobdesc.reviewing.approving import approve
from jobdesc.reviewing.places import PARTS, with_text, written
from jobdesc.reviewing.reading import add_reader, remark, say
from jobdesc.worksheet.activities import ASKED, NO, YES, Activities, read_activities
from jobdesc.worksheet.answering import Posted
from jobdesc.worksheet.deciding import decide, decide_agreed
from jobdesc.worksheet.filling import save_answers
from jobdesc.worksheet.side_by_side import Voice, agreed, compare
from organizations.models import Organization, User
from toolkits.schema import Fields

JOB = "job.yaml"
REQUIRED = ("template", "by", "texts", "readers")
OPTIONAL = ("program", "benefits", "worksheets", "decided", "remarks", "approved_by")
BLANK = "[program]"
OUTSIDE = dict(zip(ASKED, (NO, YES, YES), strict=True))
INSIDE = dict(zip(ASKED, (YES, NO, NO), strict=True))


def make_demo_jobs(fields: Fields, organization: Organization, people: Mapping[str, User]) -> None:
    """Draft each description, fill and decide its worksheet, and have it read; approve it with an interview guide.

    Raises RefusedFixturesError where the file is wrong.
    """
    for one in fields.each("jobs", required=REQUIRED, optional=OPTIONAL):
        _make_job(one, organization, people)


def _make_job(fields: Fields, organization: Organization, people: Mapping[str, User]) -> None:
    actor = people[fields.one_of("by", tuple(people))]
    templates = hiring().templates
    template = templates[fields.one_of("template", tuple(templates))]
    texts = fields.inside("texts", required=(), optional=TEXTS)
    said: dict[str, Any] = {name: texts.text(name) for name in texts.names}
    said["benefits"] = tuple(line(text) for text in fields.texts("benefits"))
    fields.problems.raise_any()
    document = replace(from_template(template, words_of(template)), **said)
    if "program" in fields:
        document = _named(document, fields.text("program"))
    fields.problems.raise_any()
    description = begin(organization=organization, actor=actor, document=document)
    if "worksheets" in fields:
        _fill_worksheet(fields, description, people, read_activities())
    _have_it_read(fields, description, people)
    if "approved_by" in fields:
        approver = people[fields.one_of("approved_by", tuple(people))]
        fields.problems.raise_any()
        approve(description=description, version=description.version, actor=approver)
        _make_interview(description, actor)


def _named(document: Document, program: str) -> Document:
    """The document with the name of the program where the template leaves it open."""
    for place in written(document):
        if BLANK in place.text:
            document = with_text(document, place.path, place.text.replace(BLANK, program))
    return document


def _fill_worksheet(
    fields: Fields, description: Description, people: Mapping[str, User], activities: Activities
) -> None:
    slugs = tuple(activity.slug for activity in activities.by_key.values())
    for one in fields.each("worksheets", required=("who", "outside")):
        outside = set(one.some_of("outside", slugs))
        posted = {
            key: Posted({}, OUTSIDE if activity.slug in outside else INSIDE)
            for key, activity in activities.by_key.items()
        }
        person = people[one.one_of("who", tuple(people))]
        save_answers(description=description, person=person, posted=posted, finish=True)
    voices = [Voice(sheet.name, sheet.answers) for sheet in description.worksheets.all()]
    decide_agreed(description=description, rows=agreed(compare(activities, voices, {})), actor=None)
    for one in fields.each("decided", required=("activity", "belongs", "reason")):
        found = activities.of_slug(one.one_of("activity", slugs))
        belongs = one.one_of("belongs", (YES, NO)) == YES
        if found:
            decide(
                description=description,
                activity=found.key,
                was="",
                belongs=belongs,
                reason=one.text("reason"),
                actor=None,
            )


def _have_it_read(fields: Fields, description: Description, people: Mapping[str, User]) -> None:
    """Keep who reads it and what they said. Nobody is mailed."""
    for one in fields.each("readers", required=("kind", "name"), optional=("verdict", "note")):
        kind = one.one_of("kind", ReaderKind.values)
        reader = add_reader(description=description, kind=kind, member=None, name=one.text("name", longest=150))
        if reader and "verdict" in one:
            verdict = one.one_of("verdict", Verdict.values)
            note = one.text("note") if "note" in one else ""
            say(reader=reader, verdict=verdict, note=note, version=description.version)
    for one in fields.each("remarks", required=("part", "text", "by")):
        author = people[one.one_of("by", tuple(people))]
        part = one.one_of("part", tuple(PARTS))
        remark(description=description, part=part, text=one.text("text"), author=author)
    Description.objects.filter(pk=description.pk).update(status=DescriptionStatus.IN_REVIEW)


def _make_interview(description: Description, actor: User) -> None:
    description.refresh_from_db()
    assert description.approved is not None  # noqa: S101 - it has just been approved
    document = description.approved.document
    content = hiring().interview
    words = words_of_questions(library_questions())
    keys = suggested(content, document.categories, document.setting)
    make_interview(description=description, questions=chosen_questions(content, words, keys), actor=actor)
