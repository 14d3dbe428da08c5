"""What the handbook has to say about an activity of the worksheet. The mapping is ours: a PeerReady heuristic.

The worksheet is of one toolkit, the chart of what fits a peer role of another. `says` is our reading of the items that
`keys` names; whoever wants to know reads those. Activities on which the handbook is silent are not here.
"""

from dataclasses import dataclass
from enum import Enum

from .activities import COLLECTION


class Leaning(Enum):
    """How the handbook's items read together, in our words."""

    FITS = "fits a peer role"
    DEPENDS = "depends on who asks, why and how often"
    OUTSIDE = "lies outside a peer role"


@dataclass(frozen=True, slots=True)
class View:
    """`keys` are natural keys of the handbook's items."""

    leaning: Leaning
    says: str
    keys: tuple[str, ...]


CHART, CHECKS = "legere-role-chart", "legere-role-checks"
F, D, O = Leaning.FITS, Leaning.DEPENDS, Leaning.OUTSIDE  # noqa: E741 - a column of the table below
MEDICATIONS, RIDES, FILES = f"{CHART}/medications", f"{CHART}/giving-rides", f"{CHART}/reading-files"
ASSESSMENTS, MEETINGS, VISITS = f"{CHART}/assessments", f"{CHART}/meetings", f"{CHART}/one-to-one-visits"
SOCIAL, BUSY, INFORMER = f"{CHART}/social-events", f"{CHECKS}/just-busy-work", f"{CHECKS}/way-to-get-information"
AGENDA, POWER, NOTES = (
    f"{CHECKS}/particular-agenda",
    f"{CHECKS}/increase-the-imbalance",
    f"{CHECKS}/notes-and-assessments",
)
TAXI = "Going along because somebody wants you there is support. Driving because nobody else has time is busy work."
OWN_AIM = "It fits where the person has made it their own aim, and not where a program or plan has set it for them."
REPORTS = "Watching people and reporting to the team makes the peer worker an informant, and costs the trust they need."

_TABLE: dict[str, tuple[Leaning, str, tuple[str, ...]]] = {
    "therapy-session": (O, "Treating somebody makes one the expert on the other. Peer support does without.", (POWER,)),
    "recreation-group": (D, "Good while it builds relationships; not when it becomes all that is asked.", (SOCIAL,)),
    "coffee-or-lunch": (F, "Time together that both want is a good way to come to know each other.", (SOCIAL,)),
    "socializing": (F, "It builds relationships, as long as both want to and it is not all there is.", (SOCIAL,)),
    "speak-up-at-the-doctor": (
        F,
        "Helping somebody find their words and be heard is the heart of the role.",
        (ASSESSMENTS, MEDICATIONS),
    ),
    "suggest-diagnosis-or-medication": (
        O,
        "Support people in weighing and saying what they want; the choice and the advice are not yours.",
        (MEDICATIONS,),
    ),
    "personal-hygiene": (
        D,
        "If they bring it up, it is between the two of you. Being sent to change somebody's habits is an agenda.",
        (f"{CHART}/cleaning-an-apartment", AGENDA),
    ),
    "encourage-adherence": (
        O,
        "Using one's own story to make somebody comply serves another's agenda.",
        (MEDICATIONS, AGENDA),
    ),
    "encourage-less-use": (D, OWN_AIM, (AGENDA,)),
    "help-with-paperwork": (F, "Helping somebody understand what is written about them fits.", (ASSESSMENTS,)),
    "complete-paperwork": (
        O,
        "Filling in papers about somebody speaks for them, where the role is to support their own voice.",
        (ASSESSMENTS, f"{CHECKS}/defined-by-paperwork"),
    ),
    "attend-doctors-appointment": (F, "Coming along as support, because the person wants it, fits.", (RIDES,)),
    "assess-suicide-risk": (
        O,
        "Assessing gives power over the other person. Being there, and helping them be heard, is the peer's part.",
        (ASSESSMENTS, NOTES),
    ),
    "document-interactions": (
        O,
        "Routine notes come between the two people. Where they are required, keep them few and write them together.",
        (NOTES,),
    ),
    "food-bank": (D, TAXI, (RIDES,)),
    "find-housing": (D, OWN_AIM, (f"{CHART}/housing-search",)),
    "employment-search": (D, OWN_AIM, (f"{CHART}/job-searching",)),
    "drive-to-appointments": (D, TAXI, (RIDES,)),
    "drop-off-medications": (
        O,
        "Delivering medication brings in a history of force, and power that one has over the other.",
        (MEDICATIONS, f"{CHECKS}/medication-and-money"),
    ),
    "shop-for-them": (D, "Ask whether it is given to the peer worker because nobody else wants it.", (BUSY,)),
    "shop-with-them": (F, "Going together can build skills and the relationship, where they want it.", (SOCIAL,)),
    "find-information-on-options": (F, "Gathering information so that somebody can decide fits.", (MEDICATIONS,)),
    "attend-court": (F, "Going with them and staying at their side fits.", (f"{CHART}/forced-hospitalization",)),
    "visit-at-home": (D, "It fits when they ask for it or agree, not when the provider sends you.", (VISITS,)),
    "visit-in-jail": (D, "It fits when they ask for it or agree, not when the provider sends you.", (VISITS,)),
    "check-symptoms-for-team": (O, REPORTS, (INFORMER, ASSESSMENTS)),
    "accompany-to-drug-test": (
        D,
        "As support that the person asked for it can fit; as escort or witness it adds to unequal power.",
        (POWER,),
    ),
    "administer-drug-test": (O, "Testing somebody is control over them, and ends being peers.", (POWER,)),
    "inform-staff-of-relapse": (O, REPORTS, (INFORMER, MEDICATIONS)),
    "workplace-committees": (F, "Meetings on policy and good practice need peer workers' voices.", (MEETINGS,)),
    "staff-meetings": (
        D,
        "Yes where the work is discussed; no where people are discussed who are not in the room.",
        (MEETINGS, f"{CHECKS}/meetings-about-people"),
    ),
    "train-staff-on-recovery": (F, "It uses the skills that only a peer worker has.", (f"{CHECKS}/skills-recognized",)),
    "access-files": (D, "Read a file together with the person, not to get to know them.", (FILES,)),
    "answer-phones": (
        D,
        "Once in a while is fine. As a routine it is busy work, and sorting calls by urgency is assessing.",
        (f"{CHART}/answering-phones",),
    ),
    "appointment-reminders": (D, "Ask whether it is given to the peer worker because nobody else wants it.", (BUSY,)),
}
VIEWS = {f"{COLLECTION}/{slug}": View(*row) for slug, row in _TABLE.items()}
"""By natural key of the activity."""
