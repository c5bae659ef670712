"""Those who may sign in, as administrators see and change them in the Cognito user pool."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from handler.adapters.aws_errors import error_code, translated
from handler.domain import cursor
from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import Conflict, InvalidRequest
from handler.domain.people.person import GROUPS, Person, PersonState
from handler.service.ports.people import PeopleSlice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

_AT_ONCE: Final = 8
"""Cognito tells the groups of one person a request. As many as connections are kept open (botocore: 10) at most."""

_MOST_A_PAGE: Final = 60
"""ListUsers and ListUsersInGroup give no more (API reference)."""

_ID: Final = re.compile("[!-~]{1,128}")
"""What Cognito takes for a name at all; anything else it calls a mistake of ours."""

_QUOTABLE: Final = re.compile(r"[!#-\[\]-~]*")
"""What may stand between the quotation marks of a filter: no such mark, and nothing that would undo one."""

_STATES: Final[Mapping[str, PersonState]] = {
    "FORCE_CHANGE_PASSWORD": PersonState.INVITED,
    "UNCONFIRMED": PersonState.UNCONFIRMED,
    "RESET_REQUIRED": PersonState.MUST_RESET,
}
"""By Cognito's own; all others can sign in."""


@quick_dataclass(frozen=True, slots=True)
class CognitoDirectory:
    """The user pool.

    Parameters
    ----------
    client : CognitoIdentityProviderClient
    user_pool_id : str
    """

    client: CognitoIdentityProviderClient
    user_pool_id: str

    def page(self, limit: int, after: str | None, email_begins: str = "") -> PeopleSlice:
        """Get some people with their groups, those alone whose address begins so.

        Raises
        ------
        InvalidRequest
            For a cursor that is made up or of another list, and where no address begins so.
        """
        if not _QUOTABLE.fullmatch(email_begins):
            raise InvalidRequest("email_begins: no e-mail address begins like this.")
        asked: dict[str, Any] = {"Filter": f'email ^= "{email_begins}"'} if email_begins else {}
        query = f"people {email_begins}"
        with _asking("cognito-idp:ListUsers", after):
            answer = self.client.list_users(
                UserPoolId=self.user_pool_id, Limit=limit, **asked, **_from("PaginationToken", query, after)
            )
        return self._slice(answer["Users"], query, answer.get("PaginationToken"))

    def page_of_group(self, group: str, limit: int, after: str | None) -> PeopleSlice:
        """Get some people of a group, with all their groups.

        Raises
        ------
        InvalidRequest
            For a cursor that is made up or of another list.
        """
        query = f"group {group}"
        with _asking("cognito-idp:ListUsersInGroup", after):
            answer = self.client.list_users_in_group(
                UserPoolId=self.user_pool_id, GroupName=group, Limit=limit, **_from("NextToken", query, after)
            )
        return self._slice(answer["Users"], query, answer.get("NextToken"))

    def members(self, group: str) -> Sequence[Person]:
        """Get all people of a group. Which others each of them is in is left out."""
        found: list[Person] = []
        token: dict[str, Any] = {}
        while True:
            with translated("cognito-idp:ListUsersInGroup"):
                answer = self.client.list_users_in_group(
                    UserPoolId=self.user_pool_id, GroupName=group, Limit=_MOST_A_PAGE, **token
                )
            found += [_person(one) for one in answer["Users"]]
            if not answer.get("NextToken"):
                return found
            token = {"NextToken": answer["NextToken"]}

    def one(self, person_id: str) -> Person | None:
        """Get somebody, with their groups; None when nobody has that id."""
        if not _ID.fullmatch(person_id):
            return None
        with translated("cognito-idp:AdminGetUser"):
            try:
                user = self.client.admin_get_user(UserPoolId=self.user_pool_id, Username=person_id)
            except ClientError as error:
                if error_code(error) == "UserNotFoundException":
                    return None
                raise
        person = _person({**user, "Attributes": user["UserAttributes"]})
        # An address is a name to sign in with, too; it is nobody's id.
        return self._with_groups(person) if person.person_id == person_id else None

    def invite(self, email: str) -> Person:
        """Make an account and have a temporary password mailed.

        The address counts as confirmed: nobody gets in who does not read what is mailed there.

        Raises
        ------
        Conflict
            When somebody has the address.
        """
        attributes = {"email": email, "email_verified": "true"}
        told = [{"Name": name, "Value": value} for name, value in attributes.items()]
        return self._create(email, {"UserAttributes": told})

    def invite_again(self, email: str) -> None:
        """Have a temporary password mailed once more.

        Raises
        ------
        Conflict
            When it is not waited for any more.
        """
        self._create(email, {"MessageAction": "RESEND"})

    def add_to_group(self, person_id: str, group: str) -> None:
        """Add somebody to a group, who may be in it already."""
        with translated("cognito-idp:AdminAddUserToGroup"):
            self.client.admin_add_user_to_group(UserPoolId=self.user_pool_id, Username=person_id, GroupName=group)

    def remove_from_group(self, person_id: str, group: str) -> None:
        """Take somebody out of a group, who may be in it no more."""
        with translated("cognito-idp:AdminRemoveUserFromGroup"):
            self.client.admin_remove_user_from_group(UserPoolId=self.user_pool_id, Username=person_id, GroupName=group)

    def disable(self, person_id: str) -> None:
        """End all that is signed in, and let nobody sign in as this person."""
        with translated("cognito-idp:AdminUserGlobalSignOut"):
            self.client.admin_user_global_sign_out(UserPoolId=self.user_pool_id, Username=person_id)
        with translated("cognito-idp:AdminDisableUser"):
            self.client.admin_disable_user(UserPoolId=self.user_pool_id, Username=person_id)

    def enable(self, person_id: str) -> None:
        """Let somebody sign in again."""
        with translated("cognito-idp:AdminEnableUser"):
            self.client.admin_enable_user(UserPoolId=self.user_pool_id, Username=person_id)

    def _create(self, email: str, how: Mapping[str, Any]) -> Person:
        with translated("cognito-idp:AdminCreateUser"):
            try:
                made = self.client.admin_create_user(
                    UserPoolId=self.user_pool_id, Username=email, DesiredDeliveryMediums=["EMAIL"], **how
                )
            except ClientError as error:
                if error_code(error) == "UsernameExistsException":
                    raise Conflict("person_there") from error
                if error_code(error) == "UnsupportedUserStateException":
                    raise Conflict("not_invited") from error
                raise
        return _person(made["User"])

    def _slice(self, users: Iterable[Mapping[str, Any]], query: str, token: str | None) -> PeopleSlice:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            people = list(pool.map(self._with_groups, map(_person, users)))
        return PeopleSlice(people, cursor.pack(query, {"token": token}) if token else None)

    def _with_groups(self, person: Person) -> Person:
        with translated("cognito-idp:AdminListGroupsForUser"):
            answer = self.client.admin_list_groups_for_user(UserPoolId=self.user_pool_id, Username=person.person_id)
        return replace(person, groups=frozenset(one["GroupName"] for one in answer["Groups"]) & set(GROUPS))


def _from(parameter: str, query: str, after: str | None) -> dict[str, Any]:
    """Name the place where a list goes on; nothing for its beginning."""
    return {parameter: cursor.unpack(query, after, frozenset({"token"}))["token"]} if after else {}


@contextmanager
def _asking(operation: str, after: str | None) -> Iterator[None]:
    """Raise Cognito's errors as ours; what it does not know of a list that goes on is the cursor."""
    with translated(operation):
        try:
            yield
        except ClientError as error:
            if after and error_code(error) == "InvalidParameterException":
                raise cursor.not_ours() from error
            raise


def _person(user: Mapping[str, Any]) -> Person:
    attributes = {one["Name"]: one.get("Value", "") for one in user["Attributes"]}
    state = _STATES.get(user.get("UserStatus", ""), PersonState.ACTIVE)
    return Person(
        person_id=attributes["sub"],
        email=attributes.get("email", ""),
        state=state if user.get("Enabled", True) else PersonState.DISABLED,
        since=_utc(user["UserCreateDate"]),
        changed_at=_utc(user["UserLastModifiedDate"]),
    )


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
