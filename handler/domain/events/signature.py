"""The signature of a webhook, by Standard Webhooks (standardwebhooks.com): id, time and body, by HMAC-SHA256."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime

from handler.domain.events.secret import key_of


def signed_headers(webhook_id: str, at: datetime, body: bytes, secrets: Sequence[str]) -> Mapping[str, str]:
    """Sign a body with each secret that is valid.

    Parameters
    ----------
    webhook_id : str
        The same at each attempt, so that receivers know what they took already.
    at : datetime
        Of this attempt, UTC.
    body : bytes
        As it is sent.
    secrets : Sequence of str
        The newest first; two while they are rotated.

    Returns
    -------
    mapping of str to str
        The three headers.
    """
    timestamp = str(int(at.timestamp()))
    content = f"{webhook_id}.{timestamp}.".encode() + body
    return {
        "webhook-id": webhook_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(_signature(key_of(one), content) for one in secrets),
    }


def _signature(key: bytes, content: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
