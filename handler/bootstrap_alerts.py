"""What raises alerts and tells others, beside what `bootstrap` builds for all functions; and what shows alerts."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from handler import bootstrap
from handler.adapters.dynamodb.alerts.alerts import DynamoDbAlertBook
from handler.adapters.dynamodb.alerts.places import DynamoDbPlaces
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.adapters.dynamodb.outbox.channels import DynamoDbWanted
from handler.adapters.telemetry.counted_detector import CountedDetector
from handler.adapters.telemetry.metric_lines import MetricLines
from handler.service.alerts.kept_places import KeptPlaces
from handler.service.alerts.raise_alerts import RaiseAlerts
from handler.service.events.kept_subscriptions import KeptSubscriptions
from handler.service.lists.kept_lists import KeptLists
from handler.settings import audit_inbox, bucket, look_back_span, outbox_table, settings, stage, web_origin

if TYPE_CHECKING:
    from handler.adapters.dynamodb.alerts.alerts import DynamoDbAlerts
    from handler.adapters.dynamodb.budget.camera_limits import DynamoDbCameraLimits
    from handler.adapters.dynamodb.budget.spent_calls import DynamoDbSpentCalls
    from handler.adapters.dynamodb.budget.waiting_photos import DynamoDbWaitingPhotos
    from handler.service.alerts.look_back import LookBack
    from handler.service.alerts.show_alerts import ShowAlerts
    from handler.service.budget.governor import Governor
    from handler.service.budget.resume_waiting import ResumeWaiting
    from handler.service.delete_upload import DeleteUpload
    from handler.service.keeping.keep_by_hits import KeepByHits
    from handler.service.own_word import OwnWord
    from handler.service.process_upload import ProcessUpload
    from handler.service.reconcile import Reconcile
    from handler.service.replaying.replay_reads import ReplayReads
    from handler.service.review_reads import ReviewReads
    from handler.service.show_changes import ShowChanges
    from handler.service.type_plates import TypePlates


@cache
def raise_alerts() -> RaiseAlerts:
    """Build what tells what becomes of alerts."""
    client, name = bootstrap.dynamodb(), settings().table
    kept = KeptLists(DynamoDbLists(client, name), settings().policy_kept, bootstrap.now)
    book = DynamoDbAlertBook(client, name, outbox_table(), bootstrap.now)
    places = KeptPlaces(DynamoDbPlaces(client, name), bootstrap.now)
    return RaiseAlerts(
        DynamoDbListIndex(client, name, kept), book, places, subscriptions(), web_origin(), bootstrap.now
    )


@cache
def subscriptions() -> KeptSubscriptions:
    """Build what knows which events some channel wants."""
    return KeptSubscriptions(
        DynamoDbWanted(bootstrap.dynamodb(), outbox_table()), settings().policy_kept, bootstrap.now
    )


def process_upload(bucket_name: str) -> ProcessUpload:
    """Build the use case of the S3 function, with what is in force."""
    process = bootstrap.process_upload(bucket_name)
    detector = CountedDetector(process.detector, measure())
    look_twice = replace(process.look_twice, detector=detector)
    process = replace(process, detector=detector, look_twice=look_twice, governor=_governor())
    return replace(process, alerts=raise_alerts(), measure=measure())


def _governor() -> Governor | None:
    """Build what keeps to the budget; our own reader costs no DetectText call."""
    from handler.service.budget.governor import Governor

    if settings().own_reader:
        return None
    calls_a_day = bootstrap.policy_in_force()().detect_text_calls_a_day
    return Governor(spent_calls(), waiting_photos(), calls_a_day, camera_limits(), bootstrap.now, measure())


@cache
def spent_calls() -> DynamoDbSpentCalls:
    """Build what counts DetectText calls against the budget."""
    from handler.adapters.dynamodb.budget.spent_calls import DynamoDbSpentCalls

    return DynamoDbSpentCalls(bootstrap.dynamodb(), settings().table)


@cache
def camera_limits() -> DynamoDbCameraLimits:
    """Build what knows the budgets of cameras."""
    from handler.adapters.dynamodb.budget.camera_limits import DynamoDbCameraLimits

    return DynamoDbCameraLimits(bootstrap.dynamodb(), settings().table)


@cache
def waiting_photos() -> DynamoDbWaitingPhotos:
    """Build what knows the photos that wait for a budget."""
    from handler.adapters.dynamodb.budget.waiting_photos import DynamoDbWaitingPhotos

    return DynamoDbWaitingPhotos(bootstrap.dynamodb(), settings().table, bootstrap.now)


def resume_waiting() -> ResumeWaiting:
    """Build what has photos read that waited, with what is in force."""
    from handler.service.budget.resume_waiting import ResumeWaiting

    calls_a_day = bootstrap.policy_in_force()().detect_text_calls_a_day
    about = reconcile().reading, calls_a_day, camera_limits(), bootstrap.now
    return ResumeWaiting(waiting_photos(), spent_calls(), *about)


@cache
def measure() -> MetricLines:
    """Build what writes metrics."""
    return MetricLines(stage(), bootstrap.now)


@cache
def keep_by_hits() -> KeepByHits:
    """Build what looks at the ends of uploads whose hits may have changed."""
    from handler.adapters.dynamodb.keeping.holds import DynamoDbHolds
    from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
    from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
    from handler.service.keeping.keep_by_hits import KeepByHits

    client, name, now = bootstrap.dynamodb(), settings().table, bootstrap.now
    log = DynamoDbUploadLog(client, name, settings().reading_time, now)
    plates = DynamoDbPlateIndex(client, name, now)
    return KeepByHits(log, DynamoDbHolds(client, name, ""), plates, raise_alerts(), now)


@cache
def review_reads() -> ReviewReads:
    """Build the use cases of the review queue."""
    return replace(bootstrap.review_reads(), alerts=raise_alerts(), keep_by_hits=keep_by_hits())


@cache
def type_plates() -> TypePlates:
    """Build the use case of ``POST /uploads/{upload_id}/reads``."""
    from handler.service.type_plates import TypePlates

    log, index, show_read = bootstrap.upload_log(), bootstrap.plate_index(), bootstrap.show_read()
    return TypePlates(
        log, bootstrap.missed_plates(), index, show_read, bootstrap.now, raise_alerts(), keep_by_hits=keep_by_hits()
    )


@cache
def own_word() -> OwnWord:
    """Build the use cases of ``POST /reads/{read_id}/doubt`` and ``/take-back``."""
    from handler.service.own_word import OwnWord

    return OwnWord(bootstrap.upload_log(), review_reads().carry_out)


@cache
def delete_upload() -> DeleteUpload:
    """Build the use case of ``POST /uploads/{upload_id}/delete``."""
    delete = bootstrap.delete_upload()
    return replace(delete, forget=replace(delete.forget, alerts=raise_alerts()))


def reconcile() -> Reconcile:
    """Build the use case of the schedule, with what is in force."""
    compare = bootstrap.reconcile()
    forget = replace(compare.forget, alerts=raise_alerts())
    return replace(compare, forget=forget, mend_reads=replace(compare.mend_reads, forget=forget))


def replay_reads(bucket_name: str) -> ReplayReads:
    """Build what reads kept text detections anew, as photos are read that come now."""
    from handler.adapters.dynamodb.replayed_reads import DynamoDbReplayedReads
    from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
    from handler.service.replaying.replay_reads import ReplayReads

    reading, client, name = process_upload(bucket_name), bootstrap.dynamodb(), settings().table
    return ReplayReads(
        census=DynamoDbUploadCensus(client, name, bootstrap.now),
        log=reading.log,
        photos=reading.photos,
        inspector=reading.inspector,
        look_twice=reading.look_twice,
        acceptance=reading.acceptance,
        replayed=DynamoDbReplayedReads(client, name, outbox_table()),
        plates=reading.plates,
        now=bootstrap.now,
        alerts=reading.alerts,
        keep_by_hits=keep_by_hits(),
    )


@cache
def look_back() -> LookBack:
    """Build what compares the reads of the last hours with new entries."""
    from handler.adapters.dynamodb.alerts.found_reads import DynamoDbFoundReads
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
    from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
    from handler.adapters.dynamodb.read_log import DynamoDbReadLog
    from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
    from handler.service.alerts.look_back import LookBack

    client, name, now = bootstrap.dynamodb(), settings().table, bootstrap.now
    lists = DynamoDbLists(client, name)
    return LookBack(
        lists,
        DynamoDbReadLog(client, name, "", now),
        DynamoDbUploadLog(client, name, settings().reading_time, now),
        DynamoDbPlateIndex(client, name, now),
        DynamoDbFoundReads(client, name, outbox_table(), now),
        # A list that was made a moment ago counts here at once.
        replace(raise_alerts(), index=DynamoDbListIndex(client, name, lists.all)),
        DynamoDbAuditInbox(client, audit_inbox()),
        keep_by_hits(),
        look_back_span(),
        now,
    )


@cache
def show_alerts() -> ShowAlerts:
    """Build the use cases of ``/alerts``."""
    from handler.adapters.dynamodb.sites.known_cameras import DynamoDbKnownCameras
    from handler.service.alerts.show_alerts import ShowAlerts

    photos, cameras = bootstrap.photo_store(bucket()), DynamoDbKnownCameras(bootstrap.dynamodb(), settings().table)
    search = bootstrap.search_reads()
    return ShowAlerts(_alerts(), search.reads, photos, cameras, search.people, bootstrap.now)


@cache
def show_changes() -> ShowChanges:
    """Build the use case of ``GET /changes``."""
    from handler.service.show_changes import ShowChanges

    changes = bootstrap.show_changes()
    return ShowChanges(changes.insights, changes.reads, changes.now, _alerts())


@cache
def _alerts() -> DynamoDbAlerts:
    from handler.adapters.dynamodb.alerts.alerts import DynamoDbAlerts

    return DynamoDbAlerts(bootstrap.dynamodb(), settings().table, audit_inbox(), bootstrap.now)
