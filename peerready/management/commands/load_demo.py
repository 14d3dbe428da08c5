"""manage.py load_demo: make the demo organization, once, and say how to sign in to it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from toolkits.strict_yaml import RefusedFixturesError

from ...demo import EMAIL, DemoError, load_demo


class Command(BaseCommand):
    help = "Makes the demo organization, unless there is one, and prints how to sign in to it."

    def handle(self, **options: Any) -> None:
        try:
            sign_in = load_demo(folder=settings.FIXTURES / "demo")
        except DemoError as error:
            raise CommandError(f"There is no demo organization. {error}") from None
        except RefusedFixturesError as refused:
            raise CommandError(f"There is no demo organization. To be mended:\n{refused}") from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be written ({error}). Is `manage.py migrate` done?") from error
        self.stdout.write("The demo organization is at /demo/ for everybody to read.")
        if sign_in:
            self.stdout.write(f"To change it, sign in as {sign_in.email} with the password {sign_in.password}")
            self.stdout.write("The password is kept in var/demo-sign-in.txt.")
        else:
            self.stdout.write(f"Its password is not known here. To give it a new one: manage.py changepassword {EMAIL}")
