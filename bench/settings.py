"""As the workplace is served, on a database of its own in a temporary folder, or the one in BENCH_DATABASE_URL."""

import os
from pathlib import Path

os.environ["DATABASE_URL"] = (
    os.environ.get("BENCH_DATABASE_URL") or f"sqlite:///{os.environ['BENCH_FOLDER']}/bench.sqlite3"
)

from peerready.settings import *  # noqa: F403 - the database must be named first

VAR = Path(os.environ["BENCH_FOLDER"])  # where the demo organization's password goes
ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
LOGGING = {"version": 1}
