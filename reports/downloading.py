"""Handing over a file: named harmlessly, and noted in the audit trail."""

from django.http import HttpResponse
from django.utils.text import slugify

from organizations import audit
from organizations.access import OrganizationRequest
from organizations.models import AuditEvent

PDF_TYPE = "application/pdf"
LONGEST_NAME = 100


def download(
    request: OrganizationRequest,
    content: bytes,
    content_type: str,
    *,
    subject: str,
    name: str,
    otherwise: str,
    day: str,
    ending: str,
) -> HttpResponse:
    """The file as a download, noted under `subject`; it is called after organization, `name` and `day`.

    `otherwise` is its name where nothing of the names can be written in letters that every system takes.
    """
    audit.note(
        organization=request.organization,
        actor=request.user,
        action=AuditEvent.Action.EXPORTED,
        subject=f"{subject} ({ending.upper()})",
    )
    response = HttpResponse(content, content_type=content_type)
    file_name = slugify(f"{request.organization.name[:60]} {name}")[:LONGEST_NAME].strip("-") or otherwise
    response["Content-Disposition"] = f'attachment; filename="{file_name}-{day}.{ending}"'
    return response
