"""The wire: what holds an upload longer than its time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from handler.domain.keeping.hold import LONGEST_REASON, SHORTEST_REASON, Hold, HoldRequest
from handler.wire.common import Moment, Wire


class HoldView(Wire):
    """That an upload is protected from its end and from being deleted, or was."""

    reason: str
    by: str = Field(description="Id of who placed or changed it; of a released one, who released it.")
    by_email: str | None = Field(description="Confirmed; null when the person is gone or has none.")
    at: datetime
    until: datetime = Field(description="Until when it is held; of a released one, when it ends.")
    is_released: bool
    is_whole: bool = Field(description="Whether all about the photo follows; if not, it does within an hour.")
    version: int = Field(description="Name it when you change or release it.")

    @classmethod
    def of(cls, hold: Hold, emails: Mapping[str, str]) -> HoldView:
        """Write a hold as the API sends it."""
        return cls(
            reason=hold.reason,
            by=hold.by,
            by_email=emails.get(hold.by),
            at=hold.at,
            until=hold.end if hold.is_released else hold.until,
            is_released=hold.is_released,
            is_whole=hold.is_whole,
            version=hold.version,
        )


class HoldInput(Wire):
    """Until when an upload is to be held, and why."""

    reason: Annotated[str, StringConstraints(max_length=1000)] = Field(
        description=f"{SHORTEST_REASON} to {LONGEST_REASON} characters, in one line."
    )
    until: Moment
    version: int = Field(ge=0, strict=True, description="Of the hold as you saw it; 0 for none.")

    def to_domain(self) -> HoldRequest:
        """Hand the request to the service in its own words."""
        return HoldRequest(self.reason, self.until, self.version)


class ReleaseInput(Wire):
    """Which hold is to be released."""

    version: int = Field(ge=1, strict=True, description="As you saw it.")
