"""One instrument to fill: three choices (board, budget, pay) and one open question (hopes), see tests/factories.py."""

import pytest

from assessments.models import Instrument
from tests.cast import Cast
from tests.factories import InstrumentFactory


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return InstrumentFactory(slug="ready", title="Are we ready?")


@pytest.fixture
def url(cast: Cast, instrument: Instrument) -> str:
    """Where the cast's organization fills it; `results/` and `reopen/` are below."""
    return f"/o/{cast.organization.slug}/assess/{instrument.slug}/"
