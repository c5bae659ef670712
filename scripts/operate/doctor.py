"""`npm run doctor -- --stage NAME`: is all as it should be; each line is right, or has its remedy."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from scripts.operate.checkup import lines
from scripts.operate.inspection import Inspection
from scripts.operate.refusals import run
from scripts.operate.stage import Stage, add_stage


def main(arguments: Sequence[str] | None = None) -> int:
    """Look at a stage, the account around it and this machine; nothing is changed.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        0 when nothing is wrong, 1 otherwise.
    """
    options = _options(arguments)
    return run("doctor", options.region, lambda: _work(options))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("npm run doctor --", description="See whether all is as it should be.")
    add_stage(parser)
    return parser.parse_args(arguments)


def _work(options: argparse.Namespace) -> int:
    findings = list(Inspection(Stage.of(options.stage, options.region)).findings())
    print("\n".join(lines(findings)), flush=True)
    return int(any(one.state == "wrong" for one in findings))


if __name__ == "__main__":
    sys.exit(main())
