"""Cursors: where a list goes on, for its own query only."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json

from handler.domain.errors import InvalidRequest


def pack(query: str, place: dict[str, str]) -> str:
    """Write a cursor.

    Parameters
    ----------
    query : str
        What was asked for; the cursor is good for nothing else.
    place : dict of str to str
        Where to go on.

    Returns
    -------
    str
        Opaque, URL-safe.
    """
    return base64.urlsafe_b64encode(json.dumps([_mark(query), place]).encode()).decode()


def unpack(query: str, cursor: str, names: frozenset[str]) -> dict[str, str]:
    """Read a cursor.

    Parameters
    ----------
    query : str
        What is asked for now.
    cursor : str
    names : frozenset of str
        The keys that its place has.

    Raises
    ------
    InvalidRequest
        When it is made up, or of another query.
    """
    try:
        mark, place = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        is_ours = mark == _mark(query) and isinstance(place, dict) and set(place) == names
        is_ours = is_ours and all(isinstance(one, str) for one in place.values())
    except (ValueError, TypeError, binascii.Error, RecursionError):
        is_ours = False
    if not is_ours:
        raise not_ours()
    return {name: str(value) for name, value in place.items()}


def not_ours() -> InvalidRequest:
    """Make the error for a cursor that this list never gave."""
    return InvalidRequest("cursor: this list did not give it. Leave it out to begin from the first page.")


def _mark(query: str) -> str:
    return hashlib.sha256(query.encode()).hexdigest()[:16]
