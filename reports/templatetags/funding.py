"""The funding chart for templates: `{% funding_chart_of summary as chart %}`, and `300` last for a phone's."""

from django import template

from .. import charts_funding

register = template.Library()
register.simple_tag(charts_funding.funding_chart_of)
register.filter("gap_in_words", charts_funding.gap_in_words)
