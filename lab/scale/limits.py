"""What AWS allows, and what a photo takes of it: every number with where it is from.

Looked up on 29 November 2026. Quotas of an account may differ: Service Quotas in the console says yours.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final

DETECT_TEXT_PER_SECOND: Final = {"most regions": 5.0, "us-east-1, us-west-2, eu-west-1": 50.0, "raised": inf}
"""Calls an account may make (AWS General Reference, "Amazon Rekognition endpoints and quotas"); raised: on request."""

NEW_ACCOUNT_CONCURRENCY: Final = 10
DEFAULT_CONCURRENCY: Final = 1000
"""Of Lambda in a region: what new accounts may have, and the default (Lambda developer guide, "Lambda quotas")."""

API_REQUESTS_PER_SECOND: Final = 50.0
"""Of our own API: `ThrottlingRateLimit` in resources/api.yml."""

ASYNC_RETRY_SECONDS: Final = (60.0, 120.0)
"""After which Lambda tries a failed event again ("Asynchronous invocation", Lambda developer guide)."""

MOST_BACKOFF_SECONDS: Final = 300.0
"""Events that find no room are tried again after 1 s, then after longer and longer, 5 minutes at most (same source)."""

EVENT_LIFETIME_SECONDS: Final = 3600.0
"""`maximumEventAge` of on_upload in serverless.yml: after it an event goes to the failure queue."""

SDK_ATTEMPTS: Final = 4
MOST_SDK_PAUSE_SECONDS: Final = 20.0
"""`RETRIES` of handler/bootstrap.py; botocore's standard mode pauses up to 1, 2, 4 s, at random."""

WRITE_UNITS_A_PARTITION: Final = 1000.0
READ_UNITS_A_PARTITION: Final = 3000.0
"""A second (DynamoDB developer guide, "Key range throughput exceeded (hot partitions)")."""

CALLS_A_PHOTO: Final = 1.15
"""Of DetectText: about one photo in seven gets a second look (docs/settings.md)."""

DETECTION_SECONDS: Final = 0.6
OTHER_SECONDS: Final = 0.4
"""Of a photo in the S3 function. Assumed: neither was measured with Rekognition itself (docs/performance.md)."""


@dataclass(frozen=True, slots=True)
class HotKey:
    """A key that many photos write to.

    Attributes
    ----------
    name : str
        As docs/data.md and resources/platebook_table.yml call it.
    write_units : float
        A photo with one plate that is accepted.
    why : str
    """

    name: str
    write_units: float
    why: str

    @property
    def photos_per_second(self) -> float:
        """From how many photos a second on one partition is not enough for it."""
        return WRITE_UNITS_A_PARTITION / self.write_units


HOT_KEYS: Final = (
    HotKey("insights#<month>", 4.0, "two counts in a transaction, where a photo was taken in another hour: 2 x 2"),
    HotKey("by_time, kind upload", 3.0, "announced, taken into work, ended: three copies"),
    HotKey("by_status, processing", 2.0, "comes and goes: two copies"),
    HotKey("by_time, kind read", 1.0, "one copy"),
    HotKey("by_status, accepted", 1.0, "one copy"),
)
"""Measured by what a photo changes in the table (tests/integration/scale). Items of more than 1 kB cost twice as much:
uploads of cameras that say much beside the photo, and counts of an hour with many kinds of results."""
