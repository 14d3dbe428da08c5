"""As the workplace is served, on a database of its own in a temporary folder."""

import os

os.environ["DATABASE_URL"] = f"sqlite:///{os.environ['BENCH_FOLDER']}/bench.sqlite3"

from peerready.settings import *  # noqa: F403 - the database must be named first

ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["testserver"]
LOGGING = {"version": 1}
