"""Secrets of cameras: made of random bits, shown once, known afterwards by their digest alone.

A digest of SHA-256 without salt and without slowness is right here, though it would not be for a password: people
choose passwords among few, so that whoever steals the digests can try them all. A secret of 256 random bits cannot be
found by trying, however fast the digest is, and no two cameras have the same, so that salt would hide nothing. And a
digest that is the same each time can be the key of an item: one request finds whose secret it is. How long that takes
tells nothing of a secret that is nearly right, since nobody can make a digest that is nearly another one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import field, replace
from datetime import datetime
from typing import Final

from handler.domain.classes.quick import quick_dataclass

RANDOM_BYTES: Final = 32
PREFIX: Final = "pbk_"
"""By it, programs that look for leaked secrets find ours."""

_TEXT: Final = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


@quick_dataclass(frozen=True, slots=True)
class Secret:
    """What is known of a secret once it was shown.

    Attributes
    ----------
    secret_id : str
        By which people name it.
    sha256 : str
        Digest of its text, in hexadecimal digits; it stands in no text that is made of this.
    created_at : datetime
        UTC.
    ends_at : datetime or None
        From when on it is good no more, UTC; None while no other takes its place.
    """

    secret_id: str
    sha256: str = field(repr=False)
    created_at: datetime
    ends_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Tell whether it is still good."""
        return self.ends_at is None or now < self.ends_at

    def ending(self, at: datetime) -> Secret:
        """Let it end at a time, or sooner if it was to."""
        return replace(self, ends_at=min(self.ends_at or at, at))


def secret_text(random: bytes) -> str:
    """Write a secret.

    Parameters
    ----------
    random : bytes
        `RANDOM_BYTES` that nobody can guess.
    """
    return PREFIX + base64.urlsafe_b64encode(random).rstrip(b"=").decode()


def is_secret(text: str) -> bool:
    """Tell whether a text could be a secret."""
    return _TEXT.fullmatch(text) is not None


def digest_of(text: str) -> str:
    """Get the digest by which a secret is known."""
    return hashlib.sha256(text.encode()).hexdigest()
