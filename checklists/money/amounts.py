"""Sums of U.S. dollars, as people type and read them. Always Decimal, with two places."""

import re
from decimal import ROUND_HALF_UP, Decimal

MOST = Decimal("9999999999.99")
"""The largest sum that a year can have, as `YearlyCost` keeps it."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
NOUGHT = Decimal("0.00")

HOW = "Give an amount in dollars, such as 85,000 or 85,000.50."
BELOW_ZERO = "An amount cannot be below zero."
TOO_LARGE = f"This is more than ${MOST:,}. Is a digit too many?"

_LONGEST = 40
_TYPED = re.compile(r"(?:USD|US\$|\$)?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.([0-9]{0,2}))?(?:USD)?", re.IGNORECASE)
_BELOW = re.compile(r"\(.*[0-9].*\)|\$?[-\u2212\u2013][$0-9.].*")


class AmountError(ValueError):
    """What was typed is no amount; the message says so to whoever typed it."""


def read_amount(typed: str) -> Decimal:
    """What was typed, such as "85,000", "$85,000.50" or "85000". Raises AmountError, with a sentence for the field."""
    text = "".join(typed.split())
    if len(text) > _LONGEST:
        raise AmountError(HOW)
    if _BELOW.fullmatch(text):
        raise AmountError(BELOW_ZERO)
    found = _TYPED.fullmatch(text)
    if found is None or not (found[1] or found[2]):
        raise AmountError(HOW)
    amount = Decimal(f"{(found[1] or '0').replace(',', '')}.{(found[2] or '').ljust(2, '0')}")
    if amount > MOST:
        raise AmountError(TOO_LARGE)
    return amount


def dollars(amount: Decimal | None) -> str:
    """A sum in words, such as "$85,000" or "$85,000.50"; "" for none."""
    if amount is None:
        return ""
    return f"${amount:,.2f}".removesuffix(".00")


def typed(amount: Decimal | None) -> str:
    """A sum as it stands in a field, such as "85,000"; `read_amount` reads it back."""
    return dollars(amount).removeprefix("$")


def in_short(amount: Decimal) -> str:
    """A sum where there is little room, to three digits, such as "$85k" or "$1.25M"."""
    for size, letter in ((Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(10**3), "k")):
        # Rounding may carry into the next size: 999,999 is 1M, and not 1000k.
        if amount >= size * Decimal("0.9995"):
            return f"${_three_digits(amount / size)}{letter}"
    return f"${_three_digits(amount)}"


def _three_digits(number: Decimal) -> str:
    last = "1" if number >= Decimal("99.95") else "0.1" if number >= Decimal("9.995") else "0.01"
    text = str(number.quantize(Decimal(last), rounding=ROUND_HALF_UP))
    return text.rstrip("0").rstrip(".") if "." in text else text


def years_in_words(years: list[int] | tuple[int, ...]) -> str:
    """Years as one reads them: "2027", "2027 and 2028", "2027 to 2030", "2027 to 2029 and 2031"."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
