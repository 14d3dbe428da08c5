"""What results say to plans: the organization's own assessments, and its latest survey as far as it may be seen."""

from collections.abc import Iterator, Sequence

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from assessments.answers import NO_ANSWER, from_json, option_of
from assessments.models import About, Completion, Instrument, Record
from assessments.results import result_of
from assessments.scoring import band_found, item_share, level_of
from checklists.findings import Finding, LeadTime, Said, Source
from organizations.models import Organization
from surveys.models import Survey
from surveys.reading.results import load_results

TIMELINE = "legere-timeline"
MONTHS = {"At least six months": 6, "At least one year": 12}
"""The figure in the words that a band of the timeline quiz has for its lead time. Other words have none: of the first
steps the handbook gives no figure, and whatever it may say one day is read by a person first.
"""


def of_assessments(organization: Organization) -> Iterator[Finding]:
    """Every item that counts in the latest completion of an assessment. One query."""
    latest = Completion.objects.filter(record=OuterRef("record")).order_by("-number").values("number")[:1]
    completions = (
        Completion.objects.for_organization(organization)
        .filter(record__subject="", record__instrument__about=About.ORGANIZATION, number=Subquery(latest))
        .select_related("version", "record__instrument")
        .defer("record__answers")
        .order_by("record__instrument")
    )
    for completion in completions:
        yield from _of_completion(completion, organization)


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


def lead_time_by_quiz(organization: Organization) -> LeadTime | None:
    """What the latest completion of the timeline quiz comes to; without words where it has none that counts."""
    quiz = Instrument.objects.filter(pk=TIMELINE, organization=None).select_related("toolkit").first()
    if quiz is None or quiz.toolkit is None:
        return None
    found = Completion.objects.for_organization(organization).filter(record__instrument=quiz, record__subject="")
    latest = found.select_related("version").order_by("-number").first()
    content = latest.version.content if latest else None
    band = band_found(content, from_json(latest.answers)) if latest and content else None
    if latest is None or content is None or band is None or content.bands is None:
        url = reverse("assessments:record", args=[organization.slug, TIMELINE])
        return LeadTime(toolkit=quiz.toolkit.title, heading=quiz.heading, page=quiz.pages, url=url)
    return LeadTime(
        toolkit=quiz.toolkit.title,
        heading=content.bands.source.heading,
        page=content.bands.source.page,
        url=reverse("assessments:results", args=[organization.slug, TIMELINE]),
        on=timezone.localdate(latest.completed_at),
        words=band.band.lead_time,
        months=MONTHS.get(band.band.lead_time),
        title=band.band.title,
        text=band.band.text,
        could_be="" if band.is_certain else band.at_best.lead_time,
    )


def _of_completion(completion: Completion, organization: Organization) -> Iterator[Finding]:
    instrument = completion.record.instrument
    url = reverse("assessments:results", args=[organization.slug, instrument.pk])
    for result in result_of(completion.version.content, from_json(completion.answers)).items:
        if result.share is None:
            continue
        yield Finding(
            key=result.item.key,
            link_key=result.item.after or result.item.key,
            text=result.item.text,
            source=Source.ASSESSMENT,
            where=instrument.title,
            url=url,
            on=timezone.localdate(completion.completed_at),
            share=round(result.share * 100),
            level=result.level,
            said=result.option.label if result.option else result.level_word,
        )
