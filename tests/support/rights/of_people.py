"""What may be done with those who may sign in. Nobody may delete them, or set a password for them."""

from __future__ import annotations

from typing import Final

POOL: Final = "UserPool"

OF_PEOPLE: Final[dict[str, set[tuple[str, str]]]] = {
    "Administering": {
        ("cognito-idp:AdminGetUser", POOL),
        ("cognito-idp:ListUsers", POOL),
        ("cognito-idp:ListUsersInGroup", POOL),
        ("cognito-idp:AdminListGroupsForUser", POOL),
        ("cognito-idp:AdminCreateUser", POOL),
        ("cognito-idp:AdminAddUserToGroup", POOL),
        ("cognito-idp:AdminRemoveUserFromGroup", POOL),
        ("cognito-idp:AdminUserGlobalSignOut", POOL),
        ("cognito-idp:AdminDisableUser", POOL),
        ("cognito-idp:AdminEnableUser", POOL),
    },
    "Admitting": set(),
}
