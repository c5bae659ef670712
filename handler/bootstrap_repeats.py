"""What has repeats read that people ask for, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from functools import cache

import boto3

from handler import bootstrap
from handler.adapters.dynamodb.sites.repeats import DynamoDbRepeats
from handler.adapters.reading_starter import LambdaReadingStarter
from handler.service.repeats.read_repeat import ReadRepeat
from handler.settings import audit_inbox, bucket, reading_function, settings


@cache
def read_repeat() -> ReadRepeat:
    """Build the use case of ``POST /uploads/{upload_id}/read``."""
    repeats = DynamoDbRepeats(bootstrap.dynamodb(), settings().table, audit_inbox())
    starter = LambdaReadingStarter(boto3.client("lambda", config=bootstrap.RETRIES), reading_function(), bucket())
    return ReadRepeat(bootstrap.show_uploads(), repeats, starter, bootstrap.now)
