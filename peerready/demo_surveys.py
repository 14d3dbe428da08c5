"""The demo organization's survey: made up in fixtures/demo/surveys.yaml, answered, sent and closed by the real actions.

The answers are dealt out from the shares in the file, the same ones each time, and dated back.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from assessments.models import InstrumentVersion
from organizations.models import Organization, User
from surveys.answering.submitting import Answered, new_device, submit
from surveys.closing import close
from surveys.lifecycle import ask_again, launch
from surveys.models import Comment, Group, GroupKind, Survey, Way
from surveys.questions import Question, questionnaire
from surveys.reading.beside import agree, load_beside
from surveys.reading.results import load_results
from surveys.setting_up.drafting import GroupPlan, create_draft, set_groups
from toolkits.schema import Fields

SURVEYS = "surveys.yaml"
REQUIRED = ("name", "asked_by", "by", "purpose", "instruments", "groups", "rounds")
OPTIONAL = ("agreed",)
ROUND = ("name", "opened_days_ago", "closed_days_ago", "answered", "shares")
ROUND_OPTIONAL = ("unsure", "comments", "waiting")
TAKEN_OUT = re.compile(r"\[\[(.*?)\]\]")


def hold_surveys(
    fields: Fields, organization: Organization, versions: Mapping[str, InstrumentVersion], people: Mapping[str, User]
) -> None:
    """Hold the rounds of the survey, one after the other. Raises RefusedFixturesError."""
    actor = people[fields.one_of("by", tuple(people))]
    survey = _draft(fields, organization, versions, actor)
    rounds = fields.each("rounds", required=ROUND, optional=ROUND_OPTIONAL)
    fields.problems.raise_any()
    for number, one in enumerate(rounds):
        survey = ask_again(survey=survey, actor=actor) if number else survey
        _hold(one, survey, actor)
        fields.problems.raise_any()
    results = load_results(survey)
    for beside in load_beside(results, organization, actor) if results else ():
        if beside.finding.instrument.slug in fields.texts("agreed") and beside.may_agree:
            agree(beside=beside, actor=actor)


def _draft(
    fields: Fields, organization: Organization, versions: Mapping[str, InstrumentVersion], actor: User
) -> Survey:
    chosen = [versions[slug].instrument for slug in fields.some_of("instruments", tuple(versions)) if slug in versions]
    survey = create_draft(
        organization=organization,
        name=fields.text("name", longest=120),
        asked_by=fields.text("asked_by", longest=120),
        purpose=fields.text("purpose"),
        instruments=chosen,
        actor=actor,
    )
    plans = [
        GroupPlan(
            name=group.text("name", longest=60),
            kind=group.one_of("kind", GroupKind.values),
            expected=group.number("asked", least=1),
            way=Way.SHARED,
        )
        for group in fields.each("groups", required=("name", "kind", "asked"))
    ]
    set_groups(survey=survey, revision=survey.revision, plans=plans)
    Survey.objects.filter(pk=survey.pk).update(takes_comments=True)
    return survey


def _hold(fields: Fields, survey: Survey, actor: User) -> None:
    """Launch one round, have everybody answer it, and close it."""
    opened, closed = (_ago(fields.number(f"{key}_days_ago", least=1)) for key in ("opened", "closed"))
    if opened >= closed:
        fields.refuse("closed_days_ago", "must be less than `opened_days_ago`")
        return
    Survey.objects.filter(pk=survey.pk).update(
        name=fields.text("name", longest=120), closes_at=closed, created_at=opened - timedelta(days=2)
    )
    launch(survey=survey, actor=actor, now=opened)
    everybody = list(_deal(fields, survey))
    fields.problems.raise_any()
    comments = fields.texts("comments")
    said = dict(zip(range(0, len(everybody), 3), comments, strict=False))
    for place, (group, answers) in enumerate(everybody):
        answered = Answered(answers, TAKEN_OUT.sub(r"\1", said.get(place, "")))
        when = opened + timedelta(hours=1 + place)
        submit(survey=survey, key=group.shared_key, device=new_device(), answered=answered, now=when)
    close(survey=survey, actor=actor, now=closed)
    for text in comments[: len(comments) - (fields.number("waiting") if "waiting" in fields else 0)]:
        written = survey.comments.filter(text=TAKEN_OUT.sub(r"\1", text), status=Comment.Status.WAITING)
        written.update(status=Comment.Status.SHOWN, shown_text=TAKEN_OUT.sub("[…]", text))


def _deal(fields: Fields, survey: Survey) -> Iterator[tuple[Group, dict[str, str]]]:
    """Each person's group with what they answer, question's key to option's key."""
    groups = list(survey.groups.all())
    sizes = _numbers(fields, "answered", len(groups))
    largest = max(range(len(sizes)), key=lambda place: sizes[place])
    unsure = fields.named("unsure")
    shares = fields.named("shares")
    people: list[list[dict[str, str]]] = [[{} for _ in range(size)] for size in sizes]
    for question in questionnaire(survey).questions:
        favourable = _numbers(shares.named(question.instrument), question.item.slug, len(groups))
        for place, share in enumerate(favourable):
            not_sure = unsure.number(question.item.slug) if place == largest and question.item.slug in unsure else 0
            chosen = _choose(question, sizes[place], share, not_sure, seed=f"{question.key} {groups[place].name}")
            for person, option in zip(people[place], chosen, strict=True):
                person[question.key] = option
    for group, answers in zip(groups, people, strict=True):
        yield from ((group, one) for one in answers)


def _choose(question: Question, size: int, share: int, unsure: int, *, seed: str) -> list[str]:
    """An option for each of so many people: `share` per cent of those who are sure choose a favorable one.

    Most keep to the milder of the options on their side. The same seed deals the same people the same answers.
    """
    best_first = sorted(question.asked.values, key=lambda option: -option[1])
    above = [key for key, _ in best_first if key in question.asked.favourable]
    below = [key for key, _ in best_first if key not in question.asked.favourable]
    sure = size - unsure
    favourable = (share * sure + 50) // 100
    chosen = [above[-1 - (n % 3 == 2)] if len(above) > 1 else above[0] for n in range(favourable)]
    chosen += [below[(0, 1, 1, 2)[n % 4] % len(below)] for n in range(sure - favourable)]
    chosen += [question.unsure] * (size - sure)
    Random(seed).shuffle(chosen)  # noqa: S311 - made up, and the same each time
    return chosen


def _numbers(fields: Fields, key: str, count: int) -> list[int]:
    """So many whole numbers from 0 to 100 in one text; zeros where they are not, which is noted."""
    found = fields.text(key).split()
    if len(found) == count and all(number.isdecimal() and int(number) <= 100 for number in found):
        return [int(number) for number in found]
    fields.refuse(key, f"must be {count} whole numbers up to 100, one for each group")
    return [0] * count


def _ago(days: int) -> datetime:
    return timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=days)
