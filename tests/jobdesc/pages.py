"""Forms of hiring as a browser sends them, in place or with a button."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from jobdesc.models import Description

HTMX = {"HX-Request": "true"}
Posted = dict[str, list[str]]


class _Fields(HTMLParser):
    """What a browser would send of the form `draft`."""

    def __init__(self) -> None:
        super().__init__()
        self.posted: Posted = {}
        self.inside = False
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == "draft"
        name = given.get("name", "")
        if not self.inside or "disabled" in given:
            return
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.posted.setdefault(name, []).append(given.get("value", ""))
        if tag == "textarea":
            self.area = name
            self.posted.setdefault(name, []).append("")
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and ("selected" in given or self.select not in self.posted):
            self.posted[self.select] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.posted[self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.posted[self.area][-1] = self.posted[self.area][-1].removeprefix("\n")
            self.area = ""
        if tag == "select":
            self.select = ""
        if tag == "form":
            self.inside = False


def at(description: Description, path: str = "") -> str:
    return f"/o/{description.organization.slug}/hiring/{description.pk}/{path}"


def form_of(client: Client, description: Description, step: str) -> Posted:
    """The fields of a step's form as the page has them."""
    return fields_of(client.get(at(description, f"draft/{step}/")))


def fields_of(response: HttpResponse) -> Posted:
    reader = _Fields()
    reader.feed(response.content.decode())
    assert reader.posted, response.status_code
    return reader.posted


def send(
    client: Client,
    description: Description,
    step: str,
    typed: Mapping[str, Any],
    *,
    in_place: bool = False,
    do: str = "",
) -> Any:
    """Post a form, with what a button says."""
    data = {**typed, **({"do": do} if do else {})}
    return client.post(at(description, f"draft/{step}/"), data, headers=HTMX if in_place else {})


def version_in(response: HttpResponse) -> int:
    """The version that an answer in place puts into the form."""
    found = re.search(r'name="version" id="version" value="(\d+)"', response.content.decode())
    assert found
    return int(found[1])


def now(description: Description) -> Description:
    return Description.objects.select_related("organization").get(pk=description.pk)
