"""`npm run user -- --stage NAME --email ADDRESS --group operators|administrators [--remove]`: who may do what."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from scripts.operate.people import GROUPS, Done, Invitation, invitation_is_over, sentences
from scripts.operate.refusals import run
from scripts.operate.stage import Stage, add_stage

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_cognito_idp.type_defs import AdminGetUserResponseTypeDef

ADDRESS: Final = r"[^@\s]+@[^@\s]+\.[^@\s]+"


def main(arguments: Sequence[str] | None = None) -> int:
    """Put a person into a group, inviting them where they have no account; or take them out of it.

    Doing so twice is safe: the second time changes nothing and says so.

    Parameters
    ----------
    arguments
        Command line without the program's name; that of the process when None.

    Returns
    -------
    int
        0 when it is as it was asked for, 1 otherwise.
    """
    options = _options(arguments)
    return run("user", options.region, lambda: _work(options))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("npm run user --", description="Let a person be an operator or administrator.")
    add_stage(parser)
    parser.add_argument("--email", required=True, type=_address, help="whose account; invited where there is none")
    parser.add_argument("--group", required=True, choices=GROUPS, help="what they may do")
    parser.add_argument("--remove", action="store_true", help="take them out of the group instead")
    return parser.parse_args(arguments)


def _address(text: str) -> str:
    address = text.strip().lower()  # sign-in writes it so; the laptop's user pool tells capitals apart
    if not re.fullmatch(ADDRESS, address):
        raise argparse.ArgumentTypeError(f"{text!r} is no e-mail address: --email somebody@example.com")
    return address


def _work(options: argparse.Namespace) -> int:
    stage = Stage.of(options.stage, options.region)
    pool = Pool(stage.client("cognito-idp"), stage.outputs()["UserPoolId"], is_laptop=stage.is_laptop)
    act = pool.remove if options.remove else pool.add
    print("\n".join(sentences(act(options.email, options.group))), flush=True)
    return 0


@dataclass(frozen=True)
class Pool:
    """The people of a stage.

    Parameters
    ----------
    client
        boto3's, of Cognito.
    pool_id
        The user pool.
    is_laptop
        Whether it is the laptop's.
    """

    client: CognitoIdentityProviderClient
    pool_id: str
    is_laptop: bool = False

    def add(self, email: str, group: str) -> Done:
        """Put a person into a group; they are invited where they have no account."""
        person = self._find(email)
        invitation = self._invite(email) if person is None else self._invite_again(email, person)
        is_in = person is not None and self._is_in(email, group)
        if not is_in:
            self.client.admin_add_user_to_group(UserPoolId=self.pool_id, Username=email, GroupName=GROUPS[group])
        return Done(
            email,
            group,
            removed=False,
            changed=not is_in,
            known=True,
            invitation=invitation,
            disabled=person is not None and not person["Enabled"],
            unconfirmed=person is not None and person["UserStatus"] == "UNCONFIRMED",
            is_laptop=self.is_laptop,
        )

    def remove(self, email: str, group: str) -> Done:
        """Take a person out of a group; their account stays."""
        if self._find(email) is None:
            return Done(email, group, removed=True, changed=False, known=False)
        is_in = self._is_in(email, group)
        if is_in:
            self.client.admin_remove_user_from_group(UserPoolId=self.pool_id, Username=email, GroupName=GROUPS[group])
        return Done(email, group, removed=True, changed=is_in)

    def _find(self, email: str) -> AdminGetUserResponseTypeDef | None:
        try:
            return self.client.admin_get_user(UserPoolId=self.pool_id, Username=email)
        except ClientError as error:
            if error.response["Error"]["Code"] != "UserNotFoundException":
                raise
            return None

    def _is_in(self, email: str, group: str) -> bool:
        pages = self.client.get_paginator("admin_list_groups_for_user").paginate(
            UserPoolId=self.pool_id, Username=email
        )
        return any(one.get("GroupName") == GROUPS[group] for page in pages for one in page["Groups"])

    def _invite(self, email: str) -> Invitation:
        self.client.admin_create_user(
            UserPoolId=self.pool_id,
            Username=email,
            DesiredDeliveryMediums=["EMAIL"],
            # Who signs in has the mail's password, so the address is theirs.
            UserAttributes=[{"Name": "email", "Value": email}, {"Name": "email_verified", "Value": "true"}],
        )
        return "first"

    def _invite_again(self, email: str, person: AdminGetUserResponseTypeDef) -> Invitation:
        if person["UserStatus"] != "FORCE_CHANGE_PASSWORD":
            return "none"
        if not invitation_is_over(person["UserStatus"], person["UserLastModifiedDate"], datetime.now(UTC)):
            return "waits"
        self.client.admin_create_user(
            UserPoolId=self.pool_id, Username=email, DesiredDeliveryMediums=["EMAIL"], MessageAction="RESEND"
        )
        return "again"


if __name__ == "__main__":
    sys.exit(main())
