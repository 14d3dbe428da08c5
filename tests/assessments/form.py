"""A browser's view of a form: what it would send, with JavaScript and without."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class Reader(HTMLParser):
    """The fields of a form as a browser fills them in: texts, hidden inputs, checked radios; and its buttons."""

    def __init__(self, page: str, form: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.form, self.inside, self.textarea = form, not form, ""
        self.fields: dict[str, str] = {}
        self.buttons: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and self.form:
            self.inside = given.get("id") == self.form
        if not self.inside:
            return
        if tag == "button":
            self.buttons.append((given.get("name", ""), given.get("value", "")))
        elif tag == "textarea":
            self.textarea = given["name"]
            self.fields[self.textarea] = ""
        elif tag == "input" and (given["type"] != "radio" or "checked" in given):
            self.fields[given["name"]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.fields[self.textarea] = self.fields[self.textarea].removeprefix("\n")
            self.textarea = ""
        elif tag == "form" and self.form:
            self.inside = False


class OpenForm:
    """The form of a record as it stands open in one tab.

    `fields` is what stands in it; `save` presses a button; `save_in_place` does what htmx does while one types.
    """

    def __init__(self, client: Client, url: str) -> None:
        self.client, self.url = client, url
        self.load()

    def load(self) -> None:
        self._take_page(self.client.get(self.url).content.decode())

    def _take_page(self, page: str) -> None:
        self.page, read = page, Reader(page, "record")
        self.fields, self.buttons = read.fields, read.buttons

    def choose(self, **options: str) -> "OpenForm":
        self.fields.update({f"c-{item}": key for item, key in options.items()})
        return self

    def type(self, **texts: str) -> "OpenForm":
        self.fields.update({f"t-{item}": text for item, text in texts.items()})
        return self

    def sends(self, **button: str) -> dict[str, str]:
        return {name: value.replace("\n", "\r\n") for name, value in {**self.fields, **button}.items()}

    def save(self, **button: str) -> Any:
        """Press a button without JavaScript; where the answer is the form again, it stands there now."""
        response = self.client.post(self.url, self.sends(**(button or {"action": "save"})))
        if response.status_code in (409, 422):
            self._take_page(response.content.decode())
        return response

    def save_in_place(self) -> Any:
        """Send the form by htmx; the hidden fields that the answer replaces are the new ones now."""
        response = self.client.post(self.url, self.sends(), headers={"HX-Request": "true"})
        replaced = Reader(response.content.decode())
        self.fields.update(replaced.fields)
        self.buttons += replaced.buttons
        return response
