"""The queue of calls to work on lines."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from handler.adapters.aws_errors import translated
from handler.domain.classes.quick import quick_dataclass

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@quick_dataclass(frozen=True, slots=True)
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

        One by one: to send ten at once the laptop's AWS asks for a right that IAM does not have.
        """
        delay = max(math.ceil(after.total_seconds()), 0)
        for line_id in line_ids:
            body = _body(channel_id, line_id, is_woken=is_woken)
            with translated("sqs:SendMessage"):
                self.client.send_message(QueueUrl=self.queue_url, DelaySeconds=delay, MessageBody=body)


def _body(channel_id: str, line_id: str, *, is_woken: bool) -> str:
    return json.dumps({"channel_id": channel_id, "line_id": line_id, "is_woken": is_woken})
