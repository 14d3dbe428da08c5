"""What is in a record and what is not, model by model. A test walks all models and finds each of them here."""

from django.db.models import Q

from assessments.models import Completion, Instrument, InstrumentInUse, InstrumentVersion, Record
from checklists import models as plans
from jobdesc import models as jobs
from organizations.models import AuditEvent, Organization
from reports.models import Report
from surveys.models import Agreement, Comment, Group, Snapshot, Status, Survey, SurveyInstrument

from .contents import (
    Part,
    as_draft,
    as_shown,
    latest_snapshots,
    order_of_version,
    own_instruments,
    versions_used,
    without_members,
)

OPENS = "It opens something, or is a hash of what does."
BUTTON = "It only keeps one press of a button from counting twice."
ANEW = "It is given anew where the record is imported."
MAIL = "It is about mail that was sent by this installation."
# Others' worksheets are seen by those who have finished their own, so they go along once none can be filled any more.
FILLED = Q(finished_at__isnull=False) & (
    Q(description__status=jobs.DescriptionStatus.APPROVED) | Q(description__put_away_at__isnull=False)
)

PARTS: tuple[Part, ...] = (
    Part(
        "organization",
        Organization,
        "The organization itself.",
        path="pk",
        left={"slug": ANEW, "is_demo": "Only an installation has a demo."},
    ),
    Part("own-instruments", Instrument, "Assessments that the organization wrote itself.", rows=own_instruments),
    Part(
        "instrument-versions",
        InstrumentVersion,
        "The wording of every assessment that was answered, so that results stay what they were.",
        rows=versions_used,
        sort=order_of_version,
        left={"loaded_at": "It says when this installation took the wording in."},
    ),
    Part("instruments-in-use", InstrumentInUse, "Which assessments were chosen, and their order."),
    Part(
        "assessments",
        Record,
        "Answers to assessments as they stand, people's work by initials or code.",
    ),
    Part("completions", Completion, "Answers as they were when an assessment was completed.", "record__organization"),
    Part(
        "surveys",
        Survey,
        "Surveys of the team: what they asked. One that is open goes along as a draft, without any answer.",
        gives=as_draft,
        left={"public_id": OPENS, "purged_at": "It is about this database's file.", "is_imported": ANEW},
        sets=lambda row: {"is_imported": True, "purged_at": row["closed_at"]} if row["status"] == Status.CLOSED else {},
    ),
    Part("survey-instruments", SurveyInstrument, "Which assessments a survey asked.", "survey__organization"),
    Part(
        "survey-groups",
        Group,
        "Groups that a survey asked.",
        "survey__organization",
        left={"shared_key": OPENS},
    ),
    Part(
        "survey-results",
        Snapshot,
        "What may be seen of a closed survey, exactly as its pages show it.",
        rows=latest_snapshots,
        left={"counts": "Counts before anything is hidden never leave the installation."},
        sets=lambda row: {"counts": {}},
    ),
    Part(
        "survey-comments",
        Comment,
        "Comments that were shown, without the words that were taken out.",
        "survey__organization",
        only=Q(status=Comment.Status.SHOWN, survey__status=Status.CLOSED),
        gives=as_shown,
        sort=lambda comment: (comment.survey_id, comment.shown_text),
    ),
    Part("agreements", Agreement, "Records that are shown beside surveys.", "completion__record__organization"),
    Part("plans", plans.Plan, "Plans."),
    Part("own-lists", plans.OwnList, "The organization's own lists of tasks."),
    Part("tasks", plans.Task, "Tasks of plans, with those that were taken out.", left={"uid": ANEW}),
    Part("origins", plans.Origin, "What called for a task.", "task__organization"),
    Part("task-comments", plans.TaskComment, "What was said about tasks.", "task__organization"),
    Part("changes", plans.Change, "What was done to plans.", "plan__organization"),
    Part(
        "task-changes",
        plans.TaskChange,
        "What each change did to each task, with owners by name.",
        "task__organization",
        gives=without_members("before after"),
    ),
    Part("goals", plans.Goal, "Goals."),
    Part("measures", plans.Measure, "Measures."),
    Part("measure-values", plans.MeasureValue, "What was measured.", "measure__organization"),
    Part("funding", plans.FundingSource, "Funding."),
    Part("yearly-costs", plans.YearlyCost, "What the program costs."),
    Part("job-descriptions", jobs.Description, "Job descriptions.", left={"once": BUTTON}),
    Part("job-versions", jobs.Revision, "Their versions that are kept.", "description__organization"),
    Part("interviews", jobs.Interview, "Interview guides.", "description__organization"),
    Part("job-templates", jobs.OwnTemplate, "Descriptions kept to begin others with."),
    Part("own-terms", jobs.OwnTerm, "Words that the organization marks in its texts."),
    Part("wording-choices", jobs.WordingChoice, "Which marks have to be settled before approval."),
    Part("pay-rules", jobs.PayRule, "The organization's own knowledge of the law on pay."),
    Part(
        "readers",
        jobs.Reader,
        "Who read a description, and what they said.",
        "description__organization",
        left={"asked_version": MAIL, "asked_at": MAIL, "mail": MAIL, "mail_problem": MAIL},
    ),
    Part("remarks", jobs.Remark, "Comments on descriptions.", "description__organization"),
    Part("overruled", jobs.Overruled, "Marks that somebody decided to leave.", "description__organization"),
    Part(
        "worksheets",
        jobs.Worksheet,
        "Finished role worksheets, of descriptions that are approved or put away.",
        "description__organization",
        only=FILLED,
    ),
    Part("decisions", jobs.Decision, "What was decided about activities.", "description__organization"),
    Part(
        "reports",
        Report,
        "Reports as they are put together.",
        left={"once": BUTTON, "logo": "Pictures do not go along yet."},
    ),
    Part(
        "trail",
        AuditEvent,
        "What happened in the organization, and who did it.",
        counts=False,
    ),
)

PEOPLE = "records/people.json"
"""Members by name, e-mail address and role. They are only told of: nobody becomes a member by an import."""

LEFT_OUT: dict[str, str] = {
    "organizations.Membership": "Members are listed by name, address and role. They become members by invitation.",
    "organizations.Invitation": OPENS,
    "organizations.OwnerMail": MAIL,
    "organizations.Job": "What this installation makes for somebody, to be downloaded for some days.",
    "surveys.Draft": "What somebody has not sent is nobody else's.",
    "surveys.Receipt": "It belongs to a device that answers.",
    "surveys.Response": "No answer of a person leaves the installation: no export by row.",
    "surveys.Invitee": "Who was invited is known to this installation alone, until the survey closes.",
    "surveys.Key": OPENS,
    "surveys.Mailing": MAIL,
    "surveys.Delivery": MAIL,
    "checklists.Feed": OPENS,
    "checklists.MailChoice": "It belongs to a member.",
    "checklists.Sent": MAIL,
    "jobdesc.Posting": "A public page is opened by a person, not by an import.",
    "jobdesc.ScoreSheet": "Score sheets are about people who applied, and are erased when the interviews end.",
    "jobdesc.Asked": MAIL,
    "reports.Issue": "An issued report is kept as PDF; its markup is not taken from a file that anybody can write.",
    "reports.IssuePart": "As with issued reports.",
    "reports.Share": OPENS,
    "peerready.SeenCode": OPENS,
    "peerready.PortfolioEntry": "Who sees how the organization stands was agreed here, and is agreed anew elsewhere.",
    "peerready.Comparison": "It belongs to a portfolio, and says nothing of one organization.",
}
"""Models that lead to an organization and do not go along, with the reason."""

BY_MODEL = {part.model: part for part in PARTS}
BY_NAME = {part.name: part for part in PARTS}
AGREE: tuple[tuple[str, str, str], ...] = (
    ("own-instruments", "current_version.instrument", ""),
    ("assessments", "version.instrument", "instrument"),
    ("completions", "version.instrument", "record.instrument"),
    ("changes", "undone_by.plan", "plan"),
    ("task-changes", "task.plan", "change.plan"),
    ("job-descriptions", "approved.description", ""),
    ("interviews", "revision.description", "description"),
)
"""By part, two ways that have to lead to the same row; "" is the row itself."""
