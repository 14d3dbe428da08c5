"""What a mailing sends, to whom, and what it does where the mail server does not take it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone
from pytest_django import Settings

from organizations.models import AuditEvent
from organizations.sending import MOST_TRIES, PAUSES
from surveys.asking.inviting import add_people, find_key, read_addresses, remove_person
from surveys.asking.mailing import give_up_unfinished, send_again, send_batch, trouble
from surveys.lifecycle import change_closing
from surveys.models import Delivery, Invitee, Key, Mailing, Survey
from tests.cast import Cast

from .build import answer, leader_of
from .mail_server import DROP, Mailbox, mail_server
from .mailed import addresses, delivery_to, fates, invitation, invited, reminder, use_mail_server

ANA, BO, CLEO = addresses(3)
LINK = re.compile(r"^http://testserver/s/k/([A-Za-z0-9_-]{43})/$", re.MULTILINE)


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    with mail_server() as found:
        use_mail_server(settings, found)
        yield found


def send(mailing: Mailing, later: timedelta = timedelta()) -> None:
    now = timezone.now() + later
    while send_batch(mailing_id=mailing.pk, now=now):
        continue


def text(mailbox: Mailbox, address: str, number: int = 0) -> str:
    return str(mailbox.mails_to(address)[number].get_payload(decode=True), "utf-8").replace("\r\n", "\n")


def test_everybody_is_invited_once_by_one_connection_and_in_a_mail_of_their_own(cast: Cast, mailbox: Mailbox) -> None:
    survey = invited(cast.organization)
    send(invitation(survey))
    send(invitation(survey))
    assert mailbox.recipients == dict.fromkeys(addresses(3), 1)
    assert (mailbox.connections, mailbox.together) == (1, 1)
    assert fates(invitation(survey)) == {"sent": 3}
    assert invitation(survey).finished_at
    for address in addresses(3):
        (mail,) = mailbox.mails_to(address)
        assert mail["To"] == address
        assert not set(addresses(3)) - {address} & set(re.findall(r"[\w-]+@example\.org", mail.as_string()))


def test_a_mail_says_who_asks_why_how_long_until_when_and_carries_a_link_that_opens(
    cast: Cast, mailbox: Mailbox
) -> None:
    survey = invited(cast.organization, name="Are we ready?", purpose="We begin in spring.\n\nTell us how it is.")
    send(invitation(survey))
    said = text(mailbox, ANA)
    for words in (
        "Harbor House asks",
        "run by Jordan Lee, program leader.",
        "“Are we ready?”",
        "We begin in spring.",
        "2 minutes",
    ):
        assert words in said
    assert timezone.localtime(survey.closes_at).strftime("%A, %B") in said
    assert "cannot see what you answered" in said
    assert "at least 5 people" in said
    (key,) = LINK.findall(said)
    found = find_key(key, timezone.now())
    assert found
    assert found.invitee
    assert found.invitee.email == ANA


def test_headers_tell_nothing_of_machines_people_or_the_survey_and_nothing_is_tracked(
    cast: Cast, mailbox: Mailbox
) -> None:
    send(invitation(invited(cast.organization, name="Secret plans")))
    (mail,) = mailbox.mails_to(ANA)
    assert re.fullmatch(r"<[0-9a-f]{32}@testserver>", mail["Message-ID"])
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Subject"] == "Harbor House asks for your view, in confidence"
    assert set(mail.keys()) <= {
        "Content-Type",
        "MIME-Version",
        "Content-Transfer-Encoding",
        "Subject",
        "From",
        "To",
        "Date",
        "Message-ID",
        "Auto-Submitted",
    }
    assert mail.get_content_type() == "text/plain"
    assert len(re.findall(r"https?://", text(mailbox, ANA))) == 1


def test_what_people_type_puts_no_header_into_a_mail(cast: Cast, mailbox: Mailbox) -> None:
    cast.organization.name = "Harbor\r\nBcc: everybody@example.com"
    cast.organization.save()
    survey = invited(cast.organization, people=1, asked_by="Jo\r\nBcc: me@example.com", purpose="x\n.\nMAIL FROM:<a@b>")
    send(invitation(survey))
    (mail,) = mailbox.mails_to(ANA)
    assert mail["Bcc"] is None
    assert list(mailbox.recipients) == [ANA]
    assert "x\n.\nMAIL FROM:<a@b>" in text(mailbox, ANA)


def test_a_reminder_goes_to_everybody_who_answered_or_not_with_a_link_of_its_own(cast: Cast, mailbox: Mailbox) -> None:
    survey = invited(cast.organization)
    send(invitation(survey))
    answer(survey, "Clinical staff", {"s-1": "5"}, times=2)
    remove_person(invitee=Invitee.objects.get(email=CLEO))
    send(reminder(survey), timedelta(days=8))
    assert mailbox.recipients == {ANA: 2, BO: 2, CLEO: 1}
    said = text(mailbox, ANA, 1)
    assert "goes to everybody who was invited" in said
    assert LINK.findall(said) != LINK.findall(text(mailbox, ANA))
    assert said.replace(LINK.findall(said)[0], "") == text(mailbox, BO, 1).replace(
        LINK.findall(text(mailbox, BO, 1))[0], ""
    )


def test_people_who_are_added_get_an_invitation_and_nobody_else_gets_another(cast: Cast, mailbox: Mailbox) -> None:
    survey = invited(cast.organization)
    send(invitation(survey))
    add_people(group=survey.groups.get(), addresses=read_addresses(f"{ANA}\nnew@example.org"))
    send(invitation(survey, 2))
    assert mailbox.recipients == {ANA: 1, BO: 1, CLEO: 1, "new@example.org": 1}


def test_a_reminder_that_came_due_while_nobody_was_invited_comes_again_where_there_is_time(
    cast: Cast, mailbox: Mailbox
) -> None:
    survey = invited(cast.organization, reminders=1)
    Invitee.objects.all().delete()
    due = reminder(survey).due_at + timedelta(minutes=1)
    send_batch(mailing_id=reminder(survey).pk, now=due)
    assert reminder(survey).finished_at
    later = timezone.now() + timedelta(days=60)
    change_closing(survey=survey, closes_at=later, actor=leader_of(cast.organization), now=due)
    assert reminder(survey).due_at > due
    assert reminder(survey).finished_at is None


def test_an_address_that_cannot_be_said_to_a_mail_server_fails_alone(cast: Cast, mailbox: Mailbox) -> None:
    survey = invited(cast.organization)
    Invitee.objects.filter(email=ANA).update(email="\u017fam@example.org")
    send(invitation(survey))
    assert fates(invitation(survey)) == {"sent": 2, "failed": 1}
    assert mailbox.recipients == {BO: 1, CLEO: 1}


def test_a_refused_address_fails_at_once_with_the_servers_words_in_one_line(
    cast: Cast, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.replies[BO] = "550 5.1.1 No such\x07 user here"
    survey = invited(cast.organization)
    send(invitation(survey))
    assert fates(invitation(survey)) == {"sent": 2, "failed": 1}
    assert delivery_to(invitation(survey), BO).problem == "550 5.1.1 No such user here"
    assert not Key.objects.filter(invitee__email=BO).exists()
    assert invitation(survey).finished_at
    assert f"mailing {invitation(survey).pk}: 1 could not be sent" in caplog.text
    assert "example.org" not in caplog.text


@pytest.mark.parametrize("reply", ["451 4.7.1 Come back later", "421 too many", DROP])
def test_what_is_refused_for_now_is_tried_again_after_growing_pauses_and_then_given_up(
    cast: Cast, mailbox: Mailbox, reply: str
) -> None:
    mailbox.replies[ANA] = reply
    survey = invited(cast.organization)
    mailing, later = invitation(survey), timedelta()
    for tries, pause in enumerate(PAUSES, 1):
        send(mailing, later)
        delivery = delivery_to(mailing, ANA)
        assert (delivery.status, delivery.tries) == ("waiting", tries)
        send(mailing, later + pause / 2)
        assert delivery_to(mailing, ANA).tries == tries, "too early"
        later += pause + timedelta(seconds=5)
    assert fates(mailing) == {"sent": 2, "waiting": 1}
    send(mailing, later)
    assert (delivery_to(mailing, ANA).status, delivery_to(mailing, ANA).tries) == ("failed", MOST_TRIES)
    assert mailbox.recipients == {BO: 1, CLEO: 1}
    assert Key.objects.filter(invitee__email=ANA).count() == 0


def test_what_is_tried_again_arrives_once(cast: Cast, mailbox: Mailbox) -> None:
    mailbox.at_text[ANA] = "452 disk full"
    survey = invited(cast.organization)
    send(invitation(survey))
    del mailbox.at_text[ANA]
    send(invitation(survey), timedelta(minutes=2))
    assert mailbox.recipients == dict.fromkeys(addresses(3), 1)
    assert delivery_to(invitation(survey), ANA).problem == ""


def test_a_connection_that_breaks_off_behind_the_text_is_never_tried_again_by_itself(
    cast: Cast, mailbox: Mailbox
) -> None:
    mailbox.at_text[BO] = DROP
    survey = invited(cast.organization)
    send(invitation(survey))
    send(invitation(survey), timedelta(days=1))
    assert mailbox.recipients == dict.fromkeys(addresses(3), 1)
    assert fates(invitation(survey)) == {"sent": 2, "unsure": 1}
    assert Key.objects.filter(invitee__email=BO).exists(), "it may have arrived"


def test_a_mail_server_that_is_down_is_tried_again_and_then_it_is_said_plainly(
    cast: Cast, mailbox: Mailbox, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_PORT = 1
    survey = invited(cast.organization)
    mailing, later = invitation(survey), timedelta()
    send(mailing)
    assert fates(mailing) == {"waiting": 3}
    assert trouble(survey) == "The mail server could not be reached: Connection refused"
    for pause in PAUSES:
        later += pause + timedelta(seconds=5)
        send(mailing, later)
    assert fates(mailing) == {"failed": 3}
    assert delivery_to(mailing, ANA).problem == "The mail server could not be reached: Connection refused"
    assert trouble(survey) == ""
    assert "example.org" not in caplog.text
    settings.EMAIL_PORT = mailbox.port
    assert send_again(survey=survey, actor=cast.leader) == 3
    send(mailing)
    assert mailbox.recipients == dict.fromkeys(addresses(3), 1)


def test_what_may_not_have_arrived_goes_again_only_when_a_leader_wants_it(cast: Cast, mailbox: Mailbox) -> None:
    survey = invited(cast.organization)
    send(invitation(survey))
    invitation(survey).deliveries.filter(~Q(invitee__email=ANA)).update(status=Delivery.Status.SENDING)
    remove_person(invitee=Invitee.objects.get(email=CLEO))
    assert give_up_unfinished() == 2
    send(invitation(survey), timedelta(days=1))
    assert mailbox.recipients[BO] == 1
    assert send_again(survey=survey, actor=cast.leader) == 1
    send(invitation(survey))
    assert mailbox.recipients == {ANA: 1, BO: 2, CLEO: 1}
    assert AuditEvent.objects.filter(action="survey-sent-again", actor_name=str(cast.leader)).count() == 1
    assert send_again(survey=survey, actor=cast.leader) == 0


def test_nothing_is_sent_before_it_is_due_after_the_end_or_of_a_survey_that_is_gone(
    cast: Cast, mailbox: Mailbox
) -> None:
    survey = invited(cast.organization)
    mailing = invitation(survey)
    assert not send_batch(mailing_id=mailing.pk, now=mailing.due_at - timedelta(seconds=1))
    assert not send_batch(mailing_id=mailing.pk, now=timezone.now() + timedelta(days=15))
    assert not send_batch(mailing_id=mailing.pk + 1_000, now=timezone.now())
    Survey.objects.filter(pk=survey.pk).update(status="closed")
    assert not send_batch(mailing_id=mailing.pk, now=timezone.now())
    assert not mailbox.taken
    assert not Delivery.objects.exists()


def test_an_address_that_no_mail_can_carry_fails_and_holds_nobody_up(cast: Cast, mailbox: Mailbox) -> None:
    survey = invited(cast.organization)
    Invitee.objects.filter(email=ANA).update(email="per\u017fon@example.org")
    send(invitation(survey))
    assert mailbox.recipients == {BO: 1, CLEO: 1}
    assert fates(invitation(survey)) == {"sent": 2, "failed": 1}


def test_after_a_long_pause_people_get_one_mail_and_not_all_that_were_due(cast: Cast, mailbox: Mailbox) -> None:
    survey = invited(cast.organization)
    later = timedelta(days=13)
    send(invitation(survey), later)
    assert not survey.mailings.filter(kind="reminder").exists()
    assert mailbox.recipients == dict.fromkeys(addresses(3), 1)


def test_of_two_reminders_that_are_due_the_last_is_sent(cast: Cast, mailbox: Mailbox) -> None:
    survey = invited(cast.organization)
    send(invitation(survey))
    for mailing in list(survey.mailings.filter(kind="reminder")):
        send(mailing, timedelta(days=13))
    assert [one.number for one in survey.mailings.filter(kind="reminder")] == [2]
    assert mailbox.recipients == dict.fromkeys(addresses(3), 2)
