"""Sums of money for templates: `{{ amount|dollars }}`."""

from django import template

from ..money.amounts import dollars

register = template.Library()
register.filter("dollars", dollars)
