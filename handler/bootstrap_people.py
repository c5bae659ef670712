"""What administrators need to look after people, beside what `bootstrap` builds for all functions."""

from __future__ import annotations

from functools import cache

import boto3

from handler import bootstrap
from handler.adapters.directory import CognitoDirectory
from handler.adapters.dynamodb.audit_inbox import DynamoDbAuditInbox
from handler.service.people.change_people import ChangePeople
from handler.service.people.show_people import ShowPeople
from handler.settings import audit_inbox, user_pool


@cache
def show_people() -> ShowPeople:
    """Build the use cases of looking at people."""
    return ShowPeople(_directory(), _inbox(), bootstrap.now)


@cache
def change_people() -> ChangePeople:
    """Build the use cases of inviting people, and of changing what they may."""
    return ChangePeople(_directory(), _inbox(), bootstrap.now)


def _directory() -> CognitoDirectory:
    return CognitoDirectory(boto3.client("cognito-idp", config=bootstrap.RETRIES), user_pool())


def _inbox() -> DynamoDbAuditInbox:
    return DynamoDbAuditInbox(bootstrap.dynamodb(), audit_inbox())
