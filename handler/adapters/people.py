"""Those who may sign in, as the Cognito user pool knows them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.domain.classes.quick import quick_dataclass

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_cognito_idp.type_defs import AdminGetUserResponseTypeDef

_NAME: Final = re.compile("[!-~]{1,128}")
"""What Cognito takes for a name at all, and mails to; anything else it calls a mistake of ours."""

_AT_ONCE: Final = 8
"""Cognito tells of one person a request; a page may name a hundred. As many as connections are kept open (botocore: 10)
at most."""


@quick_dataclass(frozen=True, slots=True)
class CognitoPeople:
    """The user pool.

    Parameters
    ----------
    client : CognitoIdentityProviderClient
    user_pool_id : str
    """

    client: CognitoIdentityProviderClient
    user_pool_id: str

    def emails(self, ids: Collection[str]) -> Mapping[str, str]:
        """Get the addresses of some people, by their ids; people who are gone or confirmed none are left out."""
        some = sorted(ids)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            found = dict(zip(some, pool.map(self._user, some), strict=True))
        return {one: email for one, user in found.items() if user and (email := _confirmed_email(user))}

    def id_of(self, email: str) -> str | None:
        """Get the id of the person with an address; None when nobody has it, or has confirmed it.

        The address is an alias of the user's name (resources/identity.yml), so that it is looked up as it is, and is no
        part of a query.
        """
        if not _NAME.fullmatch(email):
            return None
        # As it was typed here, or as people mostly write addresses: not every pool tells capitals from small letters.
        users = filter(None, map(self._user, dict.fromkeys((email, email.lower()))))
        same = (one for one in users if (_confirmed_email(one) or "").lower() == email.lower())
        return next((_attribute(one, "sub") for one in same), None)

    def _user(self, name: str) -> AdminGetUserResponseTypeDef | None:
        with translated("cognito-idp:AdminGetUser"):
            try:
                return self.client.admin_get_user(UserPoolId=self.user_pool_id, Username=name)
            except ClientError as error:
                if error_code(error) == "UserNotFoundException":
                    return None
                raise


def _confirmed_email(user: AdminGetUserResponseTypeDef) -> str | None:
    """Give the address that a code was sent to and came back from: any other could be somebody else's."""
    return _attribute(user, "email") if _attribute(user, "email_verified") == "true" else None


def _attribute(user: AdminGetUserResponseTypeDef, name: str) -> str | None:
    return next((one.get("Value") for one in user["UserAttributes"] if one["Name"] == name), None)
