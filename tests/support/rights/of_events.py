"""What functions may do so that events are told to others: a part of `ALLOWED` in allowed.py."""

from __future__ import annotations

from typing import Final

OUTBOX, CALLS, STREAM = "OutboxTable", "CallQueue", "OutboxTable.StreamArn"

OF_EVENTS: Final = {
    "Administering": {
        ("dynamodb:Query", f"{OUTBOX} of channels channel#ch-*"),
        ("dynamodb:Query", f"{OUTBOX}/index/by_state"),
        ("dynamodb:GetItem", f"{OUTBOX} of channels channel#ch-* subscriptions"),
        ("dynamodb:BatchGetItem", f"{OUTBOX} of channel#ch-*"),
        ("dynamodb:PutItem", f"{OUTBOX} of channels channel#ch-* subscriptions signing#ch-* line#* events#*"),
        ("dynamodb:UpdateItem", f"{OUTBOX} of channel#ch-* line#*"),
        ("dynamodb:DeleteItem", f"{OUTBOX} of channels signing#ch-*"),
        ("sqs:SendMessage", CALLS),
    },
    "Reconciling": {
        ("dynamodb:GetItem", f"{OUTBOX} of subscriptions"),
        ("dynamodb:PutItem", f"{OUTBOX} of events#*"),
    },
    "Announcing": {
        ("dynamodb:Query", f"{OUTBOX} of channels"),
        ("dynamodb:BatchGetItem", f"{OUTBOX} of channel#ch-*"),
        ("dynamodb:PutItem", f"{OUTBOX} of channel#ch-* line#*"),
        ("dynamodb:UpdateItem", f"{OUTBOX} of channel#ch-* line#*"),
        ("dynamodb:Query", f"{OUTBOX}/index/by_state"),
        ("dynamodb:DescribeStream", STREAM),
        ("dynamodb:GetRecords", STREAM),
        ("dynamodb:GetShardIterator", STREAM),
        ("dynamodb:ListStreams", STREAM),
        ("sqs:SendMessage", CALLS),
        ("sqs:SendMessage", "FailureQueue"),
    },
    "Delivering": {
        ("dynamodb:GetItem", f"{OUTBOX} of channels channel#ch-* events#* line#*"),
        ("dynamodb:BatchGetItem", f"{OUTBOX} of channel#ch-*"),
        ("dynamodb:Query", f"{OUTBOX} of signing#ch-* line#*"),
        ("dynamodb:PutItem", f"{OUTBOX} of channel#ch-*"),
        ("dynamodb:UpdateItem", f"{OUTBOX} of channel#ch-* line#*"),
        ("dynamodb:DeleteItem", f"{OUTBOX} of line#*"),
        ("sqs:SendMessage", CALLS),
        ("sqs:ReceiveMessage", CALLS),
        ("sqs:DeleteMessage", CALLS),
        ("sqs:GetQueueAttributes", CALLS),
        ("events:PutEvents", "EventBus"),
        ("ses:SendEmail", "ses identity/"),
    },
}
