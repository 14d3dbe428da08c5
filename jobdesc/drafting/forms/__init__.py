"""What each step of a description asks, by the step's key."""

from .base import StepForm
from .competencies import CompetenciesForm
from .parts import PartsForm
from .pay import PayForm
from .start import StartForm
from .who import WhoForm

FORMS: dict[str, type[StepForm]] = {
    "start": StartForm,
    "who": WhoForm,
    "competencies": CompetenciesForm,
    "parts": PartsForm,
    "pay": PayForm,
}
"""In the order of the steps."""
APPLIED = ("start", "parts", "who", "competencies", "pay")
"""In which order the forms of one page change a description: what a choice adds comes behind what was typed."""

__all__ = ["APPLIED", "FORMS", "StepForm"]
