"""The background tasks of this room. Each may be killed anywhere and done again."""

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from organizations.jobs import ProblemError, without_words

from .delivering import file_of
from .models import Share
from .pdf import ReportError

FAILED_SECONDS = 60
"""For so long a PDF that could not be made is not tried again."""


@task()
def make_shared_pdf(share_id: int) -> None:
    """Make the PDF of a link, where nobody has had it made before."""
    share = Share.objects.usable(timezone.now()).filter(pk=share_id).select_related("issue").first()
    if share is None:
        return
    with without_words(f"the PDF of link {share_id}"):
        try:
            file_of(share.issue, "pdf", share.left_out)
        except (ReportError, ProblemError):
            cache.set(failed_key(share_id), value=True, timeout=FAILED_SECONDS)


def failed_key(share_id: int) -> str:
    """Under which the cache tells that it could not be made just now."""
    return f"shared-pdf-failed-{share_id}"
