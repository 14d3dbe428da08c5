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

    `up`, `down` and `out` move a row or take it out; `pick` adds a sample (`samples`: text by natural key) as a line
    that remembers its key, unless it stands there already; `word` puts our words (`texts`, by field) in a field.
    """
    what, _, rest = do.partition(":")
    name, _, which = rest.partition(":")
    if what == "word" and name in texts:
        return replace(document, **{name: texts[name]})
    if what == "pick" and which in samples:
        return _changed(document, name, lambda rows: picked(rows, name, which, samples[which]))
    if what in ("up", "down"):
        return _changed(document, name, lambda rows: moved(rows, which, -1 if what == "up" else 1))
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


def anchor(do: str) -> str:
    """Where on the page to go on after a button: the row that it was about, or the list."""
    what, _, rest = do.partition(":")
    name, _, which = rest.partition(":")
    if what in ("up", "down"):
        return f"#row-{which}"
    if what == "pick":
        return f"#row-{picked_id(name, which)}"
    if what == "out":
        return f"#{name}"
    return f"#{name}" if what == "word" else ""


def _changed(document: Document, name: str, change: Callable[[Any], Any]) -> Document:
    if name in LINES or name == "responsibilities":
        return replace(document, **{name: change(getattr(document, name))})
    key = name.removeprefix(DUTIES)
    responsibilities = tuple(
        replace(one, duties=change(one.duties)) if name.startswith(DUTIES) and one.id == key else one
        for one in document.responsibilities
    )
    return replace(document, responsibilities=responsibilities)
