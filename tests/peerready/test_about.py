"""What PeerReady stands on, and what the toolkits say of their own reuse."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import escape

from tests.assessments.screen import page, part, queries
from tests.cast import Cast
from tests.factories import ToolkitFactory
from tests.real import load_real_fixtures
from toolkits.models import Collection, Toolkit

pytestmark = pytest.mark.django_db


@pytest.fixture
def toolkits() -> list[Toolkit]:
    load_real_fixtures()
    return list(Toolkit.objects.all())


def test_all_five_toolkits_stand_with_credit_and_reuse(toolkits: list[Toolkit]) -> None:
    entries = part(page(Client(), "/about/"), "toolkits").split('<li class="gap"')[1:]
    assert len(entries) == len(toolkits) == 5
    for toolkit, entry in zip(toolkits, entries, strict=True):
        assert f"<cite>{escape(toolkit.title)}</cite>" in entry
        for said in (toolkit.publisher, toolkit.published, toolkit.credit):
            assert said, "each toolkit says whose it is"
            assert escape(said) in entry
        assert f"<strong>On reuse:</strong> {escape(toolkit.reuse)}" in entry


def test_the_notice_and_the_page_name_what_the_toolkits_adapted(toolkits: list[Toolkit]) -> None:
    notice = " ".join((settings.BASE_DIR / "NOTICE.md").read_text().split())
    text = page(Client(), "/about/")
    credited = Collection.objects.exclude(credit="")
    assert len(credited) > 20
    for collection in credited:
        assert f"{collection.title}: {collection.credit}" in notice
        assert escape(collection.credit) in text


@pytest.mark.parametrize("said", ["title", "publisher", "credit", "reuse"])
def test_the_notice_says_of_each_toolkit_what_the_page_says(toolkits: list[Toolkit], said: str) -> None:
    notice = " ".join((settings.BASE_DIR / "NOTICE.md").read_text().split())
    unsaid = [toolkit.slug for toolkit in toolkits if getattr(toolkit, said) not in notice]
    assert unsaid == (["wps"] if said == "publisher" else [])  # its document names none


def test_copyright_is_said_where_the_toolkit_says_it(toolkits: list[Toolkit]) -> None:
    assert "© 2023 Legislative Analysis and Public Policy Association" in page(Client(), "/about/")


def test_it_says_what_is_ours_and_what_is_kept() -> None:
    text = page(Client(), "/about/")
    assert "PeerReady heuristic" in part(text, "wording")
    assert "It asks for nothing about the people you serve" in part(text, "data")
    assert "WCAG 2.2 AA" in part(text, "accessibility")


def test_links_at_the_foot_of_every_page_lead_somewhere() -> None:
    text = page(Client(), "/about/")
    targets = re.findall(r'href="/about/#(\w+)"', text)
    assert sorted(targets) == ["accessibility", "toolkits"]
    assert all(f'id="{target}"' in text for target in targets)


def test_text_of_a_toolkit_is_shown_and_not_obeyed() -> None:
    ToolkitFactory(title="<b>Bold</b>", credit="<script>alert(1)</script>", reuse="{{ 7|add:1 }}")
    text = page(Client(), "/about/")
    assert "&lt;b&gt;Bold&lt;/b&gt;" in text
    assert "<script>alert" not in text
    assert "{{ 7|add:1 }}" in text


def test_everybody_reads_it_and_two_queries_serve_any_number(cast: Cast) -> None:
    ToolkitFactory()
    few = queries(Client(), "/about/")
    for slug in ("second", "third"):
        ToolkitFactory(slug=slug)
    assert queries(Client(), "/about/") == few == 2
    assert "About PeerReady" in page(cast.client("viewer"), "/about/")
