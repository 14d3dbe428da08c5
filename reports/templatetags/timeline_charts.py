"""A plan's timeline for templates: `{% timeline_of span as chart %}`."""

from django import template

from .. import charts_timeline

register = template.Library()
register.simple_tag(charts_timeline.timeline_of)
