"""What is needed to look at cameras, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from functools import cache

from handler import bootstrap
from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
from handler.service.sites.check_cameras import CheckCameras
from handler.service.sites.watch_camera import WatchCamera
from handler.settings import audit_inbox, settings


def check_cameras() -> CheckCameras:
    """Build the use case of the schedule that looks after cameras."""
    return CheckCameras(DynamoDbRegistry(bootstrap.dynamodb(), settings().table), bootstrap.now)


@cache
def watch_camera() -> WatchCamera:
    """Build the use case of ``GET /cameras/{camera_id}/photos``."""
    inbox = DynamoDbAuditInbox(bootstrap.dynamodb(), audit_inbox())
    return WatchCamera(bootstrap.show_uploads(), inbox, bootstrap.now)
