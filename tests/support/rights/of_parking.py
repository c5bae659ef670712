"""What functions may do so that visits are derived: a part of `ALLOWED` in allowed.py."""

from __future__ import annotations

from typing import Final

TABLE, PARKING, OUTBOX, STREAM = "PlatebookTable", "ParkingTable", "OutboxTable", "PlatebookTable.StreamArn"

OF_PARKING: Final = {
    "Deriving": {
        ("dynamodb:Query", f"{TABLE} of upload#* lists sites"),
        ("dynamodb:GetItem", f"{TABLE} of camera#cam-* site#*"),
        ("dynamodb:BatchGetItem", f"{TABLE} of list#* listed#*"),
        ("dynamodb:Query", f"{PARKING} of gate#* key#* marked anchors#* tallies#*"),
        ("dynamodb:GetItem", f"{PARKING} of sighting#* visit#* crossings#* setup#*"),
        ("dynamodb:BatchGetItem", f"{PARKING} of sighting#* visit#* crossings#* setup#*"),
        ("dynamodb:PutItem", f"{PARKING} of sighting#* gate#* key#* crossings#* marked"),
        ("dynamodb:UpdateItem", f"{PARKING} of visit#* tallies#*"),
        ("dynamodb:DeleteItem", f"{PARKING} of gate#* key#* crossings#* marked"),
        ("dynamodb:Query", f"{PARKING}/index/by_due"),
        ("dynamodb:Query", f"{PARKING}/index/by_inside"),
        ("dynamodb:Query", f"{PARKING}/index/by_plate"),
        ("dynamodb:GetItem", f"{OUTBOX} of subscriptions"),
        ("dynamodb:PutItem", f"{OUTBOX} of events#*"),
        ("dynamodb:DescribeStream", STREAM),
        ("dynamodb:GetRecords", STREAM),
        ("dynamodb:GetShardIterator", STREAM),
        ("dynamodb:ListStreams", STREAM),
        ("sqs:SendMessage", "FailureQueue"),
    },
}
