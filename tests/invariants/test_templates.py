"""No inline script, style or event handler in any template: the Content-Security-Policy would drop it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"
DATA_TYPES = {"application/json", "application/ld+json"}
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
# The marks that assessments/page.py fills in, escaping each value; help texts, which are ours and not what people type.
MAY_MARK_SAFE = {"assessments/_items.html", "bootstrap5/layout/help_text_and_errors.html"}
# Parts of issued reports, which were rendered from our templates when they were issued.
MAY_MARK_SAFE |= {"reports/issues/_article.html"}
EVALUATED = {"href", "src", "action", "formaction", "data", "xlink:href", "hx-vals", "hx-headers", "hx-vars"}
COMMENTS = re.compile(r"{% comment.*?{% endcomment %}", re.DOTALL)


class Finder(HTMLParser):
    """Collects what is inline, with its line."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style":
            self.note("a <style>")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_TYPES:
            self.note("a <script> without src")
        for name, value in attrs:
            if name == "style":
                self.note(f"style= on <{tag}>")
            if name.startswith(("on", "hx-on")):
                self.note(f"{name}= on <{tag}>")
            if name in EVALUATED and (value or "").strip().lower().startswith(("javascript:", "js:")):
                self.note(f"a script in {name}= of <{tag}>")

    def note(self, what: str) -> None:
        self.found.append(f"line {self.getpos()[0]}: {what}")


def blank(match: re.Match[str]) -> str:
    """A template tag is no HTML; its lines stay, and a text is put for it, so that an attribute keeps its value."""
    return "x" + "\n" * match[0].count("\n") if match[0].startswith("{{") else " " + "\n" * match[0].count("\n")


def inline_code(template: str) -> list[str]:
    finder = Finder()
    finder.feed(TAGS.sub(blank, COMMENTS.sub(blank, template)))
    finder.close()
    return finder.found


def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".svg", ".txt"})


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_nothing_is_inline(path: Path) -> None:
    assert not inline_code(path.read_text())


def test_nothing_is_loaded_from_another_host() -> None:
    away = re.compile(
        r"""(?:src|srcset|action|poster|data)=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//|@import"""
    )
    assert not [path for path in templates() if path.suffix != ".txt" and away.search(path.read_text())]


def test_templates_mark_nothing_safe_but_what_is_listed() -> None:
    unescaped = re.compile(r"\|\s*safe\b|{%\s*autoescape off")
    found = {path for path in templates() if path.suffix != ".txt" and unescaped.search(path.read_text())}
    assert {path.relative_to(TEMPLATES).as_posix() for path in found} <= MAY_MARK_SAFE


@pytest.mark.parametrize(
    "template",
    [
        "<script>alert(1)</script>",
        '<script type="module">import "./a.js"</script>',
        "<p>\n<style>p { color: red }</style>",
        '<p style="color: {{ colour }}">',
        '<p {% if late %}style="color: red"{% endif %}>',
        '<button onclick="go()">',
        '<button ONCLICK="go()">',
        '<div hx-on:click="go()">',
        '<a href="javascript:go()">',
        '<div hx-vals="js:{a: go()}">',
        "{% if a %}\n<td style=color:red>\n{% endif %}",
    ],
)
def test_inline_code_is_found(template: str) -> None:
    assert len(inline_code(template)) == 1


@pytest.mark.parametrize(
    "template",
    [
        '<script src="{% static "js/menus.js" %}" defer></script>',
        '<script type="application/json" id="data">{"style": "x"}</script>',
        '{# <p style="color: red"> #}<p class="style" data-on="x">style="none"</p>',
        '<input value="javascript:alert(1)">',
        '{% comment "why" %}<style>{% endcomment %}',
        '<link rel="stylesheet" href="{% static \'css/app.css\' %}">',
        '<a href="{% url \'home\' organization.slug %}"{% if current %} aria-current="page"{% endif %}>Home</a>',
    ],
)
def test_what_is_not_inline_passes(template: str) -> None:
    assert not inline_code(template)
