"""One line of a record, held against its model: every field there, of its type, within its bounds. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Field
from django.utils import timezone

from assessments.models import content_hash

from .columns import Column, columns
from .contents import Part, Row
from .naming import own_number
from .shapes import SHAPES, ShapeError, fit

LONGEST_TEXT = 1_000_000
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
# As in organizations/text.py: what cleaned text never has. A name of one line has no line ends either, nor what turns
# it round.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
LINE_CONTROLS = re.compile("[\n\t\u202a-\u202e\u2066-\u2069]")


class CellError(ValueError):
    """What is wrong with a line, in words."""


@dataclass(frozen=True)
class Here:
    """What a line may refer to: lines of other parts by number, and assessments and toolkits by name."""

    counts: Mapping[str, int]
    instruments: frozenset[str]
    toolkits: frozenset[str]


def read_row(part: Part, number: int, data: Any, here: Here) -> Row:
    """The line's values as Python has them, ids as numbers. Raises CellError."""
    if not isinstance(data, dict):
        raise CellError("this is no line of a record.")
    if type(data.get("id")) is not int or data["id"] != number:
        raise CellError("its id is not the number of the line.")
    known = {column.name: column for column in columns(part)}
    if unknown := data.keys() - known.keys() - {"id"}:
        raise CellError(f"there is no field “{_short(min(unknown))}”.")
    row: Row = {"id": number}
    for name, column in known.items():
        if name in data:
            row[name] = _value(part, column, data[name], here)
        elif not _may_be_missing(column.field):
            raise CellError(f"“{name}” is missing.")
    _check_version(part, row)
    if part.name == "trail" and row["at"] > timezone.now():
        raise CellError("it happened in the future.")
    return row


def _value(part: Part, column: Column, value: Any, here: Here) -> Any:
    shape = SHAPES.get(f"{part.name}.{column.name}")
    if value is None and column.field.null:
        return None
    wrong = CellError(f"“{column.name}” is not what it should be.")
    if column.kind == "data":
        _check_strings(column.name, value)
    elif type(value) is not TYPES[column.kind]:
        raise wrong
    else:
        value = _typed(column, value, wrong)
        _check_reference(column, value, here)
        _check_bounds(column, value)
    try:
        fit(value, shape if shape is not None else object)
    except (ShapeError, RecursionError) as error:
        raise CellError(f"“{column.name}”: {error}.") from error
    return value


def _typed(column: Column, value: Any, wrong: CellError) -> Any:
    match column.kind:
        case "time" | "day":
            return _moment(column.kind, value, wrong)
        case "decimal":
            return _decimal(value, wrong)
        case "text":
            _check_text(column.field, value)
    return value


TYPES: dict[str, type] = {
    "text": str,
    "number": int,
    "yes-no": bool,
    "day": str,
    "time": str,
    "decimal": str,
    "data": object,
    "id": int,
    "instrument": str,
    "toolkit": str,
}


def _may_be_missing(field: "Field[Any, Any]") -> bool:
    """Whether an older PeerReady may not have known it: what is stored then is the model's own default."""
    return field.has_default() or field.null or (field.blank and field.empty_strings_allowed)


def _check_version(part: Part, row: Row) -> None:
    """An assessment's content is its own, and what its hash says: contents are kept in the process by hash."""
    if part.name == "own-instruments" and row.get("toolkit") is None and row.get("copy_of") is not None:
        raise CellError("it is a copy and names no toolkit.")
    if part.name != "instrument-versions":
        return
    if row["content_json"]["slug"] != row["instrument"]:
        raise CellError("its content belongs to another assessment.")
    if content_hash(row["content_json"]) != row["content_hash"]:
        raise CellError("its content is not what its hash says.")
    if "~" in row["version"] or not row["version"]:
        raise CellError("“version” is not what it should be.")


def _check_reference(column: Column, value: Any, here: Here) -> None:
    """What a line names has to be there: in the record, or among the toolkits."""
    update = "is not here. Update this installation, and load its toolkits."
    if column.kind == "id" and not 1 <= value <= here.counts[column.of]:
        raise CellError(f"“{column.name}” leads to line {value} of {column.of}, which is not there.")
    if column.kind == "toolkit" and value not in here.toolkits:
        raise CellError(f"the toolkit “{_short(value)}” {update}")
    if column.kind != "instrument":
        return
    number = own_number(value)
    if number is None and value not in here.instruments:
        raise CellError(f"the assessment “{_short(value)}” {update}")
    if number is not None and number > here.counts["own-instruments"]:
        raise CellError(f"there is no own assessment {number}.")


def _moment(kind: str, value: str, wrong: CellError) -> date | datetime:
    try:
        found = date.fromisoformat(value) if kind == "day" else datetime.fromisoformat(value)
    except ValueError:
        raise wrong from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR or (isinstance(found, datetime) and found.tzinfo is None):
        raise wrong
    return found


def _decimal(value: str, wrong: CellError) -> Decimal:
    try:
        found = Decimal(value) if len(value) < 40 else None
    except InvalidOperation:
        found = None
    if found is None or not found.is_finite():
        raise wrong
    return found


def _check_text(field: "Field[Any, Any]", value: str) -> None:
    if len(value) > LONGEST_TEXT:
        raise CellError(f"“{field.name}” is too long.")
    is_line = field.get_internal_type() != "TextField"
    if CONTROLS.search(value) or (is_line and LINE_CONTROLS.search(value)):
        raise CellError(f"“{field.name}” has characters in it that cannot be seen.")


def _check_bounds(column: Column, value: Any) -> None:
    """What the model's field says of its values: the longest, the largest, one of these."""
    field = column.field
    if column.kind in ("id", "instrument", "toolkit", "data"):
        return
    if field.choices and value not in {one for one, _label in field.flatchoices} and not (field.blank and value == ""):
        raise CellError(f"“{field.name}” is “{_short(value)}”, which is not one of the known values.")
    if column.kind == "number":
        # Those of PostgreSQL, so that a record is good everywhere or nowhere.
        low, high = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
        if not low <= value <= high:
            raise CellError(f"“{field.name}” is out of bounds.")
    try:
        field.run_validators(value)
    except ValidationError as error:
        raise CellError(f"“{field.name}”: {error.messages[0]}") from error


def _check_strings(name: str, value: Any) -> None:
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT or CONTROLS.search(value):
            raise CellError(f"“{name}” has characters in it that cannot be seen, or too many.")
    elif isinstance(value, list):
        for one in value:
            _check_strings(name, one)
    elif isinstance(value, dict):
        for key, one in value.items():
            _check_strings(name, key)
            _check_strings(name, one)


def _short(value: Any) -> str:
    """A piece of what was sent, so that it can be said what it was."""
    return "".join(letter for letter in str(value)[:40] if letter.isprintable())
