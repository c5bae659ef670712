"""What a comparison is told as: a table for the documents, a file for programs, lines for the terminal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from lab.validators.peers import PEERS, Peer
from lab.validators.verdicts import SAYS, Outcome, Verdict

_WAYS: Final = {"refused": "peer refuses", "unlisted": "table lacks"}


def peers_table(peers: Sequence[Peer] = PEERS) -> str:
    """List the peers."""
    rows = (
        (f"`{one.name}`", one.version, one.tool, one.licence, "makes up" if one.makes else "judges", len(one.regions))
        for one in peers
    )
    return _table(("package", "version", "from", "licence", "what it does", "regions"), rows)


def totals_table(known: Sequence[Verdict], peers: Sequence[Peer] = PEERS) -> str:
    """Count the disagreements of each peer by verdict."""
    counts = Counter((one.peer, one.verdict) for one in known for _ in one.series)
    rows = [(f"`{peer.name}`", *(counts[peer.name, says] for says in SAYS)) for peer in peers]
    sums = ("all", *(sum(count for (_, said), count in counts.items() if said == says) for says in SAYS))
    return _table(("package", *SAYS), [*rows, sums])


def verdicts_table(known: Sequence[Verdict]) -> str:
    """List the verdicts, region by region."""
    ordered = sorted(known, key=lambda one: (one.region, SAYS.index(one.verdict)))
    rows = (
        (
            one.region,
            f"`{one.peer}`",
            f"{_WAYS[one.way]}: {', '.join(one.series)}",
            one.example,
            one.verdict,
            one.reason,
            one.source,
        )
        for one in ordered
    )
    return _table(("region", "package", "series or shape", "example", "who is right", "why", "source"), rows)


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', '/') for cell in line)} |" for line in lines)


def written(text: str, known: Sequence[Verdict]) -> str:
    """Put the tables into a document, between the comments that name them.

    Parameters
    ----------
    text : str
        The document, with ``<!-- peers -->``, ``<!-- totals -->`` and ``<!-- verdicts -->``, each closed by
        ``<!-- end -->``.
    known : Sequence of Verdict

    Returns
    -------
    str
    """
    tables = {"peers": peers_table(), "totals": totals_table(known), "verdicts": verdicts_table(known)}
    for name, table in tables.items():
        text = _between(text, name, table)
    return text


def _between(text: str, name: str, table: str) -> str:
    before, mark, rest = text.partition(f"<!-- {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    return f"{before}{mark}{table}\n{end}{after}" if mark else text


def write_json(outcome: Outcome, path: Path) -> None:
    """Write every disagreement with its verdict."""
    entries = [
        {
            "peer": one.peer,
            "region": one.region,
            "way": one.way,
            "series": one.series,
            "example": one.example,
            "share": round(one.share, 4),
            "verdict": says,
        }
        for one, says in [
            *((one, verdict.verdict) for one, verdict in outcome.judged),
            *((one, None) for one in outcome.unjudged),
        ]
    ]
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def lines(outcome: Outcome) -> list[str]:
    """Tell what was found.

    Parameters
    ----------
    outcome : Outcome

    Returns
    -------
    list of str
        One for each disagreement, those with a verdict first, and one for each verdict that is no longer met.
    """
    told = [f"{verdict.verdict:7}{_said(one.key)} ({one.example})" for one, verdict in outcome.judged]
    told += [f"NONE   {_said(one.key)} ({one.example})" for one in outcome.unjudged]
    return told + [f"UNMET  {_said(key)}" for key in outcome.unmet]


def _said(key: tuple[str, str, str, str]) -> str:
    peer, region, way, series = key
    return f"{region} {peer}: {_WAYS[way]} {series}"
