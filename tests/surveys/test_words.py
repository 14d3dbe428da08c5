"""The words of the respondent's pages: all of them can be translated, and all of them are, without gettext's tools."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Node
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

LOCALE = Path(settings.LOCALE_PATHS[0])
LOCALES = [code for code, _ in settings.LANGUAGES if code != "en"]
PAGES = sorted(Path(settings.BASE_DIR, "templates/surveys/answer").glob("*.html"))
MODULES = sorted(Path(settings.BASE_DIR, "surveys").rglob("*.py"))
CALLED = {"_": "", "gettext": "", "gettext_lazy": "", "pgettext": "", "ngettext": ""}
OUR_NAME = {"PeerReady"}
Message = tuple[str, str, str]  # context, text, plural

Entry = dict[str, str]


def po_entries(path: Path) -> list[Entry]:
    """What a .po file says: {"msgid": ..., "msgstr": ..., "#": its remarks}, without the head."""
    entries: list[Entry] = []
    for block in path.read_text().split("\n\n"):
        entry: Entry = {"#": "", "msgctxt": "", "msgid_plural": ""}
        name = ""
        for line in block.splitlines():
            if line.startswith("#"):
                entry["#"] += line + "\n"
                continue
            begins = re.match(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (?=\")", line)
            if begins:
                name, line = begins[1], line[begins.end() :]
                entry[name] = ""
            entry[name] += ast.literal_eval(line)
        if entry.get("msgid"):
            entries.append(entry)
    return entries


def in_pages() -> Iterator[Message]:
    for page in PAGES:
        nodes = get_template(f"surveys/answer/{page.name}").template.nodelist
        for node in nodes.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
            yield message_of(node)


def message_of(node: Node) -> Message:
    if isinstance(node, BlockTranslateNode):
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        return "", node.render_token_list(node.singular)[0], plural
    assert isinstance(node, TranslateNode)
    context = node.message_context.resolve({}) if node.message_context else ""
    return context, str(node.filter_expression.var.literal), ""


def in_modules() -> Iterator[Message]:
    for module in MODULES:
        for call in ast.walk(ast.parse(module.read_text())):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLED:
                yield "", ast.literal_eval(call.args[0]), ""


MESSAGES = sorted({*in_pages(), *in_modules()})


def test_there_is_something_to_translate() -> None:
    assert len(MESSAGES) > 100
    assert ("", "Begin", "") in MESSAGES
    assert ("", "Prefer not to say", "") in MESSAGES


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_of_the_pages_is_translated_and_nothing_else_is(locale: str) -> None:
    entries = po_entries(LOCALE / locale / "LC_MESSAGES/django.po")
    there = sorted((entry["msgctxt"], entry["msgid"], entry["msgid_plural"]) for entry in entries)
    assert there == MESSAGES, "run manage.py makemessages, see docs/translating.md"
    for entry in entries:
        said = [text for name, text in entry.items() if name.startswith("msgstr")]
        assert all(text.strip() for text in said), f"untranslated: {entry['msgid']}"
        assert "fuzzy" not in entry["#"], f"fuzzy: {entry['msgid']}"
        for text in said:
            assert sorted(re.findall(r"%\(\w+\)s|\{\}", text)) == sorted(
                re.findall(r"%\(\w+\)s|\{\}", entry["msgid_plural"] or entry["msgid"])
            ), f"other placeholders: {text}"
            assert re.findall(r"</?\w+", text) == re.findall(r"</?\w+", entry["msgid"]), f"other markup: {text}"


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_compiled_is_what_was_written(locale: str) -> None:
    folder = LOCALE / locale / "LC_MESSAGES"
    wanted: dict[object, str] = {}
    for entry in po_entries(folder / "django.po"):
        key = f"{entry['msgctxt']}\x04{entry['msgid']}" if entry["msgctxt"] else entry["msgid"]
        if entry["msgid_plural"]:
            wanted.update({(key, n): entry[f"msgstr[{n}]"] for n in (0, 1)})
        else:
            wanted[key] = entry["msgstr"]
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    assert {key: text for key, text in compiled.items() if key} == wanted, "run manage.py compilemessages"


@pytest.mark.parametrize("template", PAGES, ids=lambda template: template.name)
def test_no_page_has_words_that_cannot_be_translated(template: Path) -> None:
    text = template.read_text()
    text = re.sub(r"\{#.*?#\}|\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", " ", text)
    named = re.findall(r'(?:aria-label|title|alt|placeholder|data-[a-z-]+)="([^"{]+)', text)
    assert not named, "an attribute with words"
    text = re.sub(r"\{% block (?:sign|page_class) %\}.*?\{% endblock \w+ %\}", " ", text)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text)
    text = re.sub(r"<[^>]*>|[a-z-]+=\"", " ", text)
    assert set(re.findall(r"[^\W\d_]{2,}", text)) <= OUR_NAME
