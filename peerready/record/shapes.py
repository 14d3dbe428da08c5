"""What may stand in the data fields of a record. Pages trust these, so whatever comes from a file is held against them.

A shape is a type (`str`, `int`, `bool`, `None`), a list of one shape, {"*": shape} for any names, {name: shape} for
these names ("name?" may be missing), a tuple of shapes of which one fits, or a function that raises ShapeError.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from django.conf import settings

from assessments.content import InstrumentContent, parse
from checklists.planning.phases import PHASES
from checklists.working.changing import DATES, FIELDS, PLAN_FIELDS
from checklists.working.evidence import is_safe
from jobdesc.drafting.document import EMPLOYERS, PER, SETTINGS, DocumentError, from_json, to_json
from surveys.confidentiality import Published
from surveys.counting import view_from_json, view_to_json

Shape = Any


class ShapeError(ValueError):
    """The data is not what belongs there; says where, in a few words."""


def fit(value: Any, shape: Shape, where: str = "") -> None:
    """Raise ShapeError where the data does not have this shape."""
    if isinstance(shape, tuple):
        _fit_one_of(value, shape, where)
    elif isinstance(shape, list):
        for n, one in enumerate(_checked(value, list, where)):
            fit(one, shape[0], f"{where}[{n}]")
    elif isinstance(shape, Mapping):
        _fit_named(_checked(value, dict, where), shape, where)
    elif isinstance(shape, type) or shape is None:
        if shape is not object:
            _checked(value, shape or NoneType, where)
    else:
        shape(value)


def _fit_one_of(value: Any, shapes: tuple[Shape, ...], where: str) -> None:
    for shape in shapes:
        try:
            return fit(value, shape, where)
        except ShapeError:
            continue
    raise ShapeError(f"{where or 'it'} is of the wrong kind")


def _fit_named(value: dict[str, Any], shape: Mapping[str, Shape], where: str) -> None:
    if "*" in shape:
        for name, one in value.items():
            fit(one, shape["*"], f"{where}.{name[:40]}")
        return
    known = {name.rstrip("?"): one for name, one in shape.items()}
    if unknown := value.keys() - known.keys():
        raise ShapeError(f"{where or 'it'} has an unknown “{min(unknown)[:40]}”")
    for name in shape:
        if not name.endswith("?") and name not in value:
            raise ShapeError(f"{where or 'it'} has no “{name}”")
    for name, one in value.items():
        fit(one, known[name], f"{where}.{name}")


def _checked(value: Any, kind: type, where: str) -> Any:
    if type(value) is not kind:
        raise ShapeError(f"{where or 'it'} is of the wrong kind")
    return value


def conforms(value: Any, hint: Any) -> bool:
    """Whether a value is what a type hint says, and all that is in it too."""
    origin, inside = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if origin in (Union, UnionType):
        return any(conforms(value, one) for one in inside)
    if origin is Literal:
        return any(value == one and type(value) is type(one) for one in inside)
    if origin in (tuple, frozenset, list):
        return isinstance(value, origin) and all(conforms(one, inside[0]) for one in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(
            conforms(name, inside[0]) and conforms(one, inside[1]) for name, one in value.items()
        )
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return type(value) is hint and all(conforms(getattr(value, f.name), hints[f.name]) for f in fields(hint))
    return type(value) is (NoneType if hint is None else hint) or (hint is float and type(value) is int)


def same_json(data: Any, other: Any) -> bool:
    return bool(json.loads(json.dumps(data)) == other)


def _instrument(value: Any) -> None:
    try:
        content = parse(value)
        good = conforms(content, InstrumentContent) and same_json(content.as_dict(), value)
    except (LookupError, TypeError, ValueError, AttributeError):
        good = False
    if not good:
        raise ShapeError("it is no assessment")
    slugs = [item.slug for item in content.asked]
    if len(set(slugs)) < len(slugs) or any(item.key != f"{content.slug}/{item.slug}" for item in content.items):
        raise ShapeError("its questions are not named as they should be")
    if any(item.scale is not None and item.scale not in content.scales for item in content.items):
        raise ShapeError("a question has a scale that is not there")
    if any(item.scale is None and item.takes.scale == "needed" for item in content.items):
        raise ShapeError("a question has no scale")
    if any(all(option.value is None for option in scale.options) for scale in content.scales.values()):
        raise ShapeError("a scale has no values")


def _view(value: Any) -> None:
    try:
        view = view_from_json(value)
        good = conforms(view, Published) and same_json(view_to_json(view), value)
    except (LookupError, TypeError, ValueError, AttributeError):
        good = False
    if not good:
        raise ShapeError("it is no result of a survey")
    shares = (
        share
        for row in view.rows.values()
        for cell in (row.total, *row.groups.values())
        for share in (cell.favourable, cell.unsure, *cell.options)
        if share
    )
    if not all(0 <= share.low <= share.high <= 100 for share in shares):
        raise ShapeError("a share is not between 0 and 100")


def _description(value: Any) -> None:
    try:
        document = from_json(_checked(value, dict, ""))
        good = same_json(to_json(document), value) or not value
    except (DocumentError, AttributeError) as wrong:
        raise ShapeError("it is no job description") from wrong
    known = ((document.setting, SETTINGS), (document.employer, EMPLOYERS), (document.pay_per, PER))
    if not good or any(key and key not in those for key, those in known):
        raise ShapeError("it is no job description")


def one_of(*values: str) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        if not isinstance(value, str) or value not in values:
            raise ShapeError("it is not one of the known values")

    return check


def _address(value: Any) -> None:
    if not isinstance(value, str) or not is_safe(value):
        raise ShapeError("it is no address of a page")


def _amount(value: Any) -> None:
    try:
        good = isinstance(value, str) and len(value) < 20 and Decimal(value).is_finite()
    except InvalidOperation:
        good = False
    if not good:
        raise ShapeError("it is no amount")


def _day(value: Any) -> None:
    try:
        date.fromisoformat(_checked(value, str, ""))
    except ValueError as wrong:
        raise ShapeError("it is no day") from wrong


PHASE = one_of(*(phase.slug for phases in PHASES.values() for phase in phases))
STEPS = [{"text": str, "done": bool}]
EVIDENCE = [{"title": str, "url": _address}]
OF_A_FIELD: dict[str, Shape] = {
    **dict.fromkeys((*FIELDS, *PLAN_FIELDS), str),
    **dict.fromkeys(DATES, (_day, None)),
    **dict.fromkeys(("place", "reminder_days"), int),
    **dict.fromkeys(("due_by_hand", "is_removed", "skips_holidays"), bool),
    "owner_id": None,
    "phase": PHASE,
    "steps": STEPS,
    "evidence": EVIDENCE,
    "needs": [int],
}
OF_A_TASK = {f"{name}?": OF_A_FIELD[name] for name in FIELDS}
OF_A_PLAN = {f"{name}?": OF_A_FIELD[name] for name in PLAN_FIELDS}
ANSWERS = {"*": {"choice?": str, "text?": str, "who?": str, "date?": str}}

SHAPES: dict[str, Shape] = {
    "instrument-versions.content_json": _instrument,
    "assessments.answers": ANSWERS,
    "completions.answers": ANSWERS,
    "surveys.languages": [one_of(*(code for code, _name in settings.LANGUAGES))],
    "survey-results.view": _view,
    "own-lists.tasks": [{"title": str, "detail": str, "phase": PHASE, "steps": [str], "key": str}],
    "tasks.phase": PHASE,
    "tasks.steps": STEPS,
    "tasks.evidence": EVIDENCE,
    "tasks.needs": [int],
    "task-comments.mentioned": [str],
    "changes.plan_before": OF_A_PLAN,
    "changes.plan_after": OF_A_PLAN,
    "task-changes.before": OF_A_TASK,
    "task-changes.after": OF_A_TASK,
    "funding.amounts": [{"year": int, "amount": _amount}],
    "job-descriptions.content": _description,
    "job-versions.content": _description,
    "job-templates.content": _description,
    "interviews.questions": [{"key": str, "text": str, "listen_for": [str], "categories": [str]}],
    "wording-choices.blocking": [str],
    "worksheets.answers": {"*": {"*": one_of("yes", "no", "")}},
    "decisions.before": (None, {"belongs": bool, "reason": str, "by": str}),
    "reports.parts": [str],
    "reports.edits": {"*": {"text": str, "was": str}},
}
"""By part and field."""
