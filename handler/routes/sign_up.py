"""What Cognito asks before it makes an account: whether that person may have one."""

from __future__ import annotations

from typing import Any, Final

from handler.settings import sign_up_rule

INVITED: Final = "PreSignUp_AdminCreateUser"
"""An administrator makes the account, and has decided already."""


def admitting(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Let Cognito go on, or raise what it is to refuse the sign-up with; its message holds no address."""
    if event.get("triggerSource") != INVITED:
        sign_up_rule().check(str(event["request"]["userAttributes"].get("email", "")))
    return event
