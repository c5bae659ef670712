"""What the doors of cameras need, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from botocore.config import Config

from handler import bootstrap, bootstrap_alerts
from handler.adapters.cameras.xml import read_xml
from handler.adapters.dynamodb.events import DynamoDbEvents
from handler.adapters.telemetry.counted_detector import CountedDetector
from handler.service.doors.in_time import InTime
from handler.service.doors.promise_place import PromisePlace
from handler.service.doors.read_at_once import LOOK_TAKES_AT_MOST, ReadAtOnce
from handler.service.doors.receive_message import ReceiveMessage
from handler.settings import bucket, settings

if TYPE_CHECKING:
    from handler.adapters.detectors import Detector

_CONNECT_SECONDS: Final = 2


def receive_message() -> ReceiveMessage:
    """Build the use case of the cameras' doors, with what is in force."""
    return ReceiveMessage(
        events=DynamoDbEvents(bootstrap.dynamodb(), settings().table),
        photos=bootstrap.photo_store(bucket()),
        quotas=bootstrap.quotas(),
        read_xml=read_xml,
        retention=bootstrap.policy_in_force()().retention,
        now=bootstrap.now,
    )


def promise_place() -> PromisePlace:
    """Build the use case of ``POST /camera-uploads``, with what is in force."""
    return PromisePlace(
        events=DynamoDbEvents(bootstrap.dynamodb(), settings().table),
        places=bootstrap.photo_store(bucket()),
        quotas=bootstrap.quotas(),
        retention=bootstrap.policy_in_force()().retention,
        now=bootstrap.now,
    )


def read_at_once(until: datetime) -> ReadAtOnce:
    """Build the use case of Plate Recognizer's clients, with what is in force.

    Parameters
    ----------
    until : datetime
        By when there is an answer, UTC.
    """
    process = bootstrap_alerts.process_upload(bucket())
    detector = InTime(
        CountedDetector(_quick_detector(), bootstrap_alerts.measure()), until - LOOK_TAKES_AT_MOST, bootstrap.now
    )
    look_twice = replace(process.look_twice, detector=detector)
    # S3's event finds it finished, and makes its plates to be found.
    process = replace(process, detector=detector, look_twice=look_twice, settles=False)
    return ReadAtOnce(replace(receive_message(), begin=process.begin), process, process.log, bootstrap.now, time.sleep)


@cache
def _quick_detector() -> Detector:
    from handler.adapters.detectors import detector

    # One attempt: what does not answer by then is asked again by the S3 function, which has more time.
    patience = LOOK_TAKES_AT_MOST.total_seconds() - _CONNECT_SECONDS
    config = Config(retries={"total_max_attempts": 1}, connect_timeout=_CONNECT_SECONDS, read_timeout=patience)
    return detector(settings().own_reader, bucket(), config)
