"""Lets cameras in whose programs can send a header: ``Authorization: Token SECRET``, as Plate Recognizer's clients do.

The secret is never logged, and no answer repeats it.
"""

from __future__ import annotations

from typing import Final

from handler import bootstrap
from handler.domain.sites.admission import AdmittedCamera
from handler.edge.answers import Event, headers_of

_SCHEME: Final = "token"


def admitted_by_token(event: Event) -> AdmittedCamera:
    """Find out which camera calls, and whether it may.

    Parameters
    ----------
    event : mapping

    Returns
    -------
    AdmittedCamera
        The one whose secret it is: what else a request says of its camera is the client's own word.

    Raises
    ------
    Unauthorised
        With the same sentence whatever the cause.
    """
    scheme, _, secret = headers_of(event).get("authorization", "").strip().partition(" ")
    source_ip = str(event.get("requestContext", {}).get("http", {}).get("sourceIp", ""))
    return bootstrap.admit_camera()(secret.strip() if scheme.lower() == _SCHEME else "", source_ip)
