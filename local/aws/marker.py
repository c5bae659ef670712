"""The marker in the state folder: when the laptop's AWS was last saved, and whether its run ended cleanly."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "saved.json"


@dataclass(frozen=True)
class Marker:
    """How the last run stands.

    Parameters
    ----------
    saved_at
        RFC 3339, UTC: all that was answered before is on the disk. None when nothing was saved yet.
    clean
        Whether the run was ended by its launcher and saved everything; false while it goes on.
    """

    saved_at: str | None
    clean: bool


def read_marker(folder: Path) -> Marker | None:
    """Read how the last run stands.

    Parameters
    ----------
    folder
        The stack's data.

    Returns
    -------
    Marker | None
        None where there was no run, or one of a version that left no marker.
    """
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return Marker(found["saved_at"], found["clean"])


def write_marker(folder: Path, marker: Marker) -> None:
    """Write how the run stands, whole or not at all.

    Raises
    ------
    OSError
        The disk does not take it.
    """
    partial = folder / f"{NAME}.partial"
    with partial.open("w", encoding="utf-8") as file:
        json.dump(asdict(marker), file)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder / NAME)
