"""What people need who look after parking, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

import boto3

from handler import bootstrap, bootstrap_alerts, bootstrap_parking
from handler.adapters.dynamodb.alerts.alerts import DynamoDbAlerts
from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
from handler.adapters.dynamodb.lists.lists import DynamoDbLists
from handler.adapters.dynamodb.parking.acts import DynamoDbParkingActs
from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
from handler.adapters.dynamodb.read_log import DynamoDbReadLog
from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
from handler.adapters.people import CognitoPeople
from handler.service.kept_people import KeptPeople
from handler.service.lists.kept_lists import KeptLists
from handler.service.parking.answer_visit import AnswerVisit
from handler.service.parking.beside_visits import BesideVisits
from handler.service.parking.change_parking import ChangeParking, ShowParking
from handler.service.parking.change_visits import ChangeVisits
from handler.service.parking.count_vehicles import CountVehicles
from handler.service.parking.exchange import Exchange
from handler.service.parking.export_visits import ExportVisits
from handler.service.parking.show_charts import ShowCharts
from handler.service.parking.show_now import ShowNow
from handler.service.parking.show_occupancy import ShowOccupancy
from handler.service.parking.show_visits import ShowVisits
from handler.settings import audit_inbox, bucket, parking_table, settings, user_pool, web_origin


@cache
def show_now() -> ShowNow:
    """Build the use case of ``GET /now``."""
    alerts = DynamoDbAlerts(bootstrap.dynamodb(), settings().table, audit_inbox(), bootstrap.now)
    return ShowNow(_visits(), _beside(), show_occupancy(), alerts, bootstrap.now)


@cache
def show_visits() -> ShowVisits:
    """Build the use cases that show visits."""
    about = _beside(), _permits(), _inbox(), bootstrap.now
    return ShowVisits(_visits(), bootstrap_parking.sightings(), *about, bootstrap.policy_in_force().needs_purpose)


@cache
def export_visits() -> ExportVisits:
    """Build the use case of ``POST /visits/export``."""
    needs_purpose = bootstrap.policy_in_force().needs_purpose
    return ExportVisits(_visits(), _registry(), _inbox(), web_origin(), bootstrap.now, needs_purpose)


@cache
def change_visits() -> ChangeVisits:
    """Build the use cases by which people say something of visits."""
    return ChangeVisits(_visits(), bootstrap_parking.rederive(), show_visits(), _inbox(), bootstrap.now)


@cache
def answer_visit() -> AnswerVisit:
    """Build the use case of ``POST /visits/{visit_id}/answer``, of the function that decides on reads."""
    review = bootstrap_alerts.review_reads()
    return AnswerVisit(_visits(), review, bootstrap_parking.rederive(), show_visits(), _inbox(), bootstrap.now)


@cache
def show_occupancy() -> ShowOccupancy:
    """Build the use cases of the count."""
    return ShowOccupancy(
        _registry(), _setups(), CountVehicles(bootstrap_parking.counts()), _people(), _acts(), bootstrap.now
    )


@cache
def show_charts() -> ShowCharts:
    """Build the use case of ``GET /sites/{site_id}/charts``."""
    return ShowCharts(_visits(), _registry(), _setups(), CountVehicles(bootstrap_parking.counts()), bootstrap.now)


@cache
def show_parking() -> ShowParking:
    """Build the use case of ``GET /sites/{site_id}/parking``."""
    return ShowParking(_registry(), _setups())


@cache
def change_parking() -> ChangeParking:
    """Build the use case of ``POST /sites/{site_id}/parking``."""
    return ChangeParking(_registry(), _setups(), _acts(), bootstrap_parking.rederive(), bootstrap.now)


@cache
def exchange() -> Exchange:
    """Build the use cases of the routes below ``/apds``; others know this installation by the web app's host."""
    needs_purpose, organisation = bootstrap.policy_in_force().needs_purpose, urlsplit(web_origin()).netloc
    kept = _registry(), _setups(), _visits(), bootstrap_parking.sightings(), _reads()
    return Exchange(
        *kept, CountVehicles(bootstrap_parking.counts()), _inbox(), organisation, bootstrap.now, needs_purpose
    )


def _reads() -> DynamoDbReadLog:
    return DynamoDbReadLog(bootstrap.dynamodb(), settings().table, audit_inbox(), bootstrap.now)


def _beside() -> BesideVisits:
    return BesideVisits(_registry(), _reads(), bootstrap.photo_store(bucket()), _people())


@cache
def _people() -> KeptPeople:
    return KeptPeople(CognitoPeople(boto3.client("cognito-idp", config=bootstrap.RETRIES), user_pool()), bootstrap.now)


def _registry() -> DynamoDbRegistry:
    return DynamoDbRegistry(bootstrap.dynamodb(), settings().table)


def _inbox() -> DynamoDbAuditInbox:
    return DynamoDbAuditInbox(bootstrap.dynamodb(), audit_inbox())


@cache
def _acts() -> DynamoDbParkingActs:
    return DynamoDbParkingActs(bootstrap.dynamodb(), parking_table(), audit_inbox())


@cache
def _visits() -> DynamoDbVisits:
    """Give the visits as they are read: what changes them has an outbox beside."""
    return DynamoDbVisits(bootstrap.dynamodb(), parking_table(), bootstrap.now)


@cache
def _setups() -> DynamoDbParkingSetups:
    return DynamoDbParkingSetups(bootstrap.dynamodb(), parking_table())


@cache
def _permits() -> DynamoDbListIndex:
    client, table = bootstrap.dynamodb(), settings().table
    kept = KeptLists(DynamoDbLists(client, table), settings().policy_kept, bootstrap.now)
    return DynamoDbListIndex(client, table, kept)
