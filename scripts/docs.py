"""Write into the documents what follows from other files: the figures of docs/results.json, and THIRD_PARTY.md.

Usage: ``npm run docs`` writes them, ``npm run docs -- --check`` only says which are out of date, and ``npm run docs --
--results FILE`` first takes the figures of an evaluation (``npm run evaluate -- DIR --json FILE``).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from scripts import third_party

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "docs" / "results.json"

Json = Mapping[str, Any]
_COLUMNS: Final = ("exact", "recall", "precision", "accepted", "accepted_wrong")
_BLOCK = re.compile(r"(<!-- figures: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def readme_sentence(results: Json) -> str:
    """Say in a sentence how well plates are read, for README."""
    row = results["sets"]["all"]
    exact, accepted, wrong = (_both(row, key) for key in ("exact", "accepted", "accepted_wrong"))
    return (
        f"- Of {row['photos']} public photos the first read was right in {exact[0]} % with the region expected and\n"
        f"  {exact[1]} % without. {accepted[0]} % and {accepted[1]} % of the photos were accepted, and of these reads\n"
        f"  {wrong[0]} % and {wrong[1]} % were wrong by the labels ([how this was measured](docs/reading.md)).\n"
    )


def accuracy_table(results: Json) -> str:
    """Tabulate how well plates are read, by set, for docs/reading.md."""
    measured = "exact | recall | precision | accepted | of these wrong | DetectText calls"
    head = f"set | photos | {measured} | naive rule | country regex"
    rule = " | ".join("---" for _ in head.split("|"))
    rows = [_row(name, row) for name, row in results["sets"].items()]
    return "".join(f"| {line} |\n" for line in (head, rule, *rows))


def _row(name: str, row: Json) -> str:
    pairs = [" / ".join(_both(row, key)) for key in _COLUMNS]
    calls = f"{row['expected']['detect_text_calls']:.2f} / {row['unknown']['detect_text_calls']:.2f}"
    rules = [_percent(row["baselines"][rule]) for rule in ("naive", "country_regex")]
    return " | ".join((name, str(row["photos"]), *pairs, calls, *rules))


def _both(row: Json, key: str) -> tuple[str, str]:
    """Give a share with the region expected, and with none known."""
    return _percent(row["expected"][key]), _percent(row["unknown"][key])


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share * 100:.1f}"


WRITERS: Final = {"sentence": readme_sentence, "accuracy": accuracy_table}


def with_figures(text: str, results: Json) -> str:
    """Write a document's figures anew, between its marks ``<!-- figures: NAME -->`` and ``<!-- end -->``.

    Raises
    ------
    KeyError
        A mark has a name that nobody writes.
    """
    return _BLOCK.sub(lambda block: block[1] + WRITERS[block[2]](results) + block[3], text)


def documents() -> dict[Path, str]:
    """Give every document that is written by command, as it should be."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "README.md", ROOT / "docs" / "reading.md")}
    return {
        **{path: with_figures(text, results) for path, text in texts.items()},
        ROOT / "THIRD_PARTY.md": third_party.document(),
    }


def take_results(path: Path) -> None:
    """Keep the figures of an evaluation, without its single photos and without times, which are the machine's."""
    sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
    for row in sets.values():
        for mode in ("expected", "unknown"):
            row[mode] = {name: figure for name, figure in row[mode].items() if not name.endswith("_seconds")}
    RESULTS.write_text(json.dumps({"sets": sets}, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    int
        Exit code: 0, or 1 when a document should be written anew.
    """
    parser = argparse.ArgumentParser(prog="npm run docs --", description="Write what follows from other files.")
    parser.add_argument("--check", action="store_true", help="only say which documents are out of date")
    parser.add_argument("--results", type=Path, metavar="FILE", help="take the figures of an evaluation first")
    options = parser.parse_args(arguments)
    if options.results:
        take_results(options.results)
    stale = {path: text for path, text in documents().items() if path.read_text(encoding="utf-8") != text}
    if not options.check:
        for path, text in stale.items():
            path.write_text(text, encoding="utf-8")
        return 0
    for path in stale:
        print(f"{path.relative_to(ROOT)} is out of date. Run: npm run docs", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
