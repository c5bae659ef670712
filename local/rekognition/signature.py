"""Signature Version 4: whether a request is signed as Rekognition wants it."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from reader.errors import IncompleteSignature, InvalidSignature, MissingAuthenticationToken

MAX_CLOCK_SKEW = timedelta(minutes=15)
"""IAM User Guide, "Troubleshoot signed requests": a request must reach AWS within 15 minutes of its time stamp."""

SERVICE = "rekognition"

_ALGORITHM = "AWS4-HMAC-SHA256"
_TIMESTAMP = "%Y%m%dT%H%M%SZ"
_SCOPE = re.compile(
    r"(?P<access_key>[\w/+=-]+)/(?P<date>\d{8})/(?P<aws_region>[a-z0-9-]+)/(?P<service>[a-z0-9-]+)/aws4_request",
    re.ASCII,
)
_REQUIRED_PARTS = ("Credential", "SignedHeaders", "Signature")


@dataclass(frozen=True, slots=True)
class _Signature:
    access_key: str
    date: str
    aws_region: str
    service: str
    signed_headers: tuple[str, ...]
    digest: str


def check_signature(headers: Mapping[str, str], body: bytes, known: Credentials, now: datetime | None = None) -> None:
    """Check the signature of a ``POST /``.

    Parameters
    ----------
    headers : mapping
        The request's headers by lower-case name.
    body : bytes
        The request's body.
    known : Credentials
        The one key whose secret is known here: what it signed is verified. For others only the form is checked.
    now : datetime, optional
        The time to compare the request's date with; by default the clock's.

    Raises
    ------
    MissingAuthenticationToken
        There is no Authorization header.
    IncompleteSignature
        The header is not a Signature Version 4, or a header that it needs is missing.
    InvalidSignature
        It is for another service or another time, or does not match the request.
    """
    if "authorization" not in headers:
        raise MissingAuthenticationToken("Missing Authentication Token")
    signature = _parse(headers["authorization"])
    _check_time(signature, headers.get("x-amz-date", ""), now or datetime.now(UTC))
    if signature.service != SERVICE:
        raise InvalidSignature(f"Credential should be scoped to correct service: '{SERVICE}'.")
    _check_signed_headers(signature, headers)
    _check_payload(headers, body)
    if signature.access_key == known.access_key and not _matches(signature, headers, body, known):
        raise InvalidSignature(
            "The request signature we calculated does not match the signature you provided. "
            "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
        )


def _parse(authorization: str) -> _Signature:
    algorithm, _, rest = authorization.strip().partition(" ")
    if algorithm != _ALGORITHM:
        raise IncompleteSignature(f"Authorization header is not of the form '{_ALGORITHM} Credential=…'.")
    parts = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    for name in _REQUIRED_PARTS:
        if not parts.get(name):
            raise IncompleteSignature(f"Authorization header requires '{name}' parameter.")
    scope = _SCOPE.fullmatch(parts["Credential"])
    if scope is None:
        raise IncompleteSignature("Credential must have the form KEY/YYYYMMDD/REGION/SERVICE/aws4_request.")
    if not re.fullmatch(r"[0-9a-f]{64}", parts["Signature"]):
        raise IncompleteSignature("Signature must be 64 hexadecimal digits.")
    return _Signature(
        **scope.groupdict(),
        signed_headers=tuple(parts["SignedHeaders"].lower().split(";")),
        digest=parts["Signature"],
    )


def _check_time(signature: _Signature, timestamp: str, now: datetime) -> None:
    try:
        signed_at = datetime.strptime(timestamp, _TIMESTAMP).replace(tzinfo=UTC)
    except ValueError as error:
        raise IncompleteSignature("Authorization header requires a valid 'X-Amz-Date' header.") from error
    if not timestamp.startswith(signature.date):
        raise InvalidSignature("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date.")
    if now - signed_at > MAX_CLOCK_SKEW:
        raise InvalidSignature(f"Signature expired: {timestamp} is now earlier than 15 minutes before this server's.")
    if signed_at - now > MAX_CLOCK_SKEW:
        raise InvalidSignature(f"Signature not yet current: {timestamp} is still later than this server's time.")


def _check_signed_headers(signature: _Signature, headers: Mapping[str, str]) -> None:
    for name in ("host", "x-amz-date"):
        if name not in signature.signed_headers:
            raise InvalidSignature(f"'{name}' must be a signed header.")
    missing = [name for name in signature.signed_headers if name not in headers]
    if missing:
        raise InvalidSignature(f"Signed headers are missing from the request: {', '.join(missing)}.")


def _check_payload(headers: Mapping[str, str], body: bytes) -> None:
    claimed = headers.get("x-amz-content-sha256")
    if claimed is not None and claimed != hashlib.sha256(body).hexdigest():
        raise InvalidSignature("The value of 'X-Amz-Content-SHA256' does not match the request's body.")


def _matches(signature: _Signature, headers: Mapping[str, str], body: bytes, known: Credentials) -> bool:
    signer = SigV4Auth(known, SERVICE, signature.aws_region)
    request = AWSRequest(
        method="POST",
        url=f"http://{headers['host']}/",
        headers={name: headers[name] for name in signature.signed_headers},
        data=body,
    )
    request.context["timestamp"] = headers["x-amz-date"]
    expected = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    return hmac.compare_digest(expected, signature.digest)
