"""manage.py work: send mail and close surveys on time, until told to stop."""

import signal
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from ...asking.worker import work


class Command(BaseCommand):
    help = "Does the background jobs: sends mail of surveys and plans, closes surveys on time. Runs until SIGTERM."

    def handle(self, **options: Any) -> None:
        stop = Event()

        def when_told(number: int, frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, when_told)
        work(stop)
