"""A measure's charts for templates: `{% measure_trend_of state as chart %}`, and `250` last for a phone's."""

from django import template

from checklists.goals.numbers import shown

from .. import charts_measures

register = template.Library()
register.simple_tag(charts_measures.trend_of, name="measure_trend_of")
register.simple_tag(charts_measures.spark_of, name="measure_spark_of")
register.filter("with_unit", shown)
