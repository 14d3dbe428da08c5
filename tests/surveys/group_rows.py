"""The rows of the page on which groups are named, as a browser posts them."""

from typing import Any

from django.http import HttpResponse

from surveys.asking.inviting import add_people, read_addresses
from surveys.models import Group, Survey, Way
from tests.cast import Cast
from tests.factories import GroupFactory

from .screens import of

Row = dict[str, Any]


def row(name: str, expected: object, **more: object) -> Row:
    return {"name": name, "expected": expected, "kind": "other", "way": "shared", **more}


def rows_of(survey: Survey) -> list[Row]:
    return [row(g.name, g.expected, kind=g.kind, way=g.way, ids=g.pk) for g in survey.groups.all()]


def post(cast: Cast, survey: Survey, rows: list[Row], do: str = "save", **more: object) -> HttpResponse:
    sent = {f"g{n}-{name}": value for n, one in enumerate(rows) for name, value in one.items()}
    sent |= {
        "do": do,
        "count": len(rows),
        "revision": Survey.objects.values_list("revision", flat=True).get(pk=survey.pk),
        **more,
    }
    return cast.client("leader").post(of(survey, "setup-groups"), sent)


def groups(survey: Survey) -> list[tuple[str, str, int, str]]:
    return [(g.name, g.kind, g.expected, g.way) for g in survey.groups.all()]


def personal(survey: Survey, name: str, *emails: str) -> Group:
    group = GroupFactory(survey=survey, name=name, way=Way.PERSONAL, expected=12)
    add_people(group=group, addresses=read_addresses(",".join(emails)))
    return group
