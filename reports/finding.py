"""Finds what is to be printed by its name: an instrument that the organization can fill, or a collection."""

from assessments.models import Instrument
from organizations.models import Organization
from toolkits.models import Collection, CollectionKind

from .blank_forms import of_instrument
from .handouts import of_collection
from .printing import NoSuchSectionError, Print


def find_print(organization: Organization, name: str, *, section: str = "", large: bool = False) -> Print | None:
    """The print, or None where there is no such thing or no such section; another organization's own is not found."""
    related = ("toolkit", "organization", "copy_of__toolkit", "current_version")
    instruments = Instrument.objects.for_organization(organization).select_related(*related)
    instrument = instruments.filter(slug=name).first()
    try:
        if instrument and instrument.current_version:
            return of_instrument(instrument, instrument.current_version.content, section=section, large=large)
        collections = Collection.objects.exclude(kind=CollectionKind.INSTRUMENT).select_related("toolkit")
        collection = collections.filter(slug=name).first()
        if collection:
            entries = collection.entries.select_related("toolkit")
            return of_collection(collection, entries, section=section, large=large)
    except NoSuchSectionError:
        pass
    return None
