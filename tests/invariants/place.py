"""An organization with something in every corner, and the address of each of its routes."""

import re
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from assessments.models import Instrument, Record
from checklists.models import Feed, FundingSource, MeasureValue, OwnList, Plan, TaskComment
from checklists.telling.choosing import stop_url
from jobdesc.models import Description, OwnTemplate, OwnTerm
from organizations.access import Capability
from organizations.models import Invitation, Job, Membership, Organization, Role
from organizations.models.invitation import token_hash
from reports.composing.saving import begin
from reports.models import Issue, Report
from surveys.lifecycle import launch
from surveys.models import Comment, Delivery, Group, Invitee, Survey, Way
from tests.assessments.skills import skills_instrument, skills_record
from tests.checklists.build import furnish_task, plan_of
from tests.checklists.goals import furnish_goals
from tests.checklists.lists import furnish_lists
from tests.checklists.money import furnish_money
from tests.checklists.telling import furnish_telling
from tests.factories import (
    AuditEventFactory,
    CompletionFactory,
    GroupFactory,
    InstrumentFactory,
    InvitationFactory,
    LinkFactory,
    MembershipFactory,
    OwnInstrumentFactory,
    RecordFactory,
)
from tests.jobdesc.build import furnish_jobs
from tests.jobdesc.kit import furnish_kit
from tests.peerready.portfolio.build import furnish_portfolios, of_the_portfolios
from tests.reports.issues import furnish_issues
from tests.surveys.build import answer, closed, draft, leader_of
from tests.toolkits.build import furnish_library
from toolkits.models import Entry

from .routes import Route

AREAS = ("motivation", "culture", "recovery", "timeline")
# Routes below <int:survey>/ that are for a survey of a certain status; all others are for a closed one.
DRAFT_PATHS = ("setup/", "preview/", "check/")
OPEN_PATHS = ("follow/", "closing/", "close/", "people/", "groups/")
TOKEN = "a-token-of-the-place"
COMPLETED = {"assessments:results", "assessments:completion", "assessments:reopen"}
COMPLETED_PERSON = {"assessments:person-results", "assessments:person-completion", "assessments:person-reopen"}


@dataclass(frozen=True)
class Place:
    """Where an organization's routes lead. Without a member or an invitation, their addresses name nobody's."""

    organization: Organization
    begun: Instrument
    done: Instrument
    member: Membership | None = None
    invitation: Invitation | None = None
    own: Instrument | None = field(default_factory=lambda: Instrument.objects.exclude(organization=None).last())
    item: Entry | None = field(default_factory=lambda: Entry.objects.exclude(collection=None).first())
    advice: Entry | None = field(default_factory=lambda: Entry.objects.advice().first())
    about_people: Instrument | None = field(default_factory=lambda: _last_about("person"))
    private: Instrument | None = field(default_factory=lambda: _last_about("private"))
    person: Record | None = field(default_factory=lambda: _last_person(completed=False))
    surveys: dict[str, Survey] = field(default_factory=lambda: _last_surveys())
    value: MeasureValue | None = field(default_factory=lambda: MeasureValue.objects.order_by("pk").last())
    plan: Plan | None = field(default_factory=lambda: Plan.objects.programs().order_by("pk").last())
    job: Description | None = field(default_factory=lambda: Description.objects.order_by("pk").last())
    person_done: Record | None = field(default_factory=lambda: _last_person(completed=True))

    def url(self, route: Route) -> str:
        """The route's address here. A route with a parameter that nothing is known for is an AssertionError."""

        values = self._values(route)

        def value(match: re.Match[str]) -> str:
            found = values.get(match[1])
            found = found() if callable(found) else found
            assert found is not None, f"tell tests/invariants/place.py what <{match[1]}> is in {route.path}"
            return str(found)

        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", value, route.path)

    def _values(self, route: Route) -> dict[str, object]:
        """What stands for each parameter; what has to be looked up, as a function."""
        row = self.invitation if "invitation" in route.name else self.member
        person = self.person_done if route.name in COMPLETED_PERSON else self.person
        survey = self.surveys.get(survey_status(route))
        group = _group_of(route, survey)
        return {
            "survey": survey.pk if survey else 0,
            "group": group.pk if group else 0,
            "public_id": survey.public_id if survey else "none",
            "link": group.shared_key if group else "none",
            "comment": lambda: _first_comment(survey),
            "plan": lambda: self._plan(route),
            "change": lambda: _last_change(self.plan),
            "own_list": lambda: _last_own_list(self.organization),
            "description": self.job.pk if self.job else 0,
            "step": "who",
            "paper": "description",
            "version": 1,
            "template": "lappa-role-court",
            "kept": lambda: _last_template(self.organization),
            "reader": lambda: _last_of(self.job, "readers"),
            "said": lambda: _last_of(self.job, "remarks"),
            "ruling": lambda: _last_of(self.job, "overruled"),
            "term": lambda: _last_term(self.organization),
            "state": "CA",
            "batch": "none",
            **_of_the_kit(self.job, route),
            "goal": self.value.measure.goal_id if self.value else 0,
            "measure": self.value.measure_id if self.value else 0,
            "value": self.value.pk if self.value else 0,
            "organization": self.organization.slug,
            "instrument": lambda: self._instrument(route, person),
            "person": person.pk if person else 0,
            "number": 1,
            "page": 1,
            "name": self.item.collection_id if self.item else self.begun.slug,
            "own": self.own.slug if self.own else "",
            "section": "statements",
            "pk": row.pk if row else 0,
            "token": _stop_token(self.member) if route.name == "telling:stop" else TOKEN,
            "feed": lambda: _last_feed(self.organization),
            "topic": "pay",
            "toolkit": self.item.toolkit_id if self.item else "",
            "key": self.advice.key if self.advice else "",
            "collection": self.item.collection_id if self.item else "",
            "item": self.item.key.split("/")[1] if self.item else "",
            "source": lambda: _last_source(self.organization),
            "risk": "board",
            "remark": lambda: _last_remark(),
            **_of_the_reports(self.organization, route),
            **of_the_portfolios(self.organization, route.name),
            "job": lambda: 0 if route.name.startswith("bringing") else _last_job(self.organization),
        }

    def _plan(self, route: Route) -> int:
        """A plan of the program, or of somebody's first months where the route is for those."""
        starting = Plan.objects.for_organization(self.organization).onboardings().order_by("pk").last()
        plan = starting if route.name == "checklists:people-over" else self.plan
        return plan.pk if plan else 0

    def _instrument(self, route: Route, person: Record | None) -> str | None:
        if route.name == "assessments:private":
            return self.private.pk if self.private else None
        if route.name == "assessments:people" or "assessments:person-" in route.name:
            about_people = person.instrument if person else self.about_people
            return about_people.pk if about_people else None
        return (self.done if route.name in COMPLETED else self.begun).pk


def _of_the_kit(job: Description | None, route: Route) -> dict[str, object]:
    """A public page, an interview with sheets, or one without where its questions are changed, and somebody's sheet."""
    if not {"<slug:posting>", "<int:interview>"} & set(route.path.split("/")):
        return {}
    if job is None:
        return {"posting": "none", "interview": 0, "sheet": 0}
    empty = route.name == "jobdesc:interview-questions"
    interviews = job.interviews.filter(sheets__isnull=empty).distinct().order_by("pk")
    posting, interview = job.postings.last(), interviews.last()
    sheet = interview.sheets.last() if interview else None
    return {
        "posting": posting.key if posting else "none",
        "interview": interview.pk if interview else 0,
        "sheet": sheet.pk if sheet else 0,
    }


def _of_the_reports(organization: Organization, route: Route) -> dict[str, object]:
    """The last report, the last issue and a link to it, or nobody's."""
    if not {"<int:report>", "<int:issue>", "<int:share>", "<slug:kind>"} & set(route.path.split("/")):
        return {}
    report = Report.objects.for_organization(organization).order_by("pk").last()
    issue = Issue.objects.for_organization(organization).order_by("pk").last()
    share = issue.shares.order_by("pk").last() if issue else None
    return {
        "report": report.pk if report else 0,
        "issue": issue.pk if issue else 0,
        "share": share.pk if share else 0,
        "kind": "pdf",
    }


def survey_status(route: Route) -> str:
    """Which of the place's surveys a route is looked at with: one being set up, an open, or a closed one."""
    path = route.path.split("<int:survey>/")[-1]
    if path.startswith(DRAFT_PATHS):
        return "draft"
    return "open" if path.startswith(OPEN_PATHS) or "<public_id>" in path or "<link>" in path else "closed"


def _last_surveys() -> dict[str, Survey]:
    return {survey.status: survey for survey in Survey.objects.order_by("pk")}


def _first_comment(survey: Survey | None) -> object:
    """The key of a comment that may be read, or of nobody's."""
    found = Comment.objects.filter(survey=survey).exclude(status="new").order_by("pk").first() if survey else None
    return found.pk if found else UUID(int=0)


def _last_remark() -> int:
    """A comment on a task that was removed already, so that whoever may remove any is not refused this one."""
    found = TaskComment.objects.exclude(removed_at=None).order_by("pk").last()
    return found.pk if found else 0


def _furnish_surveys(organization: Organization, rows: int, prefix: str) -> None:
    """Surveys of each status, `rows` of each, the closed ones rounds of each other, with comments to read."""
    before = None
    for n in range(rows):
        name = f"{prefix}{n}"
        draft(organization, name=f"Being set up {name}")
        survey = draft(organization, name=f"Open {name}", takes_comments=True)
        _invite(survey, rows)
        launch(survey=survey, actor=leader_of(organization))
        _leave_undelivered(survey)
        answer(survey, "Leadership", {"s-1": "4"}, comment="Kept for later.")
        before = closed(organization, name=f"Closed {name}", takes_comments=True, follows=before)
        Comment.objects.bulk_create(Comment(survey=before, text="Good.", status="waiting") for _ in range(5 * rows))


def _invite(survey: Survey, rows: int) -> None:
    """A group that is invited by mail; not the last one."""
    group = GroupFactory(survey=survey, name="Night staff", way=Way.PERSONAL, position=0)
    Invitee.objects.bulk_create(
        Invitee(survey=survey, group=group, email=f"night-{n}@example.org") for n in range(5 * rows)
    )


def _leave_undelivered(survey: Survey) -> None:
    """Invitations that failed."""
    mailing = survey.mailings.get(kind="invitation")
    mailing.deliveries.bulk_create(
        Delivery(mailing=mailing, invitee=one, status="failed", problem="550 No such user")
        for one in survey.invitees.all()
    )


def _group_of(route: Route, survey: Survey | None) -> Group | None:
    """The last group, which has a shared link; where people are added, one that is invited by mail."""
    if survey is None or not re.search(r"(group|link)>", route.path):
        return None
    groups = survey.groups.filter(way=Way.PERSONAL) if route.name == "surveys:people" else survey.groups.all()
    return groups.last()


def _last_change(plan: Plan | None) -> int:
    """The key of a change of the plan, or of none."""
    found = plan.changes.first() if plan else None
    return found.pk if found else 0


def _last_own_list(organization: Organization) -> int:
    """The key of a list of the organization's own, or of nobody's."""
    found = OwnList.objects.for_organization(organization).order_by("pk").last()
    return found.pk if found else 0


def _last_source(organization: Organization) -> int:
    """The key of a source of money, or of nobody's."""
    found = FundingSource.objects.for_organization(organization).order_by("pk").last()
    return found.pk if found else 0


def _last_feed(organization: Organization) -> int:
    """The key of somebody's calendar link, or of nobody's."""
    found = Feed.objects.for_organization(organization).order_by("pk").last()
    return found.pk if found else 0


def _last_of(job: Description | None, what: str) -> int:
    """The key of the last reader, remark or decision of a description, or of none."""
    found = getattr(job, what).order_by("pk").last() if job else None
    return found.pk if found else 0


def _last_template(organization: Organization) -> int:
    """The key of a template of the organization's own, or of nobody's."""
    found = OwnTemplate.objects.for_organization(organization).order_by("pk").last()
    return found.pk if found else 0


def _last_term(organization: Organization) -> int:
    """The key of a term of the organization's own, or of nobody's."""
    found = OwnTerm.objects.for_organization(organization).order_by("pk").last()
    return found.pk if found else 0


def _last_job(organization: Organization) -> int:
    """The key of something that is being made, or of nobody's."""
    found = Job.objects.for_organization(organization).order_by("pk").last()
    return found.pk if found else 0


def _stop_token(member: Membership | None) -> str:
    return stop_url(member, "weekly").split("/")[-2] if member else "none"


def _last_about(whom: str) -> Instrument | None:
    return Instrument.objects.filter(about=whom).order_by("pk").last()


def _last_person(*, completed: bool) -> Record | None:
    people = Record.objects.filter(instrument__about="person", completed_at__isnull=not completed)
    return people.select_related("instrument").order_by("pk").last()


def bare_place(organization: Organization) -> Place:
    """Nothing has been done yet: one instrument to begin with, nobody to remove, no invitation."""
    instrument = InstrumentFactory()
    skills_instrument()
    InstrumentFactory(about="private")
    OwnInstrumentFactory(organization=organization)
    furnish_library()
    return Place(organization, begun=instrument, done=instrument)


def furnish(organization: Organization, rows: int = 1, prefix: str = "") -> Place:
    """Add `rows` of everything: members, invitations, events, records begun and done, completions of each, advice."""
    furnish_portfolios(organization, rows, prefix)  # first, since it makes rows of other organizations
    for n in range(rows):
        member = MembershipFactory(organization=organization, role=Role.VIEWER)
        invitation = InvitationFactory(organization=organization)
        AuditEventFactory(organization=organization)
        begun = InstrumentFactory(slug=f"{prefix}begun-{n}", area=AREAS[n % 4])
        RecordFactory(organization=organization, instrument=begun)
        done = InstrumentFactory(slug=f"{prefix}done-{n}", area=AREAS[-1 - n % 4])
        record = RecordFactory(organization=organization, instrument=done, completed_at=timezone.now(), present="All")
        for number in range(1, rows + 1):
            CompletionFactory(record=record, number=number)
        LinkFactory(from_key=f"{done.slug}/board")
        InstrumentFactory(slug=f"{prefix}new-{n}", area=AREAS[n % 4])
        _furnish_people(organization, rows, f"{prefix}{n}")
        OwnInstrumentFactory(organization=organization)
        plan_of(organization, *(f"Task {task} of {prefix}{n}" for task in range(rows)), name=f"Program {prefix}{n}")
    furnish_task(Plan.objects.programs().order_by("pk").last(), rows)
    furnish_lists(organization, rows, prefix)
    furnish_telling(organization, Plan.objects.programs().order_by("pk").last(), f"{prefix}{TOKEN}", rows)
    furnish_money(organization, rows, prefix)
    furnish_goals(organization, rows, prefix)
    interviewers = MembershipFactory.create_batch(2, organization=organization, role=Role.VIEWER)
    furnish_kit(furnish_jobs(organization, rows), [one.user for one in interviewers], rows)
    _furnish_surveys(organization, rows, prefix)
    furnish_issues(organization, rows, f"{prefix}{TOKEN}")
    for n in range(rows):
        begin(organization=organization, actor=None, name=f"Report {prefix}{n}", reader="whole")
        Job.objects.create(organization=organization, kind="report", title=f"File {prefix}{n}", needs=Capability.EXPORT)
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=token_hash(f"{prefix}{TOKEN}"))
    item, advice = furnish_library(rows, prefix)
    LinkFactory(from_key=f"{done.slug}/board", entry=item, position=2)
    return Place(organization, begun=begun, done=done, member=member, invitation=invitation, item=item, advice=advice)


def _furnish_people(organization: Organization, rows: int, suffix: str) -> None:
    """An instrument about people with `rows` of them under way and as many complete, and a private one."""
    skills = skills_instrument(f"skills-{suffix}")
    for n in range(rows):
        skills_record(organization, skills, f"JM-{n}")
        done = skills_record(organization, skills, f"KT-{n}", completed_at=timezone.now())
        CompletionFactory(record=done)
    InstrumentFactory(slug=f"private-{suffix}", about="private", title=f"For myself {suffix}")
