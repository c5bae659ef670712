"""Ids of what the registry holds: short, sayable, and fit for an address and for an object's key."""

from __future__ import annotations

import re
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32 in small letters: without i, l, o and u, which are misread or spell words."""

LENGTH: Final = 10
BITS: Final = 5 * LENGTH
"""Enough that two cameras do not get the same one by chance. Who knows an id gets nowhere with it, so that it need not
be unguessable."""

SITE: Final = "site"
CAMERA: Final = "cam"
SECRET: Final = "sec"  # noqa: S105 (how an id begins)


def made_id(kind: str, number: int) -> str:
    """Write an id.

    Parameters
    ----------
    kind : str
        `SITE`, `CAMERA` or `SECRET`.
    number : int
        Of `BITS` random bits.

    Returns
    -------
    str
        Such as ``cam-4n8w2q0xkz``. It holds letters, digits and hyphens only: a camera's id stands in keys of the
        bucket where a person's id stands, too (`Camera.owner`).
    """
    places = range(5 * (LENGTH - 1), -1, -5)
    return f"{kind}-" + "".join(ALPHABET[number >> place & 31] for place in places)


def is_id(kind: str, text: str) -> bool:
    """Tell whether a text could be an id of this kind; what could not is not worth a look into the database."""
    return re.fullmatch(rf"{kind}-[{ALPHABET}]{{{LENGTH}}}", text) is not None
