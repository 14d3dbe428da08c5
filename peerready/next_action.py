"""The one next action that an organization's home page recommends, and why. Pure: a situation in, an action out.

The rules and their order are a PeerReady heuristic, and the page says so. What somebody waits for comes first, then
what was begun, then what is new. Each rule looks at what whoever reads may do; the last one always has something.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from organizations.access import Capability


@dataclass(frozen=True, slots=True)
class Place:
    """Something with a name, and where it is. `on` is the day that matters of it, if any."""

    title: str
    url: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment that is not complete: how many of its questions are answered, and how many minutes it may take."""

    title: str
    purpose: str
    url: str
    answered: int
    of: int
    minutes: int
    is_begun: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A question whose answer is low and for which no task stands in a current plan. `others`: how many more."""

    text: str
    where: str
    others: int


@dataclass(frozen=True, slots=True)
class Links:
    """Where the actions lead that are about no row. `calls` is empty where there is no plan yet."""

    reports: str
    compose: str
    new_plan: str
    calls: str


@dataclass(frozen=True)
class Situation:
    """What the rules look at. Tuples have what is most pressing first.

    `overdue` are tasks of the reader's own; `to_read` are descriptions that wait for the reader; `past_closing` are
    open surveys whose time is over; `to_see` are surveys that closed since the reader was here. `completed_since`
    counts assessments completed since a report was issued last; `ever_issued` says whether one was.
    """

    may: frozenset[Capability]
    links: Links
    overdue: tuple[Place, ...] = ()
    past_closing: tuple[Place, ...] = ()
    to_read: tuple[Place, ...] = ()
    to_see: tuple[Place, ...] = ()
    to_approve: tuple[Place, ...] = ()
    assessment: Assessment | None = None
    gap: Gap | None = None
    has_assessments: bool = True
    completed: int = 0
    completed_since: int = 0
    ever_issued: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """`key` names the rule; `reason` says why now; `url` and `label` are empty where the reader can do nothing."""

    key: str
    title: str
    reason: str
    detail: str = ""
    url: str = ""
    label: str = ""


Rule = Callable[[Situation], Action | None]


def overdue_task(now: Situation) -> Action | None:
    """A task of the reader's own whose day is over."""
    if not now.overdue:
        return None
    first, many = now.overdue[0], len(now.overdue)
    since = f"It was due on {_day(first.on)}." if first.on else ""
    if many == 1:
        return Action("overdue", first.title, f"This task is yours. {since}", "", first.url, "Open the task")
    return Action(
        "overdue",
        first.title,
        f"{many} tasks of yours are overdue. This one has waited longest: {_lower(since)}",
        "Finish it, or give it a day that holds.",
        first.url,
        "Open the task",
    )


def survey_to_close(now: Situation) -> Action | None:
    """A survey that is over and still open, for whoever may close it."""
    if not now.past_closing or Capability.RUN_SURVEYS not in now.may:
        return None
    survey = now.past_closing[0]
    ended = f" ended on {_day(survey.on)}" if survey.on else " is over"
    return Action(
        "close-survey",
        f"Close the survey “{survey.title}”",
        f"Its time{ended}, and nobody sees a result before it is closed.",
        "",
        survey.url,
        "Close it",
    )


def description_to_read(now: Situation) -> Action | None:
    """A job description that waits for the reader's word."""
    if not now.to_read:
        return None
    job = now.to_read[0]
    reason = "You were asked to read it before it is approved, and to say whether it is ready."
    return Action("read", f"Read the job description “{job.title}”", reason, "", job.url, "Read it")


def survey_to_read(now: Situation) -> Action | None:
    """A survey that closed since the reader was here."""
    if not now.to_see:
        return None
    survey = now.to_see[0]
    reason = f"It closed{f' on {_day(survey.on)}' if survey.on else ''}, since you were here last."
    return Action("see-survey", f"Look at what “{survey.title}” found", reason, "", survey.url, "See the results")


def assessment_to_finish(now: Situation) -> Action | None:
    """An assessment that was begun, for whoever may fill it in."""
    one = now.assessment
    if one is None or not one.is_begun or Capability.ASSESS not in now.may:
        return None
    return _fill_in(one, "finish", "It is begun, and what was answered counts once it is complete.", "Continue")


def description_to_approve(now: Situation) -> Action | None:
    """A description to which all its readers agreed, for whoever may approve it."""
    if not now.to_approve or Capability.DRAFT_JOBS not in now.may:
        return None
    job = now.to_approve[0]
    reason = "Everybody who had to read it agreed. Advertisement and interview guide are made of the approved version."
    return Action("approve", f"Approve the job description “{job.title}”", reason, "", job.url, "Look and approve")


def first_assessment(now: Situation) -> Action | None:
    """With nothing assessed there is nothing else to go by, for whoever may fill it in."""
    one = now.assessment
    if one is None or now.completed or Capability.ASSESS not in now.may:
        return None
    return _fill_in(one, "first", "Nothing is assessed yet, and all else here follows from it.", "Start")


def gap_without_task(now: Situation) -> Action | None:
    """A low answer that no current plan does anything about, for whoever works the plan."""
    if now.gap is None or Capability.WORK_PLAN not in now.may:
        return None
    gap, others = now.gap, now.gap.others
    more = f" The same holds of {others} more answer{'' if others == 1 else 's'}." if others else ""
    if not now.links.calls:
        reason = f"“{gap.text}” needs groundwork (“{gap.where}”), and no plan does something about it yet."
        return Action("plan", "Make a plan", f"{reason}{more}", "", now.links.new_plan, "Make a plan")
    reason = f"“{gap.text}” needs groundwork (“{gap.where}”), and no task of your plans comes from it."
    label = "See what it calls for"
    return Action("gap", "Plan something for a gap", f"{reason}{more}", "", now.links.calls, label)


def next_assessment(now: Situation) -> Action | None:
    """What is not assessed yet, for whoever may fill it in."""
    one = now.assessment
    if one is None or Capability.ASSESS not in now.may:
        return None
    return _fill_in(one, "next", "It is the next assessment that nobody has begun.", "Start")


def report_to_issue(now: Situation) -> Action | None:
    """Results that no issued report tells of, once all is assessed, for whoever may issue one."""
    if now.assessment or not now.completed_since or Capability.REPORT not in now.may:
        return None
    many = now.completed_since
    if not now.ever_issued:
        reason = "Everything is assessed, and no report was issued yet to the people who decide."
        return Action("issue", "Issue a report", reason, "", now.links.compose, "Put a report together")
    told = f"{many} assessment{' was' if many == 1 else 's were'} completed since the last report was issued."
    return Action("issue", "Issue a new report", told, "", now.links.compose, "Put a report together")


def somebody_elses(now: Situation) -> Action | None:
    """What is to be assessed, told to those who cannot do it themselves."""
    one = now.assessment
    if one is None:
        return None
    return Action("theirs", f"Fill in “{one.title}”", one.purpose, "A leader or an owner can fill it in.")


def nothing_pressing(now: Situation) -> Action:
    """Always."""
    if not now.has_assessments:
        return Action("none-loaded", "Nothing to begin with", "No assessments are loaded on this installation yet.")
    reason = "Nothing is overdue and nobody waits for you. Take the report to the people who decide."
    return Action("all-done", "Everything is assessed", reason, "", now.links.reports, "Go to the reports")


RULES: tuple[Rule, ...] = (
    overdue_task,
    survey_to_close,
    description_to_read,
    survey_to_read,
    assessment_to_finish,
    description_to_approve,
    first_assessment,
    gap_without_task,
    next_assessment,
    report_to_issue,
    somebody_elses,
)
"""In their order: PeerReady heuristic."""


def recommend(now: Situation) -> Action:
    """What the first rule says that has something to say."""
    return next((found for rule in RULES if (found := rule(now))), None) or nothing_pressing(now)


def _fill_in(one: Assessment, key: str, reason: str, label: str) -> Action:
    done = f"{one.answered} of {one.of} answered" if one.is_begun else f"{one.of} questions"
    detail = f"{one.purpose} About {one.minutes} minutes, {done}."
    return Action(key, f"Fill in “{one.title}”", reason, detail, one.url, label)


def _day(on: date) -> str:
    return f"{on:%B} {on.day}, {on.year}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
