"""How the difference between two issues is said."""

from django import template

from ..composing.figures import Figure
from ..composing.issuing import Moved

register = template.Library()
MINUS = "\N{MINUS SIGN}"


@register.filter
def basis(figure: Figure) -> str:
    """What a figure rests on: "12 of 15", "12", or nothing where nothing is counted."""
    if figure.n is None:
        return f"of {figure.of}" if figure.of is not None else ""
    return f"{figure.n} of {figure.of}" if figure.of is not None else str(figure.n)


@register.filter
def change(moved: Moved) -> str:
    """By how much a number moved, "+5 points"; in words where there is no number in both."""
    if moved.points is None:
        return "new" if moved.then is None else "gone" if moved.now is None else "changed"
    unit = "point" if moved.figure.unit == "%" else moved.figure.unit
    size = f"{abs(moved.points):,.2f}".rstrip("0").rstrip(".")
    sign = "+" if moved.points > 0 else MINUS if moved.points < 0 else "±"
    if unit == "$":
        return f"{sign}${size}"
    return f"{sign}{size} {unit}{'s' if unit == 'point' and size != '1' else ''}".strip()
