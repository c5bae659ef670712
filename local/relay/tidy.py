"""What becomes of a file once its photo was sent."""

from enum import StrEnum
from itertools import count
from pathlib import Path

from local.relay.folder import Look, is_still

SENT_FOLDER = ".sent"
"""In the folder that is watched, and not looked into, as its name begins with a dot."""


class After(StrEnum):
    """What to do with a file that was sent."""

    KEEP = "keep"
    MOVE = "move"
    DELETE = "delete"


def tidy(root: Path, look: Look, after: After) -> None:
    """Do it, unless the file is another one by now.

    Raises
    ------
    OSError
        It cannot be moved or deleted.
    """
    if after is After.KEEP or not is_still(root, look):
        return
    path = root / look.path
    if after is After.DELETE:
        path.unlink(missing_ok=True)
        return
    target = _free(root / SENT_FOLDER / look.path)
    target.parent.mkdir(parents=True, exist_ok=True)
    path.rename(target)


def _free(target: Path) -> Path:
    """Find a name that nothing has: cameras may write the same name every day."""
    others = (target.with_name(f"{target.stem}-{number}{target.suffix}") for number in count(2))
    return target if not target.exists() else next(one for one in others if not one.exists())
