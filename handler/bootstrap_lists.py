"""What lists of plates need, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

import secrets
from functools import cache

import boto3

from handler import bootstrap
from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.adapters.dynamodb.plate_index import DynamoDbPlateIndex
from handler.adapters.dynamodb.quotas import DynamoDbQuotas
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
from handler.adapters.look_back_starter import LambdaLookBackStarter
from handler.adapters.people import CognitoPeople
from handler.domain.quota import Quota
from handler.service.kept_people import KeptPeople
from handler.service.lists.change_entries import ChangeEntries
from handler.service.lists.change_lists import ChangeLists
from handler.service.lists.check_for_gate import CHECKS_AN_HOUR, CheckForGate
from handler.service.lists.check_permit import CheckPermit
from handler.service.lists.import_entries import ImportEntries
from handler.service.lists.show_lists import ShowLists
from handler.service.lists.try_entry import TryEntry
from handler.service.parking.count_share import CountShare
from handler.service.ports.lists import LookBackStarter
from handler.settings import audit_inbox, look_back_span, parking_table, retracing_function, settings, user_pool


@cache
def show_lists() -> ShowLists:
    """Build the use cases of those who look at lists."""
    people = KeptPeople(
        CognitoPeople(boto3.client("cognito-idp", config=bootstrap.RETRIES), user_pool()), bootstrap.now
    )
    return ShowLists(_lists(), _registry(), people, _inbox(), bootstrap.now)


@cache
def check_permit() -> CheckPermit:
    """Build the use case of ``POST /permits/check``."""
    index = DynamoDbListIndex(bootstrap.dynamodb(), settings().table, _lists_to_see().all)
    return CheckPermit(index, _registry(), _inbox(), bootstrap.now, _counting(index))


@cache
def check_for_gate() -> CheckForGate:
    """Build the use case of ``POST /camera-permits/check``; a permit that is added counts at once."""
    client, table = bootstrap.dynamodb(), settings().table
    index = DynamoDbListIndex(client, table, _lists_to_see().all)
    quotas = DynamoDbQuotas(client, table, Quota(CHECKS_AN_HOUR, 1))
    return CheckForGate(index, quotas, _inbox(), bootstrap.now, _counting(index))


@cache
def change_lists() -> ChangeLists:
    """Build the use cases of those who make, clear and remove lists."""
    return ChangeLists(_lists(), secrets.randbits, bootstrap.now)


@cache
def change_entries() -> ChangeEntries:
    """Build the use cases of those who change entries."""
    return ChangeEntries(_lists(), _registry(), bootstrap.now, _look_back())


@cache
def import_entries() -> ImportEntries:
    """Build the use case of ``POST /lists/{list_id}/import``."""
    return ImportEntries(_lists(), _registry(), bootstrap.now, _look_back())


@cache
def try_entry() -> TryEntry:
    """Build the use case of ``POST /lists/{list_id}/entries/try``."""
    client, table = bootstrap.dynamodb(), settings().table
    reads = DynamoDbReadLog(client, table, audit_inbox(), bootstrap.now)
    plates, needs_purpose = DynamoDbPlateIndex(client, table, bootstrap.now), bootstrap.policy_in_force().needs_purpose
    return TryEntry(_lists(), _registry(), reads, plates, _inbox(), bootstrap.now, needs_purpose)


def _look_back() -> LookBackStarter | None:
    if not look_back_span():
        return None
    return LambdaLookBackStarter(boto3.client("lambda", config=bootstrap.RETRIES), retracing_function())


def _counting(index: DynamoDbListIndex) -> CountShare:
    client, table = bootstrap.dynamodb(), parking_table()
    return CountShare(index, DynamoDbVisits(client, table, bootstrap.now), DynamoDbParkingSetups(client, table))


def _lists() -> DynamoDbLists:
    return DynamoDbLists(bootstrap.dynamodb(), settings().table, audit_inbox())


def _lists_to_see() -> DynamoDbLists:
    return DynamoDbLists(bootstrap.dynamodb(), settings().table)


def _registry() -> DynamoDbRegistry:
    return DynamoDbRegistry(bootstrap.dynamodb(), settings().table)


def _inbox() -> DynamoDbAuditInbox:
    return DynamoDbAuditInbox(bootstrap.dynamodb(), audit_inbox())
