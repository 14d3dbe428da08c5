"""Made-up Spanish for made-up instruments, and surveys that are offered in it."""

from collections.abc import Mapping
from typing import Any

from assessments.models import Instrument, InstrumentTranslation
from assessments.translating import texts_of
from organizations.models import Organization
from surveys.models import Survey

from .build import GROUPS, opened, survey_instrument

BOTH = ["en", "es"]
LABELS = {
    "5": "Totalmente de acuerdo",
    "4": "De acuerdo",
    "3": "Ni lo uno ni lo otro",
    "2": "En desacuerdo",
    "1": "Totalmente en desacuerdo",
    "dont_know": "No sé",
}


def translate(instrument: Instrument, status: str = "ours-unreviewed") -> InstrumentTranslation:
    """Give an instrument of `build.survey_instrument` a translation: "Frase 1 se cumple aquí.", ..."""
    assert instrument.current_version
    version = instrument.current_version
    english = texts_of(version.content, title=instrument.title, instructions=instrument.instructions).as_dict()
    numbered = {slug: f"Frase {slug.removeprefix('s-')} se cumple aquí." for slug in english["items"]}
    texts: dict[str, Any] = {
        **english,
        "title": "Preguntas de cultura",
        "instructions": "Piense en una semana cualquiera.",
        "sections": {slug: f"Sección {n}" for n, slug in enumerate(english["sections"], 1)},
        "items": numbered,
        "scales": {"agreement": LABELS},
    }
    return InstrumentTranslation.objects.create(version=version, locale="es", status=status, texts=texts)


def offered(organization: Organization, groups: Mapping[str, int] = GROUPS, **fields: object) -> Survey:
    """A survey that takes answers in English and Spanish."""
    translate(survey_instrument())
    return opened(organization, groups, languages=BOTH, **fields)
