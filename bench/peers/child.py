"""One site in a process of its own: `python -m bench.peers.child <site> <folder>`. Told by its input when to measure.

Each line holds a number of rounds, after which it says MARK; at the end of the input it prints MARK with its figures.
"""

import json
import sys
from dataclasses import asdict
from importlib import import_module
from importlib.metadata import version

MARK = "=== bench "


def main() -> None:
    name, folder = sys.argv[1:]
    scene = import_module(f"bench.peers.{name}.scene")
    scene.setup(folder)
    import django

    django.setup()
    from ..measuring import Turns

    calls, once = scene.prepare(folder)
    turns = Turns(calls)
    _say("ready")
    for line in sys.stdin:
        turns.take(int(line))
        _say("done")
    found = {
        "version": f"{scene.VERSION_OF} {version(scene.VERSION_OF)}" if scene.VERSION_OF else "PeerReady",
        "django": django.get_version(),
        "pages": [asdict(one) for one in turns.measured()],
        "once": once,
    }
    _say(json.dumps(found))


def _say(what: str) -> None:
    print(MARK + what, flush=True)


if __name__ == "__main__":
    main()
