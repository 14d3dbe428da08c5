"""What is said of a finding, and questions with which a conversation about it can begin. Our own words.

In braces: `one` and `other` are two groups, `first` and `second` their favourable shares, `share` and `unsure` those of
everybody.
"""

from typing import Literal

Kind = Literal["better", "low", "unsure", "divided", "worse"]
"""One group sees it better than the other; low everywhere; many not sure; divided within; the other sees it better."""

KINDS: dict[Kind, str] = {
    "better": "Seen differently",
    "low": "Low for everybody",
    "unsure": "Many are not sure",
    "divided": "Divided",
    "worse": "Seen differently",
}

FINDINGS: dict[Kind, str] = {
    "better": "{one} answered more favorably than {other}: {first} against {second}.",
    "low": "Fewer than half answered favorably: {share} of everybody.",
    "unsure": "Many could not say: {unsure} of everybody chose “not sure”.",
    "divided": "The answers divide nearly in half: {share} of everybody answered favorably.",
    "worse": "{other} answered more favorably than {one}: {second} against {first}.",
}

QUESTIONS: dict[Kind, tuple[str, ...]] = {
    "better": (
        "What happens in everyday work that does not reach {one} easily?",
        "When did this hold in the last month, and when did it not?",
        "What is one small change after which {other} would notice a difference?",
    ),
    "low": (
        "What gets in the way here, however good the intentions of all are?",
        "What has been tried already, and what was learned from it?",
        "Which part of this would help people most if it changed first?",
    ),
    "unsure": (
        "What would somebody have to see or hear to be able to answer this?",
        "Where is it written down or talked about, and who comes across it there?",
    ),
    "divided": (
        "What does each of us understand by this statement?",
        "In which situations does it hold, and in which does it not?",
        "What would it take for it to hold in all of them?",
    ),
    "worse": (
        "What already works for {other} that others may not see?",
        "What makes {one} more cautious here, and what would they like to know?",
        "How could what works be told, so that it spreads?",
    ),
}
