"""What is in a record: every model and field has been decided on, and what confidentiality forbids is not there."""

import json
import re

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from assessments.models import Instrument, InstrumentTranslation, InstrumentVersion, Path
from organizations.models import Organization, User
from peerready.record.columns import columns, left_behind
from peerready.record.parts import AGREE, BY_MODEL, BY_NAME, LEFT_OUT, PARTS
from peerready.record.schema import schema
from peerready.record.shapes import SHAPES
from surveys.models import Comment, Response, Snapshot
from tests.cast import Cast
from tests.invariants.place import furnish
from tests.peerready.records import files_of, lines_of, written
from tests.surveys.build import closed, opened

# They lead to an organization, and belong to everybody or to an account.
OF_EVERYBODY: set[type[models.Model]] = {User, InstrumentTranslation}
SECRETS = re.compile(r"token|secret|password|passphrase|hash|shared_key|^once$|public_id|uid|lookup|sealed|slug")


def leading_to_an_organization() -> set[type[models.Model]]:
    """Every model from which some way of foreign keys leads to an organization."""
    found: set[type[models.Model]] = {Organization}
    while True:
        more = {
            model
            for model in apps.get_models()
            if model not in found
            and any(field.many_to_one or field.one_to_one for field in model._meta.concrete_fields if field.is_relation)
            and any(field.related_model in found for field in model._meta.concrete_fields if field.is_relation)
        }
        if not more:
            return found
        found |= more


def test_every_model_of_an_organization_goes_along_or_stays_for_a_reason() -> None:
    decided = {*BY_MODEL, *(apps.get_model(label) for label in LEFT_OUT), *OF_EVERYBODY}
    assert not {model._meta.label for model in leading_to_an_organization() - decided}
    assert not {model._meta.label for model in {apps.get_model(label) for label in LEFT_OUT} & set(BY_MODEL)}
    assert all(len(reason) > 10 for reason in LEFT_OUT.values())
    assert not {Path} & leading_to_an_organization(), "what belongs to nobody needs no decision"


def test_every_field_goes_along_or_stays_for_a_reason_and_no_secret_goes() -> None:
    for part in PARTS:
        gone = {column.name for column in columns(part)}
        fields = {field.name for field in part.model._meta.concrete_fields}
        implied = {field.name for field in part.model._meta.concrete_fields if field.related_model is Organization}
        assert gone | set(left_behind(part)) | implied | {part.model._meta.pk.name} >= fields, part.name
        assert not set(part.left) - fields, part.name
        known = {"content_hash"} if part.model is InstrumentVersion else set()
        assert not {name for name in gone - known if SECRETS.search(name)}, part.name


def test_every_data_field_has_a_shape_and_every_shape_a_field() -> None:
    data = {f"{part.name}.{column.name}" for part in PARTS for column in columns(part) if column.kind == "data"}
    assert data <= set(SHAPES)
    fields = {f"{part.name}.{column.name}" for part in PARTS for column in columns(part)}
    assert set(SHAPES) <= fields
    assert {name for name, *_ways in AGREE} <= set(BY_NAME)


def test_parts_come_behind_what_they_cannot_be_without() -> None:
    seen: set[str] = set()
    for part in PARTS:
        needed = {column.of for column in columns(part) if column.of and not column.field.null}
        assert needed <= seen, part.name
        seen.add(part.name)


def test_the_schema_says_every_field_that_is_written(cast: Cast) -> None:
    furnish(cast.organization, rows=2)
    file, said = written(cast.organization), schema()["files"]
    assert json.loads(files_of(file)["schema.json"])["files"] == said
    empty = {part.name for part in PARTS if not lines_of(file, part.name)}
    assert empty <= {"reports", "agreements", "instruments-in-use", "survey-comments"}
    for part in PARTS:
        for line in lines_of(file, part.name):
            assert set(line) == set(said[part.file]["fields"]), part.name


def test_no_answer_of_a_person_and_no_way_to_one_is_in_it(cast: Cast) -> None:
    survey = closed(cast.organization, takes_comments=True)
    counts = Snapshot.objects.get(survey=survey)
    Snapshot.objects.filter(pk=counts.pk).update(counts={"marked": "unmasked-counts"})
    Comment.objects.create(survey=survey, text="Ana said this", shown_text="[…] said this", status="shown")
    for status in ("new", "waiting", "withheld"):
        Comment.objects.create(survey=survey, text=f"Nobody read this {status}", status=status)
    reached = opened(cast.organization, name="Still open")
    key = reached.groups.get(name="Leadership").shared_key
    response = Response.objects.filter(survey=survey).first()
    assert key
    assert response
    text = b"".join(files_of(written(cast.organization)).values()).decode()
    for secret in ("unmasked-counts", "Ana said", "Nobody read this", key, str(response.pk), reached.public_id):
        assert secret not in text
    rows = lines_of(written(cast.organization), "surveys")
    assert {row["name"]: row["status"] for row in rows} == {survey.name: "closed", "Still open": "draft"}
    [result] = lines_of(written(cast.organization), "survey-results")
    assert result["view"] == counts.view
    assert "counts" not in result
    assert [row["text"] for row in lines_of(written(cast.organization), "survey-comments")] == ["[…] said this"]


def test_an_open_survey_that_had_results_shows_none_as_its_pages_do(cast: Cast) -> None:
    survey = closed(cast.organization)
    type(survey).objects.filter(pk=survey.pk).update(status="open", closes_at=timezone.now())
    assert lines_of(written(cast.organization), "survey-results") == []


def test_worksheets_go_once_none_can_be_filled_any_more_and_score_sheets_never(cast: Cast) -> None:
    place = furnish(cast.organization)
    assert place.job
    place.job.worksheets.all().delete()
    place.job.worksheets.create(name="Finished", finished_at=timezone.now(), answers={})
    place.job.worksheets.create(name="Not finished", answers={})
    jobs = type(place.job).objects.filter(pk=place.job.pk)
    jobs.update(status="draft", put_away_at=None)
    assert lines_of(written(cast.organization), "worksheets") == []
    jobs.update(status="approved")
    assert [row["name"] for row in lines_of(written(cast.organization), "worksheets")] == ["Finished"]


def test_nothing_of_another_organization_is_in_it(cast: Cast) -> None:
    furnish(cast.elsewhere, prefix="their-")
    before = written(cast.organization).getvalue()
    assert b"their-" not in b"".join(files_of(written(cast.organization)).values())
    Instrument.objects.filter(organization=cast.elsewhere).update(title="Quite another")
    assert written(cast.organization).getvalue() == before


@pytest.mark.parametrize("part", ["surveys", "tasks"])
def test_numbers_are_the_records_own(cast: Cast, part: str) -> None:
    furnish(cast.elsewhere, rows=2, prefix="their-")
    furnish(cast.organization)
    rows = lines_of(written(cast.organization), part)
    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
