"""For showing what the wording review marks."""

from functools import cache

from django import template
from django.urls import reverse

from ..reviewing.groups import GROUP_TITLES, SEVERITY_WORDS
from ..reviewing.places import PARTS
from ..wording.loading import standard_rules

register = template.Library()


@register.filter
def group_title(key: str) -> str:
    return GROUP_TITLES.get(key, key)


@register.filter
def severity_words(key: str) -> str:
    return SEVERITY_WORDS.get(key, key)


@register.simple_tag
def rule_url(rule: str, organization: str) -> str:
    """The address in the library of the toolkit's item behind a rule, or nothing."""
    item = _items().get(rule, "")
    if "/" in item:
        return reverse("toolkits:item", args=[organization, *item.split("/")])
    return reverse("toolkits:advice", args=[organization, item]) if item else ""


@cache
def _items() -> dict[str, str]:
    return {one.slug: one.item for one in standard_rules().rules if one.item}


@register.filter
def part_name(part: str) -> str:
    """What a remark is about."""
    return PARTS.get(part, PARTS[""])
