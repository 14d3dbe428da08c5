"""Colours as numbers: whether words in a colour can be read on white paper, and what to take where they cannot. Pure.

Contrast is that of WCAG 2.2, "relative luminance" and "contrast ratio": https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
"""

import re

LEAST = 4.5
"""The contrast that WCAG 2.2 AA asks of text of ordinary size (success criterion 1.4.3)."""
WHITE = "#ffffff"
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.ASCII)


def colour_of(text: str) -> str:
    """A colour as "#1f5c57", from what people type: with or without "#", short or long; "" for all else."""
    found = _HEX.fullmatch(text.strip().lower())
    if not found:
        return ""
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as "#1f5c57": 0.0 is black, 1.0 is white."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str = WHITE) -> float:
    """How far two colours are apart: from 1.0 (the same) to 21.0 (black and white), whichever comes first."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def is_readable(colour: str) -> bool:
    """Whether words in this colour can be read on white."""
    return contrast(colour) >= LEAST


def darkened(colour: str) -> str:
    """The nearest colour of the same hue that can be read on white; the colour itself where it can be."""
    channels = _channels(colour)
    shades = ("#" + "".join(f"{channel * part // 255:02x}" for channel in channels) for part in range(255, -1, -1))
    return next(shade for shade in shades if is_readable(shade))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
