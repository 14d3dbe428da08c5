"""The words of toolkits that a description begins with: one query each."""

from toolkits.models import Entry

from .content import Template


def words_of(template: Template) -> dict[str, str]:
    """The texts of a template's items, by natural key. One query; empty where `load_toolkits` has not been run."""
    return dict(Entry.objects.filter(collection=template.collection).order_by().values_list("key", "text"))
