"""How a description begins, and what choosing competencies and populations makes of it. Pure.

What is ours in it (which duty expresses which competency, the words for a competency as a duty) comes from
fixtures/hiring/; the words of toolkits are given by the caller (`jobdesc.hiring.words`).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..hiring.content import Hiring, Template, TemplateGroup
from ..hiring.fixture import hiring
from .document import LINES, Document, Line, Responsibility, line, new_id


def from_template(template: Template, words: Mapping[str, str]) -> Document:
    """The description that a toolkit's sample job text makes. `words` are its items' texts by natural key; KeyError
    where one is missing that is taken over as it is. Chosen are the competencies of its duties in its categories.
    """
    listed: dict[str, list[Line]] = defaultdict(list)
    for one in template.lines:
        listed[one.field].append(line(one.say or _tidy(words[one.item]), source=one.item))
    fields: dict[str, Any] = {
        name: tuple(lines) if name in LINES else " ".join(one.text for one in lines) for name, lines in listed.items()
    }
    competencies = hiring().competencies
    shown = {duty.competency for group in template.responsibilities for duty in group.duties}
    heart = (key for key, one in competencies.items() if key in shown and one.category in template.categories)
    return Document(
        template=template.collection,
        setting=template.settings[0],
        categories=template.categories,
        competencies=tuple(heart),
        responsibilities=tuple(_responsibility(group, words) for group in template.responsibilities),
        **{"title": template.job_title} | fields,
    )


def from_title(key: str, title: str) -> Document:
    """An empty description with a title; `key` is the natural key of the toolkit's title, or empty for an own one."""
    return Document(title=title, title_key=key)


def from_earlier(earlier: Document) -> Document:
    """The same description for another hire: every line is a new one that remembers where it began, and the closing
    date is gone.
    """
    lines: dict[str, Any] = {name: tuple(replace(one, id=new_id()) for one in getattr(earlier, name)) for name in LINES}
    responsibilities = tuple(
        replace(one, id=new_id(), duties=tuple(replace(duty, id=new_id()) for duty in one.duties))
        for one in earlier.responsibilities
    )
    return replace(earlier, responsibilities=responsibilities, closes_on="", **lines)


def with_competencies(document: Document, chosen: Collection[str], content: Hiring | None = None) -> Document:
    """The description with these competencies chosen; keys that are none are passed over.

    Each that is newly chosen becomes a duty, in the first responsibility of its category or a new one, unless a duty
    asks for it already. Each that is not chosen any more loses its duty where that still says what we wrote, and a
    responsibility that this leaves empty goes too where it has the category's name. All else stays as it is. The
    document's `categories` are chosen for themselves.
    """
    content = content or hiring()
    before = set(document.competencies)
    gone = before.difference(chosen)
    kept = tuple(
        after
        for one in document.responsibilities
        if (after := _without(one, gone, content)) is one or after.duties or not _is_ours(one, content)
    )
    document = replace(document, responsibilities=kept)
    present = {duty.competency for one in kept for duty in one.duties}
    for key, competency in content.competencies.items():
        if key in chosen and key not in before and key not in present:
            duty = line(competency.duty, source=key, competency=key)
            document = _with_duty(document, competency.category, content.category_names[competency.category], duty)
    return replace(document, competencies=tuple(key for key in content.competencies if key in chosen))


def with_populations(document: Document, chosen: Collection[str], content: Hiring | None = None) -> Document:
    """The description for these populations; keys that are none are passed over.

    The lived experience that each newly chosen one calls for is required, in front of all else. What an unchosen one
    called for is taken out where it still says what we wrote.
    """
    known = (content or hiring()).populations
    gone = set(document.populations).difference(chosen)
    ours = {key: one.qualification for key, one in known.items() if key in gone}
    required = [one for one in document.required if ours.get(one.source) != one.text]
    there = {one.source for one in required}
    new = [
        line(one.qualification, source=key)
        for key, one in known.items()
        if key in chosen and key not in document.populations and key not in there
    ]
    return replace(document, required=(*new, *required), populations=tuple(key for key in known if key in chosen))


def _responsibility(group: TemplateGroup, words: Mapping[str, str]) -> Responsibility:
    duties = (
        line(duty.say or _tidy(words[duty.item]), source=duty.item, competency=duty.competency) for duty in group.duties
    )
    return Responsibility(new_id(), group.name, group.category, tuple(duties))


def _without(responsibility: Responsibility, gone: Collection[str], content: Hiring) -> Responsibility:
    """Without the duties of these competencies that nobody has reworded; itself where there are none."""
    duties = tuple(
        duty
        for duty in responsibility.duties
        if duty.competency not in gone or duty.text != _sentence(duty.competency, content)
    )
    return responsibility if len(duties) == len(responsibility.duties) else replace(responsibility, duties=duties)


def _sentence(key: str, content: Hiring) -> str | None:
    competency = content.competencies.get(key)
    return competency.duty if competency else None


def _is_ours(responsibility: Responsibility, content: Hiring) -> bool:
    return responsibility.name == content.category_names.get(responsibility.category)


def _with_duty(document: Document, category: str, name: str, duty: Line) -> Document:
    """With a duty more, at the end of the first responsibility of its category, or else of a new one."""
    responsibilities: Sequence[Responsibility] = document.responsibilities
    at = next((n for n, one in enumerate(responsibilities) if one.category == category), len(responsibilities))
    one = responsibilities[at] if at < len(responsibilities) else Responsibility(new_id(), name, category)
    changed = replace(one, duties=(*one.duties, duty))
    return replace(document, responsibilities=(*responsibilities[:at], changed, *responsibilities[at + 1 :]))


def _tidy(text: str) -> str:
    """A line of a toolkit without the full stop, which some items have and others have not."""
    return text.strip().removesuffix(".")
