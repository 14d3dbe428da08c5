"""What the buttons in the form of a step do to a description, where no script does it on the page. Pure.

A button's value is `<what>:<list>:<which>`. A list is a field of the document that has lines, `responsibilities`, or
`duties-<responsibility>`; `which` is a line's id, or what is picked.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from .document import LINES, Document, Line
from .lines import MOST, moved, steady_id

DUTIES = "duties-"


def operate(document: Document, do: str, samples: Mapping[str, str], texts: Mapping[str, Any]) -> Document:
    """The document after a button; as it is where the button is none of these.

    `up`, `down` and `out` move a row or take it out; a duty at the edge of its list goes over to the responsibility
    before or behind. `pick` adds a sample (`samples`: text by natural key) as a line that remembers its key, unless it
    stands there already; `word` puts our words (`texts`, by field) in a field.
    """
    what, _, rest = do.partition(":")
    name, _, which = rest.partition(":")
    if what == "word" and name in texts:
        return replace(document, **{name: texts[name]})
    if what == "pick" and which in samples:
        return _changed(document, name, lambda rows: picked(rows, name, which, samples[which]))
    if what in ("up", "down"):
        by = -1 if what == "up" else 1
        return _carried(document, name, which, by) or _changed(document, name, lambda rows: moved(rows, which, by))
    if what == "out":
        return _changed(document, name, lambda rows: tuple(one for one in rows if one.id != which))
    return document


def picked(rows: tuple[Line, ...], name: str, key: str, text: str) -> tuple[Line, ...]:
    """The lines with a sample at their end, once."""
    if len(rows) >= MOST or any(one.source == key for one in rows):
        return rows
    return (*rows, Line(picked_id(name, key), text, key))


def picked_id(name: str, key: str) -> str:
    """The id of the line that picking makes: the same from each page, so that two clicks make one line."""
    return steady_id("picked", name, key)


def anchor(do: str, document: Document) -> str:
    """Where on the page to go on after a button, which has made `document`: the row that it was about, or the list."""
    what, _, rest = do.partition(":")
    name, _, which = rest.partition(":")
    if what in ("up", "down"):
        over = steady_id("over", which)
        return f"#row-{over if over in document.lines() else which}"
    if what == "pick":
        return f"#row-{picked_id(name, which)}"
    if what == "out":
        return f"#{name}"
    return f"#{name}" if what == "word" else ""


def _carried(document: Document, name: str, which: str, by: int) -> Document | None:
    """The document with a duty at the edge of its list in the next one, as a new line that began as it did.

    None where it is not at the edge, or there is no next list with room.
    """
    groups = list(document.responsibilities)
    at = next((n for n, one in enumerate(groups) if name == f"{DUTIES}{one.id}"), None)
    if at is None or not groups[at].duties or groups[at].duties[-1 if by > 0 else 0].id != which:
        return None
    to = at + by
    if not 0 <= to < len(groups) or len(groups[to].duties) >= MOST:
        return None
    duties, others = groups[at].duties, groups[to].duties
    left, line = (duties[:-1], duties[-1]) if by > 0 else (duties[1:], duties[0])
    line = replace(line, id=steady_id("over", which))
    groups[at] = replace(groups[at], duties=left)
    groups[to] = replace(groups[to], duties=(line, *others) if by > 0 else (*others, line))
    return replace(document, responsibilities=tuple(groups))


def _changed(document: Document, name: str, change: Callable[[Any], Any]) -> Document:
    if name in LINES or name == "responsibilities":
        return replace(document, **{name: change(getattr(document, name))})
    key = name.removeprefix(DUTIES)
    responsibilities = tuple(
        replace(one, duties=change(one.duties)) if name.startswith(DUTIES) and one.id == key else one
        for one in document.responsibilities
    )
    return replace(document, responsibilities=responsibilities)
