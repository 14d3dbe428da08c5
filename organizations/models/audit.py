from typing import Any, ClassVar, NoReturn

from django.db import models

from .organization import Organization


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads and adds; a trail that could be edited would prove nothing."""

    def for_organization(self, organization: Organization) -> "AuditEventQuerySet":
        return self.filter(organization=organization)

    def update(self, **values: Any) -> NoReturn:
        raise TypeError("The audit trail is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The audit trail is append-only.")


def actions() -> list[tuple[str, str]]:
    """What can have happened. A function, so that migrations do not copy the list."""
    return AuditEvent.Action.choices


class AuditEvent(models.Model):
    """Something that happened in an organization. It goes only when the whole organization is deleted."""

    class Action(models.TextChoices):
        SIGNED_IN = "signed-in", "Signed in"
        ORGANIZATION_CREATED = "organization-created", "Created the organization"
        ORGANIZATION_CHANGED = "organization-changed", "Changed the organization's details"
        ORGANIZATION_DELETED = "organization-deleted", "Deleted the organization"
        ORGANIZATION_ENDING = "organization-ending", "Marked the organization for deletion"
        ORGANIZATION_KEPT = "organization-kept", "Kept the organization from being deleted"
        INVITED = "invited", "Invited"
        INVITATION_REVOKED = "invitation-revoked", "Withdrew the invitation of"
        JOINED = "joined", "Joined as"
        ROLE_CHANGED = "role-changed", "Changed the role of"
        MEMBER_REMOVED = "member-removed", "Removed"
        LEFT = "left", "Left the organization"
        COMPLETED = "completed", "Completed"
        REOPENED = "reopened", "Reopened"
        EXPORTED = "exported", "Exported"
        IMPORTED = "imported", "Imported"
        CHOSE_INSTRUMENTS = "chose-instruments", "Chose"
        INSTRUMENT_ADDED = "instrument-added", "Added the assessment"
        INSTRUMENT_CHANGED = "instrument-changed", "Changed the assessment"
        INSTRUMENT_REMOVED = "instrument-removed", "Removed the assessment"
        MOVED_TO_NEWER = "moved-to-newer", "Went on with the new wording of"
        RECORD_DELETED = "record-deleted", "Deleted the record of"
        SURVEY_LAUNCHED = "survey-launched", "Launched the survey"
        SURVEY_SENT_AGAIN = "survey-sent-again", "Sent undelivered invitations again for the survey"
        SURVEY_EXTENDED = "survey-extended", "Changed the closing time of the survey"
        SURVEY_CLOSED = "survey-closed", "Closed the survey"
        SURVEY_REOPENED = "survey-reopened", "Reopened the survey"
        SURVEY_DELETED = "survey-deleted", "Deleted the survey"
        PLAN_MADE = "plan-made", "Made the plan"
        PLAN_ARCHIVED = "plan-archived", "Put away the plan"
        PLAN_DELETED = "plan-deleted", "Deleted the plan"
        JOB_BEGUN = "job-begun", "Began the job description"
        JOB_APPROVED = "job-approved", "Approved the job description"
        JOB_UNAPPROVED = "job-unapproved", "Took back the approval of"
        JOB_PUT_AWAY = "job-put-away", "Put away the job description"
        JOB_TAKEN_BACK = "job-taken-back", "Took back the job description"
        JOB_DELETED = "job-deleted", "Deleted the job description"
        JOB_PUBLISHED = "job-published", "Published the advertisement of"
        JOB_WITHDRAWN = "job-withdrawn", "Took back the advertisement of"
        SCORES_ERASED = "scores-erased", "Erased the score sheets of the interviews for"
        REPORT_ISSUED = "report-issued", "Issued the report"
        REPORT_REMOVED = "report-removed", "Removed the report"
        REPORT_SHARED = "report-shared", "Made a link to the report"
        REPORT_UNSHARED = "report-unshared", "Revoked a link to the report"
        FEED_MADE = "feed-made", "Made a calendar link for"
        FEED_REVOKED = "feed-revoked", "Revoked a calendar link for"
        RECORD_SHARED = "record-shared", "Agreed to show beside surveys"
        RECORD_UNSHARED = "record-unshared", "No longer shows beside surveys"
        PORTFOLIO_CODE = "portfolio-code", "Made a new code for"
        PORTFOLIO_ASKED = "portfolio-asked", "Asked to see how the organization stands, in the portfolio"
        PORTFOLIO_AGREED = "portfolio-agreed", "Agreed to be seen in the portfolio"
        PORTFOLIO_REFUSED = "portfolio-refused", "Refused to be seen in the portfolio"
        PORTFOLIO_ENDED = "portfolio-ended", "Ended being seen in the portfolio"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, null=True, related_name="audit_events")
    at = models.DateTimeField(auto_now_add=True)
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=30, choices=actions)
    subject = models.CharField(max_length=300, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes: ClassVar = [models.Index(fields=("organization", "-at"), name="audit_by_organization")]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("The audit trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The audit trail is append-only.")

    @property
    def action_label(self) -> str:
        return self.Action(self.action).label
