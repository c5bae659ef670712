"""What is needed to look at cameras and to have repeats read, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING

import boto3

from handler import bootstrap, bootstrap_alerts, bootstrap_events
from handler.settings import audit_inbox, bucket, reading_function, settings

if TYPE_CHECKING:
    from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
    from handler.service.repeats.read_repeat import ReadRepeat
    from handler.service.sites.camera_secrets import CameraSecrets
    from handler.service.sites.change_cameras import ChangeCameras
    from handler.service.sites.change_sites import ChangeSites
    from handler.service.sites.check_cameras import CheckCameras
    from handler.service.sites.show_sites import ShowSites
    from handler.service.sites.watch_camera import WatchCamera


def check_cameras() -> CheckCameras:
    """Build the use case of the schedule that looks after cameras."""
    from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
    from handler.service.events.tell_silence import TellSilence
    from handler.service.sites.check_cameras import CheckCameras

    tell_silence = TellSilence(bootstrap_alerts.subscriptions(), bootstrap_events.outbox(), bootstrap.now)
    return CheckCameras(DynamoDbRegistry(bootstrap.dynamodb(), settings().table), bootstrap.now, tell_silence)


@cache
def watch_camera() -> WatchCamera:
    """Build the use case of ``GET /cameras/{camera_id}/photos``."""
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
    from handler.service.sites.watch_camera import WatchCamera

    inbox = DynamoDbAuditInbox(bootstrap.dynamodb(), audit_inbox())
    return WatchCamera(bootstrap.show_uploads(), inbox, bootstrap.now)


@cache
def read_repeat() -> ReadRepeat:
    """Build the use case of ``POST /uploads/{upload_id}/read``."""
    from handler.adapters.dynamodb.sites.repeats import DynamoDbRepeats
    from handler.adapters.reading_starter import LambdaReadingStarter
    from handler.service.repeats.read_repeat import ReadRepeat

    repeats = DynamoDbRepeats(bootstrap.dynamodb(), settings().table, audit_inbox())
    starter = LambdaReadingStarter(boto3.client("lambda", config=bootstrap.RETRIES), reading_function(), bucket())
    return ReadRepeat(bootstrap.show_uploads(), repeats, starter, bootstrap.now)


@cache
def show_sites() -> ShowSites:
    """Build the use case of ``GET /sites``."""
    from handler.service.sites.show_sites import ShowSites

    photos, budget = bootstrap.photo_store(bucket()), bootstrap.show_budget()
    return ShowSites(_registry(), photos, settings().retention.days, bootstrap.now, budget)


@cache
def change_sites() -> ChangeSites:
    """Build the use cases of ``POST /sites`` and what is below it."""
    from handler.service.sites.change_sites import ChangeSites

    return ChangeSites(_registry(), secrets.randbits, bootstrap.now)


@cache
def change_cameras() -> ChangeCameras:
    """Build the use cases of ``POST /cameras`` and of removing one."""
    from handler.service.sites.change_cameras import ChangeCameras

    return ChangeCameras(_registry(), settings().retention.days, secrets.randbits, bootstrap.now)


@cache
def camera_secrets() -> CameraSecrets:
    """Build the use cases of ``/cameras/{camera_id}/secrets``."""
    from handler.service.sites.camera_secrets import CameraSecrets

    return CameraSecrets(_registry(), secrets.token_bytes, bootstrap.now)


@cache
def _registry() -> DynamoDbRegistry:
    from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry

    return DynamoDbRegistry(bootstrap.dynamodb(), settings().table, audit_inbox())
