"""Whether a state's law wants the pay told: PeerReady's dated table, or what the organization knows better. Pure.

None of it is legal advice.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ..hiring.content import Pay, PayLaw


@dataclass(frozen=True)
class Correction:
    """What an organization says of a state (`models.PayRule`)."""

    state: str
    is_required: bool
    note: str = ""
    by: str = ""


@dataclass(frozen=True)
class Duty:
    """What holds for one state. `law` is the table's, if it has one; `own` the organization's, which counts more."""

    state: str
    law: PayLaw | None
    own: Correction | None

    @property
    def in_advertisement(self) -> bool:
        """Whether the pay must stand in the advertisement."""
        return self.own.is_required if self.own else bool(self.law and self.law.in_advertisement)

    @property
    def on_request(self) -> bool:
        """Whether applicants must be told, though not in the advertisement."""
        return not self.own and bool(self.law and not self.law.in_advertisement)


def duty_in(state: str, pay: Pay, own: Mapping[str, Correction]) -> Duty:
    """What holds in a state, given by its two letters; any other text is a state without a law."""
    return Duty(state, pay.laws.get(state), own.get(state))
