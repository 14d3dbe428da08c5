"""The organization's own named record beside what the team answered, where its authors agreed to that.

Pure but for `load_beside` and the two actions at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from assessments.answers import NO_ANSWER, from_json, option_of
from assessments.content import Option
from assessments.models import Completion
from assessments.scoring import item_share
from organizations import audit
from organizations.access import Capability, may
from organizations.models import AuditEvent, Membership, Organization, User

from ..confidentiality import Cell
from ..models import Agreement, Group
from ..questions import FAVOURABLE_ABOVE
from .results import EVERYBODY, Asked, InstrumentFinding, Results

Action = AuditEvent.Action
HALF = 50

Sees = Literal["better", "worse", "alike", ""]
"""How the record sees a question, beside most of the team; "" where one of the two does not say."""


@dataclass(frozen=True)
class ItemBeside:
    """A question with what the record says and what may be seen of the survey.

    `is_favourable` is None where the record has no answer, or one that does not count. `cells` are those of everybody
    and of each group that is shown, with their names.
    """

    asked: Asked
    option: Option | None
    is_favourable: bool | None
    cells: tuple[tuple[str, Cell], ...]

    @property
    def sees(self) -> Sees:
        """PeerReady heuristic: the record differs where fewer than half, or more than half, see it as it does."""
        share = self.asked.total.favourable
        if self.is_favourable is None or share is None:
            return ""
        if self.is_favourable:
            return "better" if share.high < HALF else "alike"
        return "worse" if share.low > HALF else "alike"


@dataclass(frozen=True)
class RecordBeside:
    """One instrument of the survey with the latest completion of the organization's own record of it, if there is one.

    `may_agree`: the one who is looking can agree to show it, or take that back. `author_is_gone`: whoever completed it
    cannot be asked any more.
    """

    finding: InstrumentFinding
    groups: tuple[Group, ...]
    completion: Completion | None
    agreement: Agreement | None
    is_same_version: bool
    may_agree: bool
    author_is_gone: bool

    @property
    def is_shown(self) -> bool:
        return self.agreement is not None and self.is_same_version

    @property
    def items(self) -> tuple[ItemBeside, ...]:
        """The questions in the order of the survey; none where the record is not shown."""
        if not self.is_shown or self.completion is None:
            return ()
        content, answers = self.completion.version.content, from_json(self.completion.answers)
        found = []
        for asked in self.finding.asked:
            item = asked.question.item
            answer = answers.get(item.slug, NO_ANSWER)
            share = item_share(content, item, answer)
            favourable = None if share is None else share > FAVOURABLE_ABOVE
            cells = ((EVERYBODY, asked.total), *((group.name, asked.cell(group)) for group in self.groups))
            found.append(ItemBeside(asked, option_of(content, item, answer), favourable, cells))
        return tuple(found)

    @property
    def apart(self) -> tuple[ItemBeside, ...]:
        """Where the record and most of the team differ; first what the record sees better."""
        return tuple(sorted((i for i in self.items if i.sees in ("better", "worse")), key=lambda i: i.sees))


def load_beside(results: Results, organization: Organization, user: User | None) -> tuple[RecordBeside, ...]:
    """Each instrument of the survey with the organization's own record of it; three queries."""
    slugs = [finding.instrument.slug for finding in results.instruments]
    own = Completion.objects.for_organization(organization).filter(record__instrument__in=slugs, record__subject="")
    # Of the latest ones alone: an organization's whole history would bring the same content again and again.
    numbers = dict(own.order_by("number").values_list("record__instrument", "pk"))
    chosen = own.filter(pk__in=numbers.values()).select_related("version", "record__instrument", "agreement")
    latest = {one.record.instrument_id: one for one in chosen.defer("record__answers")}
    roles = dict(Membership.objects.filter(organization=organization).order_by().values_list("user", "role"))
    versions = {part.instrument.slug: part.content for part in results.questionnaire.parts}
    return tuple(_beside(results, finding, latest, versions, roles, user) for finding in results.instruments)


def _beside(
    results: Results,
    finding: InstrumentFinding,
    latest: Mapping[str, Completion],
    versions: Mapping[str, object],
    roles: Mapping[int, str],
    user: User | None,
) -> RecordBeside:
    slug = finding.instrument.slug
    completion = latest.get(slug)
    if completion is None:
        return RecordBeside(finding, (), None, None, is_same_version=False, may_agree=False, author_is_gone=False)
    author = completion.completed_by_id
    gone = not _may_assess(roles, author)
    return RecordBeside(
        finding,
        results.groups_shown,
        completion,
        getattr(completion, "agreement", None),
        is_same_version=completion.version.content == versions[slug],
        may_agree=user is not None and _may_assess(roles, user.pk) and (gone or user.pk == author),
        author_is_gone=gone,
    )


def _may_assess(roles: Mapping[int, str], user: int | None) -> bool:
    return user is not None and user in roles and may(roles[user], Capability.ASSESS)


def agree(*, beside: RecordBeside, actor: User) -> None:
    """Show a record beside surveys; agreeing twice changes nothing. The caller has seen to it that `may_agree`."""
    if beside.completion is None:
        return
    with transaction.atomic():
        _, made = Agreement.objects.get_or_create(
            completion=beside.completion, defaults={"agreed_by_name": str(actor)[:150]}
        )
        if made:
            _note(beside.completion, actor, Action.RECORD_SHARED)


def take_back(*, beside: RecordBeside, actor: User) -> None:
    """Show a record beside surveys no longer; taking it back twice changes nothing."""
    if beside.completion is None:
        return
    with transaction.atomic():
        deleted, _ = Agreement.objects.filter(completion=beside.completion).delete()
        if deleted:
            _note(beside.completion, actor, Action.RECORD_UNSHARED)


def _note(completion: Completion, actor: User, action: AuditEvent.Action) -> None:
    record = completion.record
    audit.note(organization=record.organization, actor=actor, action=action, subject=record.audit_title)
