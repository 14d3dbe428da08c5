"""`python -m bench` measures PeerReady's pages and reports in one run and prints tables for bench/README.md.

Figures are ratios within the run: milliseconds differ between machines, how often a bare view fits into a page hardly.
"""

import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="peerready-bench-") as folder:
        os.environ |= {
            "BENCH_FOLDER": folder,
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        }
        import django

        django.setup()
        from . import jobdesc, pages, plan, report, review, scene, surveys

        scene.prepare(Path(folder))
        print(f"{datetime.now(UTC):%Y-%m-%d}, {_machine()}, Python {platform.python_version()}\n")
        print("| page | ms | x bare view | queries | kB |\n|---|---|---|---|---|")
        for page in pages.measure(scene.organization(), scene.user()):
            figures = f"{page.milliseconds:.2f} | {page.ratio:.1f} | {page.queries} | {page.size / 1000:.1f}"
            print(f"| {page.name} | {figures} |")
        print("\n| survey page | ms | x bare view | queries | kB |\n|---|---|---|---|---|")
        measured = surveys.measure(scene.organization(), scene.user())
        for page in measured:
            figures = f"{page.milliseconds:.2f} | {page.ratio:.1f} | {page.queries} | {page.size / 1000:.1f}"
            print(f"| {page.name} | {figures} |")
        print(f"\nA submission takes {surveys.against_one_row(measured):.1f} times a bare view that writes one row.")
        for size, seconds in surveys.closing(scene.organization(), scene.user()).items():
            print(f"Closing with {size:,} responses: {seconds:.2f} s.")
        print("\n| plan page | ms | x bare view | queries | kB |\n|---|---|---|---|---|")
        for page in plan.measure(scene.organization(), scene.user()):
            figures = f"{page.milliseconds:.2f} | {page.ratio:.1f} | {page.queries} | {page.size / 1000:.1f}"
            print(f"| {page.name} | {figures} |")
        print("\n| drafting page | ms | x bare view | queries | kB |\n|---|---|---|---|---|")
        for page in jobdesc.measure(scene.organization(), scene.user()):
            figures = f"{page.milliseconds:.2f} | {page.ratio:.1f} | {page.queries} | {page.size / 1000:.1f}"
            print(f"| {page.name} | {figures} |")
        print("\n| review page | ms | x bare view | queries | kB |\n|---|---|---|---|---|")
        for page in review.measure(scene.organization(), scene.user()):
            figures = f"{page.milliseconds:.2f} | {page.ratio:.1f} | {page.queries} | {page.size / 1000:.1f}"
            print(f"| {page.name} | {figures} |")
        print("\n| report | cold s | warm s | warm s a page | Chromium warm s | x Chromium | peak MiB | kB |")
        print("|---|---|---|---|---|---|---|---|")
        for size in scene.SIZES:
            found = report.measure(scene.organization_of(size))
            print(
                f"| {found.pages} pages | {found.cold:.2f} | {found.warm:.2f} | {found.warm / found.pages:.3f} "
                f"| {found.chromium:.2f} | {found.ratio:.2f} | {found.peak:.0f} | {found.kilobytes:.0f} |"
            )


def _machine() -> str:
    cores = os.cpu_count()
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    return f"{model}, {cores} cores"


if __name__ == "__main__":
    main()
