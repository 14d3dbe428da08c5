"""An organization's own templates: a description that it keeps to begin others with."""

from django.db import transaction

from organizations.models import Organization, User

from ..models import OwnTemplate
from .document import Document, from_json, to_json
from .starting import from_earlier

MOST_TEMPLATES = 100


class SameNameError(ValueError):
    """There is another template of this name."""


class TooManyError(ValueError):
    """There are as many templates as may be."""


@transaction.atomic
def keep(*, organization: Organization, actor: User | None, name: str, document: Document) -> OwnTemplate:
    """Keep a description's text under a name. The same text under the same name is kept once.

    Raises SameNameError and TooManyError.
    """
    # The organization's row is the lock: two presses of one button come one after the other.
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    own = OwnTemplate.objects.for_organization(organization)
    if same := own.filter(name=name).first():
        if from_json(same.content) == document:
            return same
        raise SameNameError
    if own.count() >= MOST_TEMPLATES:
        raise TooManyError
    return OwnTemplate.objects.create(
        organization=organization, name=name, content=to_json(document), saved_by_name=_name(actor)
    )


@transaction.atomic
def rename(*, template: OwnTemplate, actor: User | None, name: str) -> None:
    """Call a template something else. Raises SameNameError."""
    others = OwnTemplate.objects.for_organization(template.organization).exclude(pk=template.pk)
    if others.filter(name=name).exists():
        raise SameNameError
    OwnTemplate.objects.filter(pk=template.pk).update(name=name, saved_by_name=_name(actor))


def document_of(template: OwnTemplate) -> Document:
    """The document that a description made from the template begins with."""
    return from_earlier(from_json(template.content))


def _name(actor: User | None) -> str:
    return str(actor)[:150] if actor else ""
