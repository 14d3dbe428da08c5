"""Lines that a choice adds have the same id whenever it is made: sent twice, or by two people, it adds them once."""

from collections.abc import Sequence
from dataclasses import replace

from ..document import Document, Line, Responsibility
from ..lines import steady_id


def with_steady_ids(after: Document, before: Document) -> Document:
    """`after` with other ids for what is new in it: made from where it began, not by chance."""
    old = before.lines()
    old_groups = {one.id for one in before.responsibilities}

    def lines(name: str, found: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(
            replace(one, id=_id(old, name, one.source)) if one.source and one.id not in old else one for one in found
        )

    def group(one: Responsibility) -> Responsibility:
        is_new = one.category and one.id not in old_groups
        key = _id(old_groups, "responsibility", one.category) if is_new else one.id
        return replace(one, id=key, duties=lines("duty", one.duties))

    return replace(
        after,
        required=lines("required", after.required),
        responsibilities=tuple(group(one) for one in after.responsibilities),
    )


def _id(taken: dict[str, Line] | set[str], name: str, source: str) -> str:
    """An id by name and source; where a line has it already, the next."""
    return next(key for n in range(len(taken) + 1) if (key := steady_id(name, source, str(n))) not in taken)
