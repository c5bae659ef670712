"""The one place where clients are built and parts are joined: what a function needs, once a process."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config

from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.adapters.dynamodb.audit_log import DynamoDbAuditKeeper, DynamoDbAuditLog
from handler.adapters.dynamodb.budget.spent_calls import DynamoDbSpentCalls
from handler.adapters.dynamodb.deletions import DynamoDbDeletions, DynamoDbLeftovers
from handler.adapters.dynamodb.insight_log import DynamoDbInsightLog
from handler.adapters.dynamodb.lookups.plate_notes import DynamoDbPlateNotes
from handler.adapters.dynamodb.missed_plates import DynamoDbMissedPlates
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.policies import DynamoDbPolicies, DynamoDbPolicyChanges
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.sites.credentials import DynamoDbCredentials
from handler.adapters.dynamodb.sites.known_cameras import DynamoDbKnownCameras
from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.people import CognitoPeople
from handler.adapters.s3 import S3_CONFIG, S3PhotoStore
from handler.domain.policy import Policy
from handler.domain.reading.acceptance import Acceptance, meant_error_rate
from handler.service.budget.show_budget import ShowBudget
from handler.service.change_settings import ChangeSettings
from handler.service.delete_upload import DeleteUpload
from handler.service.forget_upload import ForgetUpload
from handler.service.kept_people import KeptPeople
from handler.service.kept_policy import KeptPolicy
from handler.service.lookups.note_plate import NotePlate
from handler.service.no_plate_queue import NoPlateQueue
from handler.service.own_word import OwnWord
from handler.service.review_reads import ReviewReads
from handler.service.search_reads import SearchReads
from handler.service.show_audit import ShowAudit
from handler.service.show_changes import ShowChanges
from handler.service.show_insights import ShowInsights
from handler.service.show_read import ShowRead
from handler.service.show_uploads import ShowUploads
from handler.service.sites.admit_camera import AdmitCamera
from handler.service.sites.camera_secrets import CameraSecrets
from handler.service.sites.change_cameras import ChangeCameras
from handler.service.sites.change_sites import ChangeSites
from handler.service.start_upload import StartUpload
from handler.service.type_plates import TypePlates
from handler.settings import (
    audit_inbox,
    audit_retention,
    audit_table,
    bucket,
    reading_function,
    settings,
    upload_quota,
    user_pool,
    web_origin,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from handler.adapters.detectors import Detector
    from handler.service.process_upload import ProcessUpload
    from handler.service.reconcile import Reconcile

RETRIES: Final = Config(retries={"mode": "standard", "total_max_attempts": 4}, connect_timeout=3, read_timeout=20)
"""Throttles and passing faults are tried again with jitter; what lasts longer is left to Lambda's retries."""
_LEASE_MARGIN: Final = timedelta(seconds=5)  # longer than it may run an invocation owns an upload: clocks differ


def now() -> datetime:
    """Get the time in UTC."""
    return datetime.now(UTC)


def start_upload() -> StartUpload:
    """Build the use case of ``POST /uploads``, with what is in force."""
    cameras = DynamoDbKnownCameras(dynamodb(), settings().table)
    return StartUpload(_log(), photo_store(bucket()), quotas(), now, policy_in_force()().retention, cameras)


@cache
def show_uploads() -> ShowUploads:
    """Build the use case of ``GET /uploads``."""
    return ShowUploads(_log(), photo_store(bucket()), now)


@cache
def search_reads() -> SearchReads:
    """Build the use case of ``POST /reads/search``."""
    cameras = DynamoDbKnownCameras(dynamodb(), settings().table)
    about = photo_store(bucket()), _people(), _audit_inbox(), web_origin(), now, cameras
    return SearchReads(_read_log(), _plate_index(), *about, policy_in_force().needs_purpose)


@cache
def note_plate() -> NotePlate:
    """Build the use cases of ``/plates/tags`` and ``/plates/notes``."""
    return NotePlate(DynamoDbPlateNotes(dynamodb(), settings().table, audit_inbox(), now), _people(), now)


@cache
def show_read() -> ShowRead:
    """Build the use case of ``GET /reads/{read_id}``."""
    return ShowRead(_log(), show_uploads(), photo_store(bucket()), _people(), _audit_inbox(), now, note_plate().of)


@cache
def review_reads() -> ReviewReads:
    """Build the use cases of the review queue."""
    return ReviewReads(_log(), _read_log(), _plate_index(), show_read(), now)


@cache
def type_plates() -> TypePlates:
    """Build the use case of ``POST /uploads/{upload_id}/reads``."""
    return TypePlates(_log(), _missed_plates(), _plate_index(), show_read(), now)


@cache
def own_word() -> OwnWord:
    """Build the use cases of ``POST /reads/{read_id}/doubt`` and ``/take-back``."""
    return OwnWord(_log(), review_reads().carry_out)


@cache
def no_plate_queue() -> NoPlateQueue:
    """Build the use cases of the queue of photos without a plate."""
    return NoPlateQueue(_log(), _missed_plates(), show_uploads(), _people(), _audit_inbox(), now)


@cache
def show_insights() -> ShowInsights:
    """Build the use case of ``GET /insights``."""
    return ShowInsights(_insight_log(), _census(), show_budget(), policy_in_force())


@cache
def show_changes() -> ShowChanges:
    """Build the use case of ``GET /changes``."""
    return ShowChanges(_insight_log(), _read_log(), now)


@cache
def show_audit() -> ShowAudit:
    """Build the use case of ``GET /audit``."""
    return ShowAudit(DynamoDbAuditLog(dynamodb(), audit_table(), now), _audit_inbox(), _people(), now)


@cache
def change_settings() -> ChangeSettings:
    """Build the use cases of ``/settings``."""
    policies, about = _policies(), (_people(), settings().retention.days, now)
    return ChangeSettings(policies, DynamoDbPolicyChanges(policies, audit_inbox()), *about, show_budget())


@cache
def show_budget() -> ShowBudget:
    """Build what tells how budgets of DetectText calls stand."""
    return ShowBudget(DynamoDbSpentCalls(dynamodb(), settings().table), now)


@cache
def change_sites() -> ChangeSites:
    """Build the use cases of ``POST /sites`` and what is below it."""
    return ChangeSites(_registry(), secrets.randbits, now)


@cache
def change_cameras() -> ChangeCameras:
    """Build the use cases of ``POST /cameras`` and of removing one."""
    return ChangeCameras(_registry(), settings().retention.days, secrets.randbits, now)


@cache
def camera_secrets() -> CameraSecrets:
    """Build the use cases of ``/cameras/{camera_id}/secrets``."""
    return CameraSecrets(_registry(), secrets.token_bytes, now)


@cache
def admit_camera() -> AdmitCamera:
    """Build what lets cameras in."""
    return AdmitCamera(DynamoDbCredentials(dynamodb(), settings().table), now, settings().retention.days)


@cache
def delete_upload() -> DeleteUpload:
    """Build the use case of ``POST /uploads/{upload_id}/delete``."""
    return DeleteUpload(_log(), _deletions(), _forget(), now)


@cache
def audit_keeper() -> DynamoDbAuditKeeper:
    """Build what keeps who did what."""
    return DynamoDbAuditKeeper(dynamodb(), audit_table(), audit_retention())


def reconcile() -> Reconcile:
    """Build the use case of the schedule, with what is in force."""
    from handler.adapters.reading_starter import LambdaReadingStarter
    from handler.service.mend_reads import MendReads
    from handler.service.reconcile import Reconcile

    reading = LambdaReadingStarter(boto3.client("lambda", config=RETRIES), reading_function(), bucket())
    kept = settings().retention, policy_in_force()().retention.shortest
    mend_reads = MendReads(_census(), _plate_index(), _forget())
    return Reconcile(_log(), _census(), photo_store(bucket()), reading, _forget(), mend_reads, *kept, now)


def process_upload(bucket_name: str) -> ProcessUpload:
    """Build the use case of the S3 function, with what is in force.

    Parameters
    ----------
    bucket_name : str
        From the event: the function and the bucket that notifies it cannot each be made before the other.
    """
    # Only it needs Pillow and who finds text; the others start faster without them.
    from handler.adapters.beside import beside
    from handler.adapters.dynamodb.sites.sightings import DynamoDbSightings
    from handler.adapters.pictures.image import PillowInspector
    from handler.adapters.pictures.montage import PillowMontageMaker
    from handler.adapters.pictures.pixels import PillowPixels
    from handler.service.look_twice import LookTwice
    from handler.service.process_upload import ProcessUpload
    from handler.service.repeats.tell_repeats import TellRepeats

    detector, policy, looks = _detector(bucket_name), policy_in_force()(), (PillowMontageMaker(), PillowPixels)
    return ProcessUpload(
        log=_log(),
        plates=_plate_index(),
        quotas=quotas(),
        photos=photo_store(bucket_name),
        inspector=PillowInspector(detector.most_sent_bytes),
        detector=detector,
        look_twice=LookTwice(detector, *looks, policy.expected_regions, is_allowed=policy.second_look),
        acceptance=Acceptance.for_error_rate(policy.accept_error_rate),
        now=now,
        repeats=TellRepeats(DynamoDbSightings(dynamodb(), settings().table, now), PillowPixels, now),
        begin=beside,
    )


@cache
def _detector(bucket_name: str) -> Detector:
    from handler.adapters.detectors import detector

    # A third of the function's time, so that one more try is left where an answer does not come.
    patience = Config(read_timeout=settings().reading_time.total_seconds() / 3)
    return detector(settings().own_reader, bucket_name, RETRIES.merge(patience))


@cache
def _policies() -> DynamoDbPolicies:
    deployed = settings()
    rate, days = meant_error_rate(deployed.accept_error_rate), deployed.retention.days
    default = Policy(rate, deployed.expected_regions, deployed.second_look, days)
    return DynamoDbPolicies(dynamodb(), deployed.table, default)


@cache
def policy_in_force() -> KeptPolicy:
    """Build what knows the settings that are in force."""
    return KeptPolicy(_policies(), settings().policy_kept, now)


@cache
def _registry() -> DynamoDbRegistry:
    return DynamoDbRegistry(dynamodb(), settings().table, audit_inbox())


@cache
def _people() -> KeptPeople:
    return KeptPeople(CognitoPeople(boto3.client("cognito-idp", config=RETRIES), user_pool()), now)


@cache
def dynamodb() -> DynamoDBClient:
    """Build the client of the tables."""
    return boto3.client("dynamodb", config=RETRIES)


@cache
def _log() -> DynamoDbUploadLog:
    lease = settings().reading_time + _LEASE_MARGIN
    return DynamoDbUploadLog(dynamodb(), settings().table, lease, now, settings().outbox)


@cache
def _census() -> DynamoDbUploadCensus:
    return DynamoDbUploadCensus(dynamodb(), settings().table, now)


@cache
def _plate_index() -> DynamoDbPlateIndex:
    return DynamoDbPlateIndex(dynamodb(), settings().table, now)


@cache
def _insight_log() -> DynamoDbInsightLog:
    return DynamoDbInsightLog(dynamodb(), settings().table)


@cache
def quotas() -> DynamoDbQuotas:
    """Build what counts what is sent."""
    return DynamoDbQuotas(dynamodb(), settings().table, upload_quota())


@cache
def _forget() -> ForgetUpload:
    return ForgetUpload(DynamoDbLeftovers(dynamodb(), settings().table), _plate_index(), photo_store(bucket()), now)


@cache
def _deletions() -> DynamoDbDeletions:
    return DynamoDbDeletions(dynamodb(), settings().table, audit_inbox())


@cache
def _read_log() -> DynamoDbReadLog:
    return DynamoDbReadLog(dynamodb(), settings().table, audit_inbox(), now, settings().outbox)


@cache
def _missed_plates() -> DynamoDbMissedPlates:
    return DynamoDbMissedPlates(dynamodb(), settings().table, audit_inbox(), now, settings().outbox)


@cache
def _audit_inbox() -> DynamoDbAuditInbox:
    return DynamoDbAuditInbox(dynamodb(), audit_inbox())


@cache
def photo_store(bucket_name: str) -> S3PhotoStore:
    """Build the bucket of photos."""
    return S3PhotoStore(boto3.client("s3", config=RETRIES.merge(S3_CONFIG)), bucket_name)
