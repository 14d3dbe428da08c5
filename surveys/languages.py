"""In which languages a survey can be offered, and what it asks in each. Who reads which is in `spoken.py`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext as _

from assessments.kept import keep_by_hash
from assessments.models import Instrument, InstrumentTranslation, InstrumentVersion
from assessments.translating import STATUSES, translated

from .answering.spoken import ENGLISH, Language, known
from .questions import NOT_SURE, PREFER_NOT, Part, Questionnaire, questions_of

Chosen = tuple[Instrument, InstrumentVersion]


@dataclass(frozen=True)
class Offer:
    """A language that a survey could be offered in, but English: what is still missing, and whose the words are."""

    language: Language
    missing: tuple[str, ...]
    is_unreviewed: bool

    @property
    def is_possible(self) -> bool:
        return not self.missing


def offers(chosen: Iterable[Chosen]) -> tuple[Offer, ...]:
    """What can be offered beside English where these versions are asked; none where there are none. One query."""
    asked = list(chosen)
    if not asked:
        return ()
    rows = InstrumentTranslation.objects.filter(version__in=[version.pk for _instrument, version in asked])
    found = {(pk, locale): status for pk, locale, status in rows.values_list("version_id", "locale", "status")}
    return tuple(_offer(one, asked, found) for one in known() if one.code != ENGLISH)


def missing(languages: Iterable[str], chosen: Iterable[Chosen]) -> tuple[tuple[Language, str], ...]:
    """The titles that cannot be asked in one of these languages. No query where that is English alone."""
    wanted_codes = set(languages) - {ENGLISH}
    found = offers(chosen) if wanted_codes else ()
    return tuple((one.language, title) for one in found if one.language.code in wanted_codes for title in one.missing)


def in_language(asked: Questionnaire, language: str) -> Questionnaire:
    """The questionnaire in a language; what is not translated stays English. One query, for English none."""
    if language == ENGLISH:
        return asked
    hashes = {part.content_hash for part in asked.parts}
    rows = InstrumentTranslation.objects.filter(locale=language, version__content_hash__in=hashes)
    rows = rows.select_related("version").defer("version__content_json")
    return translate(asked, {(row.version.instrument_id, row.version.version): row for row in rows})


def translate(asked: Questionnaire, translations: Mapping[tuple[str, str], InstrumentTranslation]) -> Questionnaire:
    """The questionnaire with the translations by instrument and version."""
    rows = [(part, translations.get((part.instrument.pk, part.version))) for part in asked.parts]
    return Questionnaire(tuple(_translated(part, row) if row else part for part, row in rows))


def weakest_status(asked: Questionnaire) -> str:
    """The status that says least for the translations in it; "" where nothing is translated."""
    found = {part.status for part in asked.parts}
    return next((status for status in STATUSES if status in found), "")


def _offer(language: Language, asked: Sequence[Chosen], found: Mapping[tuple[int, str], str]) -> Offer:
    statuses = [(instrument.title, found.get((version.pk, language.code))) for instrument, version in asked]
    untranslated = tuple(title for title, status in statuses if status is None)
    return Offer(language, untranslated, any(status == STATUSES[0] for _title, status in statuses))


def _translated(part: Part, row: InstrumentTranslation) -> Part:
    texts = row.words
    content_hash = f"{part.content_hash} {row.locale} {texts.hash}"
    content = keep_by_hash("translated", content_hash, lambda: translated(part.content, texts))
    with translation.override(row.locale):
        not_sure = replace(NOT_SURE, label=_("Not sure"))
        prefer_not = replace(PREFER_NOT, label=_("Prefer not to say"))
    found = keep_by_hash("translated questions", content_hash, lambda: questions_of(content, not_sure, prefer_not))
    section, questions = next(one for one in found if one[0].slug == part.section.slug)
    return replace(
        part,
        content=content,
        section=section,
        questions=questions,
        content_hash=content_hash,
        language=row.locale,
        texts=texts,
        status=row.status,
        english=part,
    )
