"""After a purge, what a closing erased stands nowhere in the database's files."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from surveys.answering.submitting import new_device, save_draft
from surveys.asking.due import find_due
from surveys.asking.inviting import add_people, new_key, read_addresses
from surveys.closing import close
from surveys.lifecycle import delete_survey, launch, reopen
from surveys.models import Survey, Way
from surveys.models.asking import key_hash
from surveys.purging import EMPTIED, purge
from tests.cast import Cast
from tests.factories import GroupFactory, MembershipFactory

from .build import answer, closed, draft, opened

ADDRESS = "quillon.marchbanks@example.org"
ONLY_SQLITE = pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="its files")
ONLY_POSTGRESQL = pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="its tables")


def invited() -> tuple[Survey, str]:
    """An open survey that ADDRESS is invited to, with a draft and an answer, and a key of ADDRESS."""
    member = MembershipFactory()
    survey = draft(member.organization, {"Peer workers": 6})
    staff = GroupFactory(survey=survey, name="Staff", way=Way.PERSONAL)
    add_people(group=staff, addresses=read_addresses(ADDRESS))
    launch(survey=survey, actor=member.user)
    invitee = survey.invitees.get()
    key = new_key(survey=survey, group=staff, invitee=invitee)
    answer(survey, "Peer workers", {"s-1": "5"}, times=6)
    save_draft(survey=survey, device=new_device(), changes={"s-1": "5"})
    return survey, key


def bytes_of_the_database() -> bytes:
    """The file with its write-ahead log or journal."""
    file = Path(connection.settings_dict["NAME"])
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


@pytest.fixture
def careless(transactional_db: None) -> Iterator[None]:
    """SQLite without its habit of overwriting what is deleted, to see that the purge does not lean on it."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
        cursor.fetchall()
    yield
    connection.close()  # the next one is as it should be


@ONLY_SQLITE
@pytest.mark.django_db(transaction=True)
def test_a_survey_is_not_purged_while_somebody_still_reads_what_was_there_before(careless: None) -> None:
    survey, _ = invited()
    close(survey=survey)
    name = str(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(name, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM surveys_survey").fetchone()
        assert purge(now=timezone.now()) == 0
        reader.execute("ROLLBACK")
    assert purge(now=timezone.now()) == 1
    assert ADDRESS.encode() not in bytes_of_the_database()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")


@ONLY_SQLITE
@pytest.mark.django_db(transaction=True)
def test_an_erased_address_is_in_no_file(careless: None) -> None:
    survey, key = invited()
    close(survey=survey)
    assert ADDRESS.encode() in bytes_of_the_database()  # erased, and yet there
    assert purge(now=timezone.now()) == 1
    left = bytes_of_the_database()
    for trace in (ADDRESS, key_hash(key), key):
        assert trace.encode() not in left
    assert survey.public_id.encode() in left  # it is the right file


@ONLY_SQLITE
@pytest.mark.django_db(transaction=True)
def test_the_file_has_no_page_left_of_what_was_erased() -> None:
    def empty_pages() -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA freelist_count").fetchone()[0])

    survey, _ = invited()
    group = survey.groups.get(way=Way.PERSONAL)
    add_people(group=group, addresses=read_addresses("\n".join(f"person-{n}@example.org" for n in range(5_000))))
    close(survey=survey)
    assert empty_pages() > 50
    before = Path(connection.settings_dict["NAME"]).stat().st_size
    purge(now=timezone.now())
    assert empty_pages() == 0
    assert Path(connection.settings_dict["NAME"]).stat().st_size < before


@ONLY_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_the_tables_are_written_anew() -> None:
    """PostgreSQL keeps a table's rows in a file; VACUUM FULL puts another in its place."""

    def files() -> set[str]:
        tables = [model._meta.db_table for model in EMPTIED]
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_relation_filepath(name::regclass) FROM unnest(%s::text[]) AS name", [tables])
            return {path for (path,) in cursor.fetchall()}

    survey, _ = invited()
    close(survey=survey)
    before = files()
    assert purge(now=timezone.now()) == 1
    assert not before & files()


@pytest.mark.django_db(transaction=True)
def test_answers_and_results_are_still_there() -> None:
    survey, _ = invited()
    close(survey=survey)
    purge(now=timezone.now())
    assert survey.responses.count() == 6
    assert survey.snapshots.get().view["total"] == 6


@pytest.mark.django_db(transaction=True)
def test_each_closing_is_purged_once() -> None:
    survey, _ = invited()
    now = timezone.now()
    assert purge(now=now) == 0  # open: there is nothing to erase yet
    close(survey=survey)
    assert purge(now=now) == 1
    survey.refresh_from_db()
    assert survey.purged_at == now
    assert purge(now=now) == 0


@pytest.mark.django_db(transaction=True)
def test_an_open_survey_loses_nothing() -> None:
    survey, _ = invited()
    other = opened(survey.organization, {"A": 6})
    close(survey=survey)
    purge(now=timezone.now())
    other.refresh_from_db()
    assert other.purged_at is None
    assert other.keys.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_that_could_not_be_done_is_due_again() -> None:
    """Inside a transaction neither database can; nothing is marked as done that was not."""
    survey, _ = invited()
    close(survey=survey)
    with pytest.raises(Exception, match="VACUUM"), transaction.atomic():
        purge(now=timezone.now())
    survey.refresh_from_db()
    assert survey.purged_at is None
    assert purge(now=timezone.now()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_survey_that_is_deleted_or_opened_again_is_purged_too(cast: Cast) -> None:
    for end in ("delete", "reopen"):
        survey = closed(cast.organization)
        if end == "delete":
            purge(now=timezone.now())
            delete_survey(survey=survey, actor=cast.leader)
        else:
            reopen(survey=survey, closes_at=timezone.now() + timedelta(days=1), actor=cast.leader)
        assert find_due(timezone.now()).purge
        purge(now=timezone.now())
        assert not find_due(timezone.now()).purge
