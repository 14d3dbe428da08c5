"""Reading a page as text."""

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def page(client: Client, url: str) -> str:
    """The page's HTML with white space folded. It must be there, and no variable of its templates undefined."""
    response = client.get(url)
    assert response.status_code == 200
    text: str = response.content.decode()
    assert settings.UNDEFINED_VARIABLE[:6] not in text
    return " ".join(text.split())


def part(text: str, section: str) -> str:
    """The part of a page under the heading with this id."""
    return text.split(f'aria-labelledby="{section}"')[1].split("</section>")[0]


def queries(client: Client, url: str) -> int:
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as captured:
        page(client, url)
    return len(captured)
