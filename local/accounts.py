"""Demo accounts of the local stage: one of each kind of person, with known passwords."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass

from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in.

    Parameters
    ----------
    email
        Address and user name.
    password
        It satisfies the user pool's policy (resources/identity.yml).
    groups
        Groups of the user pool that the account is in.
    purpose
        What a person would use it for.
    """

    email: str
    password: str
    groups: tuple[str, ...]
    purpose: str


DEMO_ACCOUNTS = (
    Account("driver@platebook.example", "Drive-in-2026", (), "uploads photos"),
    Account("operator@platebook.example", "Gatekeeper-2026", ("operators",), "reviews what the machine was unsure of"),
    Account("admin@platebook.example", "Head-Keeper-2026", ("operators", "admins"), "sets, and sees who did what"),
)


def ensure_accounts(cognito: CognitoIdentityProviderClient, user_pool_id: str, accounts: Iterable[Account]) -> None:
    """Make accounts that do not exist, and set password and groups of all to what is printed.

    Parameters
    ----------
    cognito
        Client of the stack's Cognito.
    user_pool_id
        The stack's user pool.
    accounts
        The accounts wanted.
    """
    for account in accounts:
        _ensure_account(cognito, user_pool_id, account)


def _ensure_account(cognito: CognitoIdentityProviderClient, user_pool_id: str, account: Account) -> None:
    with contextlib.suppress(cognito.exceptions.UsernameExistsException):  # made on an earlier day
        cognito.admin_create_user(
            UserPoolId=user_pool_id,
            Username=account.email,
            MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "email", "Value": account.email},
                {"Name": "email_verified", "Value": "true"},
            ],
        )
    cognito.admin_set_user_password(
        UserPoolId=user_pool_id, Username=account.email, Password=account.password, Permanent=True
    )
    for group in account.groups:
        cognito.admin_add_user_to_group(UserPoolId=user_pool_id, Username=account.email, GroupName=group)
