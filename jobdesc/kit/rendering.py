"""An advertisement as text to copy, and as HTML for a website: headings, paragraphs and lists, nothing else. Pure."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .advertising import Advertisement, Group, Part


def as_text(advertisement: Advertisement) -> str:
    """Plain text with an empty line between its parts and a dash before each point."""
    head = "\n".join((advertisement.title, advertisement.employer))
    return "\n\n".join([head, *(_text_of(part) for part in advertisement.parts)]) + "\n"


def as_html(advertisement: Advertisement, *, with_title: bool = True) -> SafeString:
    """HTML to paste. Everything that was typed is escaped. Without its title it is what a JobPosting describes with."""
    head = format_html("<h2>{}</h2>\n", advertisement.title) if with_title else ""
    level = "h3" if with_title else "h2"
    return format_html("{}{}", head, _joined(_html_of(part, level) for part in advertisement.parts))


def _text_of(part: Part) -> str:
    lines = [part.heading, *part.paragraphs]
    for group in part.groups:
        lines += [group.name] if group.name else []
        lines += [f"- {item}" for item in group.items]
    return "\n".join(lines)


def _html_of(part: Part, level: str) -> SafeString:
    heading = format_html("<{0}>{1}</{0}>\n", mark_safe(level), part.heading)  # noqa: S308 - one of two names of tags
    paragraphs = format_html_join("", "<p>{}</p>\n", ((_broken(text),) for text in part.paragraphs))
    return format_html("{}{}{}", heading, paragraphs, _joined(_group(group) for group in part.groups))


def _group(group: Group) -> SafeString:
    name = format_html("<p><strong>{}</strong></p>\n", group.name) if group.name else ""
    items = format_html_join("", "<li>{}</li>\n", ((_broken(item),) for item in group.items))
    return format_html("{}{}", name, format_html("<ul>\n{}</ul>\n", items) if group.items else "")


def _broken(text: str) -> SafeString:
    """A text whose line ends stay."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.splitlines()))


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))
