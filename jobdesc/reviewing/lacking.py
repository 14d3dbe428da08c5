"""Something that a description lacks, or that is odd about it."""

from dataclasses import dataclass

from .marks import Ruling


@dataclass(frozen=True)
class Missing:
    """Something that is not there, or odd. `entry` is the key of what the library says of it, "" where it is ours.

    `step` is the step that mends it, and `anchor` the field there. `group` is "complete", or "lawful" for what a law
    asks for; `severity` as in `wording.rules.SEVERITIES`. `rule` names it for being overruled.
    """

    rule: str
    text: str
    reason: str
    step: str
    anchor: str
    entry: str = ""
    group: str = "complete"
    severity: str = "ask"
    source: str = ""
    ruling: Ruling | None = None
