"""Who asks, and what they may."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from handler.domain.classes.quick import quick_dataclass
from handler.domain.errors import NotAllowed

OPERATORS: Final = "operators"
ADMINS: Final = "admins"


class Audience(StrEnum):
    """Whom something is for. The use cases see to it; the API's document tells it, and the tests try each of both."""

    OWNER = "owner"
    OWNER_OR_OPERATORS = "owner_or_operators"
    OPERATORS = "operators"
    ADMINS = "admins"
    OPERATORS_OR_ADMINS = "operators_or_admins"


@quick_dataclass(frozen=True, slots=True)
class Caller:
    """A person, by the verified access token.

    Attributes
    ----------
    owner : str
        The person's id, which owns what they upload.
    groups : frozenset of str
        As they were when the token was made; it lives a few minutes.
    """

    owner: str
    groups: frozenset[str]

    def is_in(self, group: str) -> bool:
        """Tell whether the person belongs to a group."""
        return group in self.groups

    def require(self, *groups: str) -> None:
        """Go on only for members of a group, or of one of several.

        Raises
        ------
        NotAllowed
            When the person is none.
        """
        if not self.groups.isdisjoint(groups):
            return
        named = " or ".join(groups)
        raise NotAllowed(
            f"This is for {named} only. Ask an administrator to add you to the group {named}. This takes "
            "effect within 15 minutes, or at once if you sign in again."
        )
