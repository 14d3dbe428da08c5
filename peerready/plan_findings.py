"""What results say to plans: the organization's own assessments, and its latest survey as far as it may be seen."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone

from assessments.answers import NO_ANSWER, from_json, option_of
from assessments.models import Instrument, Record
from assessments.scoring import item_share, level_of
from assessments.standing import InstrumentState, overview
from checklists.findings import Finding, Said, Source
from organizations.models import Organization
from surveys.models import Survey
from surveys.reading.results import load_results


def of_assessments(organization: Organization) -> Iterator[Finding]:
    """Every item that counts in the latest completion of an assessment. Six queries or fewer."""
    for state in overview(organization).states:
        yield from _of_state(state, organization)


def of_latest_survey(organization: Organization) -> Iterator[Finding]:
    """Every question of the survey closed last, as the mask shows it. Five queries or fewer."""
    survey = Survey.objects.for_organization(organization).closed().order_by("-closed_at", "-pk").first()
    results = load_results(survey) if survey else None
    if survey is None or results is None or survey.closed_at is None:
        return
    url = reverse("surveys:results", args=[organization.slug, survey.pk])
    for asked in results.asked:
        if asked.share is None:
            continue
        yield Finding(
            key=asked.question.key,
            link_key=asked.question.item.after or asked.question.key,
            text=asked.question.item.text,
            source=Source.SURVEY,
            where=survey.name,
            url=url,
            on=timezone.localdate(survey.closed_at),
            share=asked.share,
            level=asked.level,
            said=f"{asked.total.favourable} favorable",
        )


def told_in_assessment(organization: Organization, instrument: str) -> Sequence[Said]:
    """An instrument's items with the answers as they stand in its record, complete or not. Three queries or fewer."""
    record = (
        Record.objects.for_organization(organization)
        .filter(instrument=instrument, subject="")
        .select_related("version")
        .first()
    )
    found = Instrument.objects.for_organization(organization).filter(pk=instrument).select_related("current_version")
    version = record.version if record else getattr(found.first(), "current_version", None)
    if version is None:
        return ()
    content = version.content
    answers = from_json(record.answers) if record else {}
    url = reverse("assessments:record", args=[organization.slug, instrument])
    saved = timezone.localdate(record.saved_at) if record and record.saved_at else None
    said = []
    for section in content.sections:
        for item in section.items:
            answer = answers.get(item.slug, NO_ANSWER)
            option, share = option_of(content, item, answer), item_share(content, item, answer)
            said.append(
                Said(
                    key=item.key,
                    question=item.text,
                    section=section.title,
                    text=answer.text,
                    choice=option.label if option else "",
                    level=None if share is None else level_of(share),
                    who=answer.who,
                    url=f"{url}#item-{item.slug}",
                    on=saved if item.slug in answers else None,
                )
            )
    return said


def _of_state(state: InstrumentState, organization: Organization) -> Iterator[Finding]:
    if state.result is None or state.completion is None:
        return
    url = reverse("assessments:results", args=[organization.slug, state.instrument.pk])
    for result in state.result.items:
        if result.share is None:
            continue
        yield Finding(
            key=result.item.key,
            link_key=result.item.after or result.item.key,
            text=result.item.text,
            source=Source.ASSESSMENT,
            where=state.instrument.title,
            url=url,
            on=timezone.localdate(state.completion.completed_at),
            share=round(result.share * 100),
            level=result.level,
            said=result.option.label if result.option else result.level_word,
        )
