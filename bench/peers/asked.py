"""What all of them ask: 60 statements in five parts, on one scale of five steps; and what a thousand people answer."""

PARTS = ("Leadership", "Everyday work", "People we serve", "Learning", "Looking after ourselves")
ABOUT = (
    "people who use our services take part in deciding",
    "peer workers are asked before something is changed about",
    "staff can say openly what does not go well in",
    "somebody is responsible for, and everybody knows who looks after,",
    "there is time set aside in every week for talking over",
    "what we have agreed on is written down and looked at again, for",
)
WHAT = ("how we work with one another", "what is offered to newcomers")
LABELS = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
STATEMENTS = tuple(
    tuple(f"In {part.lower()}, {about} {what}" for about in ABOUT for what in WHAT) for part in PARTS
)  # fmt: skip
COUNT = sum(map(len, STATEMENTS))
RESPONSES = 1_000


def steps(person: int) -> tuple[int, ...]:
    """Which step, from 0 to 4, each statement is answered with. All steps occur, and people differ."""
    return tuple((person * 7 + n * n + n // 12) % len(LABELS) for n in range(COUNT))
