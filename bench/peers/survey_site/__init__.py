"""A site with django-survey-and-report."""
