"""The demo organization, made from the real fixtures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from assessments.answers import Answer, from_json, is_answered, option_of
from assessments.content import InstrumentContent, Section
from assessments.models import Area, Completion, Record
from assessments.standing import InstrumentState, Overview, overview
from organizations.founding import delete_organization
from organizations.models import AuditEvent, Membership, Organization, User
from peerready.demo import CONTENT, EMAIL, DemoSignIn, load_demo
from tests.real import load_real_fixtures
from toolkits.strict_yaml import RefusedFixturesError

FOLDER = project.FIXTURES / "demo"
READABLE = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")
NOT_PERSON_FIRST = re.compile(
    r"\b(clients?|patients?|addicts?|abuse\w*|users?|clean|the mentally ill|suffer\w*)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Made:
    """What is in the database once the demo is loaded, to be read without it."""

    organization: Organization
    overview: Overview
    completions: tuple[Completion, ...]
    roles: dict[str, str]
    audited: tuple[str, ...]
    people: tuple[Record, ...]

    def state(self, slug: str) -> InstrumentState:
        return next(state for state in self.overview.states if state.instrument.slug == slug)

    def sections(self, state: InstrumentState) -> tuple[Section, ...]:
        assert state.record
        return state.record.version.content.sections

    def all_answers(self) -> Iterator[tuple[InstrumentContent, dict[str, Answer]]]:
        """The answers of every record as it stands, and of every completion."""
        for completion in self.completions:
            yield completion.version.content, from_json(completion.answers)
        for state in self.overview.states:
            assert state.record
            yield state.record.version.content, from_json(state.record.answers)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Made:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(project, "VAR", tmp_path_factory.mktemp("var"))
        load_real_fixtures()
        load_demo(folder=FOLDER)
        organization = Organization.objects.get(is_demo=True)
        completions = Completion.objects.for_organization(organization).select_related("version", "record")
        members = Membership.objects.for_organization(organization).select_related("user")
        events = AuditEvent.objects.for_organization(organization).order_by("pk")
        found = Made(
            organization,
            overview(organization),
            tuple(completions.order_by("completed_at")),
            {member.user.email: member.role for member in members},
            tuple(event.action for event in events),
            tuple(Record.objects.for_organization(organization).exclude(subject="")),
        )
        transaction.set_rollback(True)
    return found


@pytest.fixture
def var(settings: Settings, tmp_path: Path) -> Path:
    """A folder for the password, so that no test sees or writes the real one."""
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def toolkits(db: None) -> None:
    load_real_fixtures()


def sign_in() -> DemoSignIn:
    loaded = load_demo(folder=FOLDER)
    assert loaded
    return loaded


def run() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_it_is_a_treatment_provider_in_ohio_that_does_not_employ_peer_workers_yet(made: Made) -> None:
    made.organization.clean_fields()
    details = (made.organization.kind, made.organization.state, made.organization.staff_count)
    assert details == ("treatment", "OH", 64)
    assert not made.organization.employs_peer_workers


def test_three_were_completed_three_times_one_is_under_way_and_the_others_once(made: Made) -> None:
    states = {state.instrument.slug: (state.state, state.completion_count) for state in made.overview.states}
    assert len(states) == 8
    assert states.pop("wise-workplace") == ("reopened", 3)
    assert states.pop("prcoe-culture") == states.pop("prcoe-recovery") == ("complete", 3)
    assert states.pop("lappa-readiness") == ("under-way", 0)
    assert set(states.values()) == {("complete", 1)}


def test_the_parts_of_the_readiness_checklist_that_are_back_are_whole(made: Made) -> None:
    state = made.state("lappa-readiness")
    assert state.record
    done = [{item.slug for item in part.items} <= set(state.record.answers) for part in made.sections(state)]
    assert done == [True, True, False, False, False, False]


def test_one_person_learns_on_the_job_named_by_a_code(made: Made) -> None:
    (record,) = made.people
    assert (record.instrument_id, record.subject) == ("wps-skills", "Apprentice K")
    assert not record.is_complete


def test_every_answer_is_one_that_a_form_would_take(made: Made) -> None:
    for content, answers in made.all_answers():
        for slug, answer in answers.items():
            item = content.by_slug[slug]
            assert is_answered(item, answer), item.key
            assert option_of(content, item, answer), item.key
            assert bool(answer.text) <= ("text" in item.takes.parts), item.key
            assert bool(answer.text) >= (item.kind == "open"), item.key


def test_open_answers_are_as_long_as_thoughtful_ones_and_put_people_first(made: Made) -> None:
    texts = {
        answer.text
        for content, answers in made.all_answers()
        for slug, answer in answers.items()
        if content.by_slug[slug].kind == "open"
    }
    assert len(texts) == 11
    for text in texts:
        assert 40 <= len(text.split()) <= 120, text
        assert not NOT_PERSON_FIRST.search(text), text


def test_a_few_things_are_unknown_and_two_are_left_out(made: Made) -> None:
    results = [state.result for state in made.overview.states if state.result]
    open_items = [item for result in results for item in result.to_find_out]
    assert sorted(item.item.key for item in open_items if not item.answer) == [
        "prcoe-recovery/culture-checked-for-recovery",
        "wise-workplace/buy-in-and-connections",
    ]
    assert len([item for item in open_items if item.answer.choice == "dont_know"]) == 4


@pytest.mark.parametrize(
    ("slug", "level"),
    [
        ("prcoe-motivation", "strong"),
        ("legere-motivation", "low"),  # one question was hard, and then the handbook advises to learn more first
        ("prcoe-culture", "middle"),
        ("prcoe-recovery", "middle"),
        ("wise-workplace", "middle"),
        ("legere-timeline", "middle"),
    ],
)
def test_instrument_has_the_level_that_it_is_to_show(made: Made, slug: str, level: str) -> None:
    result = made.state(slug).result
    assert result
    assert result.level == level


def test_areas_have_the_levels_that_they_are_to_show(made: Made) -> None:
    levels = {area.area: area.level for area in made.overview.areas}
    assert levels == {Area.MOTIVATION: "low", Area.CULTURE: "middle", Area.RECOVERY: "middle"}


def test_one_section_of_the_recovery_orientation_needs_groundwork(made: Made) -> None:
    result = made.state("prcoe-recovery").result
    assert result
    low = [section.section.slug for section in result.sections if section.score.level == "low"]
    assert low == ["authenticity"]


def test_culture_has_strengths_and_clear_gaps(made: Made) -> None:
    result = made.state("prcoe-culture").result
    assert result
    assert len(result.strengths) >= 3
    assert len([gap for gap in result.gaps if gap.level == "low"]) >= 3


def test_one_motivation_question_was_hard_and_worries_do_not_outweigh_hopes(made: Made) -> None:
    result = made.state("legere-motivation").result
    assert result
    assert result.reading
    assert [item.slug for item in result.reading.struggled] == ["unique-contributions"]
    assert not result.reading.more_on_worries


def test_six_statements_of_the_timeline_are_true(made: Made) -> None:
    result = made.state("legere-timeline").result
    assert result
    assert result.band
    assert result.band.is_certain
    assert (result.band.points, result.band.band.slug) == (6, "foundation-laid")


def test_what_is_open_again_differs_from_its_completion_in_a_few_answers(made: Made) -> None:
    state = made.state("wise-workplace")
    assert state.record
    assert state.completion
    before, now = state.completion.answers, state.record.answers
    assert before.keys() == now.keys()
    assert sum(before[item] != now[item] for item in now) == 3


def test_names_and_roles_of_those_present_are_kept(made: Made) -> None:
    for completion in made.completions:
        assert completion.present.count("(") >= 3, completion


def test_completions_are_spread_over_weeks_and_agree_with_their_records(made: Made) -> None:
    dates = [completion.completed_at for completion in made.completions]
    assert dates[-1] < timezone.now()
    assert all(later - earlier >= timedelta(days=6) for earlier, later in pairwise(dates))
    for state in made.overview.states:
        assert state.record
        assert state.record.saved_at
        if not state.completion:
            continue
        assert state.record.started_at <= state.completion.completed_at <= state.record.saved_at
        assert state.record.completed_at in (None, state.completion.completed_at)


def test_members_have_different_roles_and_the_trail_tells_what_they_did(made: Made) -> None:
    assert made.roles.pop(EMAIL) == "owner"
    assert sorted(made.roles.values()) == ["hr", "leader", "viewer"]
    assert made.audited[0] == "organization-created"
    counted = {action: made.audited.count(action) for action in made.audited}
    of_surveys = {"survey-launched": 3, "survey-closed": 3, "record-shared": 1}
    of_plans = {"plan-made": 2}
    of_jobs = {"job-begun": 2, "job-approved": 1}
    of_reports = {"report-issued": 3}
    assert counted == {
        "organization-created": 1,
        "invited": 3,
        "joined": 3,
        "completed": 13,
        "reopened": 7,
        **of_surveys,
        **of_plans,
        **of_jobs,
        **of_reports,
    }


def test_only_the_owner_can_sign_in_and_does_so_with_the_password_of_the_file(toolkits: None, var: Path) -> None:
    printed = run()
    email, password = (var / "demo-sign-in.txt").read_text().splitlines()
    assert email == EMAIL
    assert READABLE.fullmatch(password)
    assert f"sign in as {email} with the password {password}" in printed
    assert Client().login(email=email, password=password)
    assert EmailAddress.objects.get(user__email=email).verified
    assert [user.email for user in User.objects.all() if user.has_usable_password()] == [EMAIL]


def test_password_file_is_for_its_owner_alone(toolkits: None, var: Path) -> None:
    sign_in()
    assert (var / "demo-sign-in.txt").stat().st_mode & 0o777 == 0o600


def test_second_run_prints_the_same_and_makes_nothing(toolkits: None, var: Path) -> None:
    def rows() -> list[int]:
        kept = (Organization, User, Membership, Record, Completion, AuditEvent)
        return [model.objects.count() for model in kept]

    elsewhere = Organization.objects.create(slug="harbor", name="Harbor", kind="court", state="OH", staff_count=9)
    printed, before = run(), rows()
    assert run() == printed
    assert rows() == before
    assert Organization.objects.filter(is_demo=True).count() == 1
    assert not elsewhere.memberships.exists()
    assert not elsewhere.records.exists()


def test_password_file_is_not_overwritten_but_used_for_a_new_database(toolkits: None, var: Path) -> None:
    kept = f"{EMAIL}\nabcd-efgh-jkmn"  # as an editor may have left it
    (var / "demo-sign-in.txt").write_text(kept)
    assert sign_in() == DemoSignIn(EMAIL, "abcd-efgh-jkmn")
    assert (var / "demo-sign-in.txt").read_text() == kept
    assert Client().login(email=EMAIL, password="abcd-efgh-jkmn")


def test_password_that_was_changed_is_not_printed(toolkits: None, var: Path) -> None:
    password = sign_in().password
    owner = User.objects.get(email=EMAIL)
    owner.set_password("another-good-password")
    owner.save()
    printed = run()
    assert password not in printed
    assert f"manage.py changepassword {EMAIL}" in printed


def test_deleted_demo_is_made_again_with_the_people_that_it_left(toolkits: None, var: Path) -> None:
    first = sign_in()
    people = set(User.objects.values_list("pk", flat=True))
    owner = User.objects.get(email=EMAIL)
    delete_organization(organization=Organization.objects.get(), actor=owner)
    assert sign_in() == first
    assert set(User.objects.values_list("pk", flat=True)) == people


@pytest.mark.parametrize("email", [EMAIL, "ruth.lindqvist@example.org"])
def test_nobody_elses_account_is_taken(toolkits: None, var: Path, email: str) -> None:
    User.objects.create_user(email, "lantern-orchard-42")
    with pytest.raises(CommandError, match=email):
        run()
    assert not Organization.objects.exists()
    assert User.objects.count() == 1
    assert not (var / "demo-sign-in.txt").exists()


@pytest.mark.django_db
def test_without_toolkits_the_command_says_what_to_do_first(var: Path) -> None:
    with pytest.raises(CommandError, match=r"toolkits are not loaded.+manage\.py load_toolkits"):
        run()
    assert not User.objects.exists()
    assert not (var / "demo-sign-in.txt").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("inspired: clear", "inspire: clear", "`inspire` is no item of legere-motivation"),
        ("inspired: clear", "inspired: clearly", "`inspired`: This is not one of the answers"),
        ("by: demo@example.org", "by: nobody@example.org", "`by` is `nobody@example.org`, and must be one of"),
        ("instrument: legere-m", "instrument: m", "`instrument` is `motivation`, and must be one of"),
        ("sessions:", "session:", "unknown key `session`"),
    ],
)
def test_wrong_content_is_refused_and_nothing_is_stored(
    toolkits: None, var: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (FOLDER / CONTENT).read_text()
    assert old in text
    (tmp_path / CONTENT).write_text(text.replace(old, new, 1))
    with pytest.raises(RefusedFixturesError, match=r"^demo\.yaml\S*:\d+: ") as refused:
        load_demo(folder=tmp_path)
    assert message in str(refused.value)
    assert not User.objects.exists()
    assert not (var / "demo-sign-in.txt").exists()


def test_missing_file_is_refused(toolkits: None, var: Path) -> None:
    with pytest.raises(RefusedFixturesError, match="cannot be opened"):
        load_demo(folder=var)
