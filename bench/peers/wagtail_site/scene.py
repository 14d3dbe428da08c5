"""The 60 statements as a form page of Wagtail, and a thousand submissions of another.

It has no page of results. What it has: a list of submissions, 20 on a page, and all of them as CSV.
"""

from django.core.management import call_command

from ...measuring import BARE, Call
from .. import asked, site
from ..browser import Browser

VERSION_OF = "wagtail"
APPS = ["contrib.forms", "contrib.redirects", "embeds", "sites", "users", "snippets", "documents", "images", "search"]


def setup(folder: str) -> None:
    apps = ["bench.peers.wagtail_site", *(f"wagtail.{name}" for name in APPS), "wagtail.admin", "wagtail"]
    site.configure(
        folder,
        [*apps, "modelcluster", "taggit", "django_filters"],
        "bench.peers.wagtail_site.urls",
        ("wagtail.contrib.redirects.middleware.RedirectMiddleware",),
        WAGTAIL_SITE_NAME="Bench",
        WAGTAILADMIN_BASE_URL="http://testserver",
    )


def prepare(folder: str) -> tuple[dict[str, Call], dict[str, float]]:
    """Make the site. Return its calls, and figures that are taken once, in seconds."""
    call_command("migrate", verbosity=0)
    from django.contrib.auth import get_user_model
    from wagtail.contrib.forms.models import FormSubmission

    asks, answered = _page("Asks"), _page("Answered")
    names = [field.clean_name for field in asks.form_fields.all()]
    FormSubmission.objects.bulk_create(
        [FormSubmission(page=answered, form_data=_answers(names, n)) for n in range(asked.RESPONSES)]
    )
    browser = Browser()
    editor_of = Browser().sign_in(get_user_model().objects.create_superuser("editor", "editor@example.org"))
    everything = _answers(names, 3)
    listed = f"/admin/forms/submissions/{answered.pk}/"
    calls: dict[str, Call] = {
        BARE: lambda: browser.forget().get("/bare/"),
        "one row": lambda: browser.forget().get("/bare-row/"),
        "show all": lambda: browser.forget().get("/asks/"),
        "submit all": lambda: browser.forget().post("/asks/", everything),
        "results: CSV": lambda: editor_of.get(f"{listed}?export=csv"),
        "results: list, 20 of 1,000": lambda: editor_of.get(listed),
    }
    calls["submit all"]()
    if len(FormSubmission.objects.get(page=asks).form_data) != asked.COUNT:
        raise RuntimeError("The answers were not stored.")
    return calls, {}


def _page(title: str):  # type: ignore[no-untyped-def]
    from wagtail.models import Site

    from .models import FormField, FormPage

    home = Site.objects.get(is_default_site=True).root_page
    page = home.add_child(instance=FormPage(title=title, slug=title.lower()))
    texts = [text for statements in asked.STATEMENTS for text in statements]
    for n, text in enumerate(texts):
        FormField.objects.create(
            page=page, sort_order=n, label=text, field_type="radio", required=False, choices=",".join(asked.LABELS)
        )
    return FormPage.objects.get(pk=page.pk)


def _answers(names: list[str], person: int) -> dict[str, str]:
    return {name: asked.LABELS[step] for name, step in zip(names, asked.steps(person), strict=True)}
