"""AWS's errors in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from handler.domain import cursor
from handler.domain.errors import ServiceFailed, Throttled

THROTTLES: Final = frozenset(
    {
        "ThrottlingException",
        "Throttling",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "SlowDown",
        "TransactionInProgressException",
        "TransactionConflictException",  # another write of the same item at the same moment
    }
)


def error_code(error: ClientError) -> str:
    """Get AWS's name of an error."""
    return error.response.get("Error", {}).get("Code", "")


@contextmanager
def translated(operation: str) -> Iterator[None]:
    """Raise AWS's errors as ours.

    Parameters
    ----------
    operation : str
        What was being done, such as ``s3:GetObject``.

    Raises
    ------
    Throttled
        When AWS asks to slow down.
    ServiceFailed
        For anything else that AWS or the way there refuses.
    """
    try:
        yield
    except ClientError as error:
        code = error_code(error)
        raise (Throttled(operation) if code in THROTTLES else ServiceFailed(operation, code)) from error
    except BotoCoreError as error:
        raise ServiceFailed(operation, type(error).__name__) from error


@contextmanager
def going_on_from(start: object) -> Iterator[None]:
    """Blame the caller's cursor where DynamoDB refuses the place that a Query is to go on from.

    Parameters
    ----------
    start : object
        The place; empty when the Query begins at its beginning.

    Raises
    ------
    InvalidRequest
        When the place lies outside of the Query, or is no key.
    """
    try:
        yield
    except ClientError as error:
        if start and error_code(error) == "ValidationException":
            raise cursor.not_ours() from error
        raise
