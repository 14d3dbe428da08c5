"""The papers of a job description, for the page of its hiring kit: `{% papers_of description slug as papers %}`."""

from django import template

from jobdesc.models import Description

from ..hiring.papers import Offer, papers

register = template.Library()
KIT = ("boundaries", "supervision", "evaluation", "work-plan")
"""Those that are pieces of the kit by themselves, as `hiring.papers` names them."""


@register.simple_tag
def papers_of(description: Description, slug: str) -> dict[str, list[Offer]]:
    """What can be taken of an approved description: `pieces` of the kit, and the `others`: the text itself, and what
    belongs to an interview guide. At most one query.
    """
    offered = papers(description, slug)
    return {
        "pieces": [one for one in offered if one.slug in KIT],
        "others": [one for one in offered if one.slug not in KIT and one.slug != "draft"],
    }
