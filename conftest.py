"""Here, because pytest takes plugins only from the outermost conftest.py."""

pytest_plugins = ["tests.cast"]
