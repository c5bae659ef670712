"""What people need who look after parking, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import boto3

from handler import bootstrap, bootstrap_alerts, bootstrap_parking
from handler.settings import audit_inbox, bucket, parking_table, settings, user_pool, web_origin

if TYPE_CHECKING:
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
    from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
    from handler.adapters.dynamodb.parking.acts import DynamoDbParkingActs
    from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups
    from handler.adapters.dynamodb.parking.visits import DynamoDbVisits
    from handler.adapters.dynamodb.read_log import DynamoDbReadLog
    from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry
    from handler.service.kept_people import KeptPeople
    from handler.service.parking.answer_visit import AnswerVisit
    from handler.service.parking.beside_visits import BesideVisits
    from handler.service.parking.change_parking import ChangeParking, ShowParking
    from handler.service.parking.change_visits import ChangeVisits
    from handler.service.parking.exchange import Exchange
    from handler.service.parking.export_visits import ExportVisits
    from handler.service.parking.show_charts import ShowCharts
    from handler.service.parking.show_now import ShowNow
    from handler.service.parking.show_occupancy import ShowOccupancy
    from handler.service.parking.show_visits import ShowVisits


@cache
def show_now() -> ShowNow:
    """Build the use case of ``GET /now``."""
    from handler.adapters.dynamodb.alerts.alerts import DynamoDbAlerts
    from handler.service.parking.show_now import ShowNow

    alerts = DynamoDbAlerts(bootstrap.dynamodb(), settings().table, audit_inbox(), bootstrap.now)
    return ShowNow(_visits(), _beside(), show_occupancy(), alerts, bootstrap.now)


@cache
def show_visits() -> ShowVisits:
    """Build the use cases that show visits."""
    from handler.service.parking.show_visits import ShowVisits

    about = _beside(), _permits(), _inbox(), bootstrap.now
    return ShowVisits(_visits(), bootstrap_parking.sightings(), *about, bootstrap.policy_in_force().needs_purpose)


@cache
def export_visits() -> ExportVisits:
    """Build the use case of ``POST /visits/export``."""
    from handler.service.parking.export_visits import ExportVisits

    needs_purpose = bootstrap.policy_in_force().needs_purpose
    return ExportVisits(_visits(), _registry(), _inbox(), web_origin(), bootstrap.now, needs_purpose)


@cache
def change_visits() -> ChangeVisits:
    """Build the use cases by which people say something of visits."""
    from handler.service.parking.change_visits import ChangeVisits

    return ChangeVisits(_visits(), bootstrap_parking.rederive(), show_visits(), _inbox(), bootstrap.now)


@cache
def answer_visit() -> AnswerVisit:
    """Build the use case of ``POST /visits/{visit_id}/answer``, of the function that decides on reads."""
    from handler.service.parking.answer_visit import AnswerVisit

    review = bootstrap_alerts.review_reads()
    return AnswerVisit(_visits(), review, bootstrap_parking.rederive(), show_visits(), _inbox(), bootstrap.now)


@cache
def show_occupancy() -> ShowOccupancy:
    """Build the use cases of the count."""
    from handler.service.parking.count_vehicles import CountVehicles
    from handler.service.parking.show_occupancy import ShowOccupancy

    return ShowOccupancy(
        _registry(), _setups(), CountVehicles(bootstrap_parking.counts()), _people(), _acts(), bootstrap.now
    )


@cache
def show_charts() -> ShowCharts:
    """Build the use case of ``GET /sites/{site_id}/charts``."""
    from handler.service.parking.count_vehicles import CountVehicles
    from handler.service.parking.show_charts import ShowCharts

    return ShowCharts(_visits(), _registry(), _setups(), CountVehicles(bootstrap_parking.counts()), bootstrap.now)


@cache
def show_parking() -> ShowParking:
    """Build the use case of ``GET /sites/{site_id}/parking``."""
    from handler.service.parking.change_parking import ShowParking

    return ShowParking(_registry(), _setups())


@cache
def change_parking() -> ChangeParking:
    """Build the use case of ``POST /sites/{site_id}/parking``."""
    from handler.service.parking.change_parking import ChangeParking

    return ChangeParking(_registry(), _setups(), _acts(), bootstrap_parking.rederive(), bootstrap.now)


@cache
def exchange() -> Exchange:
    """Build the use cases of the routes below ``/apds``; others know this installation by the web app's host."""
    from handler.service.parking.count_vehicles import CountVehicles
    from handler.service.parking.exchange import Exchange

    needs_purpose, organisation = bootstrap.policy_in_force().needs_purpose, urlsplit(web_origin()).netloc
    kept = _registry(), _setups(), _visits(), bootstrap_parking.sightings(), _reads()
    return Exchange(
        *kept, CountVehicles(bootstrap_parking.counts()), _inbox(), organisation, bootstrap.now, needs_purpose
    )


def _reads() -> DynamoDbReadLog:
    from handler.adapters.dynamodb.read_log import DynamoDbReadLog

    return DynamoDbReadLog(bootstrap.dynamodb(), settings().table, audit_inbox(), bootstrap.now)


def _beside() -> BesideVisits:
    from handler.service.parking.beside_visits import BesideVisits

    return BesideVisits(_registry(), _reads(), bootstrap.photo_store(bucket()), _people())


@cache
def _people() -> KeptPeople:
    from handler.adapters.people import CognitoPeople
    from handler.service.kept_people import KeptPeople

    return KeptPeople(CognitoPeople(boto3.client("cognito-idp", config=bootstrap.RETRIES), user_pool()), bootstrap.now)


def _registry() -> DynamoDbRegistry:
    from handler.adapters.dynamodb.sites.registry import DynamoDbRegistry

    return DynamoDbRegistry(bootstrap.dynamodb(), settings().table)


def _inbox() -> DynamoDbAuditInbox:
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox

    return DynamoDbAuditInbox(bootstrap.dynamodb(), audit_inbox())


@cache
def _acts() -> DynamoDbParkingActs:
    from handler.adapters.dynamodb.parking.acts import DynamoDbParkingActs

    return DynamoDbParkingActs(bootstrap.dynamodb(), parking_table(), audit_inbox())


@cache
def _visits() -> DynamoDbVisits:
    """Give the visits as they are read: what changes them has an outbox beside."""
    from handler.adapters.dynamodb.parking.visits import DynamoDbVisits

    return DynamoDbVisits(bootstrap.dynamodb(), parking_table(), bootstrap.now)


@cache
def _setups() -> DynamoDbParkingSetups:
    from handler.adapters.dynamodb.parking.setups import DynamoDbParkingSetups

    return DynamoDbParkingSetups(bootstrap.dynamodb(), parking_table())


@cache
def _permits() -> DynamoDbListIndex:
    from handler.adapters.dynamodb.lists.list_index import DynamoDbListIndex
    from handler.adapters.dynamodb.lists.lists import DynamoDbLists
    from handler.service.lists.kept_lists import KeptLists

    client, table = bootstrap.dynamodb(), settings().table
    kept = KeptLists(DynamoDbLists(client, table), settings().policy_kept, bootstrap.now)
    return DynamoDbListIndex(client, table, kept)
