"""What a record says of itself: the fields of each file, from the models, and in plain words what is in it."""

import json
from typing import Any

from .columns import Column, columns, left_behind
from .contents import Part
from .parts import LEFT_OUT, PARTS, PEOPLE

FORMAT = 1
KINDS = {
    "text": "text",
    "number": "a whole number",
    "yes-no": "true or false",
    "day": "a day, as in 2027-03-31",
    "time": "a time in UTC, as in 2027-03-31T14:05:00.000000Z",
    "decimal": "a number with decimals, written as text",
    "data": "data of its own shape",
    "id": "the id of a line in another file",
    "instrument": "the name of a toolkit's assessment, or own-instrument:1 for line 1 of own-instruments",
    "toolkit": "the name of a toolkit",
}
README = """\
{name}: the whole record of an organization, taken from PeerReady {version}.

Each file in records/ holds one kind of thing, a line for each, as JSON. Every line has an id, counted from 1 in its
file; other lines refer to it by that. schema.json says what the fields are. manifest.json says how many lines each
file has and the SHA-256 of each file, and a SHA-256 of all that counts ("content"): two records with the same one say
the same. It passes over who the members are and what happened here.

What is in it
{parts}
  {people}  Members by name, e-mail address and role. Nobody becomes a member by an import.

What is not in it
Passwords, sessions, keys, links of calendars, surveys, shared reports and invitations. Texts of the toolkits that
nothing was answered with. And what people answered in a survey of the team: only what the results page shows goes
along, so a survey that was imported can be read and asked again, but not opened again. Also not:
{left}

To bring it back: in PeerReady choose “Bring a record along” where you add an organization. It becomes a new
organization, and whoever imports it is its owner. People are named as they were; invite those who shall work in it.
Keep this file as safe as PeerReady itself: it names people and says what they wrote.
"""


def schema() -> dict[str, Any]:
    """What schema.json says, by file."""
    return {
        "format": FORMAT,
        "kinds": KINDS,
        "files": {part.file: _file(part) for part in PARTS},
        "not here": dict(sorted(LEFT_OUT.items())),
    }


def readme(name: str, version: str) -> str:
    """README.txt, in plain words."""
    parts = "\n".join(f"  {part.file}  {part.says}" for part in PARTS)
    left = "\n".join(f"  {model}: {reason}" for model, reason in sorted(LEFT_OUT.items()))
    return README.format(name=name, version=version, parts=parts, people=PEOPLE, left=left)


def as_json(data: Any, *, indent: int | None = None) -> str:
    """JSON that is the same wherever it is written: PostgreSQL keeps no order of names."""
    separators = (",", ": ") if indent else (",", ":")
    return json.dumps(data, sort_keys=True, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)


def _file(part: Part) -> dict[str, Any]:
    fields = {"id": {"is": "number", "says": "The line, counted from 1."}}
    fields |= {column.name: _field(column) for column in columns(part)}
    return {"says": part.says, "fields": fields, "left behind": left_behind(part)}


def _field(column: Column) -> dict[str, Any]:
    field = column.field
    said: dict[str, Any] = {"is": column.kind}
    if column.of:
        said["of"] = column.of
    if field.null:
        said["may be null"] = True
    if column.kind == "text" and field.max_length:
        said["longest"] = field.max_length
    if field.choices and field.name != "state":
        said["one of"] = [value for value, _label in field.flatchoices if value]
    return said
