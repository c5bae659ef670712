"""Where clients are built and parts are joined, once a process. What few functions need is imported as it is built."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config

from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.policies import DynamoDbPolicies
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.adapters.dynamodb.upload_log import DynamoDbUploadLog
from handler.adapters.s3 import S3_CONFIG, S3PhotoStore
from handler.domain.policy import Policy
from handler.domain.reading.acceptance import Acceptance, meant_error_rate
from handler.service.kept_policy import KeptPolicy
from handler.settings import (
    audit_inbox,
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
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
    from handler.adapters.dynamodb.insight_log import DynamoDbInsightLog
    from handler.adapters.dynamodb.missed_plates import DynamoDbMissedPlates
    from handler.adapters.dynamodb.read_log import DynamoDbReadLog
    from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus
    from handler.service.budget.show_budget import ShowBudget
    from handler.service.change_settings import ChangeSettings
    from handler.service.delete_upload import DeleteUpload
    from handler.service.forget_upload import ForgetUpload
    from handler.service.kept_people import KeptPeople
    from handler.service.lookups.note_plate import NotePlate
    from handler.service.no_plate_queue import NoPlateQueue
    from handler.service.process_upload import ProcessUpload
    from handler.service.reconcile import Reconcile
    from handler.service.review_reads import ReviewReads
    from handler.service.search_reads import SearchReads
    from handler.service.show_audit import ShowAudit
    from handler.service.show_changes import ShowChanges
    from handler.service.show_insights import ShowInsights
    from handler.service.show_read import ShowRead
    from handler.service.show_uploads import ShowUploads
    from handler.service.sites.admit_camera import AdmitCamera
    from handler.service.start_upload import StartUpload

RETRIES: Final = Config(retries={"mode": "standard", "total_max_attempts": 4}, connect_timeout=3, read_timeout=20)
"""Throttles and passing faults are tried again with jitter; what lasts longer is left to Lambda's retries."""
_LEASE_MARGIN: Final = timedelta(seconds=5)  # longer than it may run an invocation owns an upload: clocks differ


def now() -> datetime:
    """Get the time in UTC."""
    return datetime.now(UTC)


def start_upload() -> StartUpload:
    """Build the use case of ``POST /uploads``, with what is in force."""
    from handler.adapters.dynamodb.sites.known_cameras import DynamoDbKnownCameras
    from handler.service.start_upload import StartUpload

    cameras = DynamoDbKnownCameras(dynamodb(), settings().table)
    return StartUpload(upload_log(), photo_store(bucket()), quotas(), now, policy_in_force()().retention, cameras)


@cache
def show_uploads() -> ShowUploads:
    """Build the use case of ``GET /uploads``."""
    from handler.service.show_uploads import ShowUploads

    return ShowUploads(upload_log(), photo_store(bucket()), now)


@cache
def search_reads() -> SearchReads:
    """Build the use case of ``POST /reads/search``."""
    from handler.adapters.dynamodb.sites.known_cameras import DynamoDbKnownCameras
    from handler.service.search_reads import SearchReads

    about = photo_store(bucket()), _people(), _audit_inbox(), web_origin(), now
    cameras = DynamoDbKnownCameras(dynamodb(), settings().table)
    return SearchReads(_read_log(), plate_index(), *about, cameras, policy_in_force().needs_purpose)


@cache
def note_plate() -> NotePlate:
    """Build the use cases of ``/plates/tags`` and ``/plates/notes``."""
    from handler.adapters.dynamodb.lookups.plate_notes import DynamoDbPlateNotes
    from handler.service.lookups.note_plate import NotePlate

    return NotePlate(DynamoDbPlateNotes(dynamodb(), settings().table, audit_inbox(), now), _people(), now)


@cache
def show_read() -> ShowRead:
    """Build the use case of ``GET /reads/{read_id}``."""
    from handler.service.show_read import ShowRead

    return ShowRead(
        upload_log(), show_uploads(), photo_store(bucket()), _people(), _audit_inbox(), now, note_plate().of
    )


@cache
def review_reads() -> ReviewReads:
    """Build the use cases of the review queue."""
    from handler.service.review_reads import ReviewReads

    return ReviewReads(upload_log(), _read_log(), plate_index(), show_read(), now)


@cache
def no_plate_queue() -> NoPlateQueue:
    """Build the use cases of the queue of photos without a plate."""
    from handler.service.no_plate_queue import NoPlateQueue

    return NoPlateQueue(upload_log(), missed_plates(), show_uploads(), _people(), _audit_inbox(), now)


@cache
def show_insights() -> ShowInsights:
    """Build the use case of ``GET /insights``."""
    from handler.service.show_insights import ShowInsights

    return ShowInsights(_insight_log(), _census(), show_budget(), policy_in_force())


@cache
def show_changes() -> ShowChanges:
    """Build the use case of ``GET /changes``."""
    from handler.service.show_changes import ShowChanges

    return ShowChanges(_insight_log(), _read_log(), now)


@cache
def show_audit() -> ShowAudit:
    """Build the use case of ``GET /audit``."""
    from handler.adapters.dynamodb.audit_log import DynamoDbAuditLog
    from handler.service.show_audit import ShowAudit

    return ShowAudit(DynamoDbAuditLog(dynamodb(), audit_table(), now), _audit_inbox(), _people(), now)


@cache
def change_settings() -> ChangeSettings:
    """Build the use cases of ``/settings``."""
    from handler.adapters.dynamodb.policies import DynamoDbPolicyChanges
    from handler.service.change_settings import ChangeSettings

    policies, about = _policies(), (_people(), settings().retention.days, now)
    return ChangeSettings(policies, DynamoDbPolicyChanges(policies, audit_inbox()), *about, show_budget())


@cache
def show_budget() -> ShowBudget:
    """Build what tells how budgets of DetectText calls stand."""
    from handler.adapters.dynamodb.budget.spent_calls import DynamoDbSpentCalls
    from handler.service.budget.show_budget import ShowBudget

    return ShowBudget(DynamoDbSpentCalls(dynamodb(), settings().table), now)


@cache
def admit_camera() -> AdmitCamera:
    """Build what lets cameras in."""
    from handler.adapters.dynamodb.sites.credentials import DynamoDbCredentials
    from handler.service.sites.admit_camera import AdmitCamera

    return AdmitCamera(DynamoDbCredentials(dynamodb(), settings().table), now, settings().retention.days)


@cache
def delete_upload() -> DeleteUpload:
    """Build the use case of ``POST /uploads/{upload_id}/delete``."""
    from handler.adapters.dynamodb.deletions import DynamoDbDeletions
    from handler.service.delete_upload import DeleteUpload

    return DeleteUpload(upload_log(), DynamoDbDeletions(dynamodb(), settings().table, audit_inbox()), _forget(), now)


def reconcile() -> Reconcile:
    """Build the use case of the schedule, with what is in force."""
    from handler.adapters.reading_starter import LambdaReadingStarter
    from handler.service.mend_reads import MendReads
    from handler.service.reconcile import Reconcile

    reading = LambdaReadingStarter(boto3.client("lambda", config=RETRIES), reading_function(), bucket())
    kept = settings().retention, policy_in_force()().retention.shortest
    mend, census = MendReads(_census(), plate_index(), _forget()), _census()
    return Reconcile(upload_log(), census, photo_store(bucket()), reading, _forget(), mend, *kept, now)


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
        log=upload_log(),
        plates=plate_index(),
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
def _people() -> KeptPeople:
    from handler.adapters.people import CognitoPeople
    from handler.service.kept_people import KeptPeople

    return KeptPeople(CognitoPeople(boto3.client("cognito-idp", config=RETRIES), user_pool()), now)


@cache
def dynamodb() -> DynamoDBClient:
    """Build the client of the tables.

    DynamoDB checks what it is asked; botocore's own check first took a third of the processor time of a transaction.
    """
    return boto3.client("dynamodb", config=RETRIES.merge(Config(parameter_validation=False)))


@cache
def upload_log() -> DynamoDbUploadLog:
    """Build the log of uploads."""
    about = settings()
    return DynamoDbUploadLog(dynamodb(), about.table, about.reading_time + _LEASE_MARGIN, now, about.outbox)


@cache
def _census() -> DynamoDbUploadCensus:
    from handler.adapters.dynamodb.upload_census import DynamoDbUploadCensus

    return DynamoDbUploadCensus(dynamodb(), settings().table, now)


@cache
def plate_index() -> DynamoDbPlateIndex:
    """Build what finds plates."""
    return DynamoDbPlateIndex(dynamodb(), settings().table, now)


@cache
def _insight_log() -> DynamoDbInsightLog:
    from handler.adapters.dynamodb.insight_log import DynamoDbInsightLog

    return DynamoDbInsightLog(dynamodb(), settings().table)


@cache
def quotas() -> DynamoDbQuotas:
    """Build what counts what is sent."""
    return DynamoDbQuotas(dynamodb(), settings().table, upload_quota())


@cache
def _forget() -> ForgetUpload:
    from handler.adapters.dynamodb.deletions import DynamoDbLeftovers
    from handler.service.forget_upload import ForgetUpload

    return ForgetUpload(DynamoDbLeftovers(dynamodb(), settings().table), plate_index(), photo_store(bucket()), now)


@cache
def _read_log() -> DynamoDbReadLog:
    from handler.adapters.dynamodb.read_log import DynamoDbReadLog

    return DynamoDbReadLog(dynamodb(), settings().table, audit_inbox(), now, settings().outbox)


@cache
def missed_plates() -> DynamoDbMissedPlates:
    """Build what knows the plates that people typed."""
    from handler.adapters.dynamodb.missed_plates import DynamoDbMissedPlates

    return DynamoDbMissedPlates(dynamodb(), settings().table, audit_inbox(), now, settings().outbox)


@cache
def _audit_inbox() -> DynamoDbAuditInbox:
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox

    return DynamoDbAuditInbox(dynamodb(), audit_inbox())


@cache
def photo_store(bucket_name: str) -> S3PhotoStore:
    """Build the bucket of photos."""
    return S3PhotoStore(boto3.client("s3", config=RETRIES.merge(S3_CONFIG)), bucket_name)
