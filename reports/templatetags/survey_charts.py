"""A survey's charts for templates: `{% dumbbell_of pair differences as chart %}`, and `300` last for a phone's."""

from django import template

from .. import charts_surveys

register = template.Library()
register.simple_tag(charts_surveys.distribution_of)
register.simple_tag(charts_surveys.dumbbell_of)
register.simple_tag(charts_surveys.trend_of)
