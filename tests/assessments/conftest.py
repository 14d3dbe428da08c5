"""One instrument to fill: three choices (board, budget, pay) and one open question (hopes), see tests/factories.py."""

import pytest

from assessments.answers import Answer, Answers, Posted
from assessments.models import Instrument
from assessments.recording import Saved, save_answers
from organizations.models import User
from tests.cast import Cast
from tests.factories import InstrumentFactory

from .build import Save, sent


@pytest.fixture
def instrument(cast: Cast) -> Instrument:
    return InstrumentFactory(slug="ready", title="Are we ready?")


@pytest.fixture
def url(cast: Cast, instrument: Instrument) -> str:
    """Where the cast's organization fills it; `results/` and `reopen/` are below."""
    return f"/o/{cast.organization.slug}/assess/{instrument.slug}/"


@pytest.fixture
def save(cast: Cast, instrument: Instrument) -> Save:
    """`save(was, item=answer)`: save a form that showed the answers `was` before."""

    def save(was: Answers | None = None, *, by: User | None = None, keep: str = "", **answers: Answer) -> Saved:
        posted = Posted({item: sent(answer, (was or {}).get(item)) for item, answer in answers.items()})
        return save_answers(
            organization=cast.organization, instrument=instrument, posted=posted, keep=keep, actor=by or cast.leader
        )

    return save
