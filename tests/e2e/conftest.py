"""The stack that the end-to-end tests share: the one in PLATEBOOK_OUTPUTS, or one that they start themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from scripts.client import PlatebookClient, sign_in
from tests.e2e.stack import GROUPS, NEW_PASSWORD, LocalStack, launched

LAST = Path(__file__).parent / "test_no_traces.py"
"""Looks into the logs of all the others."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path == LAST)  # the order of the others stays


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    given = os.environ.get("PLATEBOOK_OUTPUTS")
    if given:
        yield LocalStack.at(Path(given))
        return
    with launched(tmp_path_factory.mktemp("stack") / "state", "--ports", "auto") as launcher:
        yield launcher.wait_until_ready()


@pytest.fixture(scope="session")
def driver(stack: LocalStack) -> PlatebookClient:
    return stack.demo_client()


@pytest.fixture(scope="session")
def newcomer(stack: LocalStack) -> PlatebookClient:
    """Somebody who signs up and confirms with the code from the mail."""
    cognito, client_id = stack.aws("cognito-idp"), stack.outputs["user_pool_client_id"]
    email = f"newcomer-{uuid4().hex}@platebook.example"
    attributes = [{"Name": "email", "Value": email}]
    cognito.sign_up(ClientId=client_id, Username=email, Password=NEW_PASSWORD, UserAttributes=attributes)
    code = stack.mails(email)[0]["code"]
    cognito.confirm_sign_up(ClientId=client_id, Username=email, ConfirmationCode=code)
    return PlatebookClient(stack.outputs, email, NEW_PASSWORD)


@pytest.fixture(scope="session")
def tokens_by_group(stack: LocalStack) -> dict[str, str]:
    """An access token of somebody in no group, and of somebody in each group alone."""
    cognito, pool = stack.aws("cognito-idp"), stack.outputs["user_pool_id"]
    found = {}
    for group in ("", *GROUPS):
        email = f"role-{group or 'none'}-{uuid4().hex}@platebook.example"
        cognito.admin_create_user(UserPoolId=pool, Username=email, MessageAction="SUPPRESS")
        cognito.admin_set_user_password(UserPoolId=pool, Username=email, Password=NEW_PASSWORD, Permanent=True)
        if group:
            cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
        found[group] = sign_in(stack.outputs, email, NEW_PASSWORD)["AccessToken"]
    return found
