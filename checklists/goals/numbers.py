"""Numbers as people type them ("1,200", "85 %", "$85,000"), and as they are shown. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

LARGEST = Decimal("999999999999.99")
LONGEST = 60
MINUS = "\u2212"
PERCENT, DOLLARS = "%", "$"

NOT_A_NUMBER = "Give a number, such as 85, 1,200 or 12.5."
TWO_WAYS = "This can be read in two ways. Write a thousand as 1,000 or 1000, and parts as in 1.25."
COMMA = "Write parts of a whole with a point, such as 1.5, and thousands as in 1,500."
TOO_FINE = "Give two digits after the point at most, such as 85.33."
TOO_LARGE = "This is too large to keep. Count in thousands or millions, and say so in the unit."

_TYPED = re.compile(rf"([-+{MINUS}]?) ?(\$?) ?([0-9][0-9., ]*|\.[0-9]+)([^0-9.,]*)")
_WHOLE = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+)?(?:\.([0-9]*))?")
_MEANS = {
    "percent": PERCENT,
    "per cent": PERCENT,
    "dollars": DOLLARS,
    "us dollars": DOLLARS,
    "u.s. dollars": DOLLARS,
    "usd": DOLLARS,
}


class NotANumberError(ValueError):
    """What was typed is no number that can be kept; the message says so to whoever typed it."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A number and the unit that was typed with it: "$", "%", a word, or nothing."""

    value: Decimal
    unit: str


def read_typed(text: str) -> Typed:
    """A number with at most two digits after the point, at most LARGEST either way.

    `text` is one line (clean_line). Raises NotANumberError.
    """
    found = _TYPED.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        raise NotANumberError(NOT_A_NUMBER)
    sign, dollar, digits, after = found.groups()
    digits, after = digits.strip(), after.strip()
    if dollar and after:
        raise NotANumberError(NOT_A_NUMBER)
    value = Decimal(_plain_digits(digits))
    if value > LARGEST:
        raise NotANumberError(TOO_LARGE)
    if sign in ("-", MINUS) and value:
        value = -value
    return Typed(value, canonical(dollar or after))


def _plain_digits(digits: str) -> str:
    """The digits without separators, or why not."""
    whole = _WHOLE.fullmatch(digits)
    if whole is None:
        if re.fullmatch(r"[0-9]+,[0-9]{1,2}", digits):
            raise NotANumberError(COMMA)
        raise NotANumberError(TWO_WAYS if re.fullmatch(r"[0-9][0-9.,]*[0-9]", digits) else NOT_A_NUMBER)
    parts = (whole[1] or "").rstrip("0")
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", digits):
        raise NotANumberError(TWO_WAYS)
    if len(parts) > 2:
        raise NotANumberError(TOO_FINE)
    return digits.replace(",", "").replace(" ", "")


def read_number(text: str, unit: str = "") -> Decimal:
    """A number in `unit`, with or without the unit typed beside it. Raises NotANumberError, also for another unit."""
    typed = read_typed(text)
    if typed.unit and typed.unit.casefold() != canonical(unit).casefold():
        counted = f"This is counted in {unit}" if unit else "This is counted without a unit"
        raise NotANumberError(f"{counted}, and you typed “{typed.unit}”. Type the number alone.")
    return typed.value


def canonical(unit: str) -> str:
    """A unit in the one way in which it is kept: "%" for "percent", "$" for "dollars", others as they are."""
    return _MEANS.get(unit.casefold(), unit)


def shown(value: Decimal, unit: str = "") -> str:
    """A number for people: "1,200 meetings", "12.5%", "$85,000"."""
    sign, amount = MINUS if value < 0 else "", f"{abs(value):,.2f}"
    if amount.endswith(".00"):
        amount = amount[:-3]
    elif canonical(unit) != DOLLARS:
        amount = amount.rstrip("0")
    if canonical(unit) == DOLLARS:
        return f"{sign}${amount}"
    return f"{sign}{amount}%" if canonical(unit) == PERCENT else f"{sign}{amount} {unit}".rstrip()


def plain(value: Decimal) -> str:
    """A number for a field, as it can be typed again: "1200", "12.5"."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".")
