"""What people's accounts need, and what they did, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import boto3

from handler import bootstrap
from handler.settings import audit_inbox, audit_retention, audit_table, user_pool

if TYPE_CHECKING:
    from handler.adapters.directory import CognitoDirectory
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
    from handler.adapters.dynamodb.audit_log import DynamoDbAuditKeeper
    from handler.service.people.change_people import ChangePeople
    from handler.service.people.show_people import ShowPeople


@cache
def show_people() -> ShowPeople:
    """Build the use cases of looking at people."""
    from handler.service.people.show_people import ShowPeople

    return ShowPeople(_directory(), _inbox(), bootstrap.now)


@cache
def change_people() -> ChangePeople:
    """Build the use cases of inviting people, and of changing what they may."""
    from handler.service.people.change_people import ChangePeople

    return ChangePeople(_directory(), _inbox(), bootstrap.now)


@cache
def audit_keeper() -> DynamoDbAuditKeeper:
    """Build what keeps who did what."""
    from handler.adapters.dynamodb.audit_log import DynamoDbAuditKeeper

    return DynamoDbAuditKeeper(bootstrap.dynamodb(), audit_table(), audit_retention())


def _directory() -> CognitoDirectory:
    from handler.adapters.directory import CognitoDirectory

    return CognitoDirectory(boto3.client("cognito-idp", config=bootstrap.RETRIES), user_pool())


def _inbox() -> DynamoDbAuditInbox:
    from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox

    return DynamoDbAuditInbox(bootstrap.dynamodb(), audit_inbox())
