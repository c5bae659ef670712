"""The command line of ``npm run evaluate``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from lab.formats import PLATES

Options = argparse.Namespace

_REFUSED: Final[Mapping[str, Callable[[Options], object]]] = {
    "name a folder with photos, or --formats": lambda said: not said.formats and said.folder is None,
    "--formats draws text boxes and asks no engine: leave out --engine, --record and --replay": lambda said: (
        said.formats and (said.engine or said.record or said.replay)
    ),
    "--record writes what a service answers, --replay asks none: leave one of them out": lambda said: (
        said.record and said.replay
    ),
    "--record writes what Rekognition answers: say --engine aws, too": lambda said: (
        said.record and said.engine != "aws"
    ),
    "--replay takes all answers from its file: leave out --engine local": lambda said: (
        said.replay and said.engine == "local"
    ),
}
"""What makes no sense together, and what to say of it."""


def parsed(arguments: Sequence[str] | None, parts: Iterable[str]) -> Options:
    """Read the command line; ends the program with a sentence when it makes no sense.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default the process's.
    parts : iterable of str
        What `--part` may be; the first one is meant when it is left out.
    """
    parser = argparse.ArgumentParser(
        prog="npm run evaluate --", description="Measure plate reading on labelled photos."
    )
    _add_what(parser, tuple(parts))
    _add_engine(parser)
    _add_output(parser)
    options = parser.parse_args(arguments)
    for sentence, is_said in _REFUSED.items():
        if is_said(options):
            parser.error(sentence)
    for file in (options.json, options.photos):
        if file and not file.parent.is_dir():  # better said now than when all is measured and paid for
            parser.error(f"{file} cannot be written: there is no folder {file.parent}")
    return options


def _add_what(parser: argparse.ArgumentParser, parts: tuple[str, ...]) -> None:
    parser.add_argument(
        "folder", type=Path, nargs="?", help="folder with photos and a labels.csv (file, set, region, plates)"
    )
    parser.add_argument(
        "--formats", action="store_true", help="measure on drawn plates of the table's series, instead of photos"
    )
    parser.add_argument("--plates", type=int, default=PLATES, metavar="N", help="of each series (default: %(default)s)")
    parser.add_argument("--regions", nargs="+", default=[], metavar="CODE", help="only these regions' series")
    parser.add_argument(
        "--second-look", choices=("on", "off"), default="on", help="as the setting of the S3 function (default: on)"
    )
    parser.add_argument(
        "--part", choices=parts, default=parts[0], help="the photos that weights are fitted to, or the others"
    )


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=("local", "aws"),
        help="who finds the text: the laptop's engine (the default), or Amazon Rekognition with your credentials, "
        "which costs money: it says how much and asks first",
    )
    parser.add_argument("--yes", action="store_true", help="ask Rekognition without asking you first")
    parser.add_argument(
        "--record",
        type=Path,
        metavar="FILE",
        help="keep what Rekognition answers there, and ask only for what FILE lacks; it holds the text of plates",
    )
    parser.add_argument(
        "--replay", type=Path, metavar="FILE", help="take the answers from there, without asking anybody"
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures and every photo's reads there")
    parser.add_argument(
        "--photos", type=Path, metavar="FILE", help="write an HTML page of the misses there, with crops"
    )
