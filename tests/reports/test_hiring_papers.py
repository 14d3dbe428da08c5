"""What stands in the papers of a description: from its approved version, with the toolkits' items and their sources."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobdesc.drafting.saving import save
from jobdesc.hiring.fixture import hiring
from jobdesc.models import Description
from reports.hiring.blocks import Paper, Table
from reports.hiring.evaluation import chosen_items
from reports.hiring.markdown import markdown_of
from reports.hiring.papers import paper_of, papers
from reports.hiring.word import docx_of
from tests.cast import Cast
from tests.jobdesc.build import a_document, description_of
from tests.real import load_real_fixtures

from .hiring_papers import faults, whole_description

pytestmark = pytest.mark.django_db
APPROVED = ["description", "boundaries", "supervision", "evaluation", "work-plan"]


def made(description: Description, name: str) -> Paper:
    found = paper_of(description, name)
    assert found is not None
    return found


def said(description: Description, name: str) -> str:
    return markdown_of(made(description, name)).replace("\\", "")


def slugs(description: Description) -> list[str]:
    return [offer.slug for offer in papers(description, description.organization.slug)]


def test_an_approved_description_has_its_papers_and_a_draft_only_itself(cast: Cast) -> None:
    approved, draft = (description_of(cast.organization, approved=one) for one in (True, False))
    assert slugs(approved) == APPROVED
    assert slugs(draft) == ["draft"]
    assert [paper_of(draft, name) for name in APPROVED] == [None] * len(APPROVED)
    assert made(draft, "draft").status == "Draft, not approved"
    assert made(approved, "description").status == ""


def test_they_stay_with_what_was_approved_while_a_draft_goes_on(cast: Cast) -> None:
    found = description_of(cast.organization, a_document(title="Peer worker"), approved=True)
    save(description=found, version=1, document=replace(found.document, title="Another title"), actor=None)
    found.refresh_from_db()
    assert made(found, "description").title == "Peer worker"
    assert made(found, "description").version.startswith("Version 1, approved ")
    assert (made(found, "draft").title, slugs(found)) == ("Another title", [*APPROVED, "draft"])


def test_an_interview_guide_adds_two_until_it_has_ended(cast: Cast) -> None:
    found = whole_description(cast.organization)
    guide = found.interviews.get()
    assert slugs(found) == [*APPROVED, f"interview-guide-{guide.pk}", f"score-sheet-{guide.pk}"]
    guide.ended_at = guide.made_at
    guide.save()
    assert slugs(found) == APPROVED
    assert made(found, f"score-sheet-{guide.pk}"), "an old one can still be printed where its page leads to it"


@pytest.mark.parametrize("name", ["", "nothing", "interview-guide-0", "interview-guide-9" + "9" * 30, "score-sheet-x"])
def test_there_is_no_other(cast: Cast, name: str) -> None:
    assert paper_of(whole_description(cast.organization), name) is None


def test_anothers_interview_is_not_found(cast: Cast) -> None:
    mine, theirs = whole_description(cast.organization), whole_description(cast.elsewhere)
    assert paper_of(mine, f"interview-guide-{theirs.interviews.get().pk}") is None


def test_the_description_says_all_of_it(cast: Cast) -> None:
    text = said(description_of(cast.organization, a_document(2), approved=True), "description")
    assert text.startswith("# Peer support worker\n\nJob description, Harbor House, Version 1, approved ")
    for words in ("Columbus", "Everybody is welcome.", "**Reports to:** Program director", "an hour", "32 hours a week",
                  "### Be there for people, part 1", "- Listen to people 1 0", "### Preferred",
                  "Write to us."):  # fmt: skip
        assert words in text, words


def test_a_description_with_nothing_in_it_is_a_title_and_whose_it_is(cast: Cast) -> None:
    found = description_of(cast.organization, replace(a_document(0), **dict.fromkeys(FILLED, "")), approved=True)
    assert "Job description without a title" in said(found, "description")


FILLED = ("title", "setting", "reports_to", "supervision", "pay_low", "pay_high", "growth", "place", "state")


def test_nothing_breaks_where_the_toolkits_have_not_been_loaded(cast: Cast) -> None:
    found = whole_description(cast.organization)
    for name in slugs(found):
        assert faults(docx_of(made(found, name))) == [], name
    assert "has not been loaded" in said(found, "evaluation")


@pytest.fixture
def real(cast: Cast) -> Description:
    load_real_fixtures()
    return whole_description(cast.organization)


def test_the_papers_hold_what_the_toolkits_say(real: Description) -> None:
    agenda, evaluation, plan = (said(real, name) for name in ("supervision", "evaluation", "work-plan"))
    assert agenda.count("| ☐ |") == 10 + len(hiring().supervision.standing)
    for words in ("1. Understand peer roles and practices", "10. Advocate for peer supports", "Formative/Educational",
                  "Orient new staff", "### Be there with support and hope", "### Share lived experience",
                  "Lead peer worker", "PeerReady heuristic", "page 11", "page 25"):  # fmt: skip
        assert words in agenda, words
    assert "### Fit support to each person" not in agenda, "only what was chosen"
    assert "2 of the toolkit's 62 competencies" in evaluation
    for words in ("Conveys hope to clients", "Recognizes when to share experiences", "Not Enough Information",
                  "Comments (required if you selected Developing or Not Enough Information)"):  # fmt: skip
        assert words in evaluation, words
    assert [f"## {number}. " in plan for number in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")] == [
        *[True] * 8,
        False,
    ]
    assert "Harbor House's expectations" in plan
    assert "- Be there for people, part 0" in plan
    assert "[AGENCY]" not in plan


def test_boundaries_are_what_was_decided_against(real: Description) -> None:
    real.decisions.filter(activity__endswith="coffee-or-lunch").update(belongs=True)
    text = said(real, "boundaries")
    assert "Conducting a therapy session" in text
    assert "Going for coffee/lunch" not in text
    assert "Peer Support Services in Justice and Public Safety Settings" in text


def test_the_interview_asks_the_guides_questions_in_order_and_says_what_is_not_asked(real: Description) -> None:
    pk = real.interviews.get().pk
    guide, sheet = said(real, f"interview-guide-{pk}"), said(real, f"score-sheet-{pk}")
    assert guide.index("Not before an offer") < guide.index("1. Question 0?") < guide.index("2. Question 1?")
    assert "- Hope" in guide
    steps = len(hiring().interview.scale.steps)
    assert sheet.count("☐") == 2 * steps
    assert all(step.sounds in sheet for step in hiring().interview.scale.steps)


def test_every_real_paper_is_a_valid_word_file(real: Description) -> None:
    for name in slugs(real):
        assert faults(docx_of(made(real, name))) == [], name
        assert all(
            len(row) == len(block.widths)
            for block in made(real, name).blocks
            if isinstance(block, Table)
            for row in block.rows
        )


def test_a_paper_costs_few_queries_and_the_list_one(real: Description) -> None:
    for name in slugs(real):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            made(real, name)
        assert len(asked) <= 4, name
    with CaptureQueriesContext(connection) as asked:
        slugs(real)
    assert len(asked) == 1


def test_the_evaluation_narrows_to_what_was_chosen_or_else_to_what_there_is() -> None:
    content, nothing = hiring(), replace(a_document(1), responsibilities=())
    one = next(iter(content.competencies.values()))
    chosen = replace(nothing, competencies=(one.key, "samhsa-competencies/none"))
    assert chosen_items(chosen, content) == {one.evaluated_as}
    category = replace(nothing, categories=(one.category,))
    assert len(chosen_items(category, content)) == 5
    assert len(chosen_items(nothing, content)) == 62
