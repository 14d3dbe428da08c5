"""The steps in which a description is drafted, in their order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """`key` is the last part of the step's address and the name of its route; `asks` one line on what it asks."""

    key: str
    title: str
    asks: str


STEPS = (
    Step("start", "Start", "What is it called, and from what do you begin?"),
    Step("who", "Who and where", "Where does the peer worker work, with whom, and who employs them?"),
    Step("worksheet", "Role worksheet", "Which activities belong in the role, and which do not?"),
    Step("competencies", "Competencies", "What does it take? Three or four areas make the heart of the role."),
    Step("parts", "The five parts", "Function, supervision, responsibilities, qualifications, conditions."),
    Step("pay", "Pay and terms", "What do you offer, and how does somebody apply?"),
    Step("review", "Review and approve", "Is it right, kind, lawful and complete? Who has to read it?"),
)
BY_KEY = {step.key: step for step in STEPS}


def after(key: str) -> Step | None:
    """The step that follows; None after the last."""
    at = STEPS.index(BY_KEY[key])
    return STEPS[at + 1] if at + 1 < len(STEPS) else None


def before(key: str) -> Step | None:
    """The step in front of it; None for the first."""
    at = STEPS.index(BY_KEY[key])
    return STEPS[at - 1] if at else None
