"""What people call a place in a description, and what stands there in words. Pure."""

from dataclasses import dataclass

from organizations.models.organization import states

from ..hiring.fixture import hiring
from .document import EMPLOYERS, PER, SETTINGS, Document
from .merging import Conflict

TEXTS = {
    "title": "Title",
    "title_key": "Title by the toolkit",
    "template": "Sample text that it began from",
    "setting": "Setting",
    "certification": "Certification",
    "employer": "Who employs the peer worker",
    "employer_name": "Name of the peer-run organization",
    "peer_workers": "How many peer workers",
    "caseload": "Caseload",
    "reports_to": "Administrative supervisor",
    "supportive_supervisor": "Supportive supervisor",
    "supervision": "How supervision goes",
    "supervises": "Whom the peer worker supervises",
    "growth": "Where it can lead",
    "pay_low": "Pay from",
    "pay_high": "Pay to",
    "pay_per": "Pay per hour or year",
    "pay_note": "More about the pay",
    "hours": "Hours",
    "closes_on": "Closing date",
    "place": "Place of work",
    "state": "State",
    "how_to_apply": "How to apply",
    "accommodation": "Accommodation statement",
    "equal_opportunity": "Equal opportunity statement",
}
LINES = {
    "function": "Function",
    "required": "Required qualification",
    "preferred": "Preferred qualification",
    "conditions": "Condition",
    "benefits": "Benefit",
}


@dataclass(frozen=True)
class Clash:
    """A conflict as it is asked: `label` names the place, `theirs` and `mine` are in words."""

    path: str
    label: str
    theirs: str
    mine: str


def clash(conflict: Conflict, *, theirs: Document, mine: Document) -> Clash:
    label = place_name(conflict.path, theirs, mine)
    words = (in_words(conflict.path, text) for text in (conflict.theirs, conflict.mine))
    return Clash(conflict.path, label, *words)


def place_name(path: str, *documents: Document) -> str:
    """What a path of `merging.flatten` is called, such as "Responsibility 2, duty 3". Numbers are those of the first
    document in which it stands.
    """
    field, _, rest = path.partition("/")
    if field in LINES:
        return f"{LINES[field]}{_number([[one.id for one in getattr(d, field)] for d in documents], rest)}"
    if field != "responsibilities":
        return TEXTS.get(field, field)
    key, _, part = rest.partition("/")
    name = f"Responsibility{_number([[one.id for one in d.responsibilities] for d in documents], key)}"
    if not part.startswith("duties/"):
        return f"{name}, {part}" if part else name
    duties = [[duty.id for one in d.responsibilities if one.id == key for duty in one.duties] for d in documents]
    return f"{name}, duty{_number(duties, part.removeprefix('duties/'))}"


def in_words(path: str, text: str) -> str:
    """What a place holds, with keys in words."""
    known = {"setting": SETTINGS, "employer": EMPLOYERS, "pay_per": PER, "state": dict(states())}
    if path.endswith("/category"):
        return hiring().category_names.get(text, text)
    return known.get(path, {}).get(text, text)


def _number(orders: list[list[str]], key: str) -> str:
    return next((f" {order.index(key) + 1}" for order in orders if key in order), "")
