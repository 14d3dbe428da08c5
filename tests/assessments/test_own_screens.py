"""An organization's own assessments in the browser: who may, the editor, and that they are marked as own everywhere."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import authoring, kept
from assessments.content import InstrumentContent
from assessments.models import Instrument, Record
from organizations.models import Organization
from tests.cast import Cast
from tests.factories import CompletionFactory, InstrumentFactory, OwnInstrumentFactory, RecordFactory

from .form import OpenForm, Reader
from .screen import page, queries

pytestmark = pytest.mark.django_db
AGREEMENT = "Not yet / In part / Yes / We do not know (“Yes” is best)"


def base(organization: Organization) -> str:
    return f"/o/{organization.slug}/assess/"


@pytest.fixture
def own(cast: Cast) -> Instrument:
    return OwnInstrumentFactory(organization=cast.organization, title="Our evenings")


@pytest.fixture
def theirs(cast: Cast) -> Instrument:
    made: Instrument = CompletionFactory(
        record__organization=cast.elsewhere, record__instrument=OwnInstrumentFactory(organization=cast.elsewhere)
    ).record.instrument
    return made


def content(instrument: Instrument) -> InstrumentContent:
    instrument.refresh_from_db()
    assert instrument.current_version
    return instrument.current_version.content


def typed(*sections: dict[str, str], **more: str) -> dict[str, str]:
    """What the editor sends with these sections."""
    data = {"head-title": "Evenings", "head-purpose": "To see.", "head-instructions": "Choose.", "head-minutes": "5"}
    for n, section in enumerate(sections):
        data |= {f"s{n}-{name}": value for name, value in section.items()}
    return {**data, "count": str(len(sections)), "do": "save", **more}


def part(title: str = "Part", answered: str = "words", questions: str = "Why?", **more: str) -> dict[str, str]:
    return {"title": title, "answered": answered, "questions": questions, "base": "", "labels": "", **more}


def editor_fields(response: Any) -> dict[str, str]:
    """The editor as a browser would send it; of a select what is selected."""
    fields = Reader(response.content.decode(), "editor").fields
    for n, (form, _) in enumerate(response.context["sections"]):
        fields[f"s{n}-answered"] = form["answered"].value() or ""
    return fields


def newer_fields(text: str) -> dict[str, str]:
    """What the button "Start with the new wording" sends."""
    return Reader(text.split('aria-labelledby="newer"')[1].split("</section>")[0]).fields


ROUTES = {
    "own/{}/edit/": ("get", "post"),
    "own/{}/export/": ("get",),
    "own/{}/remove/": ("get", "post"),
    "{}/": ("get", "post"),
    "{}/reopen/": ("post",),
    "{}/newer/": ("post",),
    "{}/results/": ("get",),
    "{}/results/1/": ("get",),
}
OWN_ROUTES = [route for route in ROUTES if route.startswith("own/")]


@pytest.mark.parametrize(
    ("route", "method"), [(route, method) for route, methods in ROUTES.items() for method in methods]
)
def test_anothers_own_is_404_to_every_owner(
    cast: Cast, own: Instrument, theirs: Instrument, route: str, method: str
) -> None:
    ask = getattr(cast.client("owner"), method)
    assert ask(base(cast.organization) + route.format(theirs.slug)).status_code == 404
    ask = getattr(cast.client("outsider"), method)
    assert ask(base(cast.organization) + route.format(own.slug)).status_code == 404
    assert ask(base(cast.elsewhere) + route.format(own.slug)).status_code == 404


def test_a_toolkits_is_not_edited_exported_or_removed_and_anothers_is_not_copied(
    cast: Cast, theirs: Instrument
) -> None:
    client, toolkits = cast.client("owner"), InstrumentFactory()
    for route in OWN_ROUTES:
        assert client.get(base(cast.organization) + route.format(toolkits.slug)).status_code == 404
    assert client.post(base(cast.organization) + "own/copy/", {"instrument": theirs.slug}).status_code == 404
    assert theirs.title not in page(client, base(cast.organization) + "own/")


@pytest.mark.parametrize("who", ["administrator", "hr", "viewer"])
def test_a_role_that_does_not_assess_gets_403(cast: Cast, own: Instrument, who: str) -> None:
    client, at = cast.client(who), base(cast.organization)
    for route in ("own/", "own/new/", "own/import/", *(r.format(own.slug) for r in OWN_ROUTES)):
        assert client.get(at + route).status_code == 403
    for route in ("own/new/", "own/import/", "own/copy/", f"own/{own.slug}/edit/", f"{own.slug}/newer/"):
        assert client.post(at + route, typed(part())).status_code == 403
    assert Instrument.objects.count() == 1
    assert "Add your own questions" not in page(client, at)


def test_a_wrong_method_gets_405(cast: Cast, own: Instrument) -> None:
    client, at = cast.client("leader"), base(cast.organization)
    assert client.get(at + "own/copy/").status_code == 405
    assert client.get(f"{at}{own.slug}/newer/").status_code == 405
    assert client.post(f"{at}own/{own.slug}/export/").status_code == 405
    assert client.delete(f"{at}own/{own.slug}/remove/").status_code == 405


def test_what_is_written_is_stored_and_can_be_filled(cast: Cast) -> None:
    InstrumentFactory()
    client, at = cast.client("leader"), base(cast.organization)
    choices = dict(client.get(at + "own/new/").context["sections"][0][0].fields["answered"].choices)
    scale = next(name for name, label in choices.items() if label == AGREEMENT)
    labels = part("Rides", "own-labels", "Is there a ride home?", labels="Always\r\nNever\r\nDon't know")
    sent = typed(part("Pay", scale, "It is fair.\r\n\r\n It is  on time. \r\n"), part("Words"), labels)
    assert client.post(at + "own/new/", sent)["Location"] == at + "own/"
    made = Instrument.objects.exclude(organization=None).get()
    asked = [(item.kind, item.text, item.scale) for item in content(made).items]
    assert asked == [
        ("choice", "It is fair.", "agreement"),
        ("choice", "It is on time.", "agreement"),
        ("open", "Why?", None),
        ("choice", "Is there a ride home?", "own"),
    ]
    assert page(client, f"{at}{made.slug}/").count("<fieldset") == 4
    assert "Evenings" in page(client, at)


@pytest.mark.parametrize(
    ("wrong", "where", "message"),
    [
        ({"head-title": ""}, "id_head-title_error", "This field is required."),
        ({"head-title": "x" * 121}, "id_head-title_error", "at most 120"),
        ({"head-minutes": "0"}, "id_head-minutes_error", "greater than or equal to 1"),
        ({"s0-title": " "}, "id_s0-title_error", "This field is required."),
        ({"s0-questions": " \n "}, "id_s0-questions_error", "This field is required."),
        ({"s0-questions": "Why?\nWhy not?\nwhy?"}, "id_s0-questions_error", "stands here twice: “why?”"),
        ({"s0-questions": "x" * 5_001}, "id_s0-questions_error", "at most 5,000"),
        ({"s0-answered": "scale-0"}, "id_s0-answered_error", "Select a valid choice"),
        ({"s0-answered": "as-is"}, "id_s0-answered_error", "Select a valid choice"),
        ({"s0-answered": "own-labels"}, "id_s0-labels_error", "two to 10 answers"),
        ({"s0-answered": "own-labels", "s0-labels": "A\nB\na"}, "id_s0-labels_error", "“a” stands here twice"),
        ({"s0-answered": "own-labels", "s0-labels": "A\nDon't know"}, "id_s0-labels_error", "at least two answers"),
        ({"s0-questions": "\n".join(map(str, range(301)))}, 'id="head"', "These are 301 questions; 300 are the most."),
        ({"s0-questions": "\n".join(f"{n}{'x' * 4_000}" for n in range(60))}, 'id="head"', "together are too long"),
        ({"count": "0"}, 'id="head"', "Please add a part"),
    ],
)
def test_errors_stand_at_the_field_and_what_was_typed_stays(
    cast: Cast, wrong: dict[str, str], where: str, message: str
) -> None:
    sent = typed(part(), **{"head-purpose": "Typed <b>text</b>", **wrong})
    response = cast.client("leader").post(base(cast.organization) + "own/new/", sent)
    text = response.content.decode()
    assert response.status_code == 422
    assert message in text.replace("&#x27;", "'").split(where)[1]
    assert not Instrument.objects.exists()
    fields = editor_fields(response)
    assert {name: value.strip() for name, value in fields.items() if name in sent} == {
        name: value.strip() for name, value in sent.items() if name in fields
    }


def test_parts_are_added_and_taken_out_with_everything_typed_still_there(cast: Cast) -> None:
    client, at = cast.client("leader"), base(cast.organization) + "own/new/"
    sent = typed(part("One", questions="A?\nA?"), part("Two <2>", questions="B?"), **{"head-minutes": "many"})
    for do, count, out in (("add", "3", ""), ("out-1", "2", "yes"), ("back-1", "2", ""), ("out-7", "2", "")):
        response = client.post(at, {**sent, "do": do})
        fields = editor_fields(response)
        assert response.status_code == 200
        assert (fields["count"], fields.get("out1", "")) == (count, out)
        assert (fields["s0-questions"], fields["s1-title"], fields["head-minutes"]) == ("A?\nA?", "Two <2>", "many")
        assert "is-wrong" not in response.content.decode()
    assert not Instrument.objects.exists()


def test_what_was_taken_out_is_not_stored_and_not_asked(cast: Cast) -> None:
    sent = typed(part("One"), part("", questions=""), part("Three"), out1="yes")
    assert cast.client("leader").post(base(cast.organization) + "own/new/", sent).status_code == 302
    assert [section.title for section in content(Instrument.objects.get()).sections] == ["One", "Three"]


@pytest.mark.parametrize("do", ["look", ""])
def test_looking_shows_the_form_and_stores_nothing(cast: Cast, do: str) -> None:
    sent = typed(part(questions="What <i>helps</i>?"), do=do)
    if not do:
        del sent["do"]  # Enter in a field, where no button is named
    text = cast.client("leader").post(base(cast.organization) + "own/new/", sent).content.decode()
    preview = text.split('aria-labelledby="preview"')[1]
    assert "What &lt;i&gt;helps&lt;/i&gt;?" in preview
    assert "</form>" not in preview.split("</section>")[0]
    assert not Instrument.objects.exists()


def test_saving_what_is_shown_changes_nothing(cast: Cast, own: Instrument) -> None:
    before = content(own)
    client, at = cast.client("leader"), f"{base(cast.organization)}own/{own.slug}/edit/"
    fields = editor_fields(client.get(at))
    assert client.post(at, {**fields, "do": "save"}).status_code == 302
    assert content(own) == before
    assert own.versions.count() == 1


def test_a_change_to_what_somebody_else_changed_is_refused_once(cast: Cast, own: Instrument) -> None:
    client, at = cast.client("leader"), f"{base(cast.organization)}own/{own.slug}/edit/"
    mine, other = editor_fields(client.get(at)), editor_fields(client.get(at))
    client.post(at, {**other, "s1-questions": "Something else?", "do": "save"})
    response = client.post(at, {**mine, "s1-questions": "Mine?", "do": "save"})
    assert response.status_code == 409
    assert "Somebody else changed this assessment meanwhile" in response.content.decode()
    fields = editor_fields(response)
    assert fields["s1-questions"] == "Mine?"
    assert "Something else?" in [item.text for item in content(own).items]
    assert client.post(at, {**fields, "do": "save"}).status_code == 302
    assert "Mine?" in [item.text for item in content(own).items]


def test_a_record_is_offered_the_new_wording_and_told_what_goes(cast: Cast, own: Instrument) -> None:
    record = RecordFactory(organization=cast.organization, instrument=own)
    client, at = cast.client("leader"), base(cast.organization)
    assert "Start with the new wording" not in page(client, f"{at}{own.slug}/")
    edit = f"{at}own/{own.slug}/edit/"
    fields = editor_fields(client.get(edit))
    changed = fields["s0-questions"].replace("an agreed board", "an agreed and paid board")
    client.post(edit, {**fields, "s0-questions": changed, "do": "save"})
    text = page(client, f"{at}{own.slug}/")
    assert "Our questions have changed" in text
    assert "<li>There is an agreed board for peer support.</li>" in text
    assert "agreed and paid" not in text
    assert queries(client, f"{at}{own.slug}/") <= 12
    seen = newer_fields(text)
    told = client.post(f"{at}{own.slug}/newer/", seen, follow=True).content.decode()
    assert "1 answer to earlier questions is gone." in told
    assert "agreed and paid" in told
    assert "have changed" not in told
    record.refresh_from_db()
    assert list(record.answers) == ["budget"]
    assert client.post(f"{at}{InstrumentFactory().slug}/newer/").status_code == 404


def test_what_was_saved_after_the_offer_was_shown_is_not_dropped(cast: Cast, own: Instrument) -> None:
    record = RecordFactory(organization=cast.organization, instrument=own)
    authoring.change_instrument(
        instrument=own,
        head=authoring.head_of(own),
        content=replace(content(own), sections=content(own).sections[:1]),
        based_on=authoring.state_of(own),
        actor=cast.leader,
    )
    client, at = cast.client("leader"), f"{base(cast.organization)}{own.slug}/"
    seen = newer_fields(page(client, at))
    OpenForm(cast.client("owner"), at).type(hopes="Hours of thought").save()
    response = client.post(f"{at}newer/", seen)
    text = response.content.decode()
    assert response.status_code == 409
    assert "nothing was changed" in text
    assert "Hours of thought" in text
    assert f'action="{at}" id="record"' in text
    record.refresh_from_db()
    assert (record.version.version, record.answers["hopes"]["text"]) == ("1", "Hours of thought")
    assert client.post(f"{at}newer/", newer_fields(text)).status_code == 302
    record.refresh_from_db()
    assert "hopes" not in record.answers


def test_a_persons_record_goes_on_with_the_new_wording_too(cast: Cast) -> None:
    own = OwnInstrumentFactory(organization=cast.organization, about="person")
    record = RecordFactory(organization=cast.organization, instrument=own, subject="JM")
    client, at = cast.client("leader"), base(cast.organization)
    edit = f"{at}own/{own.slug}/edit/"
    client.post(edit, {**editor_fields(client.get(edit)), "s1-questions": "Something else?", "do": "save"})
    newer = f"{own.slug}/people/{record.pk}/newer/"
    text = page(client, f"{at}{own.slug}/people/{record.pk}/")
    assert f'action="{at}{newer}"' in text
    assert cast.client("outsider").post(base(cast.elsewhere) + newer).status_code == 404
    assert cast.client("viewer").post(at + newer).status_code == 403
    assert client.post(at + newer, newer_fields(text))["Location"] == f"{at}{own.slug}/people/{record.pk}/"
    record.refresh_from_db()
    assert record.version.content == content(own)
    own.refresh_from_db()
    assert own.about == "person"


def test_removing_asks_and_refuses_where_there_are_answers(cast: Cast, own: Instrument) -> None:
    client, at = cast.client("leader"), f"{base(cast.organization)}own/{own.slug}/remove/"
    record = RecordFactory(organization=cast.organization, instrument=own)
    assert "It has answers already" in page(client, at)
    assert client.post(at).status_code == 409
    Record.objects.filter(pk=record.pk).delete()
    assert "Remove “Our evenings”?" in page(client, at)
    assert client.post(at)["Location"] == base(cast.organization) + "own/"
    assert not Instrument.objects.exists()


def test_what_is_kept_for_people_says_why_it_stays(cast: Cast) -> None:
    own = OwnInstrumentFactory(organization=cast.organization, about="person")
    RecordFactory(organization=cast.organization, instrument=own, subject="JM", answers={})
    client, at = cast.client("leader"), f"{base(cast.organization)}own/{own.slug}/remove/"
    assert "It is kept for people already" in page(client, at)
    assert client.post(at).status_code == 409
    assert Record.objects.exists()


@pytest.mark.parametrize("slug", ["guide\0ready", "", "nothing-like-it"])
def test_what_is_posted_as_the_original_gets_into_no_query(cast: Cast, slug: str) -> None:
    InstrumentFactory(slug="guide-ready")
    client = cast.client("leader")
    with CaptureQueriesContext(connection) as queries:
        assert client.post(base(cast.organization) + "own/copy/", {"instrument": slug}).status_code == 404
    assert not [query for query in queries if """"slug" = '""" in query["sql"] and "assessments_" in query["sql"]]


def test_a_preview_is_not_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_kept", type(kept._kept)())
    client = cast.client("leader")
    text = client.post(base(cast.organization) + "own/new/", typed(part(questions="Why?"), do="look")).content.decode()
    assert "Why?" in text.split('aria-labelledby="preview"')[1]
    assert not [what for what, _ in kept._kept if what.startswith("pieces")]


@pytest.mark.parametrize("how", ["copy", "new", "import"])
def test_too_many_is_told(cast: Cast, own: Instrument, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(authoring, "MOST_OWN", 1)
    client, at, original = cast.client("leader"), base(cast.organization) + "own/", InstrumentFactory()
    exported = client.get(f"{at}{own.slug}/export/").content.decode()
    sent = {"copy": {"instrument": original.slug}, "new": typed(part()), "import": {"text": exported}}[how]
    assert "assessments of your own already" in client.post(f"{at}{how}/", sent, follow=True).content.decode()
    assert Instrument.objects.filter(organization=cast.organization).count() == 1


def test_own_ones_are_marked_everywhere(cast: Cast) -> None:
    client, at = cast.client("leader"), base(cast.organization)
    InstrumentFactory(slug="guide-ready", heading="Part One", toolkit__title="A Guide")
    client.post(at + "own/copy/", {"instrument": "guide-ready"})
    client.post(at + "own/new/", typed(part()))
    copy = Instrument.objects.get(copy_of="guide-ready")
    new = Instrument.objects.get(title="Evenings")
    report = f"/o/{cast.organization.slug}/reports/readiness/"
    for made, mark in ((copy, "Our own copy of <cite>A Guide</cite>"), (new, "Our own, not from a toolkit")):
        form = {
            f"{field}-{item.slug}": "no" if field == "c" and item.scale else ""
            for item in content(made).items
            for field in ("was", "c")
        } | {"action": "complete"}
        form |= {f"t-{item.slug}": "So." for item in content(made).items if item.kind == "open"}
        assert mark in page(client, f"{at}{made.slug}/")
        client.post(f"{at}{made.slug}/", form)
        for place in ("", "own/", f"own/{made.slug}/edit/", f"{made.slug}/results/"):
            assert mark in page(client, at + place), place
        assert f"{made.title} (our own)" in page(client, report)
    assert "The toolkit gives no scores" not in page(client, f"{at}{copy.slug}/results/")
    text = page(client, report)
    assert "Our own copy, which may be worded otherwise, of a part of A Guide, Part One." in text
    assert "our own copy, which may be worded otherwise, of Part One</li>" in text
    assert "Our own questions, not from a toolkit." in text
    assert "<li>Evenings</li>" in text.split("These come from no toolkit")[1]
