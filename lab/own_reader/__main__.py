"""``python -m lab.own_reader measure DIR`` and ``python -m lab.own_reader check ZIP``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from lab.own_reader.check import check
from lab.own_reader.measure import measure


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found as JSON; give the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m lab.own_reader", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    measuring = commands.add_parser("measure", help="processor time and memory, in new processes with one thread")
    measuring.add_argument("photos", type=Path, help="a folder of JPEG photos")
    measuring.add_argument("--most", type=int, default=60, help="how many of them")
    checking = commands.add_parser("check", help="what of an arm64 package can be checked on another machine")
    checking.add_argument("package", type=Path, help="finding.zip")
    options = parser.parse_args(arguments)
    if options.command == "measure":
        print(json.dumps(measure(options.photos, options.most), indent=2))
        return 0
    found = check(options.package)
    print(json.dumps(found.as_json(), indent=2))
    return 0 if found.is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
