"""How long a file of entries takes against a running stack, in pieces as the browser sends them.

Usage: ``python -m lab.lists.import_time [ROWS]`` beside ``npm start``; the list is removed again.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice, product
from string import ascii_uppercase
from typing import Final
from uuid import uuid4

from scripts.client import Json, PlatebookClient, load_outputs

ROWS: Final = 100_000
ROWS_A_PIECE: Final = 500
PIECES_A_LINE: Final = 20
HEADER: Final = "plate,reason,tolerance"


def rows(count: int) -> Iterator[Json]:
    """Write rows of different plates, of which no few look alike."""
    letters = ("".join(pair) for pair in product(ascii_uppercase, repeat=3))
    plates = (f"{pair}{number:04d}" for number, pair in product(range(1000, 10_000), list(letters)[::97]))
    for line, plate in zip(range(2, count + 2), plates, strict=False):
        yield {"line": line, "text": f"{plate},Row {line},look_alike"}


class Import:
    """A list that is filled and cleared, and how long each request took."""

    def __init__(self, client: PlatebookClient) -> None:
        self.client, self.import_id = client, uuid4().hex
        made = client.call("POST", "/lists", {"name": f"Import {self.import_id}", "kind": "watch"})
        self.list_id: str = made["list_id"]

    def send(self, count: int, *, is_dry_run: bool) -> None:
        """Send all pieces, and print what came of them."""
        took, outcomes = list[float](), Counter[str]()
        waiting = rows(count)
        while piece := list(islice(waiting, ROWS_A_PIECE)):
            body = {"import_id": self.import_id, "header": HEADER, "rows": piece, "is_dry_run": is_dry_run}
            start = time.monotonic()
            answer = self.client.call("POST", f"/lists/{self.list_id}/import", body)
            took.append(time.monotonic() - start)
            outcomes.update(row["outcome"] for row in answer["rows"])
            if len(took) % PIECES_A_LINE == 0:
                told(f"  {len(took)} pieces: {sum(took):.0f} s, the last one {took[-1]:.1f} s")
        what = "dry run" if is_dry_run else "import"
        told(f"{what}: {sum(took):.0f} s, {len(took)} pieces, slowest {max(took):.1f} s, {dict(outcomes)}")

    def remove(self) -> None:
        """Take the list away with its entries."""
        start = time.monotonic()
        (listed,) = [one for one in self.client.call("GET", "/lists")["lists"] if one["list_id"] == self.list_id]
        told(f"entries counted: {listed['entry_count']}")
        self.client.call("POST", f"/lists/{self.list_id}/remove", {"version": listed["version"]})
        cursor: str | None = None
        while True:
            cleared = self.client.call("POST", f"/lists/{self.list_id}/clear", {"which": "all", "cursor": cursor})
            cursor = cleared["cursor"]
            if cursor is None:
                break
        told(f"removed: {time.monotonic() - start:.0f} s")


def told(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Fill a list twice, and remove it."""
    count = int(arguments[0]) if arguments else ROWS
    outputs = load_outputs()
    admin = next(one for one in outputs["demo_users"] if "admins" in one["groups"])
    done = Import(PlatebookClient(outputs, admin["email"], admin["password"]))
    try:
        done.send(count, is_dry_run=True)
        done.send(count, is_dry_run=False)
        done.send(count, is_dry_run=True)
    finally:
        done.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
