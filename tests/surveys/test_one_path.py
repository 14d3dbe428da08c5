"""One path leads from answers to every output: through `Published`. No page, file or module goes round it."""

import ast
import io
import random
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from surveys.closing import close
from surveys.counting import view_from_json
from surveys.models import Response, Survey
from tests.cast import Cast
from tests.invariants.routes import Route, our_routes

from .build import answer, closed, opened

ROOMS = ("organizations", "toolkits", "assessments", "surveys", "reports", "peerready")
MAY_TOUCH_RESPONSES = {
    "surveys/answering/submitting.py": "stores one",
    "surveys/closing.py": "counts them, shuffles them",
    "surveys/lifecycle.py": "deletes them with their survey",
    "surveys/purging.py": "rewrites their table",
}
MAY_COUNT_RESPONSES = {"surveys/asking/following.py": "the banded count of the whole survey"}
SHOWS_SURVEYS = ("surveys:", "reports:", "peerready:", "home")
NOT_SHOWN_AFTER_CLOSING = ("setup", "preview", "check/", "follow", "people", "groups", "closing/", "close/", "delete/")


def answered(cast: Cast, unanimous: bool) -> Survey:
    """Two surveys of this kind differ in whether five of five leaders agreed or four, which is never told."""
    survey = opened(cast.organization, {"Leadership": 5, "Staff": 12})
    for n in range(5):
        chosen = "5" if unanimous or n else "2"
        answer(survey, "Leadership", {f"s-{i}": chosen for i in range(1, 5)})
    for n in range(12):
        answer(survey, "Staff", {f"s-{i}": "54321"[(n + i) % 5] for i in range(1, 5)})
    close(survey=survey, now=timezone.now() + timedelta(seconds=1))
    return survey


def shown_routes() -> list[Route]:
    """All that could show a closed survey: every page and file about one, the list, the report, the home page."""
    return [
        route
        for route in our_routes()
        if "<organization>" in route.path or "<slug:organization>" in route.path
        if route.name.startswith(SHOWS_SURVEYS)
        if not re.search(r"<(?!(int:survey|\w*:?organization)>)", route.path)
        if not any(part in route.path.split("<int:survey>/")[-1] for part in NOT_SHOWN_AFTER_CLOSING)
    ]


def everything_shown(client: Client, survey: Survey) -> dict[str, bytes]:
    """What every route gives for GET, and what every file gives for POST, without what differs by request alone."""
    found = {}
    for route in shown_routes():
        url = "/" + re.sub(r"<\w*:?organization>", survey.organization.slug, route.path)
        url = url.replace("<int:survey>", str(survey.pk))
        response = client.get(url)
        if response.status_code == 405 and re.search(r"csv|xlsx", route.name):
            response = client.post(url)
        if response.status_code == 200:
            found[route.name] = plain(response.getvalue() if response.streaming else response.content)
    return found


def plain(content: bytes) -> bytes:
    if content.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(content))
        return b"".join(book.read(name) for name in sorted(book.namelist()) if "docProps" not in name)
    content = re.sub(rb'(name="(csrfmiddlewaretoken|once)" value|csrf-token" content|nonce)="[^"]*"', b"", content)
    return re.sub(rb'"X-CSRFToken": ?"[^"]*"|X-CSRFToken&quot;: ?&quot;\w+', b"", content)


def test_surveys_that_may_show_the_same_show_the_same_everywhere(cast: Cast) -> None:
    """Page by page and byte by byte, with other answers beneath; then with none at all."""
    survey, other = answered(cast, unanimous=True), answered(cast, unanimous=False)
    snapshot, twin = survey.snapshots.get(), other.snapshots.get()
    assert snapshot.counts != twin.counts
    assert view_from_json(snapshot.view) == view_from_json(twin.view)
    client, now = cast.client("leader"), timezone.now()
    with mock.patch("django.utils.timezone.now", return_value=now):
        before = everything_shown(client, survey)
        survey.snapshots.update(counts=twin.counts)
        for row, its_twin in zip(
            survey.responses.order_by("group__position"), other.responses.order_by("group__position"), strict=True
        ):
            Response.objects.filter(pk=row.pk).update(answers=its_twin.answers)
        changed = everything_shown(client, survey)
        survey.responses.all().delete()
        survey.snapshots.update(counts={})
        without = everything_shown(client, survey)
    assert {"surveys:results", "surveys:questions", "surveys:index", "reports:readiness"} <= set(before)
    assert {"reports:survey-csv", "reports:survey-xlsx", "reports:survey-summary"} <= set(before)
    for name, content in before.items():
        assert changed[name] == content, name
        assert without[name] == content, name


def test_a_difference_that_may_show_does_show(cast: Cast) -> None:
    one = everything_shown(cast.client("leader"), answered(cast, unanimous=True))
    two = everything_shown(cast.client("leader"), closed(cast.organization, {"Leadership": 5, "Staff": 12}))
    assert one["surveys:questions"] != two["surveys:questions"]


def source_files() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(settings.BASE_DIR)), ast.parse(path.read_text())


def touches_responses(node: ast.AST, room: str) -> bool:
    """By import, by a survey's or a group's related name, or by its name in a query."""
    if isinstance(node, ast.ImportFrom):
        return "models" in (node.module or "") and any(alias.name == "Response" for alias in node.names)
    if isinstance(node, ast.Attribute):
        owner = ast.unparse(node.value).lower()
        related = node.attr == "responses" and owner.endswith(("survey", "group", "locked", "current", "found"))
        return related or (node.attr == "Response" and room == "surveys")
    if isinstance(node, ast.Call):
        words = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        named = [*words, *(one.arg for one in node.keywords if one.arg and "__" in one.arg)]
        return any(re.fullmatch(r"surveys[._]response|responses|.*responses__.*|.*__responses", w, re.I) for w in named)
    return False


def test_no_other_module_touches_a_response() -> None:
    found = {
        name
        for name, tree in source_files()
        if any(touches_responses(node, name.split("/")[0]) for node in ast.walk(tree))
    }
    assert found == {*MAY_TOUCH_RESPONSES, *MAY_COUNT_RESPONSES}


def test_the_page_of_an_open_survey_only_counts() -> None:
    tree = ast.parse(Path(settings.BASE_DIR, "surveys/asking/following.py").read_text())
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "responses"]
    calls = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert len(uses) == 1
    assert "banded(survey.responses.count())" in calls


def test_kept_counts_are_read_for_the_next_closing_alone() -> None:
    """A snapshot's counts are not masked."""
    readers = {
        name
        for name, tree in source_files()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "counts_from_json")
        or (isinstance(node, ast.Attribute) and node.attr == "counts" and name.startswith(("surveys/", "reports/")))
    }
    assert readers == {"surveys/closing.py"}


@pytest.mark.parametrize("model", [*apps.get_app_config("surveys").get_models()])
def test_no_model_of_surveys_is_in_the_admin(model: type[Model]) -> None:
    assert not admin.site.is_registered(model)


def test_no_file_has_a_row_for_a_person(cast: Cast) -> None:
    """As many people more, and the tables have as many rows as before."""
    few = closed(cast.organization, {"Leadership": 10, "Staff": 12})
    many = closed(cast.organization, {"Leadership": 30, "Staff": 52})
    client = cast.client("owner")
    base = f"/o/{cast.organization.slug}/reports/surveys"
    rows = [client.post(f"{base}/{one.pk}.csv").content.decode().count("\r\n") for one in (few, many)]
    assert rows[0] == rows[1] > 0


def test_the_check_itself_sees_an_answer_that_leaks(cast: Cast) -> None:
    """Were a page to read the responses, the first test would be red: it would give other bytes."""
    survey = answered(cast, unanimous=True)
    client, chance = cast.client("leader"), random.Random(1)  # noqa: S311

    def leaking(cell: object, *args: object, **kwargs: object) -> str:
        return str(Response.objects.filter(survey=survey).count() + chance.randint(0, 0))

    with mock.patch("surveys.shares.Share.__str__", leaking):
        before = everything_shown(client, survey)
        survey.responses.all().delete()
        assert everything_shown(client, survey) != before
