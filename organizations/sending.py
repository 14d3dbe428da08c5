"""Handing one mail to the mail server, and knowing what became of it. Nothing here reads or writes the database.

Each room that sends mail keeps a row for each, which it marks before handing it over and with its fate behind that.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import Enum
from smtplib import SMTP, SMTPDataError, SMTPException
from typing import Any, TypeVar

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.template.loader import render_to_string
from django.utils.encoding import punycode

from .text import clean_line

BATCH = 50
"""How many mails go by one connection."""
LONGEST_BATCH = 10
"""Seconds after which a batch ends, so that a worker stops soon when it is told to."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
MOST_TRIES = len(PAUSES) + 1
INTERRUPTED = "Sending was interrupted."
UNREACHABLE = "The mail server could not be reached"
BROKE_OFF = "The connection broke off while the mail was being handed over."
NO_TIME = "There was no time left for it."
NO_ADDRESS = "No mail can be sent to an address like this."
LONGEST_WORDS = 160
Row = TypeVar("Row")


class Fate(Enum):
    """What became of a mail."""

    SENT = "sent"
    LATER = "later"  # surely not taken, and it may be tried again
    REFUSED = "refused"  # for good
    UNSURE = "unsure"  # it may have been taken


@dataclass(frozen=True)
class Said:
    """What became of a mail, with the mail server's words in one line."""

    fate: Fate
    words: str = ""

    def changes(self, tries: int, now: datetime) -> dict[str, object]:
        """What this says of the row of a mail, now tried so many times: its problem, and its status, which every room
        that sends mail calls alike. What may be tried again waits the longer the more often it was.
        """
        if self.fate == Fate.LATER and tries < MOST_TRIES:
            return {"problem": self.words, "status": "waiting", "next_try_at": now + PAUSES[tries - 1]}
        status = {Fate.SENT: "sent", Fate.UNSURE: "unsure"}.get(self.fate, "failed")
        return {"problem": self.words, "status": status}


class UnreachableError(Exception):
    """There is no mail server to hand anything to; says why in one line, which holds no address."""


def render_plain(template: str, context: Mapping[str, Any]) -> str:
    """A text template as plain text. What Django renders counts as safe HTML, also where the template escaped nothing:
    a page that showed it would not escape it either.
    """
    return render_to_string(template, dict(context)) + ""


def connect() -> BaseEmailBackend:
    """A connection to the mail server of the settings, for a batch of mails. Raises UnreachableError."""
    connection = get_connection()
    try:
        connection.open()
        if isinstance(connection, EmailBackend):
            _smtp(connection).ehlo_or_helo_if_needed()
    except (OSError, SMTPException) as error:
        raise UnreachableError(_words(error)) from None
    return connection


def disconnect(connection: BaseEmailBackend) -> None:
    """Say goodbye; that the other side is gone does not matter any more."""
    try:
        connection.close()
    except (OSError, SMTPException):
        return


def in_time(connection: BaseEmailBackend, rows: Iterable[Row]) -> Iterator[Row]:
    """One row after the other, until LONGEST_BATCH is over or no mail can go by this connection any more."""
    until = time.monotonic() + LONGEST_BATCH
    for row in rows:
        if time.monotonic() > until or not _is_usable(connection):
            return
        yield row


def hand_over(connection: BaseEmailBackend, message: EmailMessage) -> Said:
    """Hand over a mail to one address. Raises nothing that the address, the mail server or the network can cause."""
    try:
        if isinstance(connection, EmailBackend):
            return _by_smtp(_smtp(connection), message)
        connection.send_messages([message])
    except (OSError, SMTPException) as error:
        return Said(Fate.UNSURE, _words(error))
    except ValueError:
        return Said(Fate.REFUSED, NO_ADDRESS)
    return Said(Fate.SENT)


def hand_over_all(messages: Sequence[EmailMessage]) -> Iterator[Said]:
    """Hand over a few mails while somebody waits, and say of each what became of it, right after it was tried.

    After LONGEST_BATCH, and where the mail server is not there, the others come back as LATER.
    """
    if not messages:
        return
    try:
        connection = connect()
    except UnreachableError as error:
        yield from [Said(Fate.LATER, f"{UNREACHABLE}: {error}")] * len(messages)
        return
    until = time.monotonic() + LONGEST_BATCH
    try:
        for message in messages:
            has_time = time.monotonic() < until and _is_usable(connection)
            yield hand_over(connection, message) if has_time else Said(Fate.LATER, NO_TIME)
    finally:
        disconnect(connection)


def _is_usable(connection: BaseEmailBackend) -> bool:
    """Whether another mail can go the same way."""
    return not isinstance(connection, EmailBackend) or _smtp(connection).sock is not None


def _by_smtp(smtp: SMTP, message: EmailMessage) -> Said:
    """The conversation step by step: up to the mail's text nothing is sent, after it only a reply tells."""
    (recipient,) = message.to
    text = message.message().as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    # Both before the first word: an address that cannot be said must not leave the next mail in the middle of this one.
    sender, to = _bare(message.from_email), _bare(recipient)
    try:
        code, words = smtp.mail(sender)
        if code == 250:
            code, words = smtp.rcpt(to)
            if code in (250, 251):
                return _hand_over_text(smtp, text)
        return _refused(smtp, code, words)
    except (OSError, SMTPException) as error:
        smtp.close()
        return Said(Fate.LATER, _words(error))


def _hand_over_text(smtp: SMTP, text: bytes) -> Said:
    try:
        code, words = smtp.data(text)
    except SMTPDataError as error:
        return _refused(smtp, error.smtp_code, error.smtp_error)
    except (OSError, SMTPException):
        smtp.close()
        return Said(Fate.UNSURE, BROKE_OFF)
    return Said(Fate.SENT) if code // 100 == 2 else _refused(smtp, code, words, otherwise=Fate.UNSURE)


def _refused(smtp: SMTP, code: int, words: bytes | str, otherwise: Fate = Fate.LATER) -> Said:
    """4xx is for now, 5xx for good; 421 ends the connection. Any other reply does not tell."""
    fate = {4: Fate.LATER, 5: Fate.REFUSED}.get(code // 100, otherwise)
    if code == 421:
        smtp.close()
    else:
        try:
            smtp.rset()
        except (OSError, SMTPException):
            smtp.close()
    return Said(fate, _line(f"{code} {_decoded(words)}"))


def _smtp(connection: EmailBackend) -> SMTP:
    smtp = connection.connection
    if smtp is None:
        raise UnreachableError("There is no connection.")
    return smtp


def _bare(address: str) -> str:
    """An address as it is said to a mail server: without a name, its domain in ASCII. ValueError where it cannot be."""
    local, _, domain = parseaddr(address)[1].rpartition("@")
    return f"{local}@{punycode(domain)}".encode("ascii").decode()


def _words(error: OSError | SMTPException) -> str:
    said = getattr(error, "smtp_error", None) or getattr(error, "strerror", None) or str(error)
    return _line(_decoded(said)) or type(error).__name__


def _decoded(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else str(words)


def _line(words: str) -> str:
    return clean_line(words)[:LONGEST_WORDS]
