"""What the doors of cameras need, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from handler import bootstrap
from handler.adapters.cameras.xml import read_xml
from handler.adapters.dynamodb.events import DynamoDbEvents
from handler.service.doors.promise_place import PromisePlace
from handler.service.doors.receive_message import ReceiveMessage
from handler.settings import bucket, settings


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
