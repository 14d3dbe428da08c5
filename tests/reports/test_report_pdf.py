"""The readiness report's own PDF, from the real toolkits: accessible and complete, whatever was answered."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client

from assessments.answers import Answer, PostedAnswer, read_post
from assessments.content import Item
from assessments.models import Instrument
from assessments.recording import PRESENT, complete, save_answers
from organizations.models import Organization, Role, User
from organizations.text import clean_line, clean_text
from tests.factories import MembershipFactory
from tests.real import load_real_fixtures

from .test_renderer import failures, inside

pytestmark = pytest.mark.django_db
OPEN = 5 + 6 + 15  # questions that are answered in words
HOSTILE = (
    "<b>Bold</b> {{ 7|add:1 }} {% now 'Y' %} <img src=http://127.0.0.1:9/x.png> <script>alert(1)</script> ]]> "
    "</p></section></body> &amp; \x00\x07 \u202eמרכז אור\u202c 👩🏽‍⚕️🌊 Z͑ͫ̓a̴l̷g̸o̶ 你好"
)
SHOWN = ("<b>Bold</b>", "{{7|add:1}}", "{%now'Y'%}", "<imgsrc=http://", "<script>alert(1)</script>", "]]>", "&amp;")
WORDS, ONE_WORD = "ninechars " * 500, "x" * 5_000
Text = Callable[[Item], str]
# The path that is offered to everybody, and a risk register: every way in which a report shows answers.
ANSWERED = (
    *("prcoe-motivation", "legere-motivation", "prcoe-culture", "prcoe-recovery", "wise-workplace"),
    *("legere-timeline", "lappa-readiness", "prcoe-challenges"),
)


@dataclass(frozen=True)
class Made:
    """A report as it came from both addresses."""

    page: str
    pdf: bytes

    @property
    def text(self) -> str:
        return text_of(self.pdf)


def made(text: Text | None, *, name: str = "Harbor House", present: str = "Ann and Bo") -> Made:
    """Load the real toolkits, answer everything (with `text` to open questions; None: nothing), and get the report."""
    load_real_fixtures()
    membership = MembershipFactory(organization__name=clean_line(name)[:150], role=Role.OWNER)
    organization, actor = membership.organization, membership.user
    if text:
        for number, instrument in enumerate(Instrument.objects.filter(slug__in=ANSWERED)):
            answer(organization, instrument, actor, text, present, number)
    client, address = Client(), f"/o/{organization.slug}/reports/readiness"
    client.force_login(actor)
    return Made(client.get(f"{address}/").content.decode(), client.post(f"{address}.pdf").content)


def answer(
    organization: Organization, instrument: Instrument, actor: User, text: Text, present: str, number: int
) -> None:
    """What a form would send: the options of each scale in turn, don't know too, and a text where one is asked for."""
    content, form = instrument.current_version.content, {}
    for n, item in enumerate(content.items):
        scale = content.scale_of(item)
        form[f"was-{item.slug}"] = ""
        form[f"c-{item.slug}"] = scale.options[(n + number) % len(scale.options)].key if scale else ""
        form[f"t-{item.slug}"] = text(item) if "text" in item.takes.parts else ""
        form[f"w-{item.slug}"] = "The finance manager" if "who" in item.takes.parts else ""
    posted = read_post(content, form)
    assert not posted.errors
    posted.answers[PRESENT] = PostedAnswer(Answer(text=clean_text(present)), "")
    saved = save_answers(organization=organization, instrument=instrument, posted=posted, actor=actor)
    complete(record=saved.record, actor=actor)


MAKES: dict[str, Callable[[], Made]] = {
    "everything": lambda: made(lambda item: f"Our own thought on {item.slug}.\n\nAnd a second one."),
    "nothing": lambda: made(None),
    "long": lambda: made(lambda item: ONE_WORD if item.slug == "why-now" else WORDS, present=WORDS),
    "hostile": lambda: made(lambda item: HOSTILE, name=HOSTILE, present=HOSTILE),
}


@pytest.fixture(scope="module")
def reports() -> Callable[[str], Made]:
    """Each report is made once; nothing of it stays in the database."""
    kept: dict[str, Made] = {}

    def report(which: str) -> Made:
        if which not in kept:
            with transaction.atomic():
                kept[which] = MAKES[which]()
                transaction.set_rollback(True)
        return kept[which]

    return report


def text_of(pdf: bytes) -> str:
    """What a reader of the PDF finds between head and foot of the pages, without white space."""
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: bin/setup test installs poppler-utils"
    between = ["-r", "72", "-x", "0", "-y", "79", "-W", "612", "-H", "648"]
    run = subprocess.run(  # noqa: S603 - our own file
        [program, "-raw", "-enc", "UTF-8", *between, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return squeezed(run.stdout.decode()).replace("•", "")  # the signs of a list stand anywhere among its lines


def squeezed(text: str) -> str:
    return "".join(text.split())


class Body(HTMLParser):
    """The report on the page: `texts` in their order, and what is `drawn` in charts.

    The chart for narrow screens and the titles of drawings are not printed.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.drawn: list[str] = []
        self.unprinted = self.drawing = 0
        self.feed(page.split('<div class="report">')[1].split("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title" or dict(attrs).get("class") == "chart-narrow":
            self.unprinted += 1
        self.drawing += tag == "svg"

    def handle_endtag(self, tag: str) -> None:
        if self.unprinted and tag in ("title", "div"):
            self.unprinted -= 1
        self.drawing -= tag == "svg"

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.unprinted:
            (self.drawn if self.drawing else self.texts).append(squeezed(data))


def missing(texts: list[str], printed: str) -> Iterator[str]:
    """The texts that are not in print, or not after the one before."""
    at = 0
    for text in texts:
        found = printed.find(text, at)
        if found < 0:
            yield text
        else:
            at = found + len(text)


@pytest.mark.parametrize("which", MAKES)
def test_it_is_valid_pdf_ua(reports: Callable[[str], Made], which: str) -> None:
    assert failures(reports(which).pdf) == []


@pytest.mark.parametrize("which", ["everything", "nothing"])
def test_the_pdf_says_all_that_the_page_says_in_the_same_order(reports: Callable[[str], Made], which: str) -> None:
    body, printed = Body(reports(which).page), reports(which).text
    assert len(body.texts) > (500 if which == "everything" else 50)
    assert list(missing(body.texts, printed)) == []
    assert (len(body.drawn) > 100) is (which == "everything")
    assert [words for words in body.drawn if words not in printed] == []


def but_risks(text: str) -> str:
    """All but the list of risks, in which what was answered of them begins a second time, beside the tasks."""
    return re.sub(r"Whatmaycomeup,thelikeliestfirst.*?Whatwasasked,andwhen", "", text)


def test_every_question_stands_in_both(reports: Callable[[str], Made]) -> None:
    report = reports("everything")
    on_page = but_risks("".join(Body(report.page).texts))
    asked = re.findall(r"Ourownthoughton([a-z-]+)\.Andasecondone\.", but_risks(report.text))
    assert len(asked) == len(set(asked)) == OPEN
    assert on_page.count("Ourownthoughton") == OPEN


@pytest.mark.parametrize("which", ["everything", "nothing"])
def test_it_has_language_title_and_a_bookmark_for_each_part(reports: Callable[[str], Made], which: str) -> None:
    held = inside(reports(which).pdf)
    assert b"/Lang (en)" in held
    assert b"/Title (Readiness report: Harbor House)" in held
    titles = [title.decode() for title in re.findall(rb"/Title \(([^)]*)\)", held)]
    parts = ["Summary", "Motivation", "Culture", "Recovery orientation", "Timeline", "Method", "Sources"]
    assert [title for title in titles if title in parts] == parts
    assert "Why peer support, and why now" in titles


def test_long_answers_are_printed_to_their_last_letter(reports: Callable[[str], Made]) -> None:
    text = reports("long").text
    assert ONE_WORD in text
    assert but_risks(text).count("ninechars") == 500 * (OPEN - 1 + len(ANSWERED)), (
        "each answer but one, and whoever was there"
    )


def test_hostile_text_is_printed_as_it_was_typed(reports: Callable[[str], Made]) -> None:
    report = reports("hostile")
    for shown in SHOWN:
        assert report.text.count(shown) >= OPEN, shown
    assert len(re.findall(r"Z\W*a\W*l\W*g\W*o", report.text)) >= OPEN
    assert set("מרכזאור") <= set(report.text)
    assert "\x00" not in report.text


def test_hostile_text_is_not_obeyed(reports: Callable[[str], Made]) -> None:
    held = inside(reports("hostile").pdf)
    assert not [word for word in (b"/JavaScript", b"/URI", b"/Launch", b"/EmbeddedFile") if word in held]
    assert held.count(b"/Title (") == inside(reports("everything").pdf).count(b"/Title (") - 1  # its own is in UTF-16


def test_it_starts_with_a_cover_that_names_whose_it_is(reports: Callable[[str], Made]) -> None:
    cover = "PeerReadyReadinessreportHarborHouseRecoveryorganization,Ohio"
    assert reports("nothing").text.startswith(cover)
