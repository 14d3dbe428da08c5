"""The boundaries of a role: what was decided not to belong in it, in words for the team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ..models import Description
from .activities import Activities, read_activities
from .deciding import decided
from .handbook import VIEWS
from .side_by_side import Decided


@dataclass(frozen=True)
class Boundary:
    """`text` is the activity in the toolkit's words, `reason` what was decided, `handbook` what the handbook has to say
    about it in our words, or empty. `source` is the activity's natural key.
    """

    text: str
    reason: str
    handbook: str
    decided_by: str
    decided_at: datetime | None
    source: str


@dataclass(frozen=True)
class BoundaryGroup:
    """The boundaries among one section's activities; `title` is the toolkit's."""

    title: str
    boundaries: tuple[Boundary, ...]


@dataclass(frozen=True)
class Boundaries:
    """All of a role's. `toolkit`, `heading` and `page` say where the activities are from; `undecided` how many of them
    nothing has been decided about.
    """

    title: str
    groups: tuple[BoundaryGroup, ...]
    toolkit: str
    heading: str
    page: str
    undecided: int

    def __len__(self) -> int:
        return sum(len(group.boundaries) for group in self.groups)


def boundaries(description: Description) -> Boundaries:
    """The boundaries of a description's role as they stand now. Two queries."""
    return boundaries_of(str(description), read_activities(), decided(description))


def boundaries_of(title: str, activities: Activities, decisions: Mapping[str, Decided]) -> Boundaries:
    """The same of what has been read already. Pure."""
    groups = []
    for section in activities.sections:
        found = tuple(
            Boundary(
                text=activity.text,
                reason=decision.reason,
                handbook=VIEWS[activity.key].says if activity.key in VIEWS else "",
                decided_by=decision.by,
                decided_at=decision.at,
                source=activity.key,
            )
            for activity in section.activities
            if (decision := decisions.get(activity.key)) and not decision.belongs
        )
        if found:
            groups.append(BoundaryGroup(section.title, found))
    undecided = sum(key not in decisions for key in activities.by_key)
    return Boundaries(title, tuple(groups), activities.toolkit, activities.heading, activities.page, undecided)
