"""Pay in words, said the same in the description, its papers and its advertisement. Pure."""

import re
from decimal import Decimal

from .document import PER, Document

_MONEY = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?", re.ASCII)


def amount(text: str) -> Decimal | None:
    """The amount of dollars that a text is, such as "22.50" or "$45,000"; None where it is none."""
    found = _MONEY.fullmatch(text.strip())
    return Decimal(found[1].replace(",", "") + (found[2] or "")) if found else None


def pay(document: Document) -> str:
    """Such as "$22.50 to $27.00 an hour" or "up to $45,000 a year"; empty where no pay is given."""
    ends = [document.pay_low.strip(), document.pay_high.strip()]
    values = [value for value in map(amount, ends) if value is not None]
    places = 0 if all(value == value.to_integral_value() for value in values) else 2
    low, high = (_dollars(end, places) for end in ends)
    if not low and not high:
        return ""
    said = f"{low} to {high}" if low and high and low != high else low or f"up to {high}"
    return f"{said} {PER.get(document.pay_per, '')}".strip()


def _dollars(text: str, places: int) -> str:
    """An amount with its sign and commas; what is no amount stays as it is."""
    value = amount(text)
    return text if value is None else f"${value:,.{places}f}"
