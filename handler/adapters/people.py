"""Those who may sign in, as the Cognito user pool knows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient


@dataclass(frozen=True, slots=True)
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
        """Get the addresses of some people, by their ids; who is gone is left out."""
        found = {one: self._email(one) for one in sorted(ids)}
        return {one: email for one, email in found.items() if email}

    def _email(self, person_id: str) -> str | None:
        with translated("cognito-idp:AdminGetUser"):
            try:
                user = self.client.admin_get_user(UserPoolId=self.user_pool_id, Username=person_id)
            except ClientError as error:
                if error_code(error) == "UserNotFoundException":
                    return None
                raise
        return next((one.get("Value") for one in user["UserAttributes"] if one["Name"] == "email"), None)
