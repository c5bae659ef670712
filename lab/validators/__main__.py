"""Compare the table of formats with the validators and generators of plates that can be installed.

``python -m lab.validators`` installs the peers of `lab.validators.peers` into a temporary folder, asks each about
drawn plates of the regions that it knows, tells every disagreement with its verdict, and exits with 1 if one has none.
``--peers NAME ...`` asks only these, ``--folder DIR`` keeps what was installed for the next time, ``--json FILE``
writes all that was found, ``--markdown FILE`` renews the tables of a document such as docs/formats-compared.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from lab.validators.asking import Installed
from lab.validators.comparison import Disagreement, compare
from lab.validators.peers import PEERS, Peer
from lab.validators.report import lines, write_json, written
from lab.validators.verdicts import match, verdicts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 1 when a disagreement has no verdict.
    """
    options = _parser().parse_args(arguments)
    peers = [one for one in PEERS if not options.peers or one.name in options.peers]
    with TemporaryDirectory() as temporary:
        found = _found(peers, options.folder or Path(temporary))
    known = verdicts()
    outcome = match(found, known, (one.name for one in peers))
    print("\n".join(lines(outcome)))
    print(f"{len(outcome.judged)} with a verdict, {len(outcome.unjudged)} without, {len(outcome.unmet)} no longer met")
    if options.json:
        write_json(outcome, options.json)
    if options.markdown:
        options.markdown.write_text(written(options.markdown.read_text(encoding="utf-8"), known), encoding="utf-8")
    return 1 if outcome.unjudged else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab.validators", description="Compare the table with validators.")
    parser.add_argument("--peers", nargs="+", metavar="NAME", choices=[one.name for one in PEERS])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--markdown", type=Path)
    return parser


def _found(peers: Sequence[Peer], folder: Path) -> list[Disagreement]:
    found: list[Disagreement] = []
    for peer in peers:
        print(f"Asking {peer.name} {peer.version}", file=sys.stderr)
        found += compare(peer, Installed(peer, folder / peer.name.replace("/", "_")))
    return found


if __name__ == "__main__":
    sys.exit(main())
