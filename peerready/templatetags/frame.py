"""For the frame that every page has."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def kept(template_name: str) -> SafeString:
    """A partial that is the same on every page, rendered once in a process: addresses of files, the footer."""
    return render_to_string(template_name)
