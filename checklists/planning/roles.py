"""What somebody new has to get to know of their role, asked of whoever registered to tell: this room knows no job
descriptions. `peerready` registers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from organizations.models import Organization

from .adding import NewTask


@dataclass(frozen=True)
class Role:
    """A role that somebody may start in. `key` is short and stays the same; `tasks` are for phases of first months."""

    key: str
    name: str
    tasks: tuple[NewTask, ...]


Offer = Callable[[Organization], Sequence[Role]]

_offers: list[Offer] = []


def register(offer: Offer) -> None:
    """Have `offer` asked for roles. Once each."""
    if offer not in _offers:
        _offers.append(offer)


def roles(organization: Organization) -> list[Role]:
    """Every role that somebody may start in."""
    return [role for offer in _offers for role in offer(organization)]
