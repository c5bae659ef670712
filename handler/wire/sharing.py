"""The wire of permits that several plates share."""

from __future__ import annotations

from pydantic import Field

from handler.domain.lists.sharing import NotCounted, Share
from handler.wire.common import Wire


class ShareView(Wire):
    """How much of a shared permit is taken at the site."""

    most_at_a_time: int = Field(description="So many of its group may be there at a time.")
    inside: int | None = Field(
        description="So many others of its group are inside: of a vehicle that is inside itself, those that came "
        "before it. Null where that is not known."
    )
    not_counted: NotCounted | None = Field(
        description="Why it is not known. `not_followed`: visits are not followed at this site. `other_time`: it is "
        "counted for now alone."
    )
    sentence: str

    @classmethod
    def of(cls, share: Share | None) -> ShareView | None:
        """Write it as the API sends it."""
        if share is None:
            return None
        return cls(
            most_at_a_time=share.most, inside=share.inside, not_counted=share.not_counted, sentence=share.sentence
        )
