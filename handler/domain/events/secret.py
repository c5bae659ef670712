"""Secrets that webhooks are signed with. They cannot be kept as digests: who signs needs them."""

from __future__ import annotations

import base64
import binascii
from dataclasses import field, replace
from datetime import datetime, timedelta
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest

PREFIX: Final = "whsec_"
FEWEST_BYTES, MOST_BYTES = 24, 64
"""Standard Webhooks, on the signature scheme."""

RANDOM_BYTES: Final = 32
OVERLAP: Final = timedelta(hours=24)
"""How long the old secret signs beside the new one, so that receivers can change over."""

SIGNING: Final = "whs"
"""How the id of such a secret begins."""


@quick_dataclass(frozen=True, slots=True)
class SecretMark:
    """What may be shown of a secret.

    Attributes
    ----------
    secret_id : str
    created_at : datetime
        UTC.
    ends_at : datetime or None
        When it signs no more, UTC; None for the one in use.
    """

    secret_id: str
    created_at: datetime
    ends_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        """Tell whether it signs."""
        return self.ends_at is None or now < self.ends_at


@quick_dataclass(frozen=True, slots=True)
class SigningSecret:
    """A secret with what is known of it."""

    mark: SecretMark
    text: str = field(repr=False)


def secret_text(random: bytes) -> str:
    """Write a secret of `RANDOM_BYTES` that nobody can guess."""
    return PREFIX + base64.b64encode(random).decode()


def key_of(text: str) -> bytes:
    """Get the bytes that a secret signs with.

    Raises
    ------
    InvalidRequest
        When it is none.
    """
    try:
        key = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (ValueError, binascii.Error) as error:
        raise InvalidRequest(f"secret: what follows {PREFIX} is not base64.") from error
    if not text.startswith(PREFIX) or not FEWEST_BYTES <= len(key) <= MOST_BYTES:
        raise InvalidRequest(f"secret: give {PREFIX} and {FEWEST_BYTES} to {MOST_BYTES} bytes in base64.")
    return key


def rotated(marks: tuple[SecretMark, ...], new: SecretMark) -> tuple[SecretMark, ...]:
    """Put a new secret beside the one in use, which ends after `OVERLAP`; those that ended are left out.

    Raises
    ------
    Conflict
        When an old one is still valid beside the one in use.
    """
    valid = [one for one in marks if one.is_valid(new.created_at)]
    if len(valid) > 1:
        raise Conflict("two_signing_secrets")
    return (*(replace(one, ends_at=new.created_at + OVERLAP) for one in valid), new)
