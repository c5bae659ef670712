"""What the reading's weights are fitted to: labelled photos, and drawn ones without a plate."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from lab.photo_set import Photo, Seen, labelled_photos, look_at
from lab.progress import shown

Pair = tuple[Photo, Seen]
"""A labelled photo, and what was seen in it."""


def parser_of(module: str, description: str) -> argparse.ArgumentParser:
    """Make the parser of a command that fits weights; `gathered` looks at what it parsed.

    Parameters
    ----------
    module : str
        The command's name below `lab`.
    description : str
    """
    parser = argparse.ArgumentParser(prog=f"python -m lab.{module}", description=description)
    parser.add_argument("folder", type=Path, help="folder with photos and a labels.csv")
    parser.add_argument("plateless", type=Path, help="folder as lab.plateless_photos draws it, of fitted texts")
    return parser


def gathered(options: argparse.Namespace) -> tuple[list[Pair], list[Seen]]:
    """Look at all photos of both folders.

    Returns
    -------
    list of (Photo, Seen)
        The labelled photos.
    list of Seen
        The drawn ones.

    Raises
    ------
    PhotoSetError
        When a folder or a photo cannot be used.
    """
    photos, drawn = labelled_photos(options.folder), labelled_photos(options.plateless)
    seen = _seen(photos, "Looking at photos")
    return list(zip(photos, seen, strict=True)), _seen(drawn, "Looking at drawn photos")


def seen_plateless(folder: Path) -> list[Pair]:
    """Look at all photos of a folder that are drawn without a plate; raises as `gathered` does."""
    photos = labelled_photos(folder)
    return list(zip(photos, _seen(photos, "Looking at fresh photos"), strict=True))


def _seen(photos: Sequence[Photo], what: str) -> list[Seen]:
    with shown(photos, what) as waiting:
        return [look_at(photo) for photo in waiting]
