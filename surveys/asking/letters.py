"""What the mails to those who are invited say. Text alone, nothing that is fetched, nothing that is counted."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from organizations.sending import render_plain
from organizations.text import clean_line, clean_text

from ..answering.spoken import SAID_IN_MAIL
from ..models import Mailing, Survey
from ..questions import questionnaire

SUBJECTS = {
    Mailing.Kind.INVITATION: "{} asks for your view, in confidence",
    Mailing.Kind.REMINDER: "A reminder to all: {} asks for your view",
}


@dataclass(frozen=True)
class Letter:
    """All that the mails of one mailing have in common."""

    kind: str
    organization: str
    name: str
    asked_by: str
    purpose: str
    minutes: int
    closes_at: datetime
    fewest: int
    also: tuple[str, ...] = ()
    """A line for each language, besides English, in which one can answer."""


def letter(mailing: Mailing, survey: Survey) -> Letter:
    """What a mailing says. One query for the questions, one for the organization where it is not there yet."""
    if survey.closes_at is None:
        raise ValueError("A survey that is open closes at some time.")
    return Letter(
        kind=mailing.kind,
        organization=clean_line(survey.organization.name),
        name=clean_line(survey.name),
        asked_by=clean_line(survey.asked_by),
        purpose=clean_text(survey.purpose),
        minutes=questionnaire(survey).minutes,
        closes_at=survey.closes_at,
        fewest=survey.fewest_for_scores,
        also=tuple(line for code, line in SAID_IN_MAIL.items() if code in survey.languages),
    )


def link(key: str) -> str:
    """The whole address that opens a survey with this key."""
    return settings.SITE_URL + reverse("answer:open", args=[key])


def write(said: Letter, *, address: str, key: str) -> EmailMessage:
    """The mail to one address. Its headers name no machine, no person but the recipient, and lead nowhere."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return EmailMessage(
        subject=clean_line(SUBJECTS[Mailing.Kind(said.kind)].format(said.organization)),
        body=render_plain(f"surveys/email/{said.kind}.txt", {"letter": said, "link": link(key)}),
        to=[address],
        headers={"Message-ID": f"<{secrets.token_hex(16)}@{host}>", "Auto-Submitted": "auto-generated"},
    )
