"""`python -m bench.wording` measures what a review of wording costs: a job description, and 100 kB of bad texts.

Needs no database. Beside each stands a loop of fixed length, which says how busy the machine was.
"""

import os
import random
import statistics
import time
from collections.abc import Callable

ROUNDS = 7
SIZE = 100_000
WORDS = (
    "monitor report inform notify the court officer conduct complete provide must have ensure people participants "
    "record clinician assess gather information for help not in a"
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    os.environ.setdefault("BENCH_FOLDER", os.devnull)
    import django

    django.setup()
    from jobdesc.wording.loading import standard_rules
    from jobdesc.wording.reviewing import review

    begun = time.perf_counter()
    rules = standard_rules()
    print(f"{len(rules.rules)} rules read in {(time.perf_counter() - begun) * 1000:.0f} ms, once in a process.\n")
    print("| text | characters | findings | ms | x loop |\n|---|---|---|---|---|")
    loop = _median(lambda: sum(range(1_000_000)))
    beginnings = sorted({head for rule in rules.rules for head in rule.expression.heads})
    for name, text in _texts(beginnings).items():
        found = len(review(text, rules))
        taken = _median(lambda text=text: review(text, rules))  # type: ignore[misc]
        print(f"| {name} | {len(text):,} | {found:,} | {taken * 1000:.0f} | {taken / loop:.1f} |")
    print(f"\nThe loop, a sum of a million numbers, took {loop * 1000:.1f} ms.")


def _median(act: Callable[[], object]) -> float:
    """Median seconds of several calls."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _texts(beginnings: list[str]) -> dict[str, str]:
    chance = random.Random(1)  # noqa: S311 - the same texts in each run
    verbs = WORDS.split()
    bad = {
        "a term again and again": "client ",
        "the beginnings of all rules": " ".join(f"{chance.choice(beginnings)}x" for _ in range(SIZE // 4)),
        "words of rules in any order": " ".join(chance.choice(verbs) for _ in range(SIZE // 6)),
        "gaps that never close": "must have a documented ",
        "terms in quotation marks": "'client' ",
        "terms behind a not": "not client ",
        "terms in names": "Client Act ",
        "boundaries": "- does not:\n- administer medication\n",
        "look-alikes": "сlіent аddісt ",  # noqa: RUF001 - that is the point
        "unseen characters": "c\u200bl\u200bi\u200bent ",
        "one letter": "a",
        "one-letter words": "a ",
        "accents": "\u0301",
        "line ends": "\n",
    }
    description = "Leads peer support groups and shares what helped in their own recovery. Meets with clients weekly. "
    return {
        "a description of 1,200 words": (description * 80)[:7_600],
        **{name: (text * SIZE)[:SIZE] for name, text in bad.items()},
    }


if __name__ == "__main__":
    main()
