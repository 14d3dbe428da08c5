"""A site with Wagtail's forms."""
