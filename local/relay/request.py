"""Writes the request for a photo of a folder: a file that is put, under its own name."""

from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from local.camera.shot import Posted
from local.relay.folder import Look

LONGEST_BODY_BYTES = 4_400_000
"""What the door takes (`handler/domain/cameras/limits.py`)."""

LONGEST_PATH_CHARACTERS = 2000
"""API Gateway takes 10,240 bytes of address and headers together."""

_KEPT_SECONDS = 600
"""A photo that waited for longer is no news, as one that a camera kept in its memory."""


def put_request(look: Look, content_type: str, photo: bytes, now: datetime) -> Posted:
    """Write the request.

    Parameters
    ----------
    look
        The file; the door searches its name and folders for the time, and takes that of the file where it finds none.
    now
        Aware.
    """
    told = _told(look.mtime_ns, now)
    return Posted("PUT", (("Content-Type", content_type),), photo, _path(look.path), urlencode(told))


def _told(mtime_ns: int, now: datetime) -> dict[str, str]:
    try:
        written_at = datetime.fromtimestamp(mtime_ns / 1e9, UTC)
    except (OverflowError, ValueError, OSError):  # a time that no calendar has
        return {}
    told = {"taken_at": written_at.isoformat(timespec="milliseconds")}
    is_kept = (now - written_at).total_seconds() > _KEPT_SECONDS
    return told | ({"is_retransmitted": "true"} if is_kept else {})


def _path(path: str) -> str:
    """Write a path as addresses have it; of a long one the end, where the name is."""
    pieces = [quote(piece, safe="", errors="surrogateescape") for piece in path.split("/")]
    kept: list[str] = []
    for piece in reversed(pieces):
        if sum(map(len, kept)) + len(kept) + len(piece) > LONGEST_PATH_CHARACTERS:
            break
        kept.insert(0, piece)
    return "/" + "/".join(kept or ["photo"])
