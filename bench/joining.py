"""`python -m bench.joining`: reports joined of parts, of 12, 50 and 200 pages, beside headless Chromium.

In a database of its own in a temporary folder, all ways in turn in one run; takes two minutes. Compare ratios.
"""

import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

SIZES = (("12", 1), ("50", 1), ("50", 4))
"""Which of the scene's reports, and how many times over."""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="peerready-bench-") as folder:
        os.environ |= {
            "BENCH_FOLDER": folder,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        import django

        django.setup()
        from . import joined, scene

        scene.prepare(Path(folder))
        print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores", end="")
        print(f", load {os.getloadavg()[0]:.1f}\n\n{joined.HEADS}\n{'|---' * joined.HEADS.count(' | ')}|---|")
        found = []
        for size, times in SIZES:
            found.append(joined.measure(joined.composition_of(scene.organization_of(size), times)))
            print(joined.row(found[-1]), flush=True)
        _, middle, large = found
        growth = (large.processor / large.pages) / (middle.processor / middle.pages)
        print(f"\nProcessor time a page at {large.pages} pages is {growth:.2f} times that at {middle.pages}.")
        print(f"Load {os.getloadavg()[0]:.1f} at the end.")


if __name__ == "__main__":
    main()
