"""Which phase the tasks of each list belong to, and in which order they make sense.

The four phases of a program and the tasks in them are those of the `prcoe-implementation` list. Where the other lists
stand among them, the order within a phase, what comes before what, and the days of somebody's first months are ours: a
PeerReady heuristic, called so on the pages that show them.
"""

from dataclasses import dataclass, field

from ..models import PlanKind


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time, in days from the anchor, both ends included: `opens` to `closes`."""

    slug: str
    title: str
    opens: int
    closes: int


PROGRAM = (
    Phase("months-6-12-prior", "6 to 12 months before", -365, -182),
    Phase("months-1-3-prior", "1 to 3 months before", -91, -30),
    Phase("first-90-days", "The first 90 days", 0, 90),
    Phase("months-6-12-post", "6 to 12 months after", 182, 365),
)
ONBOARDING = (
    Phase("pre-selection", "Before somebody is chosen", -60, -21),
    Phase("post-selection", "Before the first day", -20, -1),
    Phase("day-one", "The first day", 0, 0),
    Phase("week-one", "The first week", 1, 6),
    Phase("ninety-days", "The first 90 days", 7, 90),
)
PHASES = {PlanKind.PROGRAM: PROGRAM, PlanKind.ONBOARDING: ONBOARDING}
BEFORE, SOON, FIRST, LATER = (phase.slug for phase in PROGRAM)


def phases_of(kind: str) -> tuple[Phase, ...]:
    """The phases of a plan of this kind, in order."""
    return PHASES[PlanKind(kind)]


@dataclass(frozen=True, slots=True)
class ListPlan:
    """How a toolkit's checklist becomes tasks of a plan.

    `phases` is {section: phase}. `order` names items that come first in their phase, in this order; the others follow
    as they stand. `needs` is {item: items that come before it}. The items of a section in `as_steps` become steps of
    one task, {section: item}.
    """

    collection: str
    kind: PlanKind
    phases: dict[str, str]
    order: tuple[str, ...] = ()
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    as_steps: dict[str, str] = field(default_factory=dict)


LISTS = (
    ListPlan(
        "prcoe-implementation",
        PlanKind.PROGRAM,
        {phase.slug: phase.slug for phase in PROGRAM},
        order=(
            "assess-organization",
            "access-resources",
            "connect-with-assistance",
            "seek-mentorship",
            "create-project-plan",
            "examine-certification",
            "identify-funding",
            "review-policies-before",
            "create-peer-policies",
            "create-job-descriptions",
            "ensure-buy-in",
            "train-staff",
            "assign-supervisor",
            "establish-agreements",
            "recruit-peer-specialists",
            "develop-onboarding",
        ),
        needs={
            "create-project-plan": ("assess-organization",),
            "create-peer-policies": ("review-policies-before",),
            "create-job-descriptions": ("examine-certification",),
            "recruit-peer-specialists": ("create-job-descriptions", "identify-funding"),
            "connect-with-supervision": ("assign-supervisor",),
            "train-on-key-tasks": ("create-job-descriptions",),
            "welcome-peer-specialists": ("recruit-peer-specialists",),
        },
    ),
    ListPlan(
        "wise-foundation",
        PlanKind.PROGRAM,
        {
            "guidelines": BEFORE,
            "laying-the-foundation": BEFORE,
            "policy": BEFORE,
            "workforce-development": SOON,
            "peer-leadership": FIRST,
            "research-and-outcomes": LATER,
        },
    ),
    ListPlan(
        "legere-readying",
        PlanKind.PROGRAM,
        {
            "before-you-hire": BEFORE,
            "steps": BEFORE,
            "strategies": SOON,
            "speed-up": BEFORE,
        },
    ),
    ListPlan("prcoe-policies", PlanKind.PROGRAM, {"areas": BEFORE}),
    ListPlan("prcoe-communication", PlanKind.PROGRAM, {"components": SOON}),
    ListPlan("prcoe-integration", PlanKind.PROGRAM, {"strategies": FIRST, "solitary": FIRST}),
    ListPlan(
        "lappa-safety",
        PlanKind.PROGRAM,
        {
            "environment": SOON,
            "animals": SOON,
            "biological-hazards": SOON,
            "tips": SOON,
        },
    ),
    ListPlan(
        "wise-onboarding",
        PlanKind.ONBOARDING,
        {phase.slug: phase.slug for phase in ONBOARDING}
        | {"questions-for-peer": "ninety-days", "questions-for-staff": "ninety-days"},
        as_steps={"questions-for-peer": "check-in-with-peer", "questions-for-staff": "check-in-with-staff"},
    ),
    ListPlan("lappa-orientation", PlanKind.ONBOARDING, {"activities": "week-one"}),
)
BY_COLLECTION = {one.collection: one for one in LISTS}
ALWAYS = "prcoe-implementation"
"""The list that a plan of a program is always offered first."""


def lists_of(kind: str) -> tuple[ListPlan, ...]:
    """The toolkits' lists that a plan of this kind can begin with, in the order in which they are offered."""
    return tuple(one for one in LISTS if one.kind == kind)


def phase_of_key(key: str, section: str, kind: str) -> str:
    """The phase of a toolkit's task, by its natural key and section; of a list for other plans, the nearest in time."""
    found = BY_COLLECTION.get(key.partition("/")[0])
    phases = phases_of(kind)
    if found is None:
        return phases[0].slug
    phase = found.phases.get(section, "")
    if found.kind == kind:
        return phase or phases[0].slug
    return FIRST if kind == PlanKind.PROGRAM else phases[-1].slug


def is_step(collection: str, section: str) -> bool:
    """Whether the items of a list's section are steps of one task, such as questions to ask, and no tasks."""
    found = BY_COLLECTION.get(collection)
    return found is not None and section in found.as_steps
