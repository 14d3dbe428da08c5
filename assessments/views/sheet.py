"""What a form is about: an instrument, the record of it if it has begun, and one section if only that is filled."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from organizations.access import OrganizationRequest

from ..answers import from_json
from ..authoring import carried_over
from ..content import InstrumentContent, Item, Section
from ..models import About, Instrument, InstrumentVersion, Record


@dataclass(frozen=True)
class Sheet:
    """`section` is None where all of the instrument is shown or its sections are listed."""

    organization_slug: str
    instrument: Instrument
    record: Record | None
    section: Section | None = None

    @cached_property
    def version(self) -> InstrumentVersion:
        """A record stays with the version that it began with."""
        version = self.record.version if self.record else self.instrument.current_version
        assert version is not None  # noqa: S101 - instruments without a version are not found
        return version

    @property
    def content(self) -> InstrumentContent:
        return self.version.content

    @property
    def subject(self) -> str:
        return self.record.subject if self.record else ""

    @property
    def is_of_a_persons_skills(self) -> bool:
        return bool(self.subject) and self.content.kinds == {"skill"}

    @property
    def title(self) -> str:
        """What is filled, and of whom."""
        return self.record.title if self.record else self.instrument.title

    @property
    def steps(self) -> list[dict[str, str]]:
        """The way back up, for the breadcrumb."""
        place = [self.organization_slug]
        steps = [{"label": "Assess", "url": reverse("assessments:index", args=place)}]
        if self.subject:
            people = reverse("assessments:people", args=[*place, self.instrument.slug])
            steps.append({"label": self.instrument.title, "url": people})
        if self.section:
            steps.append({"label": self.title, "url": self.url})
        return steps

    @property
    def next_section(self) -> Section | None:
        """The section after the one shown; None after the last."""
        if self.section is None:
            return None
        sections = self.content.sections
        after = sections[sections.index(self.section) + 1 :]
        return after[0] if after else None

    @property
    def url(self) -> str:
        """The record's own page."""
        return self._reverse("record")

    @property
    def results_url(self) -> str:
        return self._reverse("results")

    @property
    def reopen_url(self) -> str:
        return self._reverse("reopen")

    @property
    def newer_url(self) -> str:
        """Where one goes on with the instrument's current questions."""
        return self._reverse("newer")

    @cached_property
    def is_outdated(self) -> bool:
        """Whether the record goes by earlier questions than the instrument has now."""
        return bool(self.record and self.record.version_id != self.instrument.current_version_id)

    @property
    def lost_if_newer(self) -> list[Item]:
        """The questions whose answers would be gone with the current questions."""
        if self.record is None or self.instrument.current_version is None:
            return []
        return carried_over(self.content, self.instrument.current_version.content, from_json(self.record.answers))[1]

    @property
    def whole_url(self) -> str:
        """All sections on one page."""
        return f"{self.url}?all"

    @property
    def next_url(self) -> str:
        """Where one goes on from a section: to the next one, after the last one back to the list."""
        return self.section_url(self.next_section) if self.next_section else self.url

    def section_url(self, section: Section) -> str:
        return self._reverse("section", section.slug)

    def _reverse(self, name: str, *more: str | int) -> str:
        place: list[str | int] = [self.organization_slug, self.instrument.slug]
        if self.record and self.record.subject:
            return reverse(f"assessments:person-{name}", args=[*place, self.record.pk, *more])
        return reverse(f"assessments:{name}", args=[*place, *more])


def found_sheet(
    request: OrganizationRequest, slug: str, person: int | None = None, section: str | None = None
) -> Sheet:
    """The instrument with the organization's record of it, loading the version's content only if it is not kept.

    `person` is the record of one person, for an instrument about people. Raises Http404 for what is not there, or is
    another organization's, or is filled in another place.
    """
    instruments = Instrument.objects.for_organization(request.organization).to_fill()
    instrument = get_object_or_404(instruments, slug=slug)
    records = Record.objects.for_organization(request.organization).filter(instrument=slug)
    if instrument.about != (About.ORGANIZATION if person is None else About.PERSON):
        raise Http404("Filled in another place.")
    record = next(iter(records.filter(subject="") if person is None else records.filter(pk=person)), None)
    if person is not None and record is None:
        raise Http404("Nobody here has this record.")
    if record:
        # What is at hand is not asked for again: nearly always the current version, and one's own last save.
        record.instrument = instrument
        if instrument.current_version and record.version_id == instrument.current_version_id:
            record.version = instrument.current_version
        if record.saved_by_id == request.user.pk:
            record.saved_by = request.user
    sheet = Sheet(request.organization.slug, instrument, record)
    if section is None:
        return sheet
    shown = sheet.content.section(section)
    if shown is None:
        raise Http404("There is no such section.")
    return Sheet(request.organization.slug, instrument, record, shown)
