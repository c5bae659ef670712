"""The queue of calls to work on lines."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from handler.adapters.aws_errors import translated
from handler.domain.errors import Throttled

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

_CALLS_A_BATCH: Final = 10
"""SendMessageBatch takes no more (SQS API reference)."""


@dataclass(frozen=True, slots=True)
class SqsCalls:
    """The queue.

    Parameters
    ----------
    client : SQSClient
    queue_url : str
    """

    client: SQSClient
    queue_url: str

    def call(self, channel_id: str, line_ids: Sequence[str], after: timedelta, *, is_woken: bool = False) -> None:
        """Call for lines after a time.

        Raises
        ------
        Throttled
            When SQS does not take all of them.
        """
        delay = max(math.ceil(after.total_seconds()), 0)
        for start in range(0, len(line_ids), _CALLS_A_BATCH):
            entries: list[SendMessageBatchRequestEntryTypeDef] = [
                {"Id": str(place), "DelaySeconds": delay, "MessageBody": _body(channel_id, line_id, is_woken=is_woken)}
                for place, line_id in enumerate(line_ids[start : start + _CALLS_A_BATCH])
            ]
            with translated("sqs:SendMessage"):
                answer = self.client.send_message_batch(QueueUrl=self.queue_url, Entries=entries)
            if answer.get("Failed"):
                raise Throttled("sqs:SendMessage")


def _body(channel_id: str, line_id: str, *, is_woken: bool) -> str:
    return json.dumps({"channel_id": channel_id, "line_id": line_id, "is_woken": is_woken})
