"""Activities as duties of a description: which stand there already, and adding those that belong. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from ..drafting.document import Document, Responsibility, line, new_id
from ..drafting.lines import MOST, MOST_DUTIES, MOST_RESPONSIBILITIES
from .activities import Activity


class TooManyError(ValueError):
    """There is no room for so many duties."""


def stands_in(document: Document, activity: Activity) -> bool:
    """Whether the activity is among the duties: as a line that began with it, or word by word."""
    words = activity.text.casefold()
    return any(
        duty.source == activity.key or duty.text.casefold() == words
        for one in document.responsibilities
        for duty in one.duties
    )


def add_duties(document: Document, activities: Sequence[Activity], into: str) -> Document:
    """The document with these as duties of the responsibility `into`, each as a line that remembers its activity.

    Without such a responsibility they go below one named like their section of the worksheet, which is added if need
    be. What stands there already is left alone. Raises TooManyError.
    """
    responsibilities = list(document.responsibilities)
    for activity in activities:
        if stands_in(replace(document, responsibilities=tuple(responsibilities)), activity):
            continue
        at = next((n for n, one in enumerate(responsibilities) if one.id == into), None)
        if at is None:
            at = next((n for n, one in enumerate(responsibilities) if one.name == activity.section), None)
        if at is None:
            at = len(responsibilities)
            if at >= MOST_RESPONSIBILITIES:
                raise TooManyError
            responsibilities.append(Responsibility(new_id(), activity.section))
        below = responsibilities[at]
        if len(below.duties) >= MOST or sum(len(one.duties) for one in responsibilities) >= MOST_DUTIES:
            raise TooManyError
        responsibilities[at] = replace(below, duties=(*below.duties, line(activity.text, source=activity.key)))
    return replace(document, responsibilities=tuple(responsibilities))
