from dataclasses import replace
from typing import ClassVar

from ..document import Document
from ..lines import posted_responsibilities
from .base import StepForm, line_field, text_field


class PartsForm(StepForm):
    """The five parts of the handbook. Lists of lines and the responsibilities are read from the form as posted."""

    lists: ClassVar[tuple[str, ...]] = ("function", "required", "preferred", "conditions")

    reports_to = line_field(
        "Who is the administrative supervisor?", "By job title: who plans the work, approves leave and reviews it."
    )
    supportive_supervisor = line_field(
        "Who is the supportive supervisor?",
        "Best a peer worker with experience, in your organization or outside: for support, and for staying true to the "
        "role.",
    )
    supervision = text_field("How does supervision go?", "How often, how long, one to one or in a group.")
    supervises = line_field("Does the peer worker supervise anybody?", "By job title. Leave it empty if nobody.")
    growth = text_field(
        "Where can the role lead?", "Training that you pay for, more pay with certification or years, lead roles."
    )

    def apply(self, document: Document) -> Document:
        """With the responsibilities as they were posted."""
        after = super().apply(document)
        return replace(after, responsibilities=posted_responsibilities(self.posted, document.responsibilities))
