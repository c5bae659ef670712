"""What the entries use of what Lambda hands them beside the event."""

from __future__ import annotations


class LambdaContext:
    """What we use of Lambda's context: the id that stays the same when Lambda tries an event again."""

    aws_request_id: str
