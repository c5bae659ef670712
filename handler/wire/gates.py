"""The wire of gates: what a camera's program asks before it opens one."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from handler.domain.lists.permits import Permission, PermitAnswer
from handler.wire.common import Wire
from handler.wire.lists import ShortText
from handler.wire.sharing import ShareView


class GateQuestion(Wire):
    """Whether a plate may be where the camera is, now."""

    plate: ShortText = Field(description="As the camera read it.", examples=["AB12 CDE"])


class GateAnswer(Wire):
    """What the permits say. Nothing of whose they are: it is a machine that asks."""

    opens_gate: bool = Field(
        description="Open for true alone: the permit's own plate, or one that looks like it where the permit's region "
        "writes no other that does. Tolerance may spare a driver; it never opens a gate."
    )
    answer: Permission = Field(description="Why. `allowed_likely`: by the permit's tolerance.")
    share: ShareView | None = Field(
        description="Of a permit that holds and that several plates share, so many at a time; else null. Where visits "
        "are not followed nobody counts, and the gate opens for each plate of the group."
    )
    site_id: str = Field(description="The camera's.")
    at: datetime

    @classmethod
    def of(cls, site_id: str, at: datetime, answer: PermitAnswer) -> GateAnswer:
        """Write the answer as the API sends it."""
        share = ShareView.of(answer.share)
        return cls(opens_gate=answer.opens_gate, answer=answer.permission, share=share, site_id=site_id, at=at)
