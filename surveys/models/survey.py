import secrets
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from assessments.models import InstrumentVersion
from organizations.models import Organization

from ..confidentiality import FEWEST_FOR_DETAILS, FEWEST_FOR_SCORES, Thresholds


class Status(models.TextChoices):
    """A survey goes one way, except that a closed one may be reopened (`lifecycle.py`)."""

    DRAFT = "draft", "Being set up"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class GroupKind(models.TextChoices):
    """What a group is, whatever it is called here. Leaders are set against the others by it."""

    LEADERSHIP = "leadership", "Leadership"
    CLINICAL = "clinical", "Clinical staff"
    PEERS = "peers", "Peer workers"
    ADMINISTRATION = "administration", "Administration and HR"
    JUSTICE = "justice", "Justice partners"
    OTHER = "other", "Another group"


class Way(models.TextChoices):
    """How a group is invited."""

    PERSONAL = "personal", "A personal link by e-mail"
    SHARED = "shared", "One shared link and QR code"


def new_public_id() -> str:
    return secrets.token_urlsafe(9)


def only_english() -> list[str]:
    return ["en"]


class SurveyQuerySet(models.QuerySet["Survey"]):
    def for_organization(self, organization: Organization) -> "SurveyQuerySet":
        return self.filter(organization=organization)

    def drafts(self) -> "SurveyQuerySet":
        return self.filter(status=Status.DRAFT)

    def launched(self) -> "SurveyQuerySet":
        return self.filter(status=Status.OPEN)

    def answerable(self, now: datetime) -> "SurveyQuerySet":
        """Those that take answers at this moment, whether or not the closing job has come round yet."""
        return self.launched().filter(opens_at__lte=now, closes_at__gt=now, organization__delete_at=None)

    def due_to_close(self, now: datetime) -> "SurveyQuerySet":
        return self.launched().filter(closes_at__lte=now)

    def closed(self) -> "SurveyQuerySet":
        return self.filter(status=Status.CLOSED)


class Survey(models.Model):
    """One round in which a team answers in confidence.

    Launching fixes instruments with their versions, languages, groups, thresholds and whether comments are taken;
    `revision` counts the changes before that. `languages` are codes, English always among them. `opens_at` is set at
    launch where nobody chose a time. `follows` is the round before. One that `is_imported` came with its results and
    without its answers: it is read and asked again, never opened again. `purged_at` is set once what closing
    erased is gone from the database's file too.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="surveys")
    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    name = models.CharField(max_length=120)
    asked_by = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    takes_comments = models.BooleanField(default=False)
    languages = models.JSONField(default=only_english)
    fewest_for_scores = models.PositiveSmallIntegerField(
        default=FEWEST_FOR_SCORES, validators=[MinValueValidator(FEWEST_FOR_SCORES), MaxValueValidator(100)]
    )
    fewest_for_details = models.PositiveSmallIntegerField(
        default=FEWEST_FOR_DETAILS, validators=[MinValueValidator(FEWEST_FOR_DETAILS), MaxValueValidator(200)]
    )
    reminders = models.PositiveSmallIntegerField(default=2, validators=[MaxValueValidator(3)])
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="followed_by")
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    launched_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    is_imported = models.BooleanField(default=False, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(fewest_for_scores__gte=FEWEST_FOR_SCORES)
                & Q(fewest_for_details__gte=FEWEST_FOR_DETAILS)
                & Q(fewest_for_details__gte=F("fewest_for_scores")),
                name="thresholds_are_never_lowered",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.fewest_for_scores, self.fewest_for_details)

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    def takes_answers(self, now: datetime) -> bool:
        """Whether an answer that comes now is taken, whether or not the closing job has come round yet."""
        if not self.is_open or self.opens_at is None or self.closes_at is None:
            return False
        return self.opens_at <= now < self.closes_at


class SurveyInstrument(models.Model):
    """An instrument that a survey asks, in which version. Before launch the version is followed, then it stays."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="instruments")
    version = models.ForeignKey(InstrumentVersion, on_delete=models.RESTRICT, related_name="surveys")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("survey", "version"), name="a_survey_asks_an_instrument_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} in {self.survey}"


class Group(models.Model):
    """One part of those who are asked; each person is in one. Fixed at launch.

    `expected` is how many are asked. `shared_key` is what the group's shared link carries, kept readable so that the
    poster can be printed again; "" where links are personal, before launch, and after closing.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=GroupKind, default=GroupKind.OTHER)
    expected = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100_000)])
    way = models.CharField(max_length=10, choices=Way, default=Way.PERSONAL)
    shared_key = models.CharField(max_length=64, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("survey", "name"), name="group_names_differ"),
        ]

    def __str__(self) -> str:
        return self.name
