"""What `npm run user` says: what was done for a person, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

INVITATION: Final = timedelta(days=7)
"""How long the password of an invitation counts (resources/identity.yml)."""

GROUPS: Final = {"operators": "operators", "administrators": "admins"}
"""What people call a group, and what the user pool does."""

MAY: Final = {
    "operators": "search all reads, review, export and delete",
    "administrators": "change settings, cameras and lists, and see who did what",
}

Invitation = Literal["none", "first", "again", "waits"]
"""Whether a mail with a password was sent now; or one was, and nobody has signed in with it yet."""


@dataclass(frozen=True)
class Done:
    """What was done for one person.

    Attributes
    ----------
    email, group
        Who, and which group, as people call it.
    removed
        Whether they were to be taken out of the group, rather than put in.
    changed
        Whether they were not (or were) in the group before.
    known
        Whether there is an account of this address.
    invitation
        What became of an invitation.
    disabled, unconfirmed
        Whether the account is switched off; whether its address waits to be confirmed by its code.
    is_laptop
        Whether mails are shown by `npm start`.
    """

    email: str
    group: str
    removed: bool
    changed: bool
    known: bool = True
    invitation: Invitation = "none"
    disabled: bool = False
    unconfirmed: bool = False
    is_laptop: bool = False


def invitation_is_over(status: str, last_changed: datetime, now: datetime) -> bool:
    """Tell whether somebody was invited, and let the time of the invitation pass.

    Parameters
    ----------
    status
        Of the account, as Cognito calls it.
    last_changed
        When the account was changed last.
    now
        The time.
    """
    return status == "FORCE_CHANGE_PASSWORD" and now - last_changed >= INVITATION


def sentences(done: Done) -> list[str]:
    """Say what was done, and what the person has to do."""
    if not done.known and done.removed:
        return [f"Nobody has an account with the address {done.email}: nothing was changed."]
    return [*_of_invitation(done), _of_group(done), *_of_account(done)]


def _of_invitation(done: Done) -> list[str]:
    where = "The mail is shown where npm start runs." if done.is_laptop else "The mail may take a minute."
    lasts = f"a password that counts for {INVITATION.days} days; they choose their own when they sign in with it"
    said = {
        "none": [],
        "first": [f"{done.email} was invited: a mail brings them {lasts}. {where}"],
        "again": [f"{done.email} had let their invitation pass, and was invited again: a mail brings {lasts}. {where}"],
        "waits": [f"{done.email} was invited before and has not signed in yet. The mail holds the password."],
    }
    return said[done.invitation]


def _of_group(done: Done) -> str:
    if done.removed:
        if not done.changed:
            return f"{done.email} is not in the group {done.group}: nothing was changed."
        return f"{done.email} was taken out of the group {done.group}. It counts within 15 minutes."
    if not done.changed:
        return f"{done.email} is in the group {done.group} already."
    return (
        f"{done.email} is in the group {done.group} now and may {MAY[done.group]}. "
        "Who is signed in sees it within 15 minutes, or after signing in again."
    )


def _of_account(done: Done) -> list[str]:
    said = []
    if done.disabled:
        said.append(
            "The account is switched off: nobody can sign in with it until it is enabled in the Cognito console."
        )
    if done.unconfirmed:
        said.append(
            "They signed up, and have not confirmed their address by its code yet: the sign-in page asks for it."
        )
    return said
